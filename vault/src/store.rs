//! The encrypted store: versions of secrets in SQLite, with a state that cannot be rolled back in silence.
//!
//! Every operation holds a lock file and reads the whole table, whose authenticated root must match what the newest
//! commit wrote. So "no such secret" is believed only of a table that is whole, and columns are never trusted alone.
//! `<store>.anchor` holds the newest epoch: a table behind it was put back from an older copy.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::manifest::Class;
use crate::record::{self, Binding, Kek, Randomness};
use crate::secret::Secret;

mod account;
mod anchor;
mod error;
mod keys;
mod table;

pub use account::AccountId;
pub use error::StoreError;

use anchor::Anchor;
use keys::Keys;
use table::{Row, State, Table};

/// How far the clock may stand behind the newest record, in milliseconds: what time servers correct in daily life.
const CLOCK_TOLERANCE_MS: u64 = 5_000;

/// An open store of one account.
pub struct Store {
    path: PathBuf,
    account: AccountId,
    kek: Kek,
    keys: Keys,
    now_ms: fn() -> u64,
}

/// A value and its version.
#[derive(Debug)]
pub struct Stored {
    /// The version, counted from 1.
    pub version: u64,
    /// The value.
    pub value: Secret<Vec<u8>>,
}

impl Store {
    /// Makes a new, empty store, readable by its owner only.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`], also when the file exists already: nothing is ever overwritten.
    pub fn init(path: &Path, kek: Kek, account: AccountId) -> Result<Self, StoreError> {
        let fail = |error| StoreError::io(path, &error);
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(fail)?;
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(beside(path, "lock")).map_err(fail)?;
        let store = Self::over(path, kek, account)?;
        let root = store.keys.root(0, &[]);
        Table::create(path, &State { epoch: 0, root, kek_id: store.kek.id, kek_tag: store.keys.tag() })?;
        Anchor { epoch: 0, root }.write(path, &store.keys).map_err(fail)?;
        Ok(store)
    }

    /// Opens a store and checks its whole state.
    ///
    /// # Errors
    ///
    /// See [`StoreError`]. Nothing is created or repaired.
    pub fn open(path: &Path, kek: Kek, account: AccountId) -> Result<Self, StoreError> {
        let store = Self::over(path, kek, account)?;
        store.reading(|_| Ok(()))?;
        Ok(store)
    }

    fn over(path: &Path, kek: Kek, account: AccountId) -> Result<Self, StoreError> {
        let keys = Keys::derive(&kek, &account).ok_or(StoreError::Crypto)?;
        Ok(Self { path: path.to_owned(), account, kek, keys, now_ms: system_ms })
    }

    /// Takes the time from another clock, in milliseconds since 1970.
    #[must_use]
    pub fn with_clock(mut self, now_ms: fn() -> u64) -> Self {
        self.now_ms = now_ms;
        self
    }

