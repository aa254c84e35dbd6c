//! The mark beside a log: its newest head, signed, in a file of fixed size that is overwritten in place.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

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
}

/// 20 digits, 64 and 128 hexadecimal digits, two spaces and a newline.
const SIZE: usize = 20 + 1 + 64 + 1 + 128 + 1;

pub(super) fn path_of(log: &Path) -> PathBuf {
    disk::beside(log, "mark")
}

pub(super) fn create(log: &Path, key: &AuditKey) -> io::Result<File> {
    disk::create(&path_of(log), text(&Head::default(), key).as_bytes())
}

pub(super) fn open(log: &Path) -> io::Result<File> {
    disk::open(&path_of(log), disk::options().read(true).write(true))
}

pub(super) fn write(file: &File, head: &Head, key: &AuditKey) -> io::Result<()> {
    file.write_all_at(text(head, key).as_bytes(), 0)
}

fn text(head: &Head, key: &AuditKey) -> String {
    format!("{:020} {} {}\n", head.seq, hex(&head.hash), key.sign(&message(head)))
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
