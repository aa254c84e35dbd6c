//! Records get the wraps of a new key, as many to a commit as nobody waits long for.
//!
//! One statement goes over them and asks for the new bytes of each: a record is read and written in one visit. Most are
//! there already (`wraps`); for one that was written since, and for whoever resumes a rotation, they are made here.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::aead::clean;
use crate::record::{self, RecordError};

use super::held::Held;
use super::rotate::{Progress, Rotation, is_still};
use super::rows::Stands;
use super::view::View;
use super::wraps::{Cursor, Kept, unwrapped};
use super::{Store, StoreError};

/// About how many bytes of records one commit changes.
const COMMIT: u64 = 4 * 1024 * 1024;

/// Between two commits other writers get their turn.
const PAUSE: Duration = Duration::from_millis(3);

/// What it takes to give a record its new bytes.
struct Mover {
    keys: (Arc<Held>, Arc<Held>),
    account: String,
    /// What the process that began it has made.
    kept: Option<Arc<Kept>>,
    /// Where among those the next one is, unless others wrote meanwhile.
    next: AtomicUsize,
    /// Why a record has none; the database keeps no more of it than words.
    failure: Mutex<Option<StoreError>>,
}

impl Store {
    /// Moves every record to the new key. `kept` is what was made beforehand.
    pub(super) fn move_all(
        &self,
        rotation: Rotation,
        kept: Option<&Arc<Kept>>,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<(), StoreError> {
        let all = match kept {
            Some(kept) => kept.rows,
            None => self.reading(|view| view.sql(view.table().count(None)))?,
        };
        let keys = (self.ring.get(rotation.from)?, self.ring.get(rotation.to)?);
        let mover = Arc::new(Mover::new(keys, self.ring.account.as_str(), kept.cloned()));
        let (mut cursor, mut done) = (Some(Cursor::default()), 0);
        while let Some(place) = cursor {
            let (next, count) = self.commit(|view, change| {
                is_still(rotation, &change.state).ok_or_else(|| view.changed())?;
                mover.move_some(view, &place)
            })?;
            (cursor, done) = (next, done + count);
            tell(Progress { done, all: all.max(done) });
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }
}

impl Mover {
    fn new(keys: (Arc<Held>, Arc<Held>), account: &str, kept: Option<Arc<Kept>>) -> Self {
        let (next, failure) = Default::default();
        Self { keys, account: account.to_owned(), kept, next, failure }
    }

    /// Moves what goes into one commit; gives where to go on, unless it was the end, and how many records it passed. What
    /// is added after the end meanwhile has the new key already.
    fn move_some(self: &Arc<Self>, view: &View, place: &Cursor) -> Result<(Option<Cursor>, u64), StoreError> {
        let (end, passed) = view.sql(view.table().end_after(place, COMMIT))?;
        let mover = Arc::clone(self);
        let moved = view.table().replace_other(place, end.as_ref(), &self.keys.1.kek.id, move |row| mover.bytes(row));
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner).take();
        failure.map_or(Ok(()), Err)?;
        view.sql(moved)?;
        Ok((end, passed))
    }

    /// The bytes that a record gets; `None` when there are none.
    fn bytes(&self, row: &Stands<'_, '_>) -> rusqlite::Result<Option<Vec<u8>>> {
        let mut record = row.blob()?.to_vec();
        let wrap = match self.kept(&record) {
            Some(wrap) => Ok(wrap),
            None => self.made(row)?,
        };
        match wrap {
            Ok(wrap) => record::put_wrap(&mut record, &wrap),
            Err(error) => {
                *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                return Ok(None);
            }
        }
        Ok(Some(record))
    }

    fn kept(&self, record: &[u8]) -> Option<record::Wrap> {
        let (wrap, next) = self.kept.as_ref()?.find(record, self.next.load(Ordering::Relaxed))?;
        self.next.store(next, Ordering::Relaxed);
        Some(wrap)
    }

    fn made(&self, row: &Stands<'_, '_>) -> rusqlite::Result<Result<record::Wrap, StoreError>> {
        let row = row.row()?;
        let (from, to) = (&self.keys.0.kek, &self.keys.1.kek);
        let made = clean(|| {
            let mut salt = [0; 32];
            record::random(&mut salt)?;
            record::wrap_anew((from, to), &row.binding(&self.account), &row.blob, &salt)
        });
        Ok(made.map_err(|error: RecordError| unwrapped(&row, error)))
    }
}
