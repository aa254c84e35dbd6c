//! Reading values: each from a state that was verified for it.

use std::sync::Arc;

use super::roster::bucket;
use super::view::Found;
use super::{Secret, Store, StoreError, record};

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

    fn decrypt(&self, found: &Found) -> Result<Stored, StoreError> {
        let Found { row, held, is_spent } = found;
        let value = record::open(&held.kek, &self.binding(row), &row.blob)?;
        Ok(Stored { version: row.version, value, must_rotate: *is_spent })
    }
}
