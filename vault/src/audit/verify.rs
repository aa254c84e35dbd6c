//! Reading a log back and finding the first place where it is not what was written.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _};
use std::path::Path;
use std::time::Duration;

use super::key::signed;
use super::{CHECKPOINT_EVERY, Event, PATIENCE};
use crate::bytes::hex;
use crate::disk;

use super::line::{self, Hash, Link, MAX_LINE};
use super::mark::{self, Head};

/// A log that is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Its newest line; keep it elsewhere to recognise an older copy of log and mark together.
    pub head: Head,
    /// Whether something that a crash or a loss of power cut short stands behind it. It was never acknowledged.
    pub is_torn: bool,
}

/// Why a log is not whole.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The file or its mark cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// The line that should have this number was edited, deleted, inserted, moved or hashed again.
    #[error("line {seq} is not what was written: {what}")]
    Broken {
        /// The first bad line's number.
        seq: u64,
        /// What gives it away.
        what: &'static str,
    },
    /// The newest lines are gone.
    #[error("lines {first_missing} to {marked} are missing")]
    Truncated {
        /// The first number that is missing.
        first_missing: u64,
        /// The newest number that was attested.
        marked: u64,
    },
    /// The mark is not signed by the log's key.
    #[error("its mark is not genuine")]
    MarkForged,
}

/// Checks a whole log against its mark and, if given, a head that was kept elsewhere.
///
/// A last line without its newline is what a crash leaves; it was never acknowledged and is not a problem. Neither is a
/// hole that a loss of power left behind all that is attested, whatever follows; the next event sets that aside.
///
/// # Errors
///
/// The first [`Problem`] in the order of the lines.
pub fn verify(log: &Path, public_key: &[u8], trusted: Option<Head>) -> Result<Verified, Problem> {
    verify_within(log, public_key, trusted, PATIENCE)
}

pub(super) fn verify_within(
    log: &Path,
    public_key: &[u8],
    trusted: Option<Head>,
    patience: Duration,
) -> Result<Verified, Problem> {
    read_within(log, public_key, trusted, patience, &mut |_| ())
}

/// As [`verify`], and lends each line, without its newline, in the order of their numbers from 1 on. What was lent is what
/// was written only where this is no error.
///
/// # Errors
///
/// As of [`verify`].
pub fn export(
    log: &Path,
    public_key: &[u8],
    trusted: Option<Head>,
    each: &mut dyn FnMut(&[u8]),
) -> Result<Verified, Problem> {
    read_within(log, public_key, trusted, PATIENCE, each)
}

fn read_within(
    log: &Path,
    public_key: &[u8],
    trusted: Option<Head>,
    patience: Duration,
    each: &mut dyn FnMut(&[u8]),
) -> Result<Verified, Problem> {
    let file = disk::open(log, disk::options().read(true))?;
    disk::share_file(&file, patience)?;
    let marked = mark::read(log, public_key)?.ok_or(Problem::MarkForged)?;
    walk(&file, Default::default(), &[Some(marked), trusted], public_key, each)
}

/// Follows a log from the place behind a line; what is attested of the rest must be on its chain.
pub(super) fn walk(
    mut file: &File,
    (mut head, at): (Head, u64),
    attested: &[Option<Head>],
    public_key: &[u8],
    each: &mut dyn FnMut(&[u8]),
) -> Result<Verified, Problem> {
    file.seek(io::SeekFrom::Start(at))?;
    let newest = attested.iter().flatten().map(|head| head.seq).max().unwrap_or_default();
    let (mut lines, mut text) = (BufReader::with_capacity(1 << 16, file), Vec::new());
    while next_line(&mut lines, &mut text)? {
        match follow(head, &text, public_key) {
            Ok(next) => head = next,
            // The text that is left tells that something stands behind the log.
            Err(_) if head.seq >= newest && is_hole(&text) => break,
            Err(problem) => return Err(problem),
        }
        agree(head, attested)?;
        each(&text);
    }
    if newest > head.seq {
        return Err(Problem::Truncated { first_missing: head.seq + 1, marked: newest });
    }
    Ok(Verified { head, is_torn: !text.is_empty() })
}

/// As [`verify`], and lends each event. What was lent counts only where this is no error.
pub(crate) fn events(
    log: &Path,
    public_key: &[u8],
    trusted: Option<Head>,
    each: &mut dyn FnMut(Event),
) -> Result<(), Problem> {
    #[derive(serde::Deserialize)]
    struct What {
        what: Event,
    }
    let mut is_read = true;
    let verified =
        read_within(log, public_key, trusted, PATIENCE, &mut |text| match serde_json::from_slice::<What>(text) {
            Ok(line) => each(line.what),
            Err(_) => is_read = false,
        })?;
    let strange = Problem::Broken { seq: verified.head.seq, what: "it has an event that this program does not know" };
    if is_read { Ok(()) } else { Err(strange) }
}

/// Reads the next whole line, without its newline. An overlong one comes cut, and fails as a line.
fn next_line(lines: &mut impl io::BufRead, text: &mut Vec<u8>) -> io::Result<bool> {
    text.clear();
    lines.take(MAX_LINE as u64 + 2).read_until(b'\n', text)?;
    Ok(text.pop_if(|last| *last == b'\n').is_some() || text.len() > MAX_LINE)
}

/// Whether a line is what a loss of power leaves where the disk had not all of a batch. No event has a zero in it.
pub(super) fn is_hole(line: &[u8]) -> bool {
    line.contains(&0)
}

/// The head after one more line.
pub(super) fn follow(head: Head, text: &[u8], public_key: &[u8]) -> Result<Head, Problem> {
    let seq = head.seq + 1;
    let broken = |what| Problem::Broken { seq, what };
    let line = Link::parse(text).ok_or_else(|| broken("it is not an event"))?;
    if line.seq != seq {
        return Err(broken("its number does not follow"));
    }
    if line.prev != hex(&head.hash) {
        return Err(broken("the line before it has another hash"));
    }
    if !genuine_checkpoint(&line, &head.hash, public_key) {
        return Err(broken("the checkpoint is missing or not genuine"));
    }
    Ok(Head { seq, hash: line::hash(&head.hash, text) })
}

/// Checkpoints are signed, nothing else is, and every line of a certain number is one.
fn genuine_checkpoint(line: &Link<'_>, prev: &Hash, public_key: &[u8]) -> bool {
    match line.sig {
        Some(sig) => line.is_checkpoint() && signed(public_key, &line::checkpoint_message(line.seq, prev), sig),
        None => !line.is_checkpoint() && !line.seq.is_multiple_of(CHECKPOINT_EVERY),
    }
}

fn agree(head: Head, attested: &[Option<Head>]) -> Result<(), Problem> {
    let differs = |known: &Head| known.seq == head.seq && known.hash != head.hash;
    if attested.iter().flatten().any(differs) {
        return Err(Problem::Broken { seq: head.seq, what: "an attested head differs" });
    }
    Ok(())
}
