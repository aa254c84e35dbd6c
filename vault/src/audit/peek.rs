//! The end of a log, looked at without touching it.

use std::io;
use std::path::Path;
use std::time::Duration;

use super::PATIENCE;
use super::end::read_tail;
use super::line::{self, Link};
use super::mark::{self, Against, Head};
use super::verify::Problem;
use crate::disk;

/// What the end of a log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peek {
    /// Its newest whole line, which its mark attests or precedes.
    pub head: Head,
    /// When that was written, in milliseconds since 1970; 0 for an empty log.
    pub newest_ms: u64,
    /// Whether bytes of a line that was cut short stand behind it.
    pub is_torn: bool,
}

/// Reads the last lines of a log and its mark: in no time, however long the log is. [`verify`](super::verify) reads all
/// of it.
///
/// # Errors
///
/// [`Problem::Truncated`] when the mark attests more lines, [`Problem::Broken`] when it attests another last line.
pub fn peek(log: &Path, public_key: &[u8]) -> Result<Peek, Problem> {
    peek_within(log, public_key, PATIENCE)
}

pub(super) fn peek_within(log: &Path, public_key: &[u8], patience: Duration) -> Result<Peek, Problem> {
    let file = disk::open(log, disk::options().read(true))?;
    disk::share_file(&file, patience)?;
    let marked = mark::read(log, public_key)?.ok_or(Problem::MarkForged)?;
    let tail = read_tail(&file, file.metadata()?.len())?;
    let whole = tail.iter().rposition(|byte| *byte == b'\n').map_or(&[][..], |newline| &tail[..newline]);
    let is_torn = tail.last().is_some_and(|last| *last != b'\n');
    let (head, newest_ms) = if whole.is_empty() { (Head::default(), 0) } else { last(whole)? };
    match head.against(&marked) {
        Against::Agrees => Ok(Peek { head, newest_ms, is_torn }),
        Against::Shorter => Err(Problem::Truncated { first_missing: head.seq + 1, marked: marked.seq }),
        Against::Differs => Err(Problem::Broken { seq: head.seq, what: "an attested head differs" }),
    }
}

fn last(whole: &[u8]) -> Result<(Head, u64), Problem> {
    let text = line::last(whole);
    let line = Link::parse(text).and_then(|line| Some((line.head(text)?, line.at_ms)));
    line.ok_or_else(|| Problem::Unreadable(io::Error::other("its last line is not an event")))
}
