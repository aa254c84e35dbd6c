//! One file of records: written once, read at any place.
//!
//! Records one behind the other, then a table of them, then a seal over the
//! table, in which a hash of each record stands.

use std::fs::{self, File};
use std::io::{BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use hmac::Mac as _;
use sha2::{Digest as _, Sha256};

use super::{SEAL, mac, program};
use crate::hex::hex;
use crate::rust::parts::Digest;

/// Bytes of one entry of a table: digest, hash, start, length and place.
const ENTRY: usize = 32 + 32 + 8 + 4 + 8;

/// Bytes behind a table: how many entries, and the seal.
const FOOT: usize = 4 + SEAL;

/// The largest table that is read, in entries.
const MAX_ENTRIES: usize = 1 << 20;

/// One file of records.
pub(super) struct Shelf {
    pub path: PathBuf,
    file: Mutex<File>,
    pub table: Vec<Entry>,
}

/// Where a record is.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub digest: Digest,
    pub hash: [u8; 32],
    pub start: u64,
    /// None at all for an answer, which stands in `start`.
    pub len: u32,
    /// What tells the path of the text from most others.
    pub place: u64,
}

/// A shelf that is being filled.
pub(super) struct Fresh {
    path: PathBuf,
    file: BufWriter<File>,
    pub table: Vec<Entry>,
    end: u64,
}

impl Shelf {
    pub(super) fn open(path: &Path, key: &[u8; 32]) -> Option<Shelf> {
        let mut file = File::open(path).ok()?;
        let len = file.seek(SeekFrom::End(0)).ok()?;
        let foot = read_at(&mut file, len.checked_sub(FOOT as u64)?, FOOT)?;
        let (count, seal) = foot.split_at(4);
        let count = u32::from_le_bytes(count.try_into().ok()?) as usize;
        let bytes = count.checked_mul(ENTRY).filter(|_| count <= MAX_ENTRIES)?;
        let table = read_at(&mut file, len.checked_sub((FOOT + bytes) as u64)?, bytes)?;
        mac(key, &program(), &table)?.verify_slice(seal).ok()?;
        let table = table.chunks_exact(ENTRY).map(Entry::read).collect::<Option<Vec<Entry>>>()?;
        Some(Shelf { path: path.to_owned(), file: Mutex::new(file), table })
    }

    pub(super) fn record(&self, entry: &Entry) -> Option<Vec<u8>> {
        let bytes = read_at(&mut lock(&self.file), entry.start, entry.len as usize)?;
        (<[u8; 32]>::from(Sha256::digest(&bytes)) == entry.hash).then_some(bytes)
    }
}

fn read_at(file: &mut File, start: u64, len: usize) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut bytes = vec![0; len];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

impl Entry {
    fn read(bytes: &[u8]) -> Option<Entry> {
        let (digest, rest) = bytes.split_first_chunk()?;
        let (hash, rest) = rest.split_first_chunk()?;
        let (start, rest) = rest.split_first_chunk()?;
        let (len, place) = rest.split_first_chunk()?;
        let (start, len) = (u64::from_le_bytes(*start), u32::from_le_bytes(*len));
        Some(Entry { digest: *digest, hash: *hash, start, len, place: u64::from_le_bytes(place.try_into().ok()?) })
    }

    fn write(&self, to: &mut Vec<u8>) {
        to.extend(self.digest);
        to.extend(self.hash);
        to.extend(self.start.to_le_bytes());
        to.extend(self.len.to_le_bytes());
        to.extend(self.place.to_le_bytes());
    }
}

impl Fresh {
    pub(super) fn open(dir: &Path) -> Option<Fresh> {
        let path = dir.join(format!("new.{}", std::process::id()));
        let file = File::create(&path).ok()?;
        Some(Fresh { path, file: BufWriter::new(file), table: Vec::new(), end: 0 })
    }

    pub(super) fn add(&mut self, digest: &Digest, place: u64, bytes: &[u8]) -> Option<()> {
        self.file.write_all(bytes).ok()?;
        let hash = Sha256::digest(bytes).into();
        let len = u32::try_from(bytes.len()).ok()?;
        self.table.push(Entry { digest: *digest, hash, start: self.end, len, place });
        self.end += bytes.len() as u64;
        Some(())
    }

    pub(super) fn copy(&mut self, shelf: &Shelf, entry: &Entry) -> Option<()> {
        match entry.len {
            0 => self.table.push(*entry),
            _ => self.add(&entry.digest, entry.place, &shelf.record(entry)?)?,
        }
        Some(())
    }

    /// Writes table and seal, and gives the file its name.
    pub(super) fn finish(mut self, dir: &Path, key: &[u8; 32]) -> Option<()> {
        let mut table = Vec::with_capacity(self.table.len() * ENTRY + FOOT);
        self.table.iter().for_each(|entry| entry.write(&mut table));
        let seal = mac(key, &program(), &table)?.finalize().into_bytes();
        table.extend((self.table.len() as u32).to_le_bytes());
        table.extend(seal);
        self.file.write_all(&table).and_then(|()| self.file.flush()).ok()?;
        fs::rename(&self.path, dir.join(hex(&seal[..16]))).ok()
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // Gone already when it has its name.
        let _ = fs::remove_file(&self.path);
    }
}

/// What another thread left behind when it ended is whole all the same.
pub(super) fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
