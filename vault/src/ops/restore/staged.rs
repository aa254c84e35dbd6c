//! What was staged, and can be looked at before it is the vault.

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
