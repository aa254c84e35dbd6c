//! The keys that this process has been given for a store: the active one and, while that is replaced, the other.
//!
//! A key is asked for when something names it, and kept for as long as the store's state does.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::account::AccountId;
use crate::custody::{KeyHolder, KeyName};
use crate::record::Kek;

use super::StoreError;
use super::keys::Keys;

pub(crate) type KekId = [u8; 16];

/// A key and what is derived from it.
pub(crate) struct Held {
    pub(crate) kek: Kek,
    pub(crate) keys: Keys,
}

pub(crate) struct Ring {
    pub(crate) holder: Arc<dyn KeyHolder>,
    pub(crate) account: AccountId,
    held: Mutex<BTreeMap<KekId, Arc<Held>>>,
}

impl Ring {
    pub(crate) fn new(holder: Arc<dyn KeyHolder>, account: AccountId) -> Self {
        Self { holder, account, held: Mutex::default() }
    }

    /// A key from memory, or else from its holder.
    pub(crate) fn get(&self, id: KekId) -> Result<Arc<Held>, StoreError> {
        let known = self.held().get(&id).cloned();
        match known {
            Some(held) => Ok(held),
            // The lock is open meanwhile: others have their keys, and the holder may take seconds.
            None => self.add(Kek { id, key: self.holder.load(&KeyName::kek(&self.account, id))? }),
        }
    }

    /// Takes a key that was just made.
    pub(crate) fn add(&self, kek: Kek) -> Result<Arc<Held>, StoreError> {
        let (id, keys) = (kek.id, Keys::derive(&kek, &self.account).ok_or(StoreError::Crypto)?);
        let held = Arc::new(Held { kek, keys });
        self.held().insert(id, Arc::clone(&held));
        Ok(held)
    }

    /// Wipes a key, which its holder may have still.
    pub(crate) fn forget(&self, id: KekId) {
        self.held().remove(&id);
    }

    /// Wipes every key that is not one of these.
    pub(crate) fn keep_only(&self, ids: &[KekId]) {
        self.held().retain(|id, _| ids.contains(id));
    }

    fn held(&self) -> MutexGuard<'_, BTreeMap<KekId, Arc<Held>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
