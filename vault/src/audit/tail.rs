//! Where a log ends: at the newest line that follows from the one that its mark attests. What stands behind that was never
//! acknowledged.
//!
//! A crash leaves the begin of a line, a loss of power also holes: the disk had a batch in parts. A hole has the
//! zeros of a disk that was not written, and what stands behind it is no part of the log. Any other line that does not
//! follow is no hole: somebody put it there.
//!
//! What somebody saw of the log must be on its chain too, also far before the mark: else it is another log, with a
//! genuine mark of its own.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;

use super::line::{self, Link, MAX_LINE};
use super::mark::Head;
use super::verify::{Problem, follow, is_hole, walk};

/// How far back the marked line is looked for at first: enough for a last whole line and a torn one.
const FIRST: u64 = 3 * MAX_LINE as u64;
/// How far at last. No mark reaches the disk as late.
const MOST: u64 = 256 << 20;
/// How far back what was seen is looked for, before the log is followed from where it was looked at.
const NEAR: u64 = 16 << 20;

/// What must be in a log.
pub(super) struct Known<'k> {
    /// The line that its mark attests.
    pub(super) marked: Head,
    /// The newest line that somebody else has seen, or this process.
    pub(super) seen: Option<Head>,
    /// A place up to which the log was looked at before, not behind what was seen: its head and where its line ends.
    pub(super) from: (Head, u64),
    pub(super) public_key: &'k [u8],
}

impl Known<'_> {
    /// What was seen, where the mark stands behind it.
    fn earlier(&self) -> Option<Head> {
        self.seen.filter(|seen| (1..=self.marked.seq).contains(&seen.seq))
    }
}

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
    /// Finds the end of a log of this length.
    pub(super) fn find(log: &File, len: u64, known: &Known<'_>) -> Result<Self, Problem> {
        let mut room = FIRST;
        loop {
            let tail = Tail::read(log, len, room)?;
            match tail.behind(known) {
                Some((_, None)) if room < NEAR => {}
                Some((at, is_seen)) => {
                    is_seen
                        .map_or_else(|| chained(log, known), |is_seen| is_seen.then_some(()).ok_or(differs(known)))?;
                    return tail.follow(at, known);
                }
                None if tail.start == 0 || room >= MOST || tail.begins_before(&known.marked) => {
                    return Err(tail.without_mark(known.marked));
                }
                None => {}
            }
            room = MOST.min(room * 4);
        }
    }
}

/// Follows a log from where it was looked at before, or its begin, which takes as long as that is.
fn chained(log: &File, known: &Known<'_>) -> Result<(), Problem> {
    walk(log, known.from, &[Some(known.marked), known.seen], known.public_key, &mut |_| ()).map(drop)
}

fn differs(known: &Known<'_>) -> Problem {
    Problem::Broken { seq: known.seen.map_or(0, |seen| seen.seq), what: ATTESTED }
}

/// What is wrong with a log that another one was put in the place of.
const ATTESTED: &str = "an attested head differs";

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

    /// The place behind the line that the mark attests, which mostly is the last one. Up to it each line follows from the one
    /// before: what stands there once more does not. And whether that chain has what was seen before the mark; none where
    /// it begins behind that.
    fn behind(&self, known: &Known<'_>) -> Option<(usize, Option<bool>)> {
        let (marked, earlier) = (&known.marked, known.earlier());
        let mut is_seen = earlier.is_none().then_some(true);
        let mut before = (self.start == 0).then(Head::default);
        let mut end = self.first();
        if before == Some(*marked) {
            return Some((end, is_seen));
        }
        for line in self.lines(end) {
            end += line.len() + 1;
            let link = Link::parse(line).filter(|link| before.is_none_or(|before| link.is_next(&before)))?;
            let head = link.head(line)?;
            if let Some(seen) = earlier.filter(|seen| seen.seq == head.seq) {
                is_seen = Some(seen.hash == head.hash);
            }
            // The line before it is seen too, if there is one.
            if before.is_some() && head == *marked {
                return Some((end, is_seen));
            }
            before = Some(head);
        }
        None
    }

    /// Whether it has a line from before the marked one, so that this one must be in it too.
    fn begins_before(&self, marked: &Head) -> bool {
        let first = self.lines(self.first()).find_map(Link::parse);
        first.is_some_and(|line| line.seq < marked.seq)
    }

    /// Goes on from there up to the first hole.
    fn follow(self, at: usize, known: &Known<'_>) -> Result<End, Problem> {
        let (mut head, mut end) = (known.marked, at);
        let differs = |head: Head| known.seen.is_some_and(|seen| seen.seq == head.seq && seen.hash != head.hash);
        for line in self.lines(at) {
            match follow(head, line, known.public_key) {
                Ok(next) if differs(next) => {
                    return Err(Problem::Broken { seq: next.seq, what: ATTESTED });
                }
                Ok(next) => (head, end) = (next, end + line.len() + 1),
                Err(_) if is_hole(line) => break,
                Err(problem) => return Err(problem),
            }
        }
        Ok(self.ending(head, end))
    }

    /// What is wrong where the marked line is not found.
    fn without_mark(self, marked: Head) -> Problem {
        let broken = |seq, what| Problem::Broken { seq, what };
        let Some(line) = self.lines(self.first()).next_back() else {
            let cut = Problem::Truncated { first_missing: 1, marked: marked.seq };
            return if self.start == 0 { cut } else { broken(marked.seq + 1, "it has no end") };
        };
        match Link::parse(line).and_then(|link| link.head(line)) {
            None => broken(marked.seq + 1, "it is not an event"),
            Some(head) if head.seq < marked.seq => {
                Problem::Truncated { first_missing: head.seq + 1, marked: marked.seq }
            }
            Some(_) => broken(marked.seq, ATTESTED),
        }
    }

    fn ending(mut self, head: Head, end: usize) -> End {
        let torn = self.bytes.split_off(end);
        let newest = Link::parse(line::last(self.bytes.strip_suffix(b"\n").unwrap_or_default()));
        let newest_ms = newest.map_or(0, |line| line.at_ms);
        End { head, newest_ms, len: self.start + end as u64, torn }
    }
}
