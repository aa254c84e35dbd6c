//! The wraps of all records: checked, and made anew.
//!
//! A rotation unwraps every record before it changes anything. What it wraps anew on that occasion it keeps, so that no
//! record has to be unwrapped twice (`moving`).

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::aead::clean;
use crate::record::{self, RecordError, Wrap};

use super::held::{Held, KekId};
use super::roster::{Listing, bucket, row_digest};
use super::rows::Row;
use super::view::View;
use super::{Store, StoreError};

/// About how many bytes of records are looked at together: few enough to stay near the processor.
const BATCH: usize = 128 * 1024;

/// Wraps beyond this many are not kept in memory, but made when their turn comes.
const MOST_KEPT: usize = 200_000;

/// New wraps in the order of the table, each behind the commitment of the wrap that it replaces.
type Wraps = Vec<([u8; 32], Wrap)>;

/// New wraps, made beforehand.
pub(super) struct Kept {
    wraps: Wraps,
    /// Where each of them is, for those that are not the next one; most are.
    places: OnceLock<HashMap<[u8; 32], usize>>,
    /// How many records there were.
    pub(super) rows: u64,
}

impl Kept {
    /// The wrap that was made for a record, which is probably the one at `next`, and the place behind it.
    pub(super) fn find(&self, record: &[u8], next: usize) -> Option<(Wrap, usize)> {
        let commit = record::wrap_commit(record)?;
        let is_next = self.wraps.get(next).is_some_and(|(known, _)| *known == commit);
        let at = if is_next { next } else { *self.places().get(&commit)? };
        Some((self.wraps.get(at)?.1, at + 1))
    }

    fn places(&self) -> &HashMap<[u8; 32], usize> {
        self.places.get_or_init(|| self.wraps.iter().enumerate().map(|(at, (commit, _))| (*commit, at)).collect())
    }
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
            let (from, most) = (view.held()?, view.sql(view.table().most_listed())?);
            let room = usize::try_from(most).unwrap_or(MOST_KEPT).min(MOST_KEPT);
            let mut kept = Kept { wraps: Wraps::with_capacity(room), places: OnceLock::new(), rows: 0 };
            kept.rows = self.each_batch(view, |batch| self.keep(&mut kept.wraps, (&from, &to), batch))?;
            Ok(kept)
        })
    }

    fn keep(&self, kept: &mut Wraps, keys: Keys<'_>, batch: &[Row]) -> Result<(), StoreError> {
        let salts = salts(batch.len())?;
        clean(|| {
            for (row, salt) in batch.iter().zip(&salts) {
                let wrap = self.wrap(keys, row, salt)?;
                if let Some(commit) = record::wrap_commit(&row.blob).filter(|_| kept.len() < MOST_KEPT) {
                    kept.push((commit, wrap));
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
        self.each_batch(view, |batch| batch.iter().try_for_each(|row| self.check_wrap(row, only)))
    }

    /// Confirms that a record is one that its roster lists, and that it unwraps.
    pub(super) fn check_row(&self, view: &mut View, row: &Row) -> Result<(), StoreError> {
        is_listed(view, row)?;
        self.check_wrap(row, None)
    }

    fn check_wrap(&self, row: &Row, only: Option<KekId>) -> Result<(), StoreError> {
        let kek_id = record::kek_id(&row.blob).map_err(|error| unwrapped(row, error))?;
        if only.is_some_and(|only| only != kek_id) {
            return Err(unwrapped(row, RecordError::OtherKey));
        }
        let held = self.ring.get(kek_id)?;
        record::unwraps(&held.kek, &self.binding(row), &row.blob).map_err(|error| unwrapped(row, error))
    }

    /// Shows every record to `look`, and confirms that they are those that the rosters list; gives how many.
    fn each_batch(
        &self,
        view: &mut View,
        mut look: impl FnMut(&[Row]) -> Result<(), StoreError>,
    ) -> Result<u64, StoreError> {
        view.reread()?;
        let (mut listing, mut cursor) = (Listing::new(), Some(Cursor::default()));
        while let Some(place) = cursor {
            let (batch, next) = take(view, &place)?;
            batch.iter().for_each(|row| listing.add(row));
            look(&batch)?;
            cursor = next;
        }
        for bucket in 0..=u8::MAX {
            let roster = view.roster_bytes(bucket)?.unwrap_or_default();
            listing.is(bucket, &roster).then_some(()).ok_or_else(|| view.changed())?;
        }
        Ok(listing.rows())
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

pub(super) fn unwrapped(row: &Row, error: RecordError) -> StoreError {
    StoreError::Unwrapped { id: row.id.clone(), version: row.version, error }
}
