//! The end of a log, looked at without touching it.

use std::io;
use std::path::Path;

use super::file::read_tail;
use super::line::{self, Link};
use super::mark::{self, Head};
use super::verify::Problem;
use crate::bytes::unhex;
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
    let file = disk::open(log, disk::options().read(true))?;
    file.lock_shared()?;
    let marked = mark::read(log, public_key)?.ok_or(Problem::MarkForged)?;
    let tail = read_tail(&file, file.metadata()?.len())?;
    let whole = tail.iter().rposition(|byte| *byte == b'\n').map_or(&[][..], |newline| &tail[..newline]);
    let is_torn = tail.last().is_some_and(|last| *last != b'\n');
    let (head, newest_ms) = if whole.is_empty() { (Head::default(), 0) } else { last(whole)? };
    if marked.seq > head.seq {
        return Err(Problem::Truncated { first_missing: head.seq + 1, marked: marked.seq });
    }
    if marked.seq == head.seq && marked.hash != head.hash {
        return Err(Problem::Broken { seq: head.seq, what: "an attested head differs" });
    }
    Ok(Peek { head, newest_ms, is_torn })
}

fn last(whole: &[u8]) -> Result<(Head, u64), Problem> {
    let text = whole.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let none = || Problem::Unreadable(io::Error::other("its last line is not an event"));
    let line = Link::parse(text).ok_or_else(none)?;
    let prev = unhex(line.prev).and_then(|prev| prev.try_into().ok()).ok_or_else(none)?;
    Ok((Head { seq: line.seq, hash: line::hash(&prev, text) }, line.at_ms))
}
