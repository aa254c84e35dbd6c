//! Bringing the log's file to where it ends: other processes move that, a crash leaves something behind it, and mark and
//! copies say what must be there.

use std::io;
use std::path::PathBuf;

use crate::disk;

use super::AuditError;
use super::file::{LogFile, Open, unavailable};
use super::line::{Entry, Event};
use super::mark::{self, Against, Head};
use super::tail::{End, Known};

impl LogFile {
    /// Brings `head` to the end of the file, which another process may have moved; gives an event for what was torn.
    pub(super) fn catch_up(&self, open: &mut Open, len: u64) -> Result<Option<Entry>, AuditError> {
        let fail = |error: io::Error| unavailable(&self.path, &error);
        if len == open.len && len > 0 {
            return Ok(None);
        }
        let public = self.key.public();
        let marked = mark::read(&self.path, &public).map_err(fail)?;
        let marked = marked.ok_or_else(|| self.tampered("its mark is not genuine"))?;
        let from = if len >= open.len { (open.head, open.len) } else { Default::default() };
        let known = Known { marked, seen: self.seen, from, public_key: &public };
        let end = End::find(&open.log, len, &known).map_err(|problem| AuditError::of(&self.path, problem))?;
        // What is not the log that we or others have seen is evidence, and stays as it is.
        self.seen.map_or(Ok(()), |seen| self.agree(end.head, seen))?;
        (open.head, open.len) = (end.head, end.len);
        let told = if end.torn.is_empty() {
            // Whoever set something aside here may have been cut short before the log said so.
            !disk::is_there(&self.torn_names(open).0).map_err(fail)?
        } else {
            self.set_aside(open, &end.torn).map_err(fail)?;
            false
        };
        if told { Ok(None) } else { torn_line().map(Some) }
    }

    /// Compares the log with a copy of its mark that was kept elsewhere.
    pub(super) fn compare_with_copy(&mut self, copy: &[u8]) -> Result<(), AuditError> {
        let marked = mark::parse(copy, &self.key.public());
        let marked = marked.ok_or_else(|| self.tampered("the copy of its mark is not genuine"))?;
        self.has_seen(marked);
        let head = self.append(&[], &|_| ())?;
        self.agree(head, marked)
    }

    fn agree(&self, head: Head, marked: Head) -> Result<(), AuditError> {
        match head.against(&marked) {
            Against::Agrees => Ok(()),
            Against::Shorter => Err(self.tampered("it is shorter than its mark")),
            Against::Differs => Err(self.tampered("its last line is not the one that was marked")),
        }
    }

    /// Keeps the bytes of a line that a crash cut short, and cuts them from the log.
    fn set_aside(&self, open: &mut Open, torn: &[u8]) -> io::Result<()> {
        self.keep(open, torn)?;
        open.room = 0;
        open.log.set_len(open.len)
    }

    /// What was torn here before stays. If it is the same, whoever kept it was cut short before he cut the log.
    fn keep(&self, open: &Open, torn: &[u8]) -> io::Result<()> {
        let (first, more) = self.torn_names(open);
        for aside in std::iter::once(first).chain(more) {
            // Looked at first: what is torn may be long, and others wait for the log.
            if !disk::is_there(&aside)? {
                return disk::create(&aside, torn);
            }
            if disk::read(&aside, torn.len() as u64).is_ok_and(|kept| kept == torn) {
                return Ok(());
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Where to keep what is torn at the end of the log: the number is the one of the line that says so.
    fn torn_names(&self, open: &Open) -> (PathBuf, impl Iterator<Item = PathBuf>) {
        const NAMES: u32 = 100;
        let line = open.head.seq + 1;
        let more = (2..=NAMES).map(move |n| disk::beside(&self.path, &format!("torn-{line}-{n}")));
        (disk::beside(&self.path, &format!("torn-{line}")), more)
    }

    pub(super) fn tampered(&self, what: &'static str) -> AuditError {
        AuditError::Tampered { path: self.path.clone(), what }
    }
}

/// What the log says of a line that was set aside.
fn torn_line() -> Result<Entry, AuditError> {
    let [event, outcome, code] = ["torn-line", "set-aside", "Recovered"].map(str::to_owned);
    Entry::of(&Event { event, outcome, code, ..Event::default() }).ok_or(AuditError::TooLong)
}
