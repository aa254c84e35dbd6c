//! `scan`: texts with added lines in, settled findings out.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::check::Failure;
use super::{Overrides, Policy, settle};
use crate::catalog::Card;
use crate::config::{Config, Day};
use crate::files::{Class, File, Kind};
use crate::finding::{Confidence, Finding, Label, Level, Note};
use crate::report::{Report, Summary};
use crate::secrets::detector::{Detector, all};
use crate::secrets::{Hit, Scanner};
use crate::source::Source;

/// A text to scan.
pub struct Text {
    /// Path and text.
    pub source: Source,
    /// The lines (from 1, both ends included) a secret must touch; `None` for all.
    pub added: Option<Vec<(u32, u32)>>,
}

/// Scans texts; findings below `least` are left out.
///
/// # Errors
/// When the detectors cannot be loaded.
pub fn scan(texts: Vec<Text>, notes: Vec<Note>, least: Confidence) -> Result<Report, Failure> {
    let scanner = Scanner::new().map_err(|error| Failure::Usage(format!("cannot load the detectors: {error}")))?;
    let cards: BTreeMap<&str, &'static Card> = all().iter().map(|detector| (detector.id, card(detector))).collect();
    let found: Vec<Finding> = texts.par_iter().flat_map_iter(|text| findings(&scanner, text, least)).collect();
    let bytes = texts.iter().map(|text| text.source.text().len()).sum();
    // A secret in a test is as readable as any other: all files count alike.
    let files: Vec<File> = texts
        .into_iter()
        .map(|text| File { kind: kind(text.source.path()), class: Class::Main, source: text.source })
        .collect();
    let mut known: Vec<&'static Card> = crate::rules::cards();
    known.extend(cards.values());
    let (config, overrides) = (Config::default(), Overrides::default());
    let ran = |rule: &str| cards.contains_key(rule);
    let policy = Policy {
        cards: &known,
        config: &config,
        overrides: &overrides,
        baseline: None,
        today: Day::today(),
        ran: &ran,
        complete: false,
    };
    let settled = settle(found, &files, &[], &policy);
    let summary = Summary { files: files.len(), bytes, ..Summary::default() };
    Ok(Report {
        cards: known,
        findings: settled.findings,
        exemptions: settled.exemptions,
        notes,
        summary,
        ..Report::default()
    })
}

fn kind(path: &str) -> Kind {
    match path.rsplit('.').next() {
        Some("rs") => Kind::Rust,
        Some("sql") => Kind::Sql,
        _ => Kind::Config,
    }
}

fn findings(scanner: &Scanner, text: &Text, least: Confidence) -> Vec<Finding> {
    let source = &text.source;
    let hits = scanner.scan(source.path(), source.text());
    let secrets: Vec<_> = hits.iter().map(|hit| hit.span).collect();
    let touches = |hit: &Hit| {
        let (first, last) = (source.line_of(hit.span.start), source.line_of(hit.span.end.saturating_sub(1)));
        text.added.as_ref().is_none_or(|added| added.iter().any(|(from, to)| *from <= last && first <= *to))
    };
    let counts = |hit: &&Hit| hit.dropped.is_none() && hit.confidence >= least && touches(hit);
    let each = hits.iter().filter(counts).map(|hit| {
        let detector = hit.detector;
        let name = hit.key.map_or("", |key| source.slice(key));
        let label = Label::new(source, hit.span, "").masked(source, &secrets);
        Finding::new(detector.id, detector.level, hit.confidence, detector.name, label)
            .with_help(detector.remediation)
            .with_key(format!("{} {name}", source.path()))
    });
    each.collect()
}

/// The card of a detector; made once a run, and kept as long as the program runs.
fn card(detector: &'static Detector) -> &'static Card {
    let text = |text: &str| if text.is_empty() { detector.name.to_owned() } else { text.to_owned() };
    Box::leak(Box::new(Card {
        id: detector.id.to_owned(),
        title: detector.name.to_owned(),
        level: Level::Deny,
        confidence: detector.confidence,
        cwe: detector.cwe,
        severity: 8.5,
        why: text(detector.description),
        bad: String::new(),
        good: String::new(),
        notes: detector.remediation.to_owned(),
        options: BTreeMap::new(),
        references: detector.references.iter().map(|text| (*text).to_owned()).collect(),
    }))
}
