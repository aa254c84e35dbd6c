//! Rows that were read, to be given again while the file system says that nothing was touched since: as they are stored,
//! encrypted.
//!
//! It stands beside the view, under a lock of its own that readers share and hold for no system call. So threads that
//! read do not wait for each other.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};

use crate::disk::beside;

use super::anchor::Stamp;
use super::place::place;
use super::view::Found;

/// Rows beyond this many are read again; most programs have fewer secrets.
const MOST_ROWS: usize = 512;

pub(super) struct Memory {
    database: PathBuf,
    anchor: PathBuf,
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    /// Database and anchor as they stood when the state was verified, if they had been left alone for a while.
    calm: Option<[Stamp; 2]>,
    /// Newest rows of that state, read while the files stood as `read_at` says.
    rows: HashMap<String, Arc<Found>>,
    read_at: Option<[Stamp; 2]>,
}

impl Memory {
    pub(super) fn of(store: &Path) -> Self {
        Self { database: store.to_owned(), anchor: beside(store, "anchor"), known: RwLock::default() }
    }

    /// The newest row of a secret, if it was read from the state that the files still have.
    pub(super) fn get(&self, id: &str) -> Option<Arc<Found>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let (calm, row) = (known.calm?, Arc::clone(known.rows.get(id)?));
        drop(known);
        let now = [place(&self.database).ok()?, Stamp::of(&std::fs::symlink_metadata(&self.anchor).ok()?)];
        (now == calm).then_some(row)
    }

    /// Keeps a row that was just read, if the files are calm.
    pub(super) fn remember(&self, found: &Arc<Found>) {
        let mut known = self.known();
        if known.calm.is_none() {
            return;
        }
        if known.rows.len() >= MOST_ROWS {
            known.rows.clear();
        }
        known.rows.insert(found.row.id.clone(), Arc::clone(found));
    }

    /// Says whether the rows of the verified state may be given again, and as long as which stamps stand. What was read
    /// under others is forgotten: who changes a row behind our back leaves the state as it is.
    pub(super) fn set_calm(&self, calm: Option<[Stamp; 2]>) {
        let mut known = self.known();
        known.calm = calm;
        if calm.is_some() && calm != known.read_at {
            known.rows.clear();
            known.read_at = calm;
        }
    }

    /// Forgets the rows of a state that is not the newest any more.
    pub(super) fn clear(&self) {
        *self.known() = Known::default();
    }

    fn known(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}
