//! One text: from its bytes to its findings.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::foreign::{Candidate, Foreign};
use super::rust::{self, Declared};
use super::value::{Digest, Salt};
use super::{inside, marks, mask};
use crate::config::Config;
use crate::engine::settle::{Classes, Policy, judge};
use crate::files::{Class, File, Kind};
use crate::finding::{Confidence, Fate, Finding, Label, Level, Note};
use crate::input::InputError;
use crate::input::archive;
use crate::input::git::{Added, Item, Oid, Older, Payload, Unit};
use crate::input::lines::{self, Lines};
use crate::secrets::{Hit, Scanner, checksum};
use crate::source::{MAX_BYTES, Source};

/// What every text is judged by.
pub(super) struct Worker<'a> {
    pub scanner: &'a Scanner,
    pub older: &'a Older,
    pub policy: &'a Policy<'a>,
    /// The ids of all rules and detectors.
    pub known: &'a [&'a str],
    pub salt: &'a Salt,
    pub least: Confidence,
    /// Whether marks of other scanners count.
    pub marks: bool,
    /// Whether secrets are shown.
    pub bare: bool,
    /// What other scanners let pass, when it is to be taken over.
    pub foreign: Option<&'a Foreign>,
    /// Whether archives and notebooks are opened.
    pub archives: bool,
    /// Names that the manifest declares.
    pub declared: &'a Declared,
    /// Held by who scans a large file, so that only one stands in memory.
    pub alone: &'a Mutex<()>,
}

/// A finding that can be compared with others.
pub(super) struct Found {
    pub finding: Finding,
    /// Stands for the value; `None` for what is no secret.
    pub value: Option<Digest>,
    /// The commit that brought it.
    pub commit: Option<Oid>,
}

/// What came of a text.
#[derive(Default)]
pub(super) struct Outcome {
    pub found: Vec<Found>,
    pub notes: Vec<Note>,
    /// The paths of files that are no text, and whether they are archives.
    pub binary: Vec<(Arc<str>, bool)>,
    pub bytes: usize,
}

impl Outcome {
    /// Whether there is nothing to say of the text.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty() && self.notes.is_empty() && self.binary.is_empty()
    }
}

/// What every directive begins with; a text without it has none.
const MARK: &[u8] = b"secret-guard:";

