//! What this process knows of the store: one verified state, brought up to date at the begin of each use.
//!
//! Readers take no lock of ours. An honest writer publishes the anchor of an epoch after the epoch's commit, and never
//! leaves it two behind. So an anchor read *before* the database must not be ahead of it, and one read *after* must not
//! be more than one behind, whatever happens in between.

use std::path::{Path, PathBuf};

use crate::disk::{self, Refusal, beside};

use super::StoreError;
use super::anchor::{Anchor, Stamp};
use super::keys::Keys;
use super::roster::{BUCKETS, Digest, Roster, row_digest};
use super::table::{Row, State, Table};

pub(super) struct View {
    path: PathBuf,
    table: Table,
    file: Option<Stamp>,
    anchor: Option<(Stamp, Anchor)>,
    /// The newest state that was verified; the store must never be older.
    pub(super) state: State,
    pub(super) macs: Vec<[u8; 32]>,
    rosters: Vec<Option<Roster>>,
}

impl View {
    /// A view of an open database, before anything is verified.
    pub(super) fn new(path: &Path, table: Table, state: State) -> Self {
        let (macs, rosters) = (vec![[0; 32]; BUCKETS], vec![None; BUCKETS]);
        // Epochs count from 1, so the first state that is read is newer than this one.
        let state = State { epoch: 0, ..state };
        Self { path: path.to_owned(), table, file: None, anchor: None, state, macs, rosters }
    }

    pub(super) fn table(&self) -> &Table {
        &self.table
    }

    /// Begins a transaction on a verified state. Whatever it gives, [`View::end`] must follow.
    pub(super) fn begin(&mut self, keys: &Keys, write: bool) -> Result<(), StoreError> {
        self.same_file()?;
        let before = self.anchor(keys)?;
        self.sql(self.table.begin(write))?;
        let state = self.sql(self.table.state())?.ok_or_else(|| self.changed())?;
        if state != self.state {
            self.adopt(keys, state)?;
        }
        self.compare(keys, before)
    }

    /// Ends the transaction. After an error the next one starts from a fresh connection.
    pub(super) fn end<R>(&mut self, outcome: Result<R, StoreError>) -> Result<R, StoreError> {
        let ended = self.table.end(outcome.is_ok());
        if outcome.is_err() || ended.is_err() {
            self.file = None;
        }
        let value = outcome?;
        self.sql(ended).map(|()| value)
    }

    /// A file that was put in the place of the one we have open is the store from now on.
    fn same_file(&mut self) -> Result<(), StoreError> {
        let stamp = place(&self.path)?;
        if !self.file.is_some_and(|known| known.is_same_file(&stamp)) {
            self.table = Table::open(&self.path)?;
            self.file = Some(stamp);
        }
        Ok(())
    }

    fn anchor(&mut self, keys: &Keys) -> Result<Anchor, StoreError> {
        let path = beside(&self.path, "anchor");
        let meta = std::fs::symlink_metadata(&path).map_err(|error| StoreError::io(&path, &error))?;
        let stamp = Stamp::of(&meta);
        if let Some((known, anchor)) = self.anchor
            && known == stamp
        {
            return Ok(anchor);
        }
        let anchor = Anchor::read(&self.path, keys)?;
        self.anchor = Some((stamp, anchor));
        Ok(anchor)
    }

    /// Takes a state that another process wrote, if it is genuine and newer.
    fn adopt(&mut self, keys: &Keys, state: State) -> Result<(), StoreError> {
        let older = state.epoch < self.state.epoch;
        if older {
            return Err(StoreError::RolledBack { anchor: self.state.epoch, store: state.epoch });
        }
        if state.kek_id != self.state.kek_id {
            return Err(StoreError::OtherKey);
        }
        if state.epoch == self.state.epoch {
            return Err(self.changed());
        }
        let macs = self.read_macs(keys, &state)?;
        for bucket in (0..BUCKETS).filter(|bucket| macs[*bucket] != self.macs[*bucket]) {
            self.rosters[bucket] = None;
        }
        (self.state, self.macs) = (state, macs);
        Ok(())
    }

