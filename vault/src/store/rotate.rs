//! Replacing the key that all data keys are wrapped under. Values are never decrypted for it.
//!
//! 1. The new key is made and read back, after a note of its id: one that no state ever named is cleared away later.
//! 2. `next` is the new key. From here on, new records are wrapped under it.
//! 3. Records are wrapped anew, a batch to a commit, in the order of the table.
//! 4. No record has the old key any more, and each unwraps: the new key becomes the one of the state, the old one `past`.
//! 5. The anchor and its copy are under the new key. The copy under the old key says that it was replaced, so that a
//!    folder from before it is known for what it is. The old key is deleted, and `past` is cleared.
//!
//! Whoever opens the store at any of these steps reads every record by the key that it names. One process at a time does
//! them; it holds `<store>.operation`, which the system lets go of when the process ends.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ring::rand::{SecureRandom as _, SystemRandom};

use crate::bytes::hex;
use crate::custody::{KeyError, KeyName};
use crate::disk;
use crate::record::{self, Kek, RecordError};

use super::anchor::{self, Anchor};
use super::commit::Change;
use super::held::{Held, KekId};
use super::roster::{bucket, row_digest};
use super::table::{Row, State};
use super::view::View;
use super::{Event, Store, StoreError, beside, random};

/// About how many bytes of records one commit wraps anew: few enough that nobody waits long for it.
const BATCH: usize = 4 * 1024 * 1024;

/// Between two batches other writers get their turn.
const PAUSE: Duration = Duration::from_millis(3);

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