    /// The newest version of a secret; `None` when a whole and current store holds none.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn get(&self, id: &str) -> Result<Option<Stored>, StoreError> {
        self.reading(|rows| newest(rows, id).map(|row| self.decrypt(row)).transpose())
    }

    /// One version of a secret.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn get_version(&self, id: &str, version: u64) -> Result<Option<Stored>, StoreError> {
        let wanted = |row: &&Row| row.id == id && row.version == version;
        self.reading(|rows| rows.iter().find(wanted).map(|row| self.decrypt(row)).transpose())
    }

    /// The versions of a secret, oldest first.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn versions(&self, id: &str) -> Result<Vec<u64>, StoreError> {
        self.reading(|rows| Ok(rows.iter().filter(|row| row.id == id).map(|row| row.version).collect()))
    }

    /// Adds a version if the newest one is still `expected` (0: there is none), and gives its number.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when another writer was first; [`StoreError::ClockWentBack`]; see [`StoreError`].
    pub fn put(&self, id: &str, class: Class, value: &Secret<Vec<u8>>, expected: u64) -> Result<u64, StoreError> {
        let _lock = self.lock(true)?;
        let (mut table, state, mut rows) = self.checked()?;
        let found = newest(&rows, id).map_or(0, |row| row.version);
        if found != expected {
            return Err(StoreError::Conflict { expected, found });
        }
        let row = self.encrypt(id, class, value, expected + 1, self.clock(&rows)?)?;
        let at = rows.partition_point(|other| (other.id.as_str(), other.version) < (id, row.version));
        rows.insert(at, row);
        let epoch = state.epoch + 1;
        let root = self.keys.root(epoch, &rows);
        // A crash between the last commit and its anchor left the anchor one behind; it must not fall two behind.
        self.anchor(&Anchor { epoch: state.epoch, root: state.root })?;
        table.commit(&self.path, &rows[at], &State { epoch, root, ..state })?;
        self.anchor(&Anchor { epoch, root })?;
        Ok(expected + 1)
    }

    fn reading<R>(&self, read: impl FnOnce(&[Row]) -> Result<R, StoreError>) -> Result<R, StoreError> {
        let _lock = self.lock(false)?;
        let (_, _, rows) = self.checked()?;
        read(&rows)
    }

    /// The table's rows after every check: place, key, anchor, root.
    fn checked(&self) -> Result<(Table, State, Vec<Row>), StoreError> {
        self.check_place()?;
        let table = Table::open(&self.path)?;
        let (state, rows) = table.read(&self.path)?;
        if state.kek_id != self.kek.id {
            return Err(StoreError::OtherKey);
        }
        if state.kek_tag != self.keys.tag() {
            return Err(StoreError::WrongKey);
        }
        let anchor = Anchor::read(&self.path, &self.keys)?;
        if anchor.epoch > state.epoch {
            return Err(StoreError::RolledBack { anchor: anchor.epoch, store: state.epoch });
        }
        let behind = state.epoch - anchor.epoch;
        let agrees = behind == 1 || (behind == 0 && anchor.root == state.root);
        if !agrees || self.keys.root(state.epoch, &rows) != state.root {
            return Err(self.changed());
        }
        Ok((table, state, rows))
    }

    fn check_place(&self) -> Result<(), StoreError> {
        let meta = std::fs::symlink_metadata(&self.path).map_err(|error| StoreError::io(&self.path, &error))?;
        let path = self.path.clone();
        if !meta.is_file() {
            return Err(StoreError::NotAFile { path });
        }
        let mode = meta.permissions().mode() & 0o777;
        if mode & 0o077 != 0 { Err(StoreError::TooOpen { path, mode }) } else { Ok(()) }
    }

    /// Waits for other processes and threads; readers share.
    fn lock(&self, write: bool) -> Result<File, StoreError> {
        let path = beside(&self.path, "lock");
        let lock =
            File::open(&path).and_then(|file| if write { file.lock() } else { file.lock_shared() }.map(|()| file));
        lock.map_err(|error| StoreError::io(&path, &error))
    }

    fn clock(&self, rows: &[Row]) -> Result<u64, StoreError> {
        let newest = rows.iter().map(|row| row.created_ms).max().unwrap_or_default();
        let now = (self.now_ms)();
        if now.saturating_add(CLOCK_TOLERANCE_MS) < newest {
            return Err(StoreError::ClockWentBack { now_ms: now, newest_ms: newest });
        }
        Ok(now.max(newest))
    }

    fn encrypt(
        &self,
        id: &str,
        class: Class,
        value: &Secret<Vec<u8>>,
        version: u64,
        ms: u64,
    ) -> Result<Row, StoreError> {
        let mut row = Row { id: id.to_owned(), version, created_ms: ms, class, blob: Vec::new() };
        row.blob = record::seal(&self.kek, &self.binding(&row), value, &Randomness::fresh()?)?;
        Ok(row)
    }

    fn decrypt(&self, row: &Row) -> Result<Stored, StoreError> {
        let value = record::open(&self.kek, &self.binding(row), &row.blob)?;
        Ok(Stored { version: row.version, value })
    }

    fn binding(&self, row: &Row) -> Binding {
        let (id, version, class, created_ms) = (row.id.clone(), row.version, row.class, row.created_ms);
        Binding { account: self.account.as_str().to_owned(), id, version, class, created_ms }
    }

    fn anchor(&self, anchor: &Anchor) -> Result<(), StoreError> {
        anchor.write(&self.path, &self.keys).map_err(|error| StoreError::io(&self.path, &error))
    }

    fn changed(&self) -> StoreError {
        StoreError::Changed { path: self.path.clone() }
    }
}

fn newest<'r>(rows: &'r [Row], id: &str) -> Option<&'r Row> {
    rows.iter().filter(|row| row.id == id).max_by_key(|row| row.version)
}

fn system_ms() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
}

/// The file that stands beside the store under its name and one more ending.
fn beside(store: &Path, ending: &str) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}
