//! The encrypted store: versions of secrets in SQLite, with a state that cannot be rolled back in silence.
//!
//! Every use begins with a verified state (see `view`): an authenticated root covers the rosters, and those say which
//! rows there must be. So "no such secret" is believed only of a store that is whole, columns are never trusted alone,
//! and a read costs the same in a large store. `<store>.anchor` holds the newest epoch: a database behind it was put
//! back from an older copy. A copy of the anchor goes to the holder of the keys, outside of the store's folder.
//!
//! Writes are audited by the store itself: the intent is on disk before anything changes, the outcome after.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ring::rand::{SecureRandom as _, SystemRandom};

use crate::account::AccountId;
use crate::audit::{Event, Trail};
use crate::clock;
use crate::custody::{KeyHolder, KeyName, Witness};
use crate::disk::{self, beside};
use crate::manifest::Class;
use crate::record::{self, Binding, Kek, Randomness, RecordError};
use crate::secret::Secret;

mod anchor;
mod commit;
mod draft;
pub(crate) mod dump;
mod error;
pub(crate) mod held;
mod keys;
mod list;
mod mark;
mod memory;
mod moving;
mod remove;
pub(crate) mod replace;
mod roster;
mod rotate;
mod rows;
mod table;
mod view;
mod wraps;
mod write;

pub use error::StoreError;
pub use list::{Facts, Listed, Version};
pub use rotate::{Progress, Rotation};
pub(crate) use rotate::{patient_turn, turn};

use anchor::Anchor;
use draft::Draft;
use held::{Held, Ring};
use memory::Memory;
use roster::{BUCKETS, bucket};
pub(crate) use rows::Row;
use table::{Access, State, Table};
use view::{Found, View};

/// How long a writer waits for others before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// An open store of one account; shared by threads, and by processes through its files.
pub struct Store {
    path: PathBuf,
    ring: Ring,
    view: Mutex<View>,
    memory: Arc<Memory>,
    trail: Trail,
    witness: Witness,
    now_ms: fn() -> u64,
}

/// A value and its version.
#[derive(Debug)]
pub struct Stored {
    /// The version, counted from 1.
    pub version: u64,
    /// The value.
    pub value: Secret<Vec<u8>>,
    /// Whether a reset said that this version must be replaced.
    pub must_rotate: bool,
}

/// What a whole store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Inventory {
    /// How many secrets.
    pub secrets: u64,
    /// How many versions of them.
    pub versions: u64,
}

impl Store {
    /// Makes a new, empty store, readable by its owner only, under a fresh key that the holder keeps.
    ///
    /// # Errors
    ///
    /// [`StoreError::Exists`]: nothing is ever overwritten, and no key is made for a store that is there. See
    /// [`StoreError`].
    pub fn init(path: &Path, holder: Arc<dyn KeyHolder>, trail: Trail) -> Result<Self, StoreError> {
        view::folder(path)?;
        let _lock = lock(path)?;
        Self::init_locked(path, holder, trail)
    }

    /// As [`Store::init`], for who holds the lock already.
    pub(crate) fn init_locked(path: &Path, holder: Arc<dyn KeyHolder>, trail: Trail) -> Result<Self, StoreError> {
        let fail = |error| StoreError::io(path, &error);
        let account = trail.account().clone();
        Self::check_new(path, &*holder, &account)?;
        let draft = Draft::new(path, &*holder, &account);
        let (kek_id, store_id) = (random()?, random()?);
        draft.begin(&kek_id)?;
        let ring = Ring::new(Arc::clone(&holder), account.clone());
        let held = ring.add(Kek { id: kek_id, key: holder.create(&KeyName::kek(&account, kek_id))? })?;
        let mut state = State { epoch: 1, store_id, kek_id, kek_tag: held.keys.tag(), ..State::default() };
        state.root = state.root_of(&held.keys, &vec![[0; 32]; BUCKETS]);
        // The store appears under its name only when it is whole.
        let new = beside(path, "new");
        disk::replace(&new, b"").map_err(fail)?;
        Table::create(&new, &state)?;
        let anchor = Anchor { epoch: 1, root: state.root, audit: trail.head()? }.bytes(&held);
        disk::create(&beside(path, "anchor"), &anchor).map_err(|error| anchor::fail(path, &error))?;
        draft.end()?;
        std::fs::hard_link(&new, path).and_then(|()| std::fs::remove_file(&new)).map_err(fail)?;
        let store = Self::open(path, holder, trail)?;
        store.checkpoint()?;
        Ok(store)
    }

