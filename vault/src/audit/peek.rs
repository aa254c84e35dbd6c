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
/// A head that was kept elsewhere must be on its chain too; one from long before is looked for as [`verify`](super::verify)
/// does.
///
/// # Errors
///
/// [`Problem::Truncated`] when the mark or that head attests more lines, [`Problem::Broken`] when it attests another line.
pub fn peek(log: &Path, public_key: &[u8], trusted: Option<Head>) -> Result<Peek, Problem> {
    peek_within(log, public_key, trusted, PATIENCE)
}

pub(super) fn peek_within(
    log: &Path,
    public_key: &[u8],
    trusted: Option<Head>,
    patience: Duration,
) -> Result<Peek, Problem> {
    let file = disk::open(log, disk::options().read(true))?;
    disk::share_file(&file, patience)?;
    let marked = mark::read(log, public_key)?.ok_or(Problem::MarkForged)?;
    let known = Known { marked, seen: trusted, from: Default::default(), public_key };
    let End { head, newest_ms, torn, .. } = End::find(&file, file.metadata()?.len(), &known)?;
    if let Some(missing) = trusted.filter(|trusted| trusted.seq > head.seq) {
        return Err(Problem::Truncated { first_missing: head.seq + 1, marked: missing.seq });
    }
    Ok(Peek { head, newest_ms, is_torn: !torn.is_empty() })
}
