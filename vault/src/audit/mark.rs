//! The mark beside a log: its newest head, signed, in a file of fixed size that is overwritten in place.

use std::cmp::Ordering;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::bytes::{hex, unhex};
use crate::disk;

use super::key::{AuditKey, signed};
use super::line::Hash;

/// A place in a log: a line's number and the hash of the chain up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// The number of the newest line; lines count from 1, 0 is the empty log.
    pub seq: u64,
    /// The hash of the newest line.
    pub hash: [u8; 32],
}

impl Head {
    /// The head that a copy of a log's mark attests, as the holder of the keys keeps one; `None` when it is not genuine.
    pub fn from_mark(mark: &[u8], public_key: &[u8]) -> Option<Self> {
        parse(mark, public_key)
    }

    /// Compares the end of a log with what a mark attests of it.
    pub(super) fn against(&self, marked: &Self) -> Against {
        match marked.seq.cmp(&self.seq) {
            Ordering::Greater => Against::Shorter,
            Ordering::Equal if marked.hash != self.hash => Against::Differs,
            _ => Against::Agrees,
        }
    }
}

/// What the end of a log is to a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    Agrees,
    /// The mark attests more lines.
    Shorter,
    /// The mark attests another last line.
    Differs,
}

/// 20 digits, 64 and 128 hexadecimal digits, two spaces and a newline.
const SIZE: usize = 20 + 1 + 64 + 1 + 128 + 1;

/// Whether a mark says that it is one of a log without lines.
pub(crate) fn is_of_empty(mark: &[u8]) -> bool {
    mark.len() == SIZE && mark.starts_with(format!("{:020} ", 0).as_bytes())
}

/// Where the mark of a log is.
pub(crate) fn path_of(log: &Path) -> PathBuf {
    disk::beside(log, "mark")
}

/// Makes the mark of an empty log; one that is there already must be the same.
pub(super) fn create(log: &Path, key: &Arc<AuditKey>) -> io::Result<()> {
    match disk::create(&path_of(log), Mark::new(Head::default(), key).text().as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if read(log, &key.public())? == Some(Head::default()) { Ok(()) } else { Err(error) }
        }
        created => created,
    }
}

pub(super) fn open(log: &Path) -> io::Result<File> {
    disk::open(&path_of(log), disk::options().read(true).write(true))
}

pub(super) fn write(file: &File, mark: &Mark) -> io::Result<()> {
    file.write_all_at(mark.text().as_bytes(), 0)
}

/// A mark that is to be written; whoever has time for it signs it.
pub(super) struct Mark {
    head: Head,
    key: Arc<AuditKey>,
    text: OnceLock<String>,
}

impl Mark {
    pub(super) fn new(head: Head, key: &Arc<AuditKey>) -> Self {
        Self { head, key: Arc::clone(key), text: OnceLock::new() }
    }

    #[cfg(test)]
    pub(super) fn is_signed(&self) -> bool {
        self.text.get().is_some()
    }

    /// Signed now, unless somebody did or is about to be done.
    pub(super) fn text(&self) -> &str {
        let Self { head, key, text } = self;
        text.get_or_init(|| format!("{:020} {} {}\n", head.seq, hex(&head.hash), key.sign(&message(head))))
    }
}

/// The head that the mark of `log` attests; `Ok(None)` when it is there and not genuine.
pub(super) fn read(log: &Path, public: &[u8]) -> io::Result<Option<Head>> {
    match disk::read(&path_of(log), SIZE as u64) {
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(None),
        read => Ok(parse(&read?, public)),
    }
}

pub(super) fn parse(text: &[u8], public: &[u8]) -> Option<Head> {
    let text = std::str::from_utf8(text).ok().filter(|text| text.len() == SIZE)?;
    let mut fields = text.strip_suffix('\n')?.split(' ');
    let seq = fields.next()?.parse().ok()?;
    let hash: Hash = unhex(fields.next()?)?.try_into().ok()?;
    let head = Head { seq, hash };
    signed(public, &message(&head), fields.next()?).then_some(head)
}

fn message(head: &Head) -> Vec<u8> {
    format!("sg-audit-mark-v1\0{}\0{}", head.seq, hex(&head.hash)).into_bytes()
}
