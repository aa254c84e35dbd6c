//! Facts of files, kept by the text of the file: what did not change is not
//! parsed again, whatever else did.
//!
//! They lie in a few shelves, each written once and never changed: records
//! one behind the other, then a table of them, then a seal over the table.
//! The table holds a hash of each record, so that only what is asked for is
//! read. What is not in order is not there.

use std::fs::{self, File};
use std::io::{BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use foldhash::{HashMap, HashSet};
use hmac::Mac as _;
use sha2::{Digest as _, Sha256};

use super::{Cache, SEAL, is_folder, mac, program};
use crate::rust::wire::{self, Parsed};

/// What tells one text from another.
type Digest = [u8; 32];

/// Shelves past which all are written into one.
const SHELVES: usize = 8;

/// Bytes of one entry of a table: digest, hash, start and length.
const ENTRY: usize = 32 + 32 + 8 + 4;

/// Bytes behind a table: how many entries, and the seal.
const FOOT: usize = 4 + SEAL;

/// The largest table that is read, in entries.
const MAX_ENTRIES: usize = 1 << 20;

/// See the module's text.
#[derive(Default)]
pub(in crate::engine) struct Store {
    /// The folder and the key; none when nothing is kept.
    place: Option<(PathBuf, [u8; 32])>,
    shelves: Vec<Shelf>,
    /// Where each record is: the shelf's number, and the entry in its table.
    known: HashMap<Digest, (usize, usize)>,
    /// What this run has used of that.
    used: Mutex<HashSet<Digest>>,
    fresh: Mutex<Option<Fresh>>,
}

struct Shelf {
    path: PathBuf,
    file: Mutex<File>,
    table: Vec<Entry>,
}

#[derive(Clone, Copy)]
struct Entry {
    digest: Digest,
    hash: [u8; 32],
    start: u64,
    len: u32,
}

/// A shelf that is being filled.
struct Fresh {
    path: PathBuf,
    file: BufWriter<File>,
    table: Vec<Entry>,
    end: u64,
}

impl Store {
    /// The facts that are kept beside what else is.
    pub(in crate::engine) fn of(cache: &Cache) -> Store {
        let place = cache.0.as_ref().and_then(|(dir, key)| Some((folder(dir)?, *key)));
        let mut store = Store { place, ..Store::default() };
        let Some((dir, key)) = &store.place else { return store };
        let entries = fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_none()).collect();
        paths.sort();
        for path in paths {
            match Shelf::open(&path, key) {
                Some(shelf) => store.shelves.push(shelf),
                // Another build's, or broken: of no use to anybody.
                None => drop(fs::remove_file(&path)),
            }
        }
        for (number, shelf) in store.shelves.iter().enumerate() {
            store.known.extend(shelf.table.iter().enumerate().map(|(at, entry)| (entry.digest, (number, at))));
        }
        store
    }

    /// Whether anything is kept.
    pub(in crate::engine) fn is_on(&self) -> bool {
        self.place.is_some()
    }

    /// What the parser made of this text when it was seen before.
    pub(in crate::engine) fn get(&self, digest: &Digest) -> Option<Parsed> {
        let bytes = self.record(digest)?;
        let parsed = wire::read(&bytes)?;
        lock(&self.used).insert(*digest);
        Some(parsed)
    }

    fn record(&self, digest: &Digest) -> Option<Vec<u8>> {
        let (shelf, at) = self.known.get(digest)?;
        let shelf = &self.shelves[*shelf];
        shelf.record(&shelf.table[*at])
    }

    /// Keeps what the parser made of a text. That it cannot be kept costs
    /// time only.
    pub(in crate::engine) fn keep(&self, digest: &Digest, parsed: &Parsed) {
        let Some((dir, _)) = &self.place else { return };
        let bytes = wire::write(parsed);
        let mut fresh = lock(&self.fresh);
        if fresh.is_none() {
            *fresh = Fresh::open(dir);
        }
        if fresh.as_mut().is_some_and(|fresh| fresh.add(digest, &bytes).is_none()) {
            *fresh = None;
        }
    }

    /// Ends a run that looked at everything or (not `whole`) at a part.
    pub(in crate::engine) fn save(&self, whole: bool) {
        let Some((dir, key)) = &self.place else { return };
        let mut fresh = lock(&self.fresh).take();
        let used = lock(&self.used);
        let old = self.known.len() - used.len();
        let crowded = self.shelves.len() >= SHELVES || old > used.len() + SHELVES;
        let tidies = whole && crowded && (fresh.is_some() || !used.is_empty());
        if tidies && fresh.is_none() {
            fresh = Fresh::open(dir);
        }
        let Some(mut fresh) = fresh else { return };
        if tidies {
            for digest in used.iter() {
                let Some(bytes) = self.record(digest) else { continue };
                if fresh.add(digest, &bytes).is_none() {
                    return;
                }
            }
        }
        if fresh.finish(dir, key).is_some() && tidies {
            self.shelves.iter().for_each(|shelf| drop(fs::remove_file(&shelf.path)));
        }
    }
}

impl Shelf {
    fn open(path: &Path, key: &[u8; 32]) -> Option<Shelf> {
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

    fn record(&self, entry: &Entry) -> Option<Vec<u8>> {
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
        let (start, len) = rest.split_first_chunk()?;
        let len = u32::from_le_bytes(len.try_into().ok()?);
        Some(Entry { digest: *digest, hash: *hash, start: u64::from_le_bytes(*start), len })
    }

    fn write(&self, to: &mut Vec<u8>) {
        to.extend(self.digest);
        to.extend(self.hash);
        to.extend(self.start.to_le_bytes());
        to.extend(self.len.to_le_bytes());
    }
}

impl Fresh {
    fn open(dir: &Path) -> Option<Fresh> {
        let path = dir.join(format!("new.{}", std::process::id()));
        let file = File::create(&path).ok()?;
        Some(Fresh { path, file: BufWriter::new(file), table: Vec::new(), end: 0 })
    }

    fn add(&mut self, digest: &Digest, bytes: &[u8]) -> Option<()> {
        self.file.write_all(bytes).ok()?;
        let hash = Sha256::digest(bytes).into();
        self.table.push(Entry { digest: *digest, hash, start: self.end, len: u32::try_from(bytes.len()).ok()? });
        self.end += bytes.len() as u64;
        Some(())
    }

    /// Writes table and seal, and gives the file its name.
    fn finish(mut self, dir: &Path, key: &[u8; 32]) -> Option<()> {
        let mut table = Vec::with_capacity(self.table.len() * ENTRY + FOOT);
        self.table.iter().for_each(|entry| entry.write(&mut table));
        let seal = mac(key, &program(), &table)?.finalize().into_bytes();
        table.extend((self.table.len() as u32).to_le_bytes());
        table.extend(seal);
        self.file.write_all(&table).and_then(|()| self.file.flush()).ok()?;
        let name: String = seal.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        fs::rename(&self.path, dir.join(name)).ok()
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // Gone already when it has its name.
        let _ = fs::remove_file(&self.path);
    }
}

/// `facts`, beside the entries, if it is a folder and no link.
fn folder(dir: &Path) -> Option<PathBuf> {
    let dir = dir.join("facts");
    if !dir.exists() {
        fs::create_dir(&dir).ok()?;
    }
    is_folder(&dir).then_some(dir)
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
