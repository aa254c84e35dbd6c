//! The key that is made for a rotation. Until a state names it, it is a spare one, which a note outside of the store tells:
//! whoever rotates next deletes it.

use crate::bytes::hex;
use crate::custody::KeyName;
use crate::record::Kek;

use super::held::KekId;
use super::{Store, StoreError, random};

impl Store {
    /// Makes the new key. The note before it lets the next rotation find it, should this process end here.
    pub(super) fn make_key(&self) -> Result<KekId, StoreError> {
        self.clear_key()?;
        let (to, name) = (random()?, self.note_name()?);
        let held = self.reading(|view| view.held())?;
        let note = [&to[..], &held.keys.anchor_mac(&to)].concat();
        self.ring.holder.set_note(&self.ring.account, &name, &note)?;
        let key = self.ring.holder.create(&KeyName::kek(&self.ring.account, to))?;
        self.ring.add(Kek { id: to, key })?;
        Ok(to)
    }

    /// The id of a key that was made for a rotation which never began. The holder may have it still; the next rotation
    /// deletes it.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn spare_key(&self) -> Result<Option<[u8; 16]>, StoreError> {
        let (state, held) = self.reading(|view| Ok((view.state, view.held()?)))?;
        let note = self.ring.holder.note(&self.ring.account, &self.note_name()?)?.unwrap_or_default();
        let Some((id, mac)) = note.split_first_chunk::<16>() else { return Ok(None) };
        let is_spare = held.keys.is_anchor_mac(id, mac) && state.kek_ids().all(|known| known != *id);
        Ok(is_spare.then_some(*id))
    }

    /// Of a rotation that does not begin nothing is left, in memory either.
    pub(super) fn give_up(&self, to: KekId) {
        self.ring.forget(to);
        // What the holder does not delete now, the next rotation has it delete.
        drop(self.clear_key());
    }

    fn clear_key(&self) -> Result<(), StoreError> {
        let Some(id) = self.spare_key()? else { return Ok(()) };
        Ok(self.ring.holder.remove(&KeyName::kek(&self.ring.account, id))?)
    }

    fn note_name(&self) -> Result<String, StoreError> {
        self.reading(|view| Ok(format!("rotation/{}", hex(&view.state.store_id))))
    }
}
