//! What was staged, and can be looked at before it is the vault.

use std::path::{Path, PathBuf};

use crate::disk::beside;
use crate::store::dump::Maker;
use crate::store::{Inventory, Store, StoreError, Stored};

/// What was staged; it can be read and not written.
pub struct Staged(pub(super) Store);

impl Staged {
    /// The newest version of a secret.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn get(&self, id: &str) -> Result<Option<Stored>, StoreError> {
        self.0.get(id)
    }

    /// The ids of all secrets, in order.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn ids(&self) -> Result<Vec<String>, StoreError> {
        self.0.ids()
    }

    /// Reads and opens every record.
    ///
    /// # Errors
    ///
    /// The first thing that is not as it was written.
    pub fn check(&self) -> Result<Inventory, StoreError> {
        self.0.check()
    }
}

/// Where the database of what is staged is.
pub(super) fn staging_of(folder: &Path) -> PathBuf {
    folder.join("vault.db.staged")
}

/// Everything that a restore may leave of what is staged; the database, without which nothing is, goes last.
pub(super) fn leavings(staging: &Path) -> impl Iterator<Item = PathBuf> {
    let whole = ["anchor", "lock", "anchor.copy"].map(|ending| beside(staging, ending));
    Maker::debris(staging).chain(whole).chain([staging.to_owned()])
}
