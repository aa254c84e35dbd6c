//! `registry-parity`: the manifest and what uses secrets agree, both ways.
//!
//! `uses` reads names out of workflows, container files and environment
//! files; what code reads is what `env-read` found.

mod uses;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use secret_guard_vault::manifest::{Entry, Kind as EntryKind, Manifest};

use super::env_read::EnvRead;
use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::config::MANIFEST_NAME;
use crate::files::{File, Kind};
use crate::finding::{Confidence, Finding, Label, Level};
use crate::secrets::Scanner;
use crate::secrets::shape::is_random;
use crate::source::Span;
use crate::sql::model::Pair;
use uses::{Source, Use};

/// See the module's text.
pub struct RegistryParity;

const ID: &str = "registry-parity";

impl Rule for RegistryParity {
    fn card(&self) -> &'static Card {
        crate::card!("registry-parity")
    }

    fn looks(&self) -> Looks {
        Looks::AtFiles
    }

    fn asks_code(&self, manifest: Option<&Manifest>, _: &[Pair]) -> bool {
        manifest.is_some()
    }

    fn needles(&self, manifest: Option<&Manifest>) -> Option<Vec<String>> {
        EnvRead.needles(manifest)
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        for file in cx.files.iter().filter(|file| file.kind == Kind::Config) {
            if uses::source(file) == Some(Source::Example) {
                values(file, report);
            }
        }
        let Some(manifest) = cx.manifest else { return };
        for file in cx.files.iter().filter(|file| file.kind == Kind::Config && file.class.ships()) {
            let mut seen = BTreeSet::new();
            for found in uses::uses(file) {
                if counts(cx, manifest, &found) && seen.insert(found.name.clone()) {
                    report(undeclared(&found.name, Label::new(&file.source, found.span, "")));
                }
            }
        }
        read(cx, manifest, report);
        unused(cx, manifest, report);
    }
}

/// Whether a name that is used ought to be declared and is not.
fn counts(cx: &Context<'_>, manifest: &Manifest, found: &Use) -> bool {
    let is_secret = found.certain || cx.is_secret(&found.name);
    is_secret && manifest.by_env(&found.name).is_none()
}

fn undeclared(name: &str, label: Label) -> Finding {
    let key = format!("{name} in {}", label.path);
    Finding::new(ID, Level::Deny, Confidence::High, format!("secret `{name}` is used here but not declared"), label)
        .with_help(format!("declare it in {MANIFEST_NAME}, with a class and an owner"))
        .with_key(key)
        .with_names([name.to_owned()])
}

/// What code reads. Where the read itself is forbidden, that is said already.
fn read(cx: &Context<'_>, manifest: &Manifest, report: &mut dyn FnMut(Finding)) {
    let mut seen = BTreeSet::new();
    EnvRead.check(cx, &mut |found| {
        for name in &found.names {
            if found.level == Level::Deny && manifest.by_env(name).is_none() && seen.insert(name.clone()) {
                report(undeclared(name, found.primary.clone()));
            }
        }
    });
}

/// Entries that nothing names, by any of their names or by their id.
fn unused(cx: &Context<'_>, manifest: &Manifest, report: &mut dyn FnMut(Finding)) {
    let Some(own) = cx.files.iter().find(|file| declares(file, manifest)) else { return };
    let secrets: Vec<&Entry> = manifest.secrets.iter().filter(|entry| entry.kind == EntryKind::Secret).collect();
    let names = secrets.iter().enumerate().flat_map(|(at, entry)| {
        let others = entry.aliases.iter().chain(entry.deprecated.iter().map(|old| &old.name));
        let all = [&entry.id, &entry.env].into_iter().chain(others);
        all.map(move |name| (at, name.text.as_str()))
    });
    let names: Vec<(usize, &str)> = names.collect();
    let Ok(machine) = AhoCorasick::new(names.iter().map(|(_, name)| name)) else { return };
    let mut used = vec![false; secrets.len()];
    for file in cx.files.iter().filter(|file| file.source.path() != own.source.path()) {
        let text = file.source.text();
        let words = machine.find_overlapping_iter(text).filter(|found| is_word(text, found.range()));
        words.for_each(|found| used[names[found.pattern().as_usize()].0] = true);
    }
    for (entry, _) in secrets.iter().zip(used).filter(|(_, used)| !used) {
        let span = Span::new(entry.id.span.start, entry.id.span.end);
        let message = format!("secret `{}` is declared but used nowhere", entry.id.text);
        report(
            Finding::new(ID, Level::Warn, Confidence::Medium, message, Label::new(&own.source, span, ""))
                .with_help("remove the entry and revoke the secret, or say where it is used")
                .with_key(format!("unused {}", entry.id.text)),
        );
    }
}

/// Whether a file is the one that the manifest was read from.
fn declares(file: &File, manifest: &Manifest) -> bool {
    let is_named = file.source.path().rsplit('/').next() == Some(MANIFEST_NAME);
    let says = |entry: &Entry| file.source.text().get(entry.id.span.clone()) == Some(entry.id.text.as_str());
    is_named && manifest.secrets.iter().all(says)
}

fn is_word(text: &str, range: std::ops::Range<usize>) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    !text[..range.start].ends_with(is_part) && !text[range.end..].starts_with(is_part)
}

/// Shortest value that is taken for a real one by its look alone.
const SHORTEST: usize = 16;

/// Real values in a file that only shows which names there are.
fn values(file: &File, report: &mut dyn FnMut(Finding)) {
    static SCANNER: LazyLock<Option<Scanner>> = LazyLock::new(|| Scanner::new().ok());
    let source = &file.source;
    let hits = SCANNER.as_ref().map_or(Vec::new(), |scanner| scanner.scan(source.path(), source.text()));
    let found: Vec<Span> = hits.iter().filter(|hit| hit.dropped.is_none()).map(|hit| hit.span).collect();
    for assigned in uses::assigned(file) {
        let value = source.slice(assigned.value);
        let is_found = found.iter().any(|span| assigned.value.contains(*span));
        let secret = crate::words!("env").is_secret(&assigned.name);
        if is_found || (secret && value.len() >= SHORTEST && is_random(value)) {
            let label = Label::new(source, assigned.value, "").masked(source, &[assigned.value]);
            let message = format!("the example of `{}` looks like a real value", assigned.name);
            report(
                Finding::new(ID, Level::Deny, Confidence::Medium, message, label)
                    .with_help("revoke it, and leave the value empty or write what belongs there in words")
                    .with_key(format!("value of {} in {}", assigned.name, source.path())),
            );
        }
    }
}
