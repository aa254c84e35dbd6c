//! Facts of files, kept by the text of the file: what did not change is not
//! parsed again, whatever else did.
//!
//! They lie on a few shelves (`shelf`), each a file that is written once, and
//! only what is asked for is read. What is not in order is not there.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, OnceLock};

use foldhash::{HashMap, HashSet};

use sha2::{Digest as _, Sha256};

use super::shelf::{Entry, Fresh, Shelf, lock};
use super::{Cache, is_folder, thin};
use crate::rust::facts::Facts;
use crate::rust::parse::Problem;
use crate::rust::parts::{Digest, Parsed};
use crate::rust::wire::{self, Record};
use crate::source::Source;

/// Shelves past which all are written into one.
const SHELVES: usize = 8;

/// What can be asked of a text and answered by yes or no.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) enum Question {
    /// Whether it has SQL of its own, or declares tables.
    Schemas,
}

impl Question {
    /// The name of the answer: no text has it for its digest.
    fn of(self, digest: &Digest) -> Digest {
        let mut name = *digest;
        name[0] ^= match self {
            Question::Schemas => 0x5A,
        };
        name
    }
}

/// See the module's text.
#[derive(Default)]
pub(in crate::engine) struct Store {
    /// The folder and the key; none when nothing is kept.
    place: Option<(PathBuf, [u8; 32])>,
    shelves: Vec<Shelf>,
    /// Where each record is: the shelf's number, and the entry in its table.
    known: HashMap<Digest, (usize, usize)>,
    /// The same by the place at which the text lay.
    lay: OnceLock<HashMap<u64, (usize, usize)>>,
    /// What this run has used of that.
    used: Mutex<HashSet<Digest>>,
    /// Whether facts were asked for, and not only answers.
    read: AtomicBool,
    fresh: Mutex<Option<Fresh>>,
}

impl Store {
    /// The facts that are kept beside what else is.
    pub(in crate::engine) fn of(cache: &Cache) -> Store {
        let place = cache.0.as_ref().and_then(|(dir, key)| Some((folder(dir)?, *key)));
        let mut store = Store { place, ..Store::default() };
        let Some((dir, key)) = &store.place else { return store };
        let entries = fs::read_dir(dir).into_iter().flatten().flatten();
        let entries = entries.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())));
        let mut paths: Vec<_> = entries.filter(|(_, path)| path.extension().is_none()).collect();
        // What was written last says best what lay where.
        paths.sort();
        for (_, path) in paths {
            // One of another build or user is of no use here, nor a broken one.
            store.shelves.extend(Shelf::open(&path, key));
        }
        let known = store.entries().map(|(at, entry)| (entry.digest, at)).collect();
        Store { known, ..store }
    }

    /// All entries, those that were written last behind the others.
    fn entries(&self) -> impl Iterator<Item = ((usize, usize), &Entry)> {
        let shelves = self.shelves.iter().enumerate();
        shelves.flat_map(|(number, shelf)| shelf.table.iter().enumerate().map(move |(at, entry)| ((number, at), entry)))
    }

    /// Whether anything is kept.
    pub(in crate::engine) fn is_on(&self) -> bool {
        self.place.is_some()
    }

    /// What the parser made of this text when it was seen before.
    pub(in crate::engine) fn get(&self, source: &Source) -> Option<(Facts, Option<Problem>)> {
        self.read.store(true, Relaxed);
        let digest = source.digest();
        let (shelf, entry) = self.entry(&digest)?;
        let known = Record::open(&shelf.record(entry)?)?.read()?;
        lock(&self.used).insert(digest);
        Some(known)
    }

    /// The record of a text that lay there before.
    pub(in crate::engine) fn before(&self, source: &Source) -> Option<Vec<u8>> {
        let lay = self.lay.get_or_init(|| {
            self.entries().filter(|(_, entry)| entry.len > 0).map(|(at, entry)| (entry.place, at)).collect()
        });
        let (shelf, entry) = self.at(*lay.get(&place(source))?)?;
        shelf.record(entry)
    }

    fn entry(&self, digest: &Digest) -> Option<(&Shelf, &Entry)> {
        self.at(*self.known.get(digest)?)
    }

    fn at(&self, (shelf, at): (usize, usize)) -> Option<(&Shelf, &Entry)> {
        let shelf = self.shelves.get(shelf)?;
        Some((shelf, shelf.table.get(at)?))
    }

    /// The answer to a question about this text that was asked before.
    pub(in crate::engine) fn answer(&self, question: Question, digest: &Digest) -> Option<bool> {
        let name = question.of(digest);
        let (_, entry) = self.entry(&name).filter(|(_, entry)| entry.len == 0)?;
        lock(&self.used).insert(name);
        Some(entry.start == 1)
    }

    /// Keeps an answer.
    pub(in crate::engine) fn keep_answer(&self, question: Question, digest: &Digest, answer: bool) {
        let entry = Entry { digest: question.of(digest), hash: [0; 32], start: u64::from(answer), len: 0, place: 0 };
        self.with_fresh(|fresh| {
            fresh.table.push(entry);
            Some(())
        });
    }

    /// Keeps what the parser made of a text. That it cannot be kept costs
    /// time only.
    pub(in crate::engine) fn keep(&self, source: &Source, parsed: &Parsed) {
        let bytes = wire::write(parsed);
        self.with_fresh(|fresh| fresh.add(&source.digest(), place(source), &bytes));
    }

    fn with_fresh(&self, add: impl FnOnce(&mut Fresh) -> Option<()>) {
        let Some((dir, _)) = &self.place else { return };
        let mut fresh = lock(&self.fresh);
        if fresh.is_none() {
            *fresh = Fresh::open(dir);
        }
        if fresh.as_mut().is_some_and(|fresh| add(fresh).is_none()) {
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
        let tidies = whole && crowded && self.read.load(Relaxed);
        if tidies && fresh.is_none() {
            fresh = Fresh::open(dir);
        }
        let Some(mut fresh) = fresh else { return };
        let (taken, entries) = match tidies {
            true => (self.shelves.iter().collect(), used.iter().filter_map(|digest| self.entry(digest)).collect()),
            false => self.small(),
        };
        if entries.into_iter().any(|(shelf, entry)| fresh.copy(shelf, entry).is_none()) {
            return;
        }
        if fresh.finish(dir, key).is_some() {
            taken.into_iter().for_each(|shelf| drop(fs::remove_file(&shelf.path)));
        }
        thin(dir, 2 * SHELVES);
    }

    /// The shelves that runs over a part have left, once there are many, and
    /// what is on them: all but the largest.
    fn small(&self) -> (Vec<&Shelf>, Vec<(&Shelf, &Entry)>) {
        let mut shelves: Vec<&Shelf> = self.shelves.iter().collect();
        shelves.sort_by_key(|shelf| shelf.table.len());
        shelves.pop();
        if shelves.len() + 1 < SHELVES {
            shelves.clear();
        }
        let entries = shelves.iter().flat_map(|shelf| shelf.table.iter().map(|entry| (*shelf, entry)));
        let entries = entries.collect();
        (shelves, entries)
    }
}