    fn read_macs(&self, keys: &Keys, state: &State) -> Result<Vec<[u8; 32]>, StoreError> {
        let mut macs = vec![[0; 32]; BUCKETS];
        for (bucket, mac) in self.sql(self.table.macs())? {
            macs[usize::from(bucket)] = mac;
        }
        if state.root_of(keys, &macs) == state.root { Ok(macs) } else { Err(self.changed()) }
    }

    /// Forgets what was read of this state and verifies it anew, for it may have changed on disk since.
    pub(super) fn reread(&mut self, keys: &Keys) -> Result<(), StoreError> {
        self.rosters.fill(None);
        self.read_macs(keys, &self.state).map(drop)
    }

    fn compare(&mut self, keys: &Keys, before: Anchor) -> Result<(), StoreError> {
        let State { epoch, root, .. } = self.state;
        if before.epoch > epoch {
            return Err(StoreError::RolledBack { anchor: before.epoch, store: epoch });
        }
        if before.epoch == epoch && before.root != root {
            return Err(self.changed());
        }
        if before.epoch + 1 < epoch && Anchor::read(&self.path, keys)?.epoch + 1 < epoch {
            return Err(StoreError::Changed { path: beside(&self.path, "anchor") });
        }
        Ok(())
    }

    /// Whether the anchor on disk, as read last, is the one of this state.
    pub(super) fn is_anchored(&self) -> bool {
        self.anchor.is_some_and(|(_, anchor)| anchor.epoch == self.state.epoch)
    }

    pub(super) fn roster(&mut self, keys: &Keys, bucket: u8) -> Result<&Roster, StoreError> {
        let slot = usize::from(bucket);
        if self.rosters[slot].is_none() {
            self.rosters[slot] = Some(self.read_roster(keys, bucket)?);
        }
        self.rosters[slot].as_ref().ok_or_else(|| self.changed())
    }

    fn read_roster(&self, keys: &Keys, bucket: u8) -> Result<Roster, StoreError> {
        let mac = self.macs[usize::from(bucket)];
        match self.sql(self.table.roster(bucket))? {
            None if mac == [0; 32] => Ok(Roster::default()),
            Some(stored) if stored.mac == mac && keys.roster_mac(bucket, &stored.entries) == mac => {
                Roster::parse(&stored.entries).ok_or_else(|| self.changed())
            }
            _ => Err(self.changed()),
        }
    }

    /// After a commit: what was written is what is known.
    pub(super) fn advance(&mut self, state: State, macs: Vec<[u8; 32]>, bucket: u8, roster: Roster) {
        (self.state, self.macs) = (state, macs);
        self.rosters[usize::from(bucket)] = Some(roster);
    }

    /// The row that a roster lists.
    pub(super) fn row(&self, id: &str, version: u64, digest: &Digest) -> Result<Row, StoreError> {
        let row = self.sql(self.table.row(id, version))?;
        let row = row.ok_or_else(|| StoreError::Vanished { id: id.to_owned(), version })?;
        if row_digest(&row) == *digest { Ok(row) } else { Err(self.changed()) }
    }

    /// Confirms that the table has no row of an id that the roster does not list.
    pub(super) fn absent(&self, id: &str) -> Result<(), StoreError> {
        if self.sql(self.table.count(Some(id)))? == 0 { Ok(()) } else { Err(self.changed()) }
    }

    pub(super) fn sql<R>(&self, outcome: rusqlite::Result<R>) -> Result<R, StoreError> {
        outcome.map_err(|error| StoreError::sqlite(&self.path, &error))
    }

    pub(super) fn changed(&self) -> StoreError {
        StoreError::Changed { path: self.path.clone() }
    }
}

/// Refuses a store that is no plain file of its owner's.
pub(super) fn place(path: &Path) -> Result<Stamp, StoreError> {
    match disk::check_private(path) {
        Ok(meta) => Ok(Stamp::of(&meta)),
        Err(Refusal::NotAFile) => Err(StoreError::NotAFile { path: path.to_owned() }),
        Err(Refusal::TooOpen(mode)) => Err(StoreError::TooOpen { path: path.to_owned(), mode }),
        Err(Refusal::Io(error)) => Err(StoreError::io(path, &error)),
    }
}
