//! The wraps of all records: checked, made anew, put in place.
//!
//! A rotation unwraps every record before it changes anything. What it wraps anew on that occasion it keeps, so that no
//! record has to be unwrapped twice; one that was written since is wrapped when its turn comes.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::aead::clean;
use crate::record::{self, RecordError, Wrap};

use super::held::{Held, KekId};
use super::roster::{bucket, row_digest};
use super::rotate::{Progress, Rotation, is_still};
use super::table::Row;
use super::view::View;
use super::{Store, StoreError};

/// About how many bytes of records one commit wraps anew: few enough that nobody waits long for it.
const BATCH: usize = 4 * 1024 * 1024;

/// Between two batches other writers get their turn.
const PAUSE: Duration = Duration::from_millis(3);

/// Wraps beyond this many are not kept in memory, but made when their turn comes.
const MOST_KEPT: usize = 200_000;

/// New wraps, by the commitment of the wrap that each replaces.
pub(super) struct Kept(HashMap<[u8; 32], Wrap>);

/// How a rotation came to where it is.
pub(super) enum Way {
    /// This process began it, and made these wraps.
    Whole(Kept),
    /// Another process began it.
    Resumed,
}

/// A place in the order of the table.
pub(super) type Cursor = (String, u64);

/// The key that records have and the one that they get.
type Keys<'k> = (&'k Arc<Held>, &'k Arc<Held>);

impl Store {
    /// Confirms that every record is one that its roster lists, that none is missing, and that each unwraps; gives what
    /// each is wrapped into under the key `to`.
    pub(super) fn new_wraps(&self, to: KekId) -> Result<Kept, StoreError> {
        let to = self.ring.get(to)?;
        self.reading(|view| {
            let (from, count) = (view.held()?, view.sql(view.table().count(None))?);
            let room = usize::try_from(count).unwrap_or(MOST_KEPT).min(MOST_KEPT);
            let mut kept = Kept(HashMap::with_capacity(room));
            self.each_batch(view, |view, batch| {
                batch.iter().try_for_each(|row| is_listed(view, row))?;
                self.keep(&mut kept, (&from, &to), batch)
            })?;
            Ok(kept)
        })
    }

    fn keep(&self, kept: &mut Kept, keys: Keys<'_>, batch: &[Row]) -> Result<(), StoreError> {
        let salts = salts(batch.len())?;
        clean(|| {
            for (row, salt) in batch.iter().zip(&salts) {
                let wrap = self.wrap(keys, row, salt)?;
                if let Some(commit) = record::wrap_commit(&row.blob).filter(|_| kept.0.len() < MOST_KEPT) {
                    kept.0.insert(commit, wrap);
                }
            }
            Ok(())
        })
    }

    fn wrap(&self, (from, to): Keys<'_>, row: &Row, salt: &[u8; 32]) -> Result<Wrap, StoreError> {
        let wrap = record::wrap_anew((&from.kek, &to.kek), &self.binding(row), &row.blob, salt);
        wrap.map_err(|error| unwrapped(row, error))
    }

    /// As [`Store::new_wraps`] without making any; with a key, each record must have that one.
    pub(super) fn check_rows(&self, view: &mut View, only: Option<KekId>) -> Result<u64, StoreError> {
        self.each_batch(view, |view, batch| batch.iter().try_for_each(|row| self.check_row(view, row, only)))
    }

    pub(super) fn check_row(&self, view: &mut View, row: &Row, only: Option<KekId>) -> Result<(), StoreError> {
        is_listed(view, row)?;
        let kek_id = record::kek_id(&row.blob).map_err(|error| unwrapped(row, error))?;
        if only.is_some_and(|only| only != kek_id) {
            return Err(unwrapped(row, RecordError::OtherKey));
        }
        let held = self.ring.get(kek_id)?;
        record::unwraps(&held.kek, &self.binding(row), &row.blob).map_err(|error| unwrapped(row, error))
    }

    /// Shows every record to `look`, and confirms that there are as many as the rosters list; gives how many.
    fn each_batch(
        &self,
        view: &mut View,
        mut look: impl FnMut(&mut View, &[Row]) -> Result<(), StoreError>,
    ) -> Result<u64, StoreError> {
        view.reread()?;
        let (mut rows, mut listed) = (0, 0);
        for bucket in 0..=u8::MAX {
            listed += view.roster(bucket)?.iter().count() as u64;
        }
        let mut cursor = Some(Cursor::default());
        while let Some(place) = cursor {
            let (batch, next) = take(view, &place)?;
            look(view, &batch)?;
            (cursor, rows) = (next, rows + batch.len() as u64);
        }
        if rows == listed { Ok(rows) } else { Err(view.changed()) }
    }

    pub(super) fn move_all(
        &self,
        rotation: Rotation,
        way: &Way,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<(), StoreError> {
        let all = self.reading(|view| view.sql(view.table().count(None)))?;
        let (from, to) = (self.ring.get(rotation.from)?, self.ring.get(rotation.to)?);
        let (mut cursor, mut done) = (Some(Cursor::default()), 0);
        while let Some(place) = cursor {
            let (next, count) = self.commit(|view, change| {
                is_still(rotation, &change.state).ok_or_else(|| view.changed())?;
                self.move_batch(view, (&from, &to), way, &place)
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
        keys: Keys<'_>,
        way: &Way,
        cursor: &Cursor,
    ) -> Result<(Option<Cursor>, u64), StoreError> {
        let (mut batch, next) = take(view, cursor)?;
        let passed = batch.len() as u64;
        let mut is_moved = |row: &Row| match record::kek_id(&row.blob) {
            Ok(id) => Ok(id == keys.1.kek.id),
            Err(error) => Err(unwrapped(row, error)),
        };
        let moved = batch.iter().map(&mut is_moved).collect::<Result<Vec<_>, _>>()?;
        let mut moved = moved.into_iter();
        batch.retain(|_| moved.next() == Some(false));
        let salts = salts(batch.len())?;
        clean(|| {
            batch.iter_mut().zip(&salts).try_for_each(|(row, salt)| {
                let wrap = way.wrap(row).map_or_else(|| self.wrap(keys, row, salt), Ok)?;
                record::put_wrap(&mut row.blob, &wrap);
                Ok::<_, StoreError>(())
            })
        })?;
        view.sql(view.table().set_blobs(&batch))?;
        Ok((next, passed))
    }
}

impl Way {
    /// The wrap that was made for a record as it is.
    fn wrap(&self, row: &Row) -> Option<Wrap> {
        match self {
            Self::Whole(kept) => kept.0.get(&record::wrap_commit(&row.blob)?).copied(),
            Self::Resumed => None,
        }
    }
}

fn is_listed(view: &mut View, row: &Row) -> Result<(), StoreError> {
    let versions = view.roster(bucket(&row.id))?.versions(&row.id);
    let is_listed = versions.and_then(|versions| versions.get(&row.version)) == Some(&row_digest(row));
    if is_listed { Ok(()) } else { Err(view.changed()) }
}

fn salts(count: usize) -> Result<Vec<[u8; 32]>, StoreError> {
    let mut salts = vec![[0; 32]; count];
    record::random(salts.as_flattened_mut())?;
    Ok(salts)
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