    /// As [`Store::check_free`], after clearing away what an initialisation left that was cut short.
    pub(crate) fn check_new(path: &Path, holder: &dyn KeyHolder, account: &AccountId) -> Result<(), StoreError> {
        Draft::new(path, holder, account).clear()?;
        Self::check_free(path)
    }

    /// Refuses a place where a store is or was: a file of it that is left is evidence, not waste.
    fn check_free(path: &Path) -> Result<(), StoreError> {
        match [path.to_owned(), beside(path, "anchor")].into_iter().find(|path| path.symlink_metadata().is_ok()) {
            Some(path) => Err(StoreError::Exists { path }),
            None => Ok(()),
        }
    }

    /// Opens a store with the key that it names, and checks that it is the newest state that anyone attests.
    ///
    /// # Errors
    ///
    /// [`StoreError::Key`] when the key is locked away, missing or unusable, [`StoreError::WrongKey`] when it is another
    /// one; see [`StoreError`]. Nothing is created or repaired.
    pub fn open(path: &Path, holder: Arc<dyn KeyHolder>, trail: Trail) -> Result<Self, StoreError> {
        view::folder(path)?;
        Self::over(View::open(path)?, path, holder, trail)
    }

    /// As [`Store::open`], for who only looks: nothing is written, also not what a crash left half-done. To write into
    /// it is an error.
    ///
    /// # Errors
    ///
    /// As of [`Store::open`].
    pub fn open_read_only(path: &Path, holder: Arc<dyn KeyHolder>, trail: Trail) -> Result<Self, StoreError> {
        view::folder(path)?;
        Self::over(View::open_for(path, Access::Read)?, path, holder, trail)
    }

    fn over(view: View, path: &Path, holder: Arc<dyn KeyHolder>, trail: Trail) -> Result<Self, StoreError> {
        let (memory, view) = (view.memory(), Mutex::new(view));
        let account = trail.account().clone();
        let witness = Witness::new(Arc::clone(&holder), account.clone(), beside(path, "anchor"));
        let (ring, path) = (Ring::new(holder, account), path.to_owned());
        let store = Self { path, ring, view, memory, trail, witness, now_ms: clock::unix_ms };
        let store_id = store.reading(|view| Ok(view.state.store_id))?;
        store.witness.call(move |bytes| Some(anchor::note_name(&store_id, &Anchor::kek_id(bytes)?)));
        store.compare_with_note()?;
        Ok(store)
    }

    /// Takes the time from another clock, in milliseconds since 1970.
    #[must_use]
    pub fn with_clock(mut self, now_ms: fn() -> u64) -> Self {
        self.now_ms = now_ms;
        self
    }

