//! The whole store at once: lent record by record to who copies it, and built anew from such a copy.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::audit::Head;
use crate::disk;
use crate::record;

use super::anchor::Anchor;
use super::held::{Held, KekId};
use super::roster::{BUCKETS, Roster, bucket, row_digest};
use super::rows::Row;
use super::table::{Access, State, StoredRoster, Table};
use super::view::View;
use super::wraps::{Cursor, take};
use super::{Store, StoreError, beside};

/// What a store is, apart from its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Origin {
    pub(crate) store_id: [u8; 16],
    pub(crate) kek_id: KekId,
    pub(crate) kek_tag: [u8; 32],
    pub(crate) epoch: u64,
    pub(crate) newest_ms: u64,
}

impl Origin {
    pub(super) fn of(state: &State) -> Self {
        let State { store_id, kek_id, kek_tag, epoch, newest_ms, .. } = *state;
        Self { store_id, kek_id, kek_tag, epoch, newest_ms }
    }
}

/// Up to which version a secret must be replaced.
pub(crate) type Spent = BTreeMap<String, u64>;

/// One verified state, for as long as it is read.
pub(crate) struct Dump<'d> {
    store: &'d Store,
    view: &'d mut View,
}

impl Dump<'_> {
    pub(crate) fn origin(&self) -> Origin {
        Origin::of(&self.view.state)
    }

    pub(crate) fn spent(&mut self) -> Result<Spent, StoreError> {
        let mut spent = Spent::new();
        for bucket in 0..=u8::MAX {
            spent.extend(self.view.roster(bucket)?.spent().map(|(id, version)| (id.to_owned(), version)));
        }
        Ok(spent)
    }

    /// What only who has the store's key can write under a snapshot.
    pub(crate) fn mac(&self, bytes: &[u8]) -> Result<[u8; 32], StoreError> {
        Ok(self.view.held()?.keys.snapshot_mac(bytes))
    }

    /// Every record in the order of the table; each is the one that its roster lists, and unwraps.
    pub(crate) fn rows(&mut self, each: &mut dyn FnMut(&Row) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let mut cursor = Some(Cursor::default());
        while let Some(place) = cursor {
            let (batch, next) = take(self.view, &place)?;
            for row in &batch {
                self.store.check_row(self.view, row)?;
                each(row)?;
            }
            cursor = next;
        }
        Ok(())
    }
}

impl Store {
    /// Lends the whole store, in one state, after seeing that no record is missing.
    pub(crate) fn dump<R>(&self, read: impl FnOnce(&mut Dump<'_>) -> Result<R, StoreError>) -> Result<R, StoreError> {
        self.reading(|view| {
            self.check_rows(view, None)?;
            read(&mut Dump { store: self, view })
        })
    }

    /// The key of the newest state.
    pub(crate) fn held(&self) -> Result<Arc<Held>, StoreError> {
        self.reading(|view| view.held())
    }

    /// The keys that records of the newest state may be wrapped under.
    pub(crate) fn keys_in_use(&self) -> Result<Vec<Arc<Held>>, StoreError> {
        let state = self.reading(|view| Ok(view.state))?;
        state.kek_id_and_next().map(|id| self.ring.get(id)).collect()
    }

    pub(crate) fn origin(&self) -> Result<Origin, StoreError> {
        self.reading(|view| Ok(Origin::of(&view.state)))
    }
}

/// Makes the files of a store from records.
pub(crate) struct Maker<'m> {
    path: &'m Path,
    table: Table,
    held: &'m Held,
    rosters: BTreeMap<u8, Roster>,
    account: &'m str,
}

impl<'m> Maker<'m> {
    /// Begins a database beside `path`; what a former one left there is overwritten.
    pub(crate) fn begin(path: &'m Path, held: &'m Held, account: &'m str) -> Result<Self, StoreError> {
        let new = beside(path, "new");
        disk::remove(&beside(path, "new-journal")).map_err(|error| StoreError::io(path, &error))?;
        disk::replace(&new, b"").map_err(|error| StoreError::io(&new, &error))?;
        Table::create(&new, &State::default())?;
        let table = Table::open_for(&new, Access::Write)?;
        table.begin(true).map_err(|error| StoreError::sqlite(&new, &error))?;
        Ok(Self { path, table, held, rosters: BTreeMap::new(), account })
    }

    /// What a maker that was cut short leaves beside `path`.
    pub(crate) fn debris(path: &Path) -> impl Iterator<Item = PathBuf> {
        let new = ["new", "new-journal"].map(|ending| beside(path, ending));
        let next = ["new", "anchor"].map(|ending| disk::next_of(&beside(path, ending)));
        new.into_iter().chain(next)
    }

    /// Adds a record as it is, once it was seen to open.
    pub(crate) fn add(&mut self, row: &Row) -> Result<(), StoreError> {
        record::open(&self.held.kek, &row.binding(self.account), &row.blob)?;
        self.rosters.entry(bucket(&row.id)).or_default().insert(&row.id, row.version, row_digest(row));
        self.sql(self.table.add(row))
    }

    /// Says which versions must be replaced, and what the store is; gives its anchor. The database is on disk then.
    pub(crate) fn finish(
        mut self,
        origin: Origin,
        prior: u64,
        spent: &Spent,
        head: Head,
    ) -> Result<Vec<u8>, StoreError> {
        for (id, version) in spent {
            self.rosters.entry(bucket(id)).or_default().spend(id, *version);
        }
        let mut macs = vec![[0; 32]; BUCKETS];
        for (bucket, roster) in &self.rosters {
            let entries = roster.bytes();
            let mac = self.held.keys.roster_mac(*bucket, &entries);
            macs[usize::from(*bucket)] = mac;
            self.sql(self.table.set_roster(&StoredRoster { bucket: *bucket, entries, mac }))?;
        }
        let Origin { store_id, epoch, newest_ms, .. } = origin;
        let (kek_id, kek_tag) = (self.held.kek.id, self.held.keys.tag());
        let mut state = State { epoch, prior, store_id, kek_id, kek_tag, newest_ms, ..State::default() };
        state.root = state.root_of(&self.held.keys, &macs);
        self.sql(self.table.set_state(&state))?;
        self.sql(self.table.end(true))?;
        Ok(Anchor { epoch, root: state.root, audit: head }.bytes(self.held))
    }

    fn sql<R>(&self, outcome: rusqlite::Result<R>) -> Result<R, StoreError> {
        outcome.map_err(|error| StoreError::sqlite(self.path, &error))
    }
}
