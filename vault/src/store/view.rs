//! What this process knows of the store: one verified state, brought up to date at the begin of each use.
//!
//! Readers take no lock of ours. An honest writer publishes the anchor of an epoch after the epoch's commit, and never
//! leaves it two behind. So an anchor read *before* the database must not be ahead of it, and one read *after* must not
//! be older than the state that its state followed, whatever happens in between. Where files were replaced while a reader
//! looked at them, it looks again.
//!
//! While the file system says that neither file was touched since, a row that was read is given again from memory, as it
//! is stored: encrypted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use subtle::ConstantTimeEq as _;

use crate::custody::KeyError;
use crate::disk::beside;

use super::StoreError;
use super::anchor::{Anchor, Stamp};
use super::held::{Held, Ring};
use super::memory::Memory;
use super::place::place;
use super::roster::{BUCKETS, Roster};
use super::table::{Access, State, Table};

mod anchored;
mod lookup;

pub(super) use lookup::Found;

pub(super) struct View {
    path: PathBuf,
    anchor_path: PathBuf,
    access: Access,
    table: Table,
    file: Option<Stamp>,
    anchor: Option<(Stamp, Anchor)>,
    /// The newest state that was verified; the store must never be older.
    pub(super) state: State,
    /// The key of this state; there is one as soon as one was verified.
    held: Option<Arc<Held>>,
    pub(super) macs: Vec<[u8; 32]>,
    rosters: Vec<Option<Roster>>,
    memory: Arc<Memory>,
}

/// How often to look again at files that others replace meanwhile, and at files that stay as they are.
const LOOKS: (u32, u32) = (50, 2);

