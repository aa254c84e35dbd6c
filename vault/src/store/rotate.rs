//! Replacing the key that all data keys are wrapped under. Values are never decrypted for it.
//!
//! 1. The new key is made and read back, after a note of its id: one that no state ever named is cleared away later.
//!    Every record is unwrapped, and wrapped anew in memory (`wraps`).
//! 2. `next` is the new key. From here on, new records are wrapped under it.
//! 3. Records get their new wraps, a batch to a commit, in the order of the table (`moving`).
//! 4. No record has the old key any more: the new key becomes the one of the state, the old one `past`. Whoever resumes a
//!    rotation unwraps each record before that, since another process wrote them.
//! 5. The anchor and its copy are under the new key. The copy under the old key says that it was replaced, so that a
//!    folder from before it is known for what it is. The old key is deleted, and `past` is cleared.
//!
//! Whoever opens the store at any of these steps reads every record by the key that it names. One process at a time does
//! them; it holds `<store>.operation`, which the system lets go of when the process ends.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::bytes::hex;
use crate::custody::{KeyError, KeyName};
use crate::disk::{self, Lock};

use super::anchor::{self, Anchor};
use super::commit::Change;
use super::held::KekId;
use super::table::State;
use super::wraps::Kept;
use super::{Event, PATIENCE, Store, StoreError, beside};

/// A rotation that was begun and has not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotation {
    /// The id of the key that is replaced.
    pub from: [u8; 16],
    /// The id of the new key.
    pub to: [u8; 16],
    /// Whether all records have the new key, and only the old one is left to be deleted.
    pub is_moved: bool,
}

/// How far a rotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many records have the new key.
    pub done: u64,
    /// How many there are.
    pub all: u64,
}

impl Store {
    /// Replaces the key under which all data keys are wrapped, and deletes the old one.
    ///
    /// Killed at any moment it can be [resumed](Self::resume_rotation). Reads and writes go on meanwhile, in other
    /// processes too. Snapshots from before open only with an export of the old key.
    ///
    /// # Errors
    ///
    /// [`StoreError::RotationInProgress`] when one was begun; [`StoreError::Unwrapped`] when any record does not unwrap,
    /// and nothing has changed; see [`StoreError`].
    pub fn rotate_kek(&self, tell: &mut dyn FnMut(Progress)) -> Result<Rotation, StoreError> {
        let _turn = self.rotation_turn()?;
        self.not_rotating()?;
        self.audited("rotate-kek", None, |store| {
            let to = store.make_key()?;
            // When it does not begin, nobody needs the new key; what the state names by now is not deleted.
            let (from, wraps) = store.begin_move(to).inspect_err(|_| store.give_up(to))?;
            store.complete(Rotation { from, to, is_moved: false }, Some(&Arc::new(wraps)), tell)
        })
    }

    /// Checks everything, and says which key records are moved to.
    fn begin_move(&self, to: KekId) -> Result<(KekId, Kept), StoreError> {
        let wraps = self.new_wraps(to)?;
        let from = self.commit(|_, change| {
            change.state.next = Some(to);
            Ok(change.state.kek_id)
        })?;
        Ok((from, wraps))
    }

    /// Goes on with a rotation that was cut short; without one, does nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::RotationInProgress`] when another process is at it; see [`StoreError`].
    pub fn resume_rotation(&self, tell: &mut dyn FnMut(Progress)) -> Result<Option<Rotation>, StoreError> {
        let _turn = self.rotation_turn()?;
        let Some(rotation) = self.rotation()? else { return Ok(None) };
        self.audited("resume-rotate-kek", None, |store| store.complete(rotation, None, tell)).map(Some)
    }

