//! `deprecated-alias`: a name that the manifest has retired is still used,
//! in Rust or in files that carry configuration.

use std::cell::OnceCell;

use aho_corasick::{AhoCorasick, MatchKind};
use secret_guard_vault::manifest::{Entry, Manifest};

use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::config::MANIFEST_NAME;
use crate::files::{File, Kind};
use crate::finding::{Confidence, Edit, Finding, Fix, Label, Level};
use crate::rust::facts::Facts;
use crate::rust::tree::ExprKind;
use crate::source::Span;
use crate::sql::model::Pair;

/// See the module's text.
pub struct DeprecatedAlias;

impl Rule for DeprecatedAlias {
    fn card(&self) -> &'static Card {
        crate::card!("deprecated-alias")
    }

    fn looks(&self) -> Looks {
        Looks::AtFiles
    }

    fn asks_code(&self, manifest: Option<&Manifest>, _: &[Pair]) -> bool {
        manifest.is_some()
    }

    fn needles(&self, manifest: Option<&Manifest>) -> Option<Vec<String>> {
        let entries = manifest.into_iter().flat_map(|manifest| &manifest.secrets);
        Some(entries.flat_map(|entry| &entry.deprecated).map(|old| old.name.text.clone()).collect())
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        let Some(names) = cx.manifest.and_then(Names::of) else { return };
        for file in cx.files.iter().filter(|file| file.kind != Kind::Rust && !is_manifest(file)) {
            for found in names.find(file.source.text()) {
                report(names.finding(file, found));
            }
        }
        for (number, unit) in cx.index.units().iter().enumerate() {
            let file = File { source: unit.source.clone(), kind: Kind::Rust, class: unit.class };
            let tests = OnceCell::new();
            for literal in literals(&unit.facts) {
                for found in names.find(unit.source.slice(literal)) {
                    let at = literal.start as usize;
                    let found = Found { start: found.start + at, end: found.end + at, ..found };
                    let mut finding = names.finding(&file, found);
                    let tests = tests.get_or_init(|| cx.tests_in(number as u32));
                    if finding.level == Level::Deny && tests.iter().any(|test| test.contains(literal)) {
                        finding.level = Level::Warn;
                    }
                    report(finding);
                }
            }
        }
    }
}

fn is_manifest(file: &File) -> bool {
    file.source.path().rsplit('/').next() == Some(MANIFEST_NAME)
}

/// The spans of all string literals, in order.
fn literals(facts: &Facts) -> Vec<Span> {
    let texts = facts.tree.exprs.iter().filter(|expr| matches!(expr.kind, ExprKind::Str(_) | ExprKind::Bytes(_)));
    let mut spans: Vec<Span> = texts.map(|expr| expr.span).collect();
    spans.sort();
    spans.dedup();
    spans
}

/// The retired names and a machine that finds them.
struct Names<'m> {
    /// Entry, old name and since when, by pattern number.
    old: Vec<(&'m Entry, &'m str, String)>,
    machine: AhoCorasick,
}

#[derive(Clone, Copy)]
struct Found {
    number: usize,
    start: usize,
    end: usize,
}

impl<'m> Names<'m> {
    fn of(manifest: &'m Manifest) -> Option<Self> {
        let old = manifest.secrets.iter().flat_map(|entry| {
            entry.deprecated.iter().map(move |old| (entry, old.name.text.as_str(), old.since.to_string()))
        });
        let old: Vec<_> = old.collect();
        let texts = old.iter().map(|(_, name, _)| name);
        let machine = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts).ok()?;
        (!old.is_empty()).then_some(Names { old, machine })
    }

    /// Where an old name stands as a word of its own.
    fn find(&self, text: &str) -> Vec<Found> {
        let is_word = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
        let bytes = text.as_bytes();
        let found = self.machine.find_iter(text).filter(|found| {
            let before = found.start().checked_sub(1).and_then(|at| bytes.get(at));
            !is_word(before) && !is_word(bytes.get(found.end()))
        });
        found
            .map(|found| Found { number: found.pattern().as_usize(), start: found.start(), end: found.end() })
            .collect()
    }

    fn finding(&self, file: &File, found: Found) -> Finding {
        let (entry, old, since) = &self.old[found.number];
        let span = Span::new(found.start, found.end);
        let new = &entry.env.text;
        let level = if file.class.ships() { Level::Deny } else { Level::Warn };
        let message = format!("`{old}` is deprecated since {since}; its name is `{new}`");
        let fix = Fix {
            title: format!("use the canonical name `{new}`"),
            edits: vec![Edit::new(&file.source, span, new.clone())],
            machine_applicable: true,
        };
        Finding::new("deprecated-alias", level, Confidence::Certain, message, Label::new(&file.source, span, ""))
            .with_key(format!("{old} for {}", entry.id.text))
            .with_help(format!("write `{new}`; strict profiles refuse the old name"))
            .with_fix(fix)
    }
}
