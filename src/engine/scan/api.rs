//! The scanner for other programs: bytes, diffs and streams in, findings out.
//!
//! ```
//! use secret_guard::engine::scan::Guard;
//!
//! let guard = Guard::new().expect("the detectors load");
//! let findings = guard.scan_bytes("config.yaml", b"password: changeme\n");
//! assert!(findings.is_empty());
//! ```

use std::io::{self, Read};

use super::plan::hunks;
use super::value::Salt;
use super::worker::Worker;
use crate::config::{Config, Day};
use crate::engine::check::Failure;
use crate::engine::settle::Policy;
use crate::engine::{Overrides, cards, check};
use crate::finding::{Confidence, Finding};
use crate::input::InputError;
use crate::input::diff::diff;
use crate::input::git::{Added, Content, Item, Older, Payload, Unit};
use crate::secrets::{Scanner, detector};

/// A scanner that is built once and used for many texts, from any thread.
///
/// It opens no file and starts no program. Findings hold no secret: their
/// snippets are masked.
pub struct Guard {
    scanner: Scanner,
    config: Config,
    overrides: Overrides,
    salt: Salt,
    least: Confidence,
}

/// How much of a stream is scanned at once.
const PIECE: usize = 4 << 20;
/// How much of a piece is scanned again with the next one, so that nothing is
/// cut in two.
const OVERLAP: usize = 64 << 10;

impl Guard {
    /// A scanner with every detector, for findings of medium confidence and
    /// more.
    ///
    /// # Errors
    /// When the detectors cannot be loaded.
    pub fn new() -> Result<Guard, Failure> {
        let scanner = Scanner::new().map_err(|error| Failure::Usage(format!("cannot load the detectors: {error}")))?;
        let (config, overrides, salt) = (Config::default(), Overrides::default(), Salt::default());
        Ok(Guard { scanner, config, overrides, salt, least: Confidence::Medium })
    }

    /// The same scanner for findings of at least this confidence.
    pub fn at_least(self, least: Confidence) -> Guard {
        Guard { least, ..self }
    }

    /// The same scanner with keys that are salted hashes of the values, so
    /// that a secret keeps its fingerprint wherever it stands.
    pub fn salted(self, salt: impl Into<String>) -> Guard {
        Guard { salt: Salt(Some(salt.into())), ..self }
    }

    /// The secrets in a text of any encoding. The path says what kind of file
    /// it is; suppressed findings are there too, with their fate.
    pub fn scan_bytes(&self, path: &str, bytes: &[u8]) -> Vec<Finding> {
        let unit = Unit::new(path.into(), Content::Bytes(Vec::new()), Added::All);
        self.scan(unit, bytes.to_vec())
    }

    /// The secrets that the added lines of a unified diff hold.
    ///
    /// # Errors
    /// When the bytes are no diff.
    pub fn scan_diff(&self, bytes: &[u8]) -> Result<Vec<Finding>, InputError> {
        let diff = diff(bytes);
        if !diff.is_diff && !bytes.trim_ascii().is_empty() {
            return Err(InputError::NoDiff);
        }
        let each = diff.changes.into_iter().flat_map(|change| {
            let bytes = change.text.clone().into_bytes();
            self.scan(hunks(change), bytes)
        });
        Ok(each.collect())
    }

    /// The secrets in a text that is read piece by piece: memory does not
    /// grow with its length. A secret longer than 64 KiB may be missed, and
    /// byte offsets are those within a piece; lines are those of the text.
    ///
    /// # Errors
    /// When reading fails; `see` has then been given what was found before.
    pub fn scan_reader(&self, path: &str, mut input: impl Read, see: &mut dyn FnMut(Finding)) -> io::Result<()> {
        let mut held: Vec<u8> = Vec::new();
        let (mut lines, mut seen) = (0, 0);
        loop {
            let read = input.by_ref().take(PIECE as u64).read_to_end(&mut held)?;
            let ended = read < PIECE;
            let until = if ended { held.len() } else { held.len() - OVERLAP };
            for mut finding in self.scan_bytes(path, same_length(&held).as_bytes()) {
                let start = finding.primary.span.start as usize;
                if seen <= start && start < until {
                    finding.primary.start.line += lines;
                    finding.primary.end.line += lines;
                    see(finding);
                }
            }
            if ended {
                return Ok(());
            }
            // Keep a line or, of a very long one, what may belong to a name.
            let from = until.saturating_sub(OVERLAP);
            let cut = held[from..until].iter().rposition(|byte| *byte == b'\n').map_or(from, |at| from + at + 1);
            let cut = (0..=cut).rev().find(|at| held[*at] & 0xC0 != 0x80).unwrap_or(cut);
            lines += memchr::memchr_iter(b'\n', &held[..cut]).count() as u32;
            seen = until - cut;
            held.drain(..cut);
        }
    }

    /// Scans one text.
    fn scan(&self, unit: Unit, bytes: Vec<u8>) -> Vec<Finding> {
        let policy = Policy {
            cards: cards(),
            config: &self.config,
            overrides: &self.overrides,
            baseline: None,
            today: Day::today(),
            ran: &|rule| detector::by_id(rule).is_some(),
            complete: false,
        };
        let known: Vec<&str> = cards().iter().map(|card| card.id.as_str()).collect();
        let older = Older::new(&check::Options::default().scope.start, None);
        let worker = Worker {
            scanner: &self.scanner,
            older: &older,
            policy: &policy,
            known: &known,
            salt: &self.salt,
            least: self.least,
            marks: true,
            bare: false,
            foreign: None,
            archives: false,
            declared: &Default::default(),
            alone: &Default::default(),
        };
        let item = Item { unit, payload: Payload::Read(bytes) };
        // Nothing is asked of git for such a unit, so nothing fails.
        let outcome = worker.scan(item).unwrap_or_default();
        let findings = outcome.found.into_iter().map(|found| found.finding).collect();
        crate::engine::settle::finish(findings, &[], &[], &Default::default(), &policy).findings
    }
}

/// The bytes as text in which each stands where it stood.
fn same_length(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}
