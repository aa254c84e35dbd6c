//! The end of the log's file: other processes move it, a crash may have cut its last line, and the mark says what must be
//! there.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;

use crate::disk;

use super::AuditError;
use super::file::{LogFile, Open, unavailable};
use super::line::{self, Entry, Event, Link, MAX_LINE};
use super::mark::{self, Against, Head};

impl LogFile {
    /// Brings `head` to the end of the file, which another process may have moved; gives an event for a torn line.
    pub(super) fn catch_up(&self, open: &mut Open, len: u64) -> Result<Option<Entry>, AuditError> {
        let fail = |error: io::Error| unavailable(&self.path, &error);
        if len == open.len && len > 0 {
            return Ok(None);
        }
        let tail = read_tail(&open.log, len).map_err(fail)?;
        let torn_from = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        open.head = self.last_head(&tail[..torn_from], len - tail.len() as u64)?;
        self.compare_with_mark(open.head)?;
        open.len = len - (tail.len() - torn_from) as u64;
        if open.len == len {
            return Ok(None);
        }
        self.set_aside(open, &tail[torn_from..]).map_err(fail)?;
        torn_line().map(Some)
    }

    fn last_head(&self, whole: &[u8], before: u64) -> Result<Head, AuditError> {
        let Some(whole) = whole.strip_suffix(b"\n") else {
            return if before == 0 { Ok(Head::default()) } else { Err(self.tampered("its last line has no end")) };
        };
        let text = line::last(whole);
        let head = Link::parse(text).and_then(|line| line.head(text));
        head.ok_or_else(|| self.tampered("its last line is not an event"))
    }

    fn compare_with_mark(&self, head: Head) -> Result<(), AuditError> {
        let marked = mark::read(&self.path, &self.key.public()).map_err(|error| unavailable(&self.path, &error))?;
        let marked = marked.ok_or_else(|| self.tampered("its mark is not genuine"))?;
        self.agree(head, marked)
    }

    /// Compares the log with a copy of its mark that was kept elsewhere.
    pub(super) fn compare_with_copy(&mut self, copy: &[u8]) -> Result<(), AuditError> {
        let marked = mark::parse(copy, &self.key.public());
        let marked = marked.ok_or_else(|| self.tampered("the copy of its mark is not genuine"))?;
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
        let aside = disk::beside(&self.path, &format!("torn-{}", open.head.seq + 1));
        disk::replace(&aside, torn)?;
        open.room = 0;
        open.log.set_len(open.len)
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

/// Enough of the file's end to hold its last whole line and one torn one.
pub(super) fn read_tail(log: &File, len: u64) -> io::Result<Vec<u8>> {
    let start = len.saturating_sub(3 * MAX_LINE as u64);
    let mut tail = vec![0; usize::try_from(len - start).map_err(io::Error::other)?];
    log.read_exact_at(&mut tail, start)?;
    Ok(tail)
}
