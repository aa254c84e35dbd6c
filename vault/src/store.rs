//! The encrypted store: versions of secrets in SQLite, with a state that cannot be rolled back in silence.
//!
//! Every use begins with a verified state (see `view`): an authenticated root covers the rosters, and those say which
//! rows there must be. So "no such secret" is believed only of a store that is whole, columns are never trusted alone,
//! and a read costs the same in a large store. `<store>.anchor` holds the newest epoch: a database behind it was put
//! back from an older copy. A copy of the anchor goes to the holder of the keys, outside of the store's folder.
//!
//! Writes are audited by the store itself: the intent is on disk before anything changes, the outcome after.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ring::rand::{SecureRandom as _, SystemRandom};

use crate::account::AccountId;
use crate::audit::{Event, Trail};
use crate::clock;
use crate::custody::{KeyHolder, KeyName, Named, Witness};
use crate::disk::{self, Lock, beside};
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
mod place;
mod read;
mod remove;
pub(crate) mod replace;
mod roster;
mod rotate;
mod rows;
mod spare;
mod table;
mod view;
mod wraps;
mod write;

pub use error::StoreError;
pub use list::{Facts, Listed, Version};
pub use read::{Inventory, Stored};
pub use rotate::{Progress, Rotation};
pub(crate) use rotate::{patient_turn, turn};

use anchor::Anchor;
use draft::Draft;
use held::{Held, Ring};
use memory::Memory;
use roster::{BUCKETS, bucket};
pub(crate) use rows::Row;
use table::{Access, State, Table};
use view::View;

/// How long a writer waits for others before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// An open store of one account; shared by threads, and by processes through its files.
pub struct Store {
    path: PathBuf,
    ring: Arc<Ring>,
    view: Mutex<View>,
    memory: Arc<Memory>,
    trail: Trail,
    witness: Witness,
    now_ms: fn() -> u64,
}

impl Store {
    /// Makes a new, empty store, readable by its owner only, under a fresh key that the holder keeps.
    ///
    /// # Errors
    ///
    /// [`StoreError::Exists`]: nothing is ever overwritten, and no key is made for a store that is there. See
    /// [`StoreError`].
    pub fn init(path: &Path, holder: Arc<dyn KeyHolder>, trail: Trail) -> Result<Self, StoreError> {
        place::folder(path)?;
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
        draft.begin(&kek_id, &store_id)?;
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
        disk::give_name(&new, path).and_then(|()| disk::sync_folder(path)).map_err(fail)?;
        disk::remove(&new).map_err(fail)?;
        draft.end()?;
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
        for path in [path.to_owned(), beside(path, "anchor")] {
            if is_there(&path)? {
                return Err(StoreError::Exists { path });
            }
        }
        Ok(())
    }

    /// Opens a store with the key that it names, and checks that it is the newest state that anyone attests.
    ///
    /// # Errors
    ///
    /// [`StoreError::Key`] when the key is locked away, missing or unusable, [`StoreError::WrongKey`] when it is another
    /// one; see [`StoreError`]. Nothing is created or repaired.
    pub fn open(path: &Path, holder: Arc<dyn KeyHolder>, trail: Trail) -> Result<Self, StoreError> {
        place::folder(path)?;
        Self::over(View::open(path)?, path, holder, trail)
    }

    /// As [`Store::open`], for who only looks: nothing is written, also not what a crash left half-done. To write into
    /// it is an error.
    ///
    /// # Errors
    ///
    /// As of [`Store::open`].
    pub fn open_read_only(path: &Path, holder: Arc<dyn KeyHolder>, trail: Trail) -> Result<Self, StoreError> {
        place::folder(path)?;
        Self::over(View::open_for(path, Access::Read)?, path, holder, trail)
    }

    /// As [`Store::open`], for what is staged and nothing else.
    pub(crate) fn open_staged(path: &Path, holder: Arc<dyn KeyHolder>, trail: Trail) -> Result<Self, StoreError> {
        place::folder(path)?;
        Self::over(View::open_for(path, Access::Staged)?, path, holder, trail)
    }

    fn over(view: View, path: &Path, holder: Arc<dyn KeyHolder>, trail: Trail) -> Result<Self, StoreError> {
        let (memory, view) = (view.memory(), Mutex::new(view));
        let account = trail.account().clone();
        let witness = Witness::new(Arc::clone(&holder), account.clone(), beside(path, "anchor"));
        let (ring, path) = (Arc::new(Ring::new(holder, account)), path.to_owned());
        let store = Self { path, ring, view, memory, trail, witness, now_ms: clock::unix_ms };
        let store_id = store.reading(|view| Ok(view.state.store_id))?;
        let ring = Arc::clone(&store.ring);
        store.witness.call(move |bytes| {
            let held = ring.get(Anchor::kek_id(bytes)?).ok()?;
            // Whoever writes beside the store can write any epoch; one that is not genuine would keep out the true ones.
            let state = Anchor::parse(bytes, &held.keys)?.epoch;
            Some(Named { note: anchor::note_name(&store_id, &held.kek.id), state })
        });
        store.compare_with_note()?;
        Ok(store)
    }

    /// Takes the time from another clock, in milliseconds since 1970.
    #[must_use]
    pub fn with_clock(mut self, now_ms: fn() -> u64) -> Self {
        self.now_ms = now_ms;
        self
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
    fn lock(&self) -> Result<Lock, StoreError> {
        lock(&self.path)
    }

    fn binding<'r>(&'r self, row: &'r Row) -> Binding<'r> {
        row.binding(self.ring.account.as_str())
    }
}

pub(crate) use place::{folder as check_folder, is_there};

/// Waits for the lock of a store that is there, or is being made.
pub(crate) fn lock(store: &Path) -> Result<Lock, StoreError> {
    let path = beside(store, "lock");
    let locked = disk::lock(&path, PATIENCE).map_err(|error| StoreError::io(&path, &error))?;
    locked.ok_or(StoreError::Busy { path })
}

fn random() -> Result<[u8; 16], StoreError> {
    let mut bytes = [0; 16];
    SystemRandom::new().fill(&mut bytes).map_err(|_| StoreError::Crypto)?;
    Ok(bytes)
}