impl View {
    /// A view of a database, before anything is verified.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_for(path, Access::Write)
    }

    pub(super) fn open_for(path: &Path, access: Access) -> Result<Self, StoreError> {
        place(path)?;
        let (table, state) = (Table::open_for(path, access)?, State::default());
        let (macs, rosters) = (vec![[0; 32]; BUCKETS], vec![None; BUCKETS]);
        let (path, anchor_path) = (path.to_owned(), beside(path, "anchor"));
        let (file, anchor, held, memory) = (None, None, None, Arc::new(Memory::of(&path)));
        Ok(Self { path, anchor_path, access, table, file, anchor, state, held, macs, rosters, memory })
    }

    /// What readers are given without asking the view.
    pub(super) fn memory(&self) -> Arc<Memory> {
        Arc::clone(&self.memory)
    }

    pub(super) fn table(&self) -> &Table {
        &self.table
    }

    /// The key of the verified state.
    pub(super) fn held(&self) -> Result<Arc<Held>, StoreError> {
        self.held.clone().ok_or(StoreError::Crypto)
    }

    /// Begins a transaction on a verified state. Whatever it gives, [`View::end`] must follow.
    pub(super) fn begin(&mut self, ring: &Ring, write: bool) -> Result<(), StoreError> {
        for look in 0.. {
            let before = self.stamps();
            let outcome = self.look(ring, write);
            let most = if self.stamps() == before { LOOKS.1 } else { LOOKS.0 };
            match outcome {
                Err(error) if look < most && may_pass(&error) => drop(self.end::<()>(Err(error))),
                outcome => return outcome,
            }
        }
        Ok(())
    }

    fn stamps(&self) -> [Option<Stamp>; 2] {
        [&self.path, &self.anchor_path].map(|path| std::fs::symlink_metadata(path).ok().map(|meta| Stamp::of(&meta)))
    }

    fn look(&mut self, ring: &Ring, write: bool) -> Result<(), StoreError> {
        self.memory.set_calm(None);
        let database = self.same_file()?;
        let (stamp, bytes) = self.read_anchor()?;
        let calm = database.is_settled() && stamp.is_settled();
        self.sql(self.table.begin(write))?;
        let state = self.sql(self.table.state())?.ok_or_else(|| self.changed())?;
        if state != self.state {
            let adopted = self.adopt(ring, state);
            adopted.map_err(|error| self.is_behind(ring, bytes.as_deref(), &state).unwrap_or(error))?;
        }
        self.compare(ring, stamp, bytes)?;
        self.memory.set_calm(calm.then_some([database, stamp]));
        Ok(())
    }

    /// Ends the transaction. After an error the next one starts from a fresh connection.
    pub(super) fn end<R>(&mut self, outcome: Result<R, StoreError>) -> Result<R, StoreError> {
        let ended = self.table.end(outcome.is_ok());
        if outcome.is_err() || ended.is_err() {
            self.file = None;
            self.memory.set_calm(None);
        }
        let value = outcome?;
        self.sql(ended).map(|()| value)
    }

    /// A file that was put in the place of the one we have open is the store from now on.
    fn same_file(&mut self) -> Result<Stamp, StoreError> {
        let stamp = place(&self.path)?;
        if !self.file.is_some_and(|known| known.is_same_file(&stamp)) {
            self.table = Table::open_for(&self.path, self.access)?;
            self.file = Some(stamp);
        }
        Ok(stamp)
    }

    /// Takes a state that another process wrote, if it is genuine and newer.
    fn adopt(&mut self, ring: &Ring, state: State) -> Result<(), StoreError> {
        if state.epoch < self.state.epoch {
            return Err(StoreError::RolledBack { anchor: self.state.epoch, store: state.epoch });
        }
        if state.epoch == self.state.epoch {
            return Err(self.changed());
        }
        let held = ring.get(state.kek_id)?;
        if state.kek_tag != held.keys.tag() {
            return Err(StoreError::WrongKey);
        }
        let macs = self.read_macs(&held, &state)?;
        if state.is_staged() != (self.access == Access::Staged) {
            return Err(self.changed());
        }
        if self.held.is_some() && state.store_id != self.state.store_id {
            return Err(StoreError::OtherKey);
        }
        for bucket in (0..BUCKETS).filter(|bucket| macs[*bucket] != self.macs[*bucket]) {
            self.rosters[bucket] = None;
        }
        self.memory.clear();
        self.become_state(ring, state, held, macs);
        Ok(())
    }

    fn become_state(&mut self, ring: &Ring, state: State, held: Arc<Held>, macs: Vec<[u8; 32]>) {
        if state.kek_ids().ne(self.state.kek_ids()) {
            ring.keep_only(&state.kek_ids().collect::<Vec<_>>());
        }
        (self.state, self.held, self.macs) = (state, Some(held), macs);
    }

    fn read_macs(&self, held: &Held, state: &State) -> Result<Vec<[u8; 32]>, StoreError> {
        let mut macs = vec![[0; 32]; BUCKETS];
        for (bucket, mac) in self.sql(self.table.macs())? {
            macs[usize::from(bucket)] = mac;
        }
        if is_same(&state.root_of(&held.keys, &macs), &state.root) { Ok(macs) } else { Err(self.changed()) }
    }

    /// Forgets what was read of this state and verifies it anew, for it may have changed on disk since.
    pub(super) fn reread(&mut self) -> Result<(), StoreError> {
        self.rosters.fill(None);
        self.read_macs(&*self.held()?, &self.state).map(drop)
    }

    /// After a commit: what was written is what is known.
    pub(super) fn advance(
        &mut self,
        ring: &Ring,
        state: State,
        held: Arc<Held>,
        macs: Vec<[u8; 32]>,
        rosters: BTreeMap<u8, Roster>,
    ) {
        self.become_state(ring, state, held, macs);
        self.memory.clear();
        for (bucket, roster) in rosters {
            self.rosters[usize::from(bucket)] = Some(roster);
        }
    }

    pub(super) fn sql<R>(&self, outcome: rusqlite::Result<R>) -> Result<R, StoreError> {
        outcome.map_err(|error| StoreError::sqlite(&self.path, &error))
    }

    pub(super) fn changed(&self) -> StoreError {
        StoreError::Changed { path: self.path.clone() }
    }
}

/// Whether an error may come from files that were replaced while they were read.
fn may_pass(error: &StoreError) -> bool {
    let is_missing = matches!(error, StoreError::Key(KeyError::Missing { .. }));
    is_missing || matches!(error, StoreError::RolledBack { .. } | StoreError::Changed { .. })
}

fn is_same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.ct_eq(other).into()
}