impl Worker<'_> {
    pub(super) fn scan(&self, item: Item) -> Result<Outcome, InputError> {
        let mut outcome = Outcome::default();
        let mut unit = item.unit;
        if !self.bare
            && let Some(shown) = mask::path(self.scanner, &unit.path)
        {
            unit.path = shown;
        }
        let note = |message: &str| Note { path: Some(unit.path.clone()), line: None, message: message.to_owned() };
        let _alone = large(&item.payload).then(|| self.alone.lock().unwrap_or_else(PoisonError::into_inner));
        let bytes = match bytes(item.payload) {
            Ok(bytes) => bytes,
            Err(why) => {
                outcome.notes.push(note(&why));
                return Ok(outcome);
            }
        };
        outcome.bytes = bytes.len();
        match self.archives && unit.hunks.is_empty() {
            true => self.opened(unit, bytes, &mut outcome)?,
            false => self.text(unit, bytes, &mut outcome)?,
        }
        Ok(outcome)
    }

    /// Scans one text, and adds what came of it.
    pub(super) fn text(&self, unit: Unit, bytes: Vec<u8>, outcome: &mut Outcome) -> Result<(), InputError> {
        let note = |message: &str| Note { path: Some(unit.path.clone()), line: None, message: message.to_owned() };
        let is_archive = archive::is_archive(&bytes);
        let Some(decoded) = crate::input::text(bytes) else {
            outcome.binary.push((unit.path, is_archive));
            return Ok(());
        };
        let mut hits = self.scanner.scan(&unit.path, &decoded.text);
        let kept = |hit: &Hit| hit.dropped.is_none();
        let counts = hits.iter().any(|hit| kept(hit) && hit.confidence >= self.least);
        let parsed = unit.path.ends_with(".rs") && unit.hunks.is_empty();
        // A tree is dear: it only takes confidence away from what stands
        // there, unless it has something of its own to say.
        let asked = parsed && (counts || rust::may_hold(&decoded.text, self.declared));
        if !counts && !asked && memchr::memmem::find(decoded.text.as_bytes(), MARK).is_none() {
            return Ok(());
        }
        outcome.notes.extend(decoded.note.filter(|_| hits.iter().any(kept)).map(note));
        let source = Source::new(unit.path.clone(), decoded.text.into_owned());
        if asked {
            rust::judge(&source, &mut hits, self.declared);
        }
        outcome.found.extend(self.found(&unit, &source, &hits)?);
        Ok(())
    }

    fn found(&self, unit: &Unit, source: &Source, hits: &[Hit]) -> Result<Vec<Found>, InputError> {
        let kept: Vec<&Hit> = hits.iter().filter(|hit| hit.dropped.is_none()).collect();
        let mut findings: Vec<Finding> = kept.iter().map(|hit| self.finding(unit, source, hit, hits)).collect();
        self.settle(&mut findings, source);
        self.take_over(&mut findings, source, &kept);
        findings.retain(|finding| finding.level > Level::Allow);
        if !findings.is_empty()
            && let Some(added) = self.added(unit, source)?
        {
            findings.retain(|finding| lines::meets(&added, finding.primary.start.line, last_line(finding)));
        }
        // A commit that is no longer there cannot be mended.
        let mendable = |finding: &Finding| unit.commit.is_none() || is_secret(finding, &kept);
        findings.retain(mendable);
        let each = findings.into_iter().map(|mut finding| {
            let value = is_secret(&finding, &kept).then(|| self.salt.digest(source.slice(finding.primary.span)));
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
    fn take_over(&self, findings: &mut [Finding], source: &Source, kept: &[&Hit]) {
        let Some(foreign) = self.foreign else { return };
        for finding in findings.iter_mut().filter(|finding| is_secret(finding, kept)) {
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

    /// The lines that count; `None` for all.
    fn added(&self, unit: &Unit, source: &Source) -> Result<Option<Lines>, InputError> {
        match &unit.added {
            Added::All => Ok(None),
            Added::Lines(lines) => Ok(Some(lines.clone())),
            Added::Since(old) => {
                let mut common: Option<Lines> = None;
                for oid in old {
                    let Some(lines) = self.since(unit, oid, source)? else { continue };
                    common = Some(match common {
                        None => lines,
                        Some(before) => lines::shared(&before, &lines),
                    });
                }
                Ok(common)
            }
            Added::Moved(gone) => self.moved(unit, gone, source),
        }
    }

    fn since(&self, unit: &Unit, oid: &Oid, source: &Source) -> Result<Option<Lines>, InputError> {
        let old = self.older.bytes(oid)?.and_then(|bytes| match &unit.inner {
            Some(inner) => inside::older(bytes, inner),
            None => crate::input::text(bytes).map(|old| old.text.into_owned()),
        });
        Ok(old.map(|old| lines::added(&old, source.text())))
    }

    /// Lines that the most similar of the files that are gone does not have.
    fn moved(&self, unit: &Unit, gone: &[Oid], source: &Source) -> Result<Option<Lines>, InputError> {
        let mut best: Option<Lines> = None;
        for oid in gone.iter().take(MOST_GONE) {
            let Some(lines) = self.since(unit, oid, source)? else { continue };
            if best.as_ref().is_none_or(|best| lines::count(&lines) < lines::count(best)) {
                best = Some(lines);
            }
        }
        // Half of the lines must have been there.
        Ok(best.filter(|lines| lines::count(lines) * 2 <= source.line_count()))
    }
}

/// How many deleted files a new one is compared with.
const MOST_GONE: usize = 50;

/// The account that issued an access key, which its id tells.
fn account(hit: &Hit, source: &Source) -> Option<u64> {
    let named = hit.detector.checksum.is_some_and(|check| check.kind == checksum::Kind::AwsAccount);
    let id = (named && !hit.encoded).then(|| source.slice(hit.span))?;
    checksum::aws_account(id.as_bytes())
}

/// What may stand in memory once a thread.
const LARGE: u64 = 8 << 20;

fn large(payload: &Payload) -> bool {
    matches!(payload, Payload::OnDisk(path) if path.symlink_metadata().is_ok_and(|meta| meta.len() > LARGE))
}

fn bytes(payload: Payload) -> Result<Vec<u8>, String> {
    match payload {
        Payload::Read(bytes) => Ok(bytes),
        Payload::Absent(why) => Err(why.to_owned()),
        Payload::OnDisk(path) => {
            let failed = |error: std::io::Error| format!("not scanned: {error}");
            let meta = path.symlink_metadata().map_err(failed)?;
            if !meta.is_file() {
                return Err("not scanned: not a regular file".to_owned());
            }
            if meta.len() > MAX_BYTES {
                return Err("not scanned: larger than 4 GiB".to_owned());
            }
            std::fs::read(&path).map_err(failed)
        }
    }
}

/// The text of a file on disk, as it is scanned.
pub(super) fn kept_text(path: &Path) -> Result<String, String> {
    let bytes = bytes(Payload::OnDisk(path.to_path_buf()))?;
    crate::input::text(bytes).map(|decoded| decoded.text.into_owned()).ok_or_else(|| "no text".to_owned())
}

fn kind(path: &str) -> Kind {
    match path.rsplit('.').next() {
        Some("rs") => Kind::Rust,
        Some("sql") => Kind::Sql,
        _ => Kind::Config,
    }
}

fn is_secret(finding: &Finding, kept: &[&Hit]) -> bool {
    kept.iter().any(|hit| hit.detector.id == finding.rule && hit.span == finding.primary.span)
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