    /// The rotation that was begun and has not ended.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn rotation(&self) -> Result<Option<Rotation>, StoreError> {
        self.reading(|view| Ok(rotation_of(&view.state)))
    }

    /// Refuses while a rotation has begun and not ended.
    pub(crate) fn not_rotating(&self) -> Result<(), StoreError> {
        let in_progress =
            |rotation: Rotation| StoreError::RotationInProgress { to: format!("key {}", hex(&rotation.to)) };
        self.rotation()?.map_or(Ok(()), |rotation| Err(in_progress(rotation)))
    }

    fn complete(
        &self,
        rotation: Rotation,
        kept: Option<&Arc<Kept>>,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Rotation, StoreError> {
        if !rotation.is_moved {
            self.move_all(rotation, kept, tell)?;
            self.switch(rotation, kept.is_some())?;
        }
        self.retire(rotation.from)?;
        Ok(Rotation { is_moved: true, ..rotation })
    }

    /// Intent and outcome of an operation on the whole store, and a checkpoint.
    pub(crate) fn audited<R>(
        &self,
        event: &str,
        reason: Option<&str>,
        work: impl FnOnce(&Self) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let (source, reason) = (Some("store".to_owned()), reason.map(str::to_owned));
        let event = Event { source, reason, ..self.trail.event(event) };
        self.trail.audited(&event, StoreError::code, || work(self))
    }

    fn rotation_turn(&self) -> Result<Lock, StoreError> {
        self.turn().map_err(|error| match error {
            StoreError::Busy { .. } => StoreError::RotationInProgress { to: "another process".to_owned() },
            other => other,
        })
    }

    /// The right to change the whole store, which one process has at a time.
    pub(crate) fn turn(&self) -> Result<Lock, StoreError> {
        turn(&self.path)
    }

    /// The new key becomes the one of the state, once no record has another. What another process moved is looked at
    /// again, before the old key goes.
    fn switch(&self, rotation: Rotation, is_ours: bool) -> Result<(), StoreError> {
        let to = self.ring.get(rotation.to)?;
        self.commit(|view, change: &mut Change| {
            is_still(rotation, &change.state).ok_or_else(|| view.changed())?;
            if !is_ours || view.sql(view.table().count_other(&rotation.to))? > 0 {
                self.check_rows(view, Some(rotation.to))?;
            }
            change.sign_with(view, to)?;
            (change.state.next, change.state.past) = (None, Some(rotation.from));
            Ok(())
        })
    }

    /// Deletes the old key, when nothing needs it any more.
    fn retire(&self, from: KekId) -> Result<(), StoreError> {
        self.settle()?;
        self.bury(from)?;
        self.ring.holder.remove(&KeyName::kek(&self.ring.account, from))?;
        self.commit(|_, change| {
            change.state.past = None;
            Ok(())
        })?;
        self.checkpoint()
    }

    /// Puts the anchor of the newest state in place, and a copy of it outside.
    fn settle(&self) -> Result<(), StoreError> {
        let lock = self.lock()?;
        let mut view = self.view();
        let outcome = view.begin(&self.ring, true).and_then(|()| self.heal_anchor(&view));
        view.end(outcome)?;
        drop((view, lock));
        self.checkpoint()
    }

    /// The last copy of an anchor under the old key says that there is a newer state than any under it.
    fn bury(&self, from: KekId) -> Result<(), StoreError> {
        let held = match self.ring.get(from) {
            // It was done before the key was deleted.
            Err(StoreError::Key(KeyError::Missing { .. })) => return Ok(()),
            held => held?,
        };
        let state = self.reading(|view| Ok(view.state))?;
        let name = anchor::note_name(&state.store_id, &from);
        let anchor = Anchor { epoch: state.epoch, root: state.root, audit: self.trail.head()? };
        Ok(self.witness.keep(&name, &anchor.bytes(&held))?)
    }
}

/// As [`Store::turn`], for a place where a store is or is to be.
pub(crate) fn turn(store: &Path) -> Result<Lock, StoreError> {
    turn_within(store, Duration::ZERO)
}

/// As above, for who waits until others are done.
pub(crate) fn patient_turn(store: &Path) -> Result<Lock, StoreError> {
    turn_within(store, PATIENCE)
}

fn turn_within(store: &Path, patience: Duration) -> Result<Lock, StoreError> {
    let path = beside(store, "operation");
    let locked = disk::lock(&path, patience).map_err(|error| StoreError::io(&path, &error))?;
    locked.ok_or(StoreError::Busy { path })
}

fn rotation_of(state: &State) -> Option<Rotation> {
    match (state.next, state.past) {
        (Some(to), _) => Some(Rotation { from: state.kek_id, to, is_moved: false }),
        (None, Some(from)) => Some(Rotation { from, to: state.kek_id, is_moved: true }),
        (None, None) => None,
    }
}

pub(super) fn is_still(rotation: Rotation, state: &State) -> Option<()> {
    (rotation_of(state) == Some(rotation)).then_some(())
}
