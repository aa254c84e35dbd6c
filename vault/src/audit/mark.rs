//! The mark beside a log: its newest head, signed, in a file of fixed size that is overwritten in place.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use super::key::{AuditKey, hex, signed, unhex};
use super::line::Hash;

/// A place in a log: a line's number and the hash of the chain up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// The number of the newest line; lines count from 1, 0 is the empty log.
    pub seq: u64,
    /// The hash of the newest line.
    pub hash: [u8; 32],
}

/// 20 digits, 64 and 128 hexadecimal digits, two spaces and a newline.
const SIZE: usize = 20 + 1 + 64 + 1 + 128 + 1;

pub(super) fn path_of(log: &Path) -> PathBuf {
    let mut name = log.as_os_str().to_owned();
    name.push(".mark");
    PathBuf::from(name)
}

pub(super) fn create(log: &Path, key: &AuditKey) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path_of(log))?;
    write(&file, &Head::default(), key)?;
    file.sync_all()?;
    Ok(file)
}

pub(super) fn open(log: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open(path_of(log))
}

pub(super) fn write(file: &File, head: &Head, key: &AuditKey) -> io::Result<()> {
    let signature = key.sign(&message(head));
    file.write_all_at(format!("{:020} {} {signature}\n", head.seq, hex(&head.hash)).as_bytes(), 0)
}

/// The head that the mark of `log` attests; `Ok(None)` when it is there and not genuine.
pub(super) fn read(log: &Path, public: &[u8]) -> io::Result<Option<Head>> {
    let mut text = Vec::new();
    File::open(path_of(log))?.take(SIZE as u64 + 1).read_to_end(&mut text)?;
    Ok(parse(&text, public))
}

fn parse(text: &[u8], public: &[u8]) -> Option<Head> {
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
