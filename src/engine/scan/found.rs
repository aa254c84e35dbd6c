//! From the hits in a text to the findings that are kept.

use foldhash::HashSet;

use super::foreign::Candidate;
use super::worker::{Found, Worker};
use super::{marks, mask};
use crate::config::Config;
use crate::engine::settle::{Classes, judge};
use crate::files::{Class, File, Kind};
use crate::finding::{Fate, Finding, Label, Level};
use crate::input::InputError;
use crate::input::git::Unit;
use crate::input::lines;
use crate::secrets::{Hit, checksum};
use crate::source::{Source, Span};

impl Worker<'_> {
    pub(super) fn found(&self, unit: &Unit, source: &Source, hits: &[Hit]) -> Result<Vec<Found>, InputError> {
        let kept: Vec<&Hit> = hits.iter().filter(|hit| hit.dropped.is_none()).collect();
        let mut findings: Vec<Finding> = kept.iter().map(|hit| self.finding(unit, source, hit, hits)).collect();
        self.settle(&mut findings, source);
        let secrets = Secrets::of(&kept);
        self.take_over(&mut findings, source, &secrets);
        findings.retain(|finding| finding.level > Level::Allow);
        if !findings.is_empty()
            && let Some(added) = self.added(unit, source)?
        {
            findings.retain(|finding| lines::meets(&added, finding.primary.start.line, last_line(finding)));
        }
        // A commit that is no longer there cannot be mended.
        let mendable = |finding: &Finding| unit.commit.is_none() || secrets.hold(finding);
        findings.retain(mendable);
        let each = findings.into_iter().map(|mut finding| {
            let value = secrets.hold(&finding).then(|| self.salt.digest(source.slice(finding.primary.span)));
            renumber(&mut finding, &unit.hunks);
            Found { finding, value, commit: unit.commit.clone() }
        });
        Ok(each.collect())
    }

    fn settle(&self, findings: &mut Vec<Finding>, source: &Source) {
        // A secret in a test is as readable as any other: all files count
        // alike.
        let file = File { source: source.clone(), kind: kind(source.path()), class: Class::Main };
        judge(findings, &[file], self.known, &Classes::new(), self.policy);
        if self.marks {
            marks::honour(findings, source);
        }
        for finding in findings.iter_mut().filter(|finding| finding.fate == Fate::Reported) {
            if let Some(reason) = allowed(self.policy.config, finding) {
                finding.fate = Fate::Sanctioned { by: "scan.allow".to_owned(), reason };
            }
        }
    }

    /// Marks what other scanners let pass.
    fn take_over(&self, findings: &mut [Finding], source: &Source, secrets: &Secrets) {
        let Some(foreign) = self.foreign else { return };
        for finding in findings.iter_mut().filter(|finding| secrets.hold(finding)) {
            let (value, line) = (source.slice(finding.primary.span), finding.primary.start.line);
            let candidate = Candidate { path: source.path(), line, value, text: source.line(line) };
            if finding.fate == Fate::Reported && foreign.allows(&candidate) {
                finding.fate = Fate::Baselined;
            }
        }
    }

    fn finding(&self, unit: &Unit, source: &Source, hit: &Hit, hits: &[Hit]) -> Finding {
        let detector = hit.detector;
        let name = hit.key.map_or("", |key| source.slice(key));
        let label = Label::new(source, hit.span, "");
        let label = if self.bare { label } else { label.masked(source, &mask::hidden(source, hit, hits)) };
        let level = if hit.confidence < self.least { Level::Allow } else { detector.level };
        let encoded = if hit.encoded { ", encoded" } else { "" };
        let commit = unit.commit.as_ref().filter(|_| !unit.path.starts_with("commit "));
        let commit =
            commit.map_or(String::new(), |commit| format!(" in commit {}", commit.get(..12).unwrap_or(commit)));
        let account = account(hit, source).map_or(String::new(), |number| format!(" of account {number:012}"));
        let message = format!("{}{account}{encoded}{commit}", detector.name);
        let mut finding =
            Finding::new(detector.id, level, hit.confidence, message, label).with_help(detector.remediation);
        let key = self.salt.key(source.slice(hit.span));
        finding.by_value = key.is_some();
        finding.with_key(key.unwrap_or_else(|| format!("{} {name}", source.path())))
    }
}

/// The account that issued an access key, which its id tells.
fn account(hit: &Hit, source: &Source) -> Option<u64> {
    let named = hit.detector.checksum.is_some_and(|check| check.kind == checksum::Kind::AwsAccount);
    let id = (named && !hit.encoded).then(|| source.slice(hit.span))?;
    checksum::aws_account(id.as_bytes())
}

fn kind(path: &str) -> Kind {
    match path.rsplit('.').next() {
        Some("rs") => Kind::Rust,
        Some("sql") => Kind::Sql,
        _ => Kind::Config,
    }
}

/// The detectors and places of the hits that were kept: a text may hold many
/// thousands, and each finding is asked about.
struct Secrets(HashSet<(&'static str, Span)>);

impl Secrets {
    fn of(kept: &[&Hit]) -> Secrets {
        Secrets(kept.iter().map(|hit| (hit.detector.id, hit.span)).collect())
    }

    /// Whether a finding is one of these secrets, not a remark about one.
    fn hold(&self, finding: &Finding) -> bool {
        self.0.contains(&(finding.rule, finding.primary.span))
    }
}

fn last_line(finding: &Finding) -> u32 {
    // An end at the start of a line does not touch it.
    let end = finding.primary.end;
    let start = finding.primary.start.line;
    if end.col == 1 && end.line > start { end.line - 1 } else { end.line }
}

fn allowed(config: &Config, finding: &Finding) -> Option<String> {
    if config.scan.allow.is_empty() || !finding.by_value {
        return None;
    }
    let entry = crate::engine::fingerprint::entry(finding);
    config.scan.allow.iter().find(|allowed| allowed.fingerprint == entry).map(|allowed| allowed.reason.clone())
}

/// Sets the line numbers that a diff's hunks give.
fn renumber(finding: &mut Finding, hunks: &[(u32, u32)]) {
    let real = |line: u32| {
        let at = hunks.partition_point(|(first, _)| *first <= line);
        at.checked_sub(1).map_or(line, |at| hunks[at].1.saturating_add(line - hunks[at].0))
    };
    if !hunks.is_empty() {
        let labels = std::iter::once(&mut finding.primary).chain(&mut finding.related);
        for label in labels {
            (label.start.line, label.end.line) = (real(label.start.line), real(label.end.line));
        }
    }
}
