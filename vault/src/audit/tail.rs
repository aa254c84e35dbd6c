//! Where a log ends: at the newest line that follows from the one that its mark attests. What stands behind that was never
//! acknowledged.
//!
//! A crash leaves the begin of a line, a loss of power also holes: the disk had a batch in parts, and zeros stand where it
//! had none. What stands behind a hole is no part of the log. Any other line that does not follow is no hole: somebody put
//! it there.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;

use crate::bytes::hex;

use super::line::{self, Link, MAX_LINE};
use super::mark::Head;
use super::verify::{Problem, follow, is_hole};

/// How far back the marked line is looked for at first: enough for a last whole line and a torn one.
const FIRST: u64 = 3 * MAX_LINE as u64;
/// How far at last. No batch is as long, and no mark is written as late.
const MOST: u64 = 64 << 20;

/// The end of a log.
pub(super) struct End {
    pub(super) head: Head,
    /// When its newest line was written, in milliseconds since 1970; 0 for an empty log.
    pub(super) newest_ms: u64,
    /// Up to where the log is what was written.
    pub(super) len: u64,
    /// What stands behind that.
    pub(super) torn: Vec<u8>,
}

impl End {
    /// Finds the end of a log of this length, of which `marked` attests a line.
    pub(super) fn find(log: &File, len: u64, marked: Head, public_key: &[u8]) -> Result<Self, Problem> {
        let mut room = FIRST;
        loop {
            let tail = Tail::read(log, len, room)?;
            if let Some(at) = tail.behind(&marked) {
                return tail.follow(at, marked, public_key);
            }
            if tail.start == 0 || room >= MOST {
                return tail.without_mark(marked);
            }
            room *= 4;
        }
    }
}

/// The last part of a log's file.
struct Tail {
    start: u64,
    bytes: Vec<u8>,
}

impl Tail {
    fn read(log: &File, len: u64, room: u64) -> io::Result<Self> {
        let start = len.saturating_sub(room);
        let mut bytes = vec![0; usize::try_from(len - start).map_err(io::Error::other)?];
        log.read_exact_at(&mut bytes, start)?;
        Ok(Self { start, bytes })
    }

    /// The whole lines from a place on where one begins, without their newlines.
    fn lines(&self, from: usize) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.bytes[from..].split_inclusive(|byte| *byte == b'\n').filter_map(|line| line.strip_suffix(b"\n"))
    }

    /// Where its first line begins: what began before it is none of its lines.
    fn first(&self) -> usize {
        let newline = || self.bytes.iter().position(|byte| *byte == b'\n');
        if self.start == 0 { 0 } else { newline().map_or(self.bytes.len(), |newline| newline + 1) }
    }

    /// Where its last whole line ends.
    fn last(&self) -> usize {
        self.bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1)
    }

    /// The place behind the line that the mark attests, which mostly is the last one.
    fn behind(&self, marked: &Head) -> Option<usize> {
        if self.start == 0 && *marked == Head::default() {
            return Some(0);
        }
        let mut end = self.last();
        let mut lines = self.lines(self.first()).rev().peekable();
        while let Some(line) = lines.next() {
            if head(line).as_ref() == Some(marked) && self.is_in_place(line, lines.peek().copied()) {
                return Some(end);
            }
            end -= line.len() + 1;
        }
        None
    }

    /// Whether a line follows from the one before it: a copy of the marked line farther back is not where the log ends.
    fn is_in_place(&self, line: &[u8], before: Option<&[u8]>) -> bool {
        let before = match before {
            Some(before) => head(before),
            // None in view is none at all only at the begin of the log.
            None => (self.start == 0).then(Head::default),
        };
        let link = Link::parse(line).zip(before);
        link.is_some_and(|(link, before)| link.seq == before.seq + 1 && link.prev == hex(&before.hash))
    }

    /// Goes on from there up to the first hole.
    fn follow(self, at: usize, marked: Head, public_key: &[u8]) -> Result<End, Problem> {
        let (mut head, mut end) = (marked, at);
        for line in self.lines(at) {
            match follow(head, line, public_key) {
                Ok(next) => (head, end) = (next, end + line.len() + 1),
                Err(_) if is_hole(line) => break,
                Err(problem) => return Err(problem),
            }
        }
        Ok(self.ending(head, end))
    }

    /// What is told where the marked line is not found.
    fn without_mark(self, marked: Head) -> Result<End, Problem> {
        let broken = |seq, what| Err(Problem::Broken { seq, what });
        let Some(line) = self.lines(self.first()).next_back() else {
            let cut = Problem::Truncated { first_missing: 1, marked: marked.seq };
            return if self.start == 0 { Err(cut) } else { broken(marked.seq + 1, "it has no end") };
        };
        match head(line) {
            None => broken(marked.seq + 1, "it is not an event"),
            Some(head) if head.seq < marked.seq => {
                Err(Problem::Truncated { first_missing: head.seq + 1, marked: marked.seq })
            }
            // Farther back than anyone looks.
            Some(head) if head.seq > marked.seq && self.start > 0 => {
                let end = self.last();
                Ok(self.ending(head, end))
            }
            Some(_) => broken(marked.seq, "an attested head differs"),
        }
    }

    fn ending(mut self, head: Head, end: usize) -> End {
        let torn = self.bytes.split_off(end);
        let newest = Link::parse(line::last(self.bytes.strip_suffix(b"\n").unwrap_or_default()));
        let newest_ms = newest.map_or(0, |line| line.at_ms);
        End { head, newest_ms, len: self.start + end as u64, torn }
    }
}

fn head(line: &[u8]) -> Option<Head> {
    Link::parse(line)?.head(line)
}
