//! What is left of a store that is none any more: keys, under each of which a folder from before may open.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::custody::{KeyError, KeyName, Witness};
use crate::disk::beside;
use crate::store::StoreError;
use crate::store::anchor::{self, Anchor};
use crate::store::held::{Held, KekId, Ring};

/// What is left of a store: keys, under each of which there may be a copy of a state of it.
pub(super) struct Left {
    keys: Vec<Arc<Held>>,
}

impl Left {
    /// All that the holder lists, and the one of the new store. Of a holder that lists none, those that are named.
    pub(super) fn of(ring: &Ring, named: impl Iterator<Item = KekId>) -> Result<Self, StoreError> {
        let listed = match ring.holder.keys(&ring.account) {
            Err(KeyError::Unavailable { .. }) => Vec::new(),
            listed => listed?,
        };
        let ids: BTreeSet<_> = listed.iter().filter_map(KeyName::kek_id).chain(named).collect();
        let held = ids.into_iter().map(|id| ring.get(id));
        // One that is gone by now opens nothing.
        let is_there = |held: &Result<_, _>| !matches!(held, Err(StoreError::Key(KeyError::Missing { .. })));
        Ok(Self { keys: held.filter(is_there).collect::<Result<_, _>>()? })
    }

    /// The newest epoch that the copies with the holder of the keys attest.
    pub(super) fn newest(&self, ring: &Ring, store_id: &[u8; 16]) -> Result<u64, StoreError> {
        let mut newest = 0;
        for held in &self.keys {
            let note = ring.holder.note(&ring.account, &anchor::note_name(store_id, &held.kek.id))?;
            newest = newest.max(note.and_then(|note| Anchor::parse(&note, &held.keys)).map_or(0, |note| note.epoch));
        }
        Ok(newest)
    }

    /// Has the copies under all keys say that there is a newer state: each of them may open a folder from before.
    pub(super) fn bury(
        &self,
        path: &Path,
        (ring, store_id): (&Ring, &[u8; 16]),
        anchor: &Anchor,
    ) -> Result<(), StoreError> {
        let witness = Witness::new(Arc::clone(&ring.holder), ring.account.clone(), beside(path, "anchor"));
        for held in &self.keys {
            witness.keep(&anchor::note_name(store_id, &held.kek.id), &anchor.bytes(held))?;
        }
        Ok(())
    }
}
