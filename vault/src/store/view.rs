//! What this process knows of the store: one verified state, brought up to date at the begin of each use.
//!
//! Readers take no lock of ours. An honest writer publishes the anchor of an epoch after the epoch's commit, and never
//! leaves it two behind. So an anchor read *before* the database must not be ahead of it, and one read *after* must not
//! be more than one behind, whatever happens in between.
//!
//! While the file system says that neither file was touched since, a row that was read is given again from memory, as it
//! is stored: encrypted.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use subtle::ConstantTimeEq as _;

use crate::disk::{self, Refusal, beside};

use super::StoreError;
use super::anchor::{Anchor, Stamp};
use super::keys::Keys;
use super::roster::{BUCKETS, Digest, Roster, row_digest};
use super::table::{Row, State, Table};

pub(super) struct View {
    path: PathBuf,
    anchor_path: PathBuf,
    table: Table,
    file: Option<Stamp>,
    anchor: Option<(Stamp, Anchor)>,
    /// The newest state that was verified; the store must never be older.
    pub(super) state: State,
    pub(super) macs: Vec<[u8; 32]>,
    rosters: Vec<Option<Roster>>,
    /// Database and anchor as they stood when this state was verified, if they had been left alone for a while.
    calm: Option<(Stamp, Stamp)>,
    /// Newest rows of this state.
    rows: HashMap<String, Arc<Row>>,
}

/// Rows beyond this many are read again; most programs have fewer secrets.
const MOST_ROWS: usize = 512;

impl View {
    /// A view of an open database, before anything is verified.
    pub(super) fn new(path: &Path, table: Table, state: State) -> Self {
        let (macs, rosters) = (vec![[0; 32]; BUCKETS], vec![None; BUCKETS]);
        // Epochs count from 1, so the first state that is read is newer than this one.
        let state = State { epoch: 0, ..state };
        let (path, anchor_path) = (path.to_owned(), beside(path, "anchor"));
        let (file, anchor, calm, rows) = (None, None, None, HashMap::new());
        Self { path, anchor_path, table, file, anchor, state, macs, rosters, calm, rows }
    }

    pub(super) fn table(&self) -> &Table {
        &self.table
    }

    /// Begins a transaction on a verified state. Whatever it gives, [`View::end`] must follow.
    pub(super) fn begin(&mut self, keys: &Keys, write: bool) -> Result<(), StoreError> {
        self.calm = None;
        let database = self.same_file()?;
        let (stamp, before) = self.anchor(keys)?;
        let calm = database.is_settled() && stamp.is_settled();
        self.sql(self.table.begin(write))?;
        let state = self.sql(self.table.state())?.ok_or_else(|| self.changed())?;
        if state != self.state {
            self.adopt(keys, state)?;
        }
        self.compare(keys, before)?;
        self.calm = calm.then_some((database, stamp));
        Ok(())
    }

    /// The newest row of a secret, if it was read from the state that the files still have.
    pub(super) fn remembered(&self, id: &str) -> Option<Arc<Row>> {
        let (database, anchor) = self.calm?;
        let row = self.rows.get(id)?;
        let unchanged = place(&self.path).ok()? == database
            && Stamp::of(&std::fs::symlink_metadata(&self.anchor_path).ok()?) == anchor;
        unchanged.then(|| Arc::clone(row))
    }

    pub(super) fn remember(&mut self, row: &Arc<Row>) {
        if self.rows.len() >= MOST_ROWS {
            self.rows.clear();
        }
        self.rows.insert(row.id.clone(), Arc::clone(row));
    }

    /// Ends the transaction. After an error the next one starts from a fresh connection.
    pub(super) fn end<R>(&mut self, outcome: Result<R, StoreError>) -> Result<R, StoreError> {
        let ended = self.table.end(outcome.is_ok());
        if outcome.is_err() || ended.is_err() {
            (self.file, self.calm) = (None, None);
        }
        let value = outcome?;
        self.sql(ended).map(|()| value)
    }

    /// A file that was put in the place of the one we have open is the store from now on.
    fn same_file(&mut self) -> Result<Stamp, StoreError> {
        let stamp = place(&self.path)?;
        if !self.file.is_some_and(|known| known.is_same_file(&stamp)) {
            self.table = Table::open(&self.path)?;
            self.file = Some(stamp);
        }
        Ok(stamp)
    }

    fn anchor(&mut self, keys: &Keys) -> Result<(Stamp, Anchor), StoreError> {
        let meta = std::fs::symlink_metadata(&self.anchor_path);
        let stamp = Stamp::of(&meta.map_err(|error| StoreError::io(&self.anchor_path, &error))?);
        if let Some(known) = self.anchor.filter(|known| known.0 == stamp) {
            return Ok(known);
        }
        Ok(*self.anchor.insert((stamp, Anchor::read(&self.path, keys)?)))
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
        self.rows.clear();
        Ok(())
    }

    fn read_macs(&self, keys: &Keys, state: &State) -> Result<Vec<[u8; 32]>, StoreError> {
        let mut macs = vec![[0; 32]; BUCKETS];
        for (bucket, mac) in self.sql(self.table.macs())? {
            macs[usize::from(bucket)] = mac;
        }
        if is_same(&state.root_of(keys, &macs), &state.root) { Ok(macs) } else { Err(self.changed()) }
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
            None if is_same(&mac, &[0; 32]) => Ok(Roster::default()),
            Some(stored) if is_same(&mac, &keys.roster_mac(bucket, &stored.entries)) => {
                Roster::parse(&stored.entries).ok_or_else(|| self.changed())
            }
            _ => Err(self.changed()),
        }
    }

    /// After a commit: what was written is what is known.
    pub(super) fn advance(&mut self, state: State, macs: Vec<[u8; 32]>, bucket: u8, roster: Roster) {
        (self.state, self.macs, self.calm) = (state, macs, None);
        self.rows.clear();
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

fn is_same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.ct_eq(other).into()
}

/// Refuses a store in a folder where others may put another one in its place.
pub(crate) fn folder(path: &Path) -> Result<(), StoreError> {
    disk::check_folder(path).map_err(|refusal| refused(path.parent().unwrap_or(path), refusal))
}

/// Refuses a store that is no plain file of its owner's.
pub(super) fn place(path: &Path) -> Result<Stamp, StoreError> {
    disk::check_private(path).map(|meta| Stamp::of(&meta)).map_err(|refusal| refused(path, refusal))
}

fn refused(path: &Path, refusal: Refusal) -> StoreError {
    match refusal {
        Refusal::NotAFile => StoreError::NotAFile { path: path.to_owned() },
        Refusal::TooOpen(mode) => StoreError::TooOpen { path: path.to_owned(), mode },
        Refusal::Io(error) => StoreError::io(path, &error),
    }
}