/// A place in the order of the table.
pub(super) type Cursor = (String, u64);

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
        if let Some(rotation) = self.rotation()? {
            return Err(StoreError::RotationInProgress { to: format!("key {}", hex(&rotation.to)) });
        }
        self.audited("rotate-kek", None, |store| {
            store.check_wraps()?;
            let to = store.make_key()?;
            let from = store.commit(|_, change| {
                change.state.next = Some(to);
                Ok(change.state.kek_id)
            })?;
            store.complete(Rotation { from, to, is_moved: false }, tell)
        })
    }

    /// Goes on with a rotation that was cut short; without one, does nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::RotationInProgress`] when another process is at it; see [`StoreError`].
    pub fn resume_rotation(&self, tell: &mut dyn FnMut(Progress)) -> Result<Option<Rotation>, StoreError> {
        let _turn = self.rotation_turn()?;
        let Some(rotation) = self.rotation()? else { return Ok(None) };
        self.audited("resume-rotate-kek", None, |store| store.complete(rotation, tell)).map(Some)
    }

    /// The rotation that was begun and has not ended.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn rotation(&self) -> Result<Option<Rotation>, StoreError> {
        self.reading(|view| Ok(rotation_of(&view.state)))
    }

    fn complete(&self, rotation: Rotation, tell: &mut dyn FnMut(Progress)) -> Result<Rotation, StoreError> {
        if !rotation.is_moved {
            self.move_all(rotation, tell)?;
            self.switch(rotation)?;
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
        let record = |event: &str, outcome: &str, code: &str| {
            let (outcome, code) = (outcome.to_owned(), code.to_owned());
            let (source, reason) = (Some("store".to_owned()), reason.map(str::to_owned));
            self.trail.record(Event { source, outcome, code, reason, ..self.trail.event(event) })
        };
        record(&format!("{event}-intent"), "pending", "Intent")?;
        let outcome = work(self);
        match &outcome {
            Ok(_) => record(event, "done", "Done")?,
            Err(error) => record(event, "refused", error.code())?,
        }
        let value = outcome?;
        self.trail.log().checkpoint()?;
        Ok(value)
    }

    fn rotation_turn(&self) -> Result<File, StoreError> {
        self.turn().map_err(|error| match error {
            StoreError::Busy { .. } => StoreError::RotationInProgress { to: "another process".to_owned() },
            other => other,
        })
    }

    /// The right to change the whole store, which one process has at a time.
    pub(crate) fn turn(&self) -> Result<File, StoreError> {
        turn(&self.path)
    }

    /// Makes the new key. The note before it lets the next rotation find it, should this process end here.
    fn make_key(&self) -> Result<KekId, StoreError> {
        self.clear_key()?;
        let (to, name) = (random()?, self.note_name()?);
        let held = self.reading(|view| view.held())?;
        let note = [&to[..], &held.keys.anchor_mac(&to)].concat();
        self.ring.holder.set_note(&self.ring.account, &name, &note)?;
        let key = self.ring.holder.create(&KeyName::kek(&self.ring.account, to))?;
        self.ring.add(Kek { id: to, key })?;
        Ok(to)
    }

    /// Deletes a key that was made for a rotation which never began.
    fn clear_key(&self) -> Result<(), StoreError> {
        let (state, held) = self.reading(|view| Ok((view.state, view.held()?)))?;
        let note = self.ring.holder.note(&self.ring.account, &self.note_name()?)?.unwrap_or_default();
        let Some((id, mac)) = note.split_first_chunk::<16>() else { return Ok(()) };
        if held.keys.is_anchor_mac(id, mac) && state.kek_ids().all(|known| known != *id) {
            self.ring.holder.remove(&KeyName::kek(&self.ring.account, *id))?;
        }
        Ok(())
    }

    fn note_name(&self) -> Result<String, StoreError> {
        self.reading(|view| Ok(format!("rotation/{}", hex(&view.state.store_id))))
    }

    /// Confirms that every record is one that its roster lists, that none is missing, and that each unwraps.
    fn check_wraps(&self) -> Result<u64, StoreError> {
        self.reading(|view| self.check_rows(view, None))
    }

    /// As above; with a key, each record must have that one.
    pub(super) fn check_rows(&self, view: &mut View, only: Option<KekId>) -> Result<u64, StoreError> {
        view.reread()?;
        let (mut rows, mut listed) = (0, 0);
        for bucket in 0..=u8::MAX {
            listed += view.roster(bucket)?.iter().count() as u64;
        }
        let mut cursor = Some(Cursor::default());
        while let Some(place) = cursor {
            let (batch, next) = take(view, &place)?;
            batch.iter().try_for_each(|row| self.check_row(view, row, only))?;
            (cursor, rows) = (next, rows + batch.len() as u64);
        }
        if rows == listed { Ok(rows) } else { Err(view.changed()) }
    }

    pub(super) fn check_row(&self, view: &mut View, row: &Row, only: Option<KekId>) -> Result<(), StoreError> {
        let versions = view.roster(bucket(&row.id))?.versions(&row.id);
        if versions.and_then(|versions| versions.get(&row.version)) != Some(&row_digest(row)) {
            return Err(view.changed());
        }
        let kek_id = record::kek_id(&row.blob).map_err(|error| unwrapped(row, error))?;
        if only.is_some_and(|only| only != kek_id) {
            return Err(unwrapped(row, RecordError::OtherKey));
        }
        let held = self.ring.get(kek_id)?;
        record::unwraps(&held.kek, &self.binding(row), &row.blob).map_err(|error| unwrapped(row, error))
    }

    fn move_all(&self, rotation: Rotation, tell: &mut dyn FnMut(Progress)) -> Result<(), StoreError> {
        let all = self.reading(|view| view.sql(view.table().count(None)))?;
        let (from, to) = (self.ring.get(rotation.from)?, self.ring.get(rotation.to)?);
        let (mut cursor, mut done) = (Some(Cursor::default()), 0);
        while let Some(place) = cursor {
            let (next, count) = self.commit(|view, change| {
                is_still(rotation, &change.state).ok_or_else(|| view.changed())?;
                self.move_batch(view, (&from, &to), &place)
            })?;
            (cursor, done) = (next, done + count);
            tell(Progress { done, all: all.max(done) });
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }

    /// Wraps some records anew; gives where to go on, unless it was the end, and how many it passed. What is added after
    /// the end meanwhile has the new key already.
    fn move_batch(
        &self,
        view: &mut View,
        (from, to): (&Arc<Held>, &Arc<Held>),
        cursor: &Cursor,
    ) -> Result<(Option<Cursor>, u64), StoreError> {
        let (batch, next) = take(view, cursor)?;
        let mut salts = vec![[0; 32]; batch.len()];
        SystemRandom::new().fill(salts.as_flattened_mut()).map_err(|_| StoreError::Crypto)?;
        for (row, salt) in batch.iter().zip(&salts) {
            if record::kek_id(&row.blob).map_err(|error| unwrapped(row, error))? == to.kek.id {
                continue;
            }
            let blob = record::rewrap((&from.kek, &to.kek), &self.binding(row), &row.blob, salt);
            let blob = blob.map_err(|error| unwrapped(row, error))?;
            view.sql(view.table().set_blob(&row.id, row.version, &blob))?;
        }
        Ok((next, batch.len() as u64))
    }

    /// The new key becomes the one of the state, once each record was seen to unwrap under it.
    fn switch(&self, rotation: Rotation) -> Result<(), StoreError> {
        let to = self.ring.get(rotation.to)?;
        self.commit(|view, change: &mut Change| {
            is_still(rotation, &change.state).ok_or_else(|| view.changed())?;
            self.check_rows(view, Some(rotation.to))?;
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
pub(crate) fn turn(store: &Path) -> Result<File, StoreError> {
    let path = beside(store, "operation");
    let locked = disk::lock(&path, Duration::ZERO).map_err(|error| StoreError::io(&path, &error))?;
    locked.ok_or(StoreError::Busy { path })
}

fn rotation_of(state: &State) -> Option<Rotation> {
    match (state.next, state.past) {
        (Some(to), _) => Some(Rotation { from: state.kek_id, to, is_moved: false }),
        (None, Some(from)) => Some(Rotation { from, to: state.kek_id, is_moved: true }),
        (None, None) => None,
    }
}

fn is_still(rotation: Rotation, state: &State) -> Option<()> {
    (rotation_of(state) == Some(rotation)).then_some(())
}

/// The next records after a place, about a batch of them, and the place after them, unless there are no more.
pub(super) fn take(view: &View, (id, version): &Cursor) -> Result<(Vec<Row>, Option<Cursor>), StoreError> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    let rows = view.table().rows_after((id, *version), |row| {
        bytes += row.blob.len();
        batch.push(row);
        bytes < BATCH
    });
    view.sql(rows)?;
    let last = batch.last().filter(|_| bytes >= BATCH);
    let next = last.map(|row| (row.id.clone(), row.version));
    Ok((batch, next))
}

fn unwrapped(row: &Row, error: RecordError) -> StoreError {
    StoreError::Unwrapped { id: row.id.clone(), version: row.version, error }
}
