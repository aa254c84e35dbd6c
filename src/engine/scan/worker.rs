//! One text: from its bytes to its hits.

use std::sync::{Arc, Mutex, PoisonError};

use super::foreign::Foreign;
use super::mask;
use super::read::{bytes, large};
use super::rust::{self, Declared};
use super::value::{Digest, Salt};
use crate::engine::settle::Policy;
use crate::finding::{Confidence, Finding, Note};
use crate::input::InputError;
use crate::input::archive;
use crate::input::git::{Item, Oid, Older, Unit};
use crate::secrets::{Hit, Scanner};
use crate::source::Source;

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
}
