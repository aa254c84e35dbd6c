//! What a verified state says there is: rosters by their MACs, rows by their rosters.

use std::sync::Arc;

use crate::record;
use crate::store::StoreError;
use crate::store::held::{Held, Ring};
use crate::store::roster::{Digest, Roster, bucket, row_digest};
use crate::store::rows::Row;

use super::{View, is_same};

/// A row that its roster lists, and what it takes to open it, which others may let go of meanwhile.
pub(in crate::store) struct Found {
    pub(in crate::store) row: Row,
    pub(in crate::store) held: Arc<Held>,
    /// Whether a reset said that this version must be replaced.
    pub(in crate::store) is_spent: bool,
}

impl View {
    pub(in crate::store) fn roster(&mut self, bucket: u8) -> Result<&Roster, StoreError> {
        let slot = usize::from(bucket);
        if self.rosters[slot].is_none() {
            self.rosters[slot] = Some(self.read_roster(bucket)?);
        }
        self.rosters[slot].as_ref().ok_or_else(|| self.changed())
    }

    fn read_roster(&self, bucket: u8) -> Result<Roster, StoreError> {
        match self.roster_bytes(bucket)? {
            None => Ok(Roster::default()),
            Some(entries) => Roster::parse(&entries).ok_or_else(|| self.changed()),
        }
    }

    /// A roster as it is stored, and as its MAC says; `None` for one that there must not be.
    pub(in crate::store) fn roster_bytes(&self, bucket: u8) -> Result<Option<Vec<u8>>, StoreError> {
        let (mac, held) = (self.macs[usize::from(bucket)], self.held()?);
        match self.sql(self.table.roster(bucket))? {
            None if is_same(&mac, &[0; 32]) => Ok(None),
            Some(stored) if is_same(&mac, &held.keys.roster_mac(bucket, &stored.entries)) => Ok(Some(stored.entries)),
            _ => Err(self.changed()),
        }
    }

    /// The row that a roster lists.
    pub(in crate::store) fn row(&self, id: &str, version: u64, digest: &Digest) -> Result<Row, StoreError> {
        let row = self.sql(self.table.row(id, version))?;
        let row = row.ok_or_else(|| StoreError::Vanished { id: id.to_owned(), version })?;
        if row_digest(&row) == *digest { Ok(row) } else { Err(self.changed()) }
    }

    /// The version of a secret, and the key to open it with; the newest one unless a number is given.
    pub(in crate::store) fn find(
        &mut self,
        ring: &Ring,
        id: &str,
        version: Option<u64>,
    ) -> Result<Option<Found>, StoreError> {
        let roster = self.roster(bucket(id))?;
        let version = version.or(roster.newest(id).map(|(version, _)| version)).unwrap_or_default();
        let Some(digest) = roster.versions(id).and_then(|versions| versions.get(&version)).copied() else {
            return Ok(None);
        };
        let is_spent = roster.is_spent(id, version);
        let row = self.row(id, version, &digest)?;
        let held = ring.get(record::kek_id(&row.blob)?)?;
        Ok(Some(Found { row, held, is_spent }))
    }

    /// Confirms that the table has no row of an id that the roster does not list.
    pub(in crate::store) fn absent(&self, id: &str) -> Result<(), StoreError> {
        if self.sql(self.table.count(Some(id)))? == 0 { Ok(()) } else { Err(self.changed()) }
    }
}
