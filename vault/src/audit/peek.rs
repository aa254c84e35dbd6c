//! The end of a log, looked at without touching it.

use std::path::Path;
use std::time::Duration;

use super::PATIENCE;
use super::mark::{self, Head};
use super::tail::{End, Known};
use super::verify::Problem;
use crate::disk;

/// What the end of a log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peek {
    /// Its newest line, which its mark attests or precedes.
    pub head: Head,
    /// When that was written, in milliseconds since 1970; 0 for an empty log.
    pub newest_ms: u64,
    /// Whether something that a crash cut short stands behind it.
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
    let known = Known { marked, seen: None, public_key };
    let End { head, newest_ms, torn, .. } = End::find(&file, file.metadata()?.len(), &known)?;
    Ok(Peek { head, newest_ms, is_torn: !torn.is_empty() })
}
