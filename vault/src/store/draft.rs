//! The note of a store that is being made: which key was made for it, and the id it is to have. The holder of the keys has
//! it before it has the key, so that what an initialisation leaves that was cut short is known for what it is, and the
//! next one clears it away. A note in the store's folder would not do: whoever writes there could have any key removed.

use std::path::Path;

use ring::digest::{SHA256, digest};

use crate::account::AccountId;
use crate::bytes::hex;
use crate::custody::{KeyHolder, KeyName};
use crate::disk::{self, beside};

use super::{StoreError, anchor, is_there};

pub(super) struct Draft<'d> {
    store: &'d Path,
    holder: &'d dyn KeyHolder,
    account: &'d AccountId,
    /// The note's name; another folder of the same account has its own.
    note: String,
}

impl<'d> Draft<'d> {
    /// For who holds the store's lock.
    pub(super) fn new(store: &'d Path, holder: &'d dyn KeyHolder, account: &'d AccountId) -> Self {
        // One folder under whatever name it is called by.
        let named = || Some(store.parent()?.canonicalize().ok()?.join(store.file_name()?));
        let whole = named().or_else(|| std::path::absolute(store).ok()).unwrap_or_else(|| store.to_owned());
        let hash = digest(&SHA256, whole.as_os_str().as_encoded_bytes());
        Self { store, holder, account, note: format!("init/{}", hex(&hash.as_ref()[..16])) }
    }

    /// Clears away what an initialisation left that did not come to its end.
    pub(super) fn clear(&self) -> Result<(), StoreError> {
        let note = self.holder.note(self.account, &self.note)?;
        let note = note.unwrap_or_default();
        let Some((kek_id, store_id)) = note.split_first_chunk::<16>() else { return Ok(()) };
        if is_there(self.store)? {
            return Ok(());
        }
        if !self.was_live(kek_id, store_id)? {
            self.holder.remove(&KeyName::kek(self.account, *kek_id))?;
            let anchor = beside(self.store, "anchor");
            disk::remove(&anchor).map_err(|error| StoreError::io(&anchor, &error))?;
        }
        self.end()
    }

    /// Whether there was a store that is gone by now: then its snapshots need the key. The first commit has its anchor
    /// copied to the holder of the keys.
    fn was_live(&self, kek_id: &[u8; 16], store_id: &[u8]) -> Result<bool, StoreError> {
        let Ok(store_id) = store_id.try_into() else { return Ok(false) };
        let copy = self.holder.note(self.account, &anchor::note_name(&store_id, kek_id))?;
        Ok(copy.is_some_and(|copy| !copy.is_empty()))
    }

    pub(super) fn begin(&self, kek_id: &[u8; 16], store_id: &[u8; 16]) -> Result<(), StoreError> {
        Ok(self.holder.set_note(self.account, &self.note, &[*kek_id, *store_id].concat())?)
    }

    /// Once the store has its name. Cut short before that, the note stays, and says nothing about a store that is there.
    pub(super) fn end(&self) -> Result<(), StoreError> {
        Ok(self.holder.set_note(self.account, &self.note, b"")?)
    }
}