    /// The newest version of a secret; `None` when a whole and current store holds none.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn get(&self, id: &str) -> Result<Option<Stored>, StoreError> {
        if let Some(found) = self.memory.get(id) {
            return self.decrypt(&found).map(Some);
        }
        let found = self.reading(|view| {
            let Some(found) = view.find(&self.ring, id, None)?.map(Arc::new) else {
                return view.absent(id).map(|()| None);
            };
            self.memory.remember(&found);
            Ok(Some(found))
        })?;
        found.map(|found| self.decrypt(&found)).transpose()
    }

    /// One version of a secret.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn get_version(&self, id: &str, version: u64) -> Result<Option<Stored>, StoreError> {
        let found = self.reading(|view| view.find(&self.ring, id, Some(version)))?;
        found.map(|found| self.decrypt(&found)).transpose()
    }

    /// The versions of a secret, oldest first.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn versions(&self, id: &str) -> Result<Vec<u64>, StoreError> {
        self.reading(|view| {
            let versions = view.roster(bucket(id))?.versions(id);
            Ok(versions.map(|versions| versions.keys().copied().collect()).unwrap_or_default())
        })
    }

    /// The ids of all secrets, in order.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn ids(&self) -> Result<Vec<String>, StoreError> {
        let mut ids = Vec::new();
        self.reading(|view| {
            for bucket in 0..=u8::MAX {
                ids.extend(view.roster(bucket)?.iter().map(|(id, ..)| id.to_owned()));
            }
            Ok(())
        })?;
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// Reads and opens every record, and confirms that the table has no other.
    ///
    /// # Errors
    ///
    /// The first thing that is not as it was written; see [`StoreError`].
    pub fn check(&self) -> Result<Inventory, StoreError> {
        self.reading(|view| {
            let mut found = Inventory::default();
            view.reread()?;
            for bucket in 0..=u8::MAX {
                let roster = view.roster(bucket)?.clone();
                for (id, version, _) in roster.iter() {
                    let vanished = || StoreError::Vanished { id: id.to_owned(), version };
                    self.decrypt(&view.find(&self.ring, id, Some(version))?.ok_or_else(vanished)?)?;
                    found.versions += 1;
                    found.secrets += u64::from(roster.newest(id).is_some_and(|(newest, _)| newest == version));
                }
            }
            let rows = view.sql(view.table().count(None))?;
            if rows == found.versions { Ok(found) } else { Err(view.changed()) }
        })
    }

    /// Copies the newest anchor to the holder of the keys now, as privileged actions should.
    ///
    /// # Errors
    ///
    /// [`StoreError::Key`].
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        Ok(self.witness.copy()?)
    }

    /// Where the store is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn reading<R>(&self, read: impl FnOnce(&mut View) -> Result<R, StoreError>) -> Result<R, StoreError> {
        let mut view = self.view();
        let outcome = view.begin(&self.ring, false).and_then(|()| read(&mut view));
        view.end(outcome)
    }

    fn view(&self) -> MutexGuard<'_, View> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The copy of the anchor outside of the folder must not be ahead of what the folder holds.
    fn compare_with_note(&self) -> Result<(), StoreError> {
        let (state, held) = self.reading(|view| Ok((view.state, view.held()?)))?;
        let name = anchor::note_name(&state.store_id, &state.kek_id);
        let Some(note) = self.ring.holder.note(&self.ring.account, &name)? else { return Ok(()) };
        let changed = || StoreError::Changed { path: PathBuf::from(self.witness.name(&name)) };
        let note = Anchor::parse(&note, &held.keys).ok_or_else(changed)?;
        // The state was read before the note, and may have become newer since.
        let state = self.reading(|view| Ok(view.state))?;
        if note.epoch > state.epoch {
            return Err(StoreError::RolledBack { anchor: note.epoch, store: state.epoch });
        }
        if note.epoch == state.epoch && note.root != state.root {
            return Err(changed());
        }
        Ok(())
    }

    /// Waits for other writers, in this process and in others.
    fn lock(&self) -> Result<File, StoreError> {
        lock(&self.path)
    }

    fn decrypt(&self, found: &Found) -> Result<Stored, StoreError> {
        let Found { row, held, is_spent } = found;
        let value = record::open(&held.kek, &self.binding(row), &row.blob)?;
        Ok(Stored { version: row.version, value, must_rotate: *is_spent })
    }

    fn binding<'r>(&'r self, row: &'r Row) -> Binding<'r> {
        row.binding(self.ring.account.as_str())
    }
}

pub(crate) use view::folder as check_folder;

/// Waits for the lock of a store that is there, or is being made.
pub(crate) fn lock(store: &Path) -> Result<File, StoreError> {
    let path = beside(store, "lock");
    let locked = disk::lock(&path, PATIENCE).map_err(|error| StoreError::io(&path, &error))?;
    locked.ok_or(StoreError::Busy { path })
}

fn random() -> Result<[u8; 16], StoreError> {
    let mut bytes = [0; 16];
    SystemRandom::new().fill(&mut bytes).map_err(|_| StoreError::Crypto)?;
    Ok(bytes)
}