/// What tells the path of a text from most others: what lay there is looked at
/// part by part.
fn place(source: &Source) -> u64 {
    let digest = Sha256::digest(source.path().as_bytes());
    digest.iter().take(8).fold(0, |place, byte| place << 8 | u64::from(*byte))
}

/// `facts`, beside the entries, if it is a folder and no link.
fn folder(dir: &Path) -> Option<PathBuf> {
    let dir = dir.join("facts");
    if !dir.exists() {
        fs::create_dir(&dir).ok()?;
    }
    is_folder(&dir).then_some(dir)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::parts;

    fn keep(cache: &Cache, path: &str, text: &str, whole: bool) {
        let (store, source) = (Store::of(cache), Source::new(path, text));
        assert!(store.get(&source).is_none(), "{path}");
        store.keep(&source, &parts::read(&source, None));
        store.save(whole);
    }

    #[test]
    fn many_runs_over_a_part_leave_what_was_kept_and_few_shelves() {
        let dir = tempfile::tempdir().expect("a folder");
        let cache = Cache(Some((dir.path().to_owned(), [7; 32])));
        let text = |number: usize| format!("fn f{number}() {{}}\n");
        keep(&cache, "all.rs", "fn all() {}\n", true);
        for number in 0..3 * SHELVES {
            keep(&cache, "a.rs", &text(number), false);
        }
        let store = Store::of(&cache);
        assert!(store.shelves.len() <= SHELVES, "{}", store.shelves.len());
        assert!(store.get(&Source::new("all.rs", "fn all() {}\n")).is_some());
        for number in 0..3 * SHELVES {
            assert!(store.get(&Source::new("b.rs", text(number))).is_some(), "{number}");
        }
        // What lay there last is told of what lies there now.
        let record = store.before(&Source::new("a.rs", "")).expect("it lay there");
        let (facts, _) = Record::open(&record).and_then(|record| record.read()).expect("it is whole");
        assert_eq!(facts.fns.len(), 1);
        assert!(store.before(&Source::new("b.rs", "")).is_none());
    }
}
