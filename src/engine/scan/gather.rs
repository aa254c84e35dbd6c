//! All texts of a scan, a batch at a time, and what came of them together.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::marks;
use super::worker::{Found, Outcome, Worker};
use crate::config::Config;
use crate::engine::fingerprint;
use crate::finding::{Confidence, Finding, Label, Level, Note};
use crate::input::InputError;
use crate::input::git::{Item, Pack};
use crate::report::Summary;

/// How many bytes of objects are read before they are scanned.
const BATCH: usize = 8 << 20;

/// Scans all units, reading the next ones while these are scanned; keeps
/// those of which there is something to say.
pub(super) fn outcomes(worker: &Worker<'_>, mut pack: Pack, summary: &mut Summary) -> Result<Vec<Outcome>, InputError> {
    let mut outcomes = Vec::new();
    let mut batch = pack.next(BATCH)?;
    while !batch.is_empty() {
        // A large object is not to stand in memory beside another one.
        let (scanned, next) = match batch.iter().map(Item::held).sum::<usize>() > 2 * BATCH {
            true => (scanned(worker, batch), pack.next(BATCH)),
            false => rayon::join(|| scanned(worker, batch), || pack.next(BATCH)),
        };
        let scanned = scanned?;
        summary.bytes += scanned.iter().map(|outcome| outcome.bytes).sum::<usize>();
        outcomes.extend(scanned.into_iter().filter(|outcome| !outcome.is_empty()));
        batch = next?;
    }
    Ok(outcomes)
}

fn scanned(worker: &Worker<'_>, batch: Vec<Item>) -> Result<Vec<Outcome>, InputError> {
    batch.into_par_iter().map(|item| worker.scan(item)).collect()
}

/// Puts all outcomes together. Of a secret that several commits bring, the
/// first is kept, and none when it is there now.
pub(super) fn gather(outcomes: Vec<Outcome>, notes: &mut Vec<Note>) -> Vec<Finding> {
    let mut binary: Vec<(Arc<str>, bool)> = Vec::new();
    let mut found: Vec<Found> = Vec::new();
    for outcome in outcomes {
        notes.extend(outcome.notes);
        binary.extend(outcome.binary);
        found.extend(outcome.found);
    }
    notes.extend(skipped(&mut binary));
    let now: HashSet<_> = found
        .iter()
        .filter(|found| found.commit.is_none())
        .filter_map(|found| found.value.map(|value| (found.finding.rule, value)))
        .collect();
    let mut seen = HashSet::new();
    found.retain(|found| match (&found.commit, found.value) {
        (Some(_), Some(value)) => {
            let first = seen.insert((found.finding.rule, value, found.finding.primary.path.clone()));
            first && !now.contains(&(found.finding.rule, value))
        }
        _ => true,
    });
    found.into_iter().map(|found| found.finding).collect()
}

/// How many files a note names.
const NAMED: usize = 5;

/// One note for all files that are no text.
fn skipped(binary: &mut Vec<(Arc<str>, bool)>) -> Option<Note> {
    binary.sort();
    binary.dedup();
    let names: Vec<&str> = binary.iter().take(NAMED).map(|(path, _)| &**path).collect();
    let packed = match binary.iter().filter(|(_, packed)| *packed).count() {
        0 => String::new(),
        count => format!(" (archives among them: {count}; `--archives` opens them)"),
    };
    let more = match binary.len().saturating_sub(names.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("not scanned, no text: {}{more}{packed}", names.join(", "));
    (!names.is_empty()).then_some(Note { path: None, line: None, message })
}

/// The entries of `scan.allow` whose secret is gone.
pub(super) fn stale(found: &[Finding], config: &Config) -> Vec<Finding> {
    let here: HashSet<String> = found.iter().filter(|finding| finding.by_value).map(fingerprint::entry).collect();
    let unused = config.scan.allow.iter().filter(|entry| !here.contains(&entry.fingerprint));
    let each = unused.filter_map(|entry| {
        let label = Label::new(config.source.as_ref()?, entry.span, "");
        let message = "no secret of this fingerprint is found".to_owned();
        let finding = Finding::new("stale-sanction", Level::Deny, Confidence::Certain, message, label);
        let help = "remove the entry: the secret it lets pass is gone, or another one now";
        Some(finding.with_help(help).with_key(format!("scan.allow {}", entry.fingerprint)))
    });
    each.collect()
}

/// A note that counts what the marks of other scanners let pass.
pub(super) fn foreign(findings: &[Finding]) -> Option<Note> {
    let count = findings.iter().filter(|finding| marks::is_foreign(finding)).count();
    let verb = if count == 1 { "finding is" } else { "findings are" };
    let message = format!("{count} {verb} let pass by marks of other scanners (`--no-foreign-marks` ignores them)");
    (count > 0).then_some(Note { path: None, line: None, message })
}
