//! The database: records (`rows`), rosters, one row of state. Nothing here decides; it reads and writes.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, params};

use super::StoreError;
use super::held::KekId;
use super::keys::Keys;
use super::roster::LEAST_ENTRY;

/// `"SGDB"`, in the database's header.
const APPLICATION_ID: i64 = 0x5347_4442;
const FORMAT: i64 = 1;
/// Far above any row that the store writes; what claims to be longer is not read into memory.
const MOST_BYTES: i32 = 64 * 1024 * 1024;

/// Room for all that one batch of a rotation changes, so that none of it is read or written twice.
const CACHE_KIB: i64 = 12 * 1024;

const SCHEMA: &str = "
    CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL, prior INTEGER NOT NULL,
                        root BLOB NOT NULL, store_id BLOB NOT NULL, kek_id BLOB NOT NULL, kek_tag BLOB NOT NULL,
                        next BLOB, past BLOB, newest_ms INTEGER NOT NULL) STRICT;
    CREATE TABLE roster (bucket INTEGER PRIMARY KEY, entries BLOB NOT NULL, mac BLOB NOT NULL) STRICT;
    CREATE TABLE record (id TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, class TEXT NOT NULL,
                         sealed BLOB NOT NULL, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;";

pub(super) struct Table(pub(super) Connection);

/// What a connection may do. One that only reads does not even end what a crash left half-done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
    /// What it opens was staged, and must never be taken for a store that is live.
    Staged,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct State {
    pub(super) epoch: u64,
    /// The epoch that this one followed; an anchor must not be older. What is staged follows none but itself.
    pub(super) prior: u64,
    pub(super) root: [u8; 32],
    pub(super) store_id: [u8; 16],
    /// The key that authenticates this state.
    pub(super) kek_id: KekId,
    pub(super) kek_tag: [u8; 32],
    /// The key that records are being moved to.
    pub(super) next: Option<KekId>,
    /// The key that records were moved from, until it is deleted.
    pub(super) past: Option<KekId>,
    /// When the newest record was written.
    pub(super) newest_ms: u64,
}

impl State {
    /// The root that this state must have with these rosters.
    pub(super) fn root_of(&self, keys: &Keys, macs: &[[u8; 32]]) -> [u8; 32] {
        let [epoch, prior, newest] = [self.epoch, self.prior, self.newest_ms].map(u64::to_be_bytes);
        let [next, past] = [&self.next, &self.past].map(|id| id.as_ref().map_or(&[][..], |id| id));
        keys.root(&[&epoch, &prior, &self.store_id, &self.kek_id, next, past, &newest], macs)
    }

    /// Whether it was only staged. Whoever can write in the folder can give its files the names of the live ones.
    pub(super) fn is_staged(&self) -> bool {
        self.prior == self.epoch
    }

    /// The keys that records of this state may be wrapped under.
    pub(super) fn kek_ids(&self) -> impl Iterator<Item = KekId> {
        [Some(self.kek_id), self.next, self.past].into_iter().flatten()
    }

    /// The keys that records of this state are wrapped under.
    pub(super) fn kek_id_and_next(&self) -> impl Iterator<Item = KekId> {
        [Some(self.kek_id), self.next].into_iter().flatten()
    }

    /// The key for new records: while they are moved, the one that they would be moved to.
    pub(super) fn kek_for_new(&self) -> KekId {
        self.next.unwrap_or(self.kek_id)
    }
}

/// A bucket's roster as it is stored.
pub(super) struct StoredRoster {
    pub(super) bucket: u8,
    pub(super) entries: Vec<u8>,
    pub(super) mac: [u8; 32],
}

impl Table {
    pub(super) fn create(path: &Path, state: &State) -> Result<(), StoreError> {
        let fail = |error| StoreError::sqlite(path, &error);
        let table = Self::connect(path, Access::Write).map_err(fail)?;
        table.0.pragma_update(None, "application_id", APPLICATION_ID).map_err(fail)?;
        table.0.pragma_update(None, "user_version", FORMAT).map_err(fail)?;
        table.0.execute_batch(SCHEMA).map_err(fail)?;
        table.set_state(state).map_err(fail)
    }

    pub(super) fn open_for(path: &Path, access: Access) -> Result<Self, StoreError> {
        let fail = |error| StoreError::sqlite(path, &error);
        let table = Self::connect(path, access).map_err(fail)?;
        let pragma = |name| table.0.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(fail);
        if pragma("application_id")? != APPLICATION_ID {
            return Err(StoreError::Foreign { path: path.to_owned() });
        }
        match pragma("user_version")? {
            FORMAT => {}
            format => return Err(StoreError::Newer { path: path.to_owned(), format }),
        }
        let ours = SCHEMA.split(';').map(str::trim).filter(|statement| !statement.is_empty());
        if table.schema().map_err(fail)?.iter().eq(ours.collect::<BTreeSet<_>>()) {
            return Ok(table);
        }
        Err(StoreError::Changed { path: path.to_owned() })
    }

    /// What the database consists of. A view that never ends may stand in the place of a table, or a trigger beside it.
    fn schema(&self) -> rusqlite::Result<BTreeSet<String>> {
        let mut select = self.0.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")?;
        select.query_map([], |row| row.get(0))?.collect()
    }

    /// A rollback journal, not a WAL: there a flipped byte makes committed rows vanish without an error.
    fn connect(path: &Path, access: Access) -> rusqlite::Result<Self> {
        let access = match access {
            Access::Write | Access::Staged => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        let flags = access | OpenFlags::SQLITE_OPEN_NOFOLLOW | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.set_limit(rusqlite::limits::Limit::SQLITE_LIMIT_LENGTH, MOST_BYTES)?;
        connection.pragma_update(None, "synchronous", "EXTRA")?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        Ok(Self(connection))
    }

    /// Begins to read one state of the database, until [`Table::end`].
    pub(super) fn begin(&self, write: bool) -> rusqlite::Result<()> {
        let statement = if write { "BEGIN IMMEDIATE" } else { "BEGIN" };
        self.0.prepare_cached(statement)?.execute([]).map(drop)
    }

    /// Ends a transaction; one that failed on its own has ended already.
    pub(super) fn end(&self, commit: bool) -> rusqlite::Result<()> {
        if self.0.is_autocommit() {
            return Ok(());
        }
        self.0.prepare_cached(if commit { "COMMIT" } else { "ROLLBACK" })?.execute([]).map(drop)
    }

    pub(super) fn state(&self) -> rusqlite::Result<Option<State>> {
        let select = "SELECT epoch, prior, root, store_id, kek_id, kek_tag, next, past, newest_ms FROM state \
                      WHERE one = 1";
        let read = |row: &rusqlite::Row<'_>| {
            let (epoch, prior, newest_ms) = (unsigned(row, 0)?, unsigned(row, 1)?, unsigned(row, 8)?);
            let (root, store_id, kek_id, kek_tag) = (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
            Ok(State { epoch, prior, root, store_id, kek_id, kek_tag, next: row.get(6)?, past: row.get(7)?, newest_ms })
        };
        self.0.prepare_cached(select)?.query_row([], read).optional()
    }

    pub(super) fn set_state(&self, state: &State) -> rusqlite::Result<()> {
        let replace = "INSERT OR REPLACE INTO state VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let [epoch, prior, newest] = [state.epoch, state.prior, state.newest_ms].map(number);
        let State { root, store_id, kek_id, kek_tag, next, past, .. } = state;
        let values = params![epoch, prior, root, store_id, kek_id, kek_tag, next, past, newest];
        self.0.prepare_cached(replace)?.execute(values).map(drop)
    }

    /// The MACs of the rosters that there are, by bucket.
    pub(super) fn macs(&self) -> rusqlite::Result<Vec<(u8, [u8; 32])>> {
        let mut select = self.0.prepare_cached("SELECT bucket, mac FROM roster ORDER BY bucket")?;
        let macs = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        macs.collect()
    }

    pub(super) fn roster(&self, bucket: u8) -> rusqlite::Result<Option<StoredRoster>> {
        let mut select = self.0.prepare_cached("SELECT entries, mac FROM roster WHERE bucket = ?1")?;
        let read = |row: &rusqlite::Row<'_>| Ok(StoredRoster { bucket, entries: row.get(0)?, mac: row.get(1)? });
        select.query_row([bucket], read).optional()
    }

    pub(super) fn set_roster(&self, roster: &StoredRoster) -> rusqlite::Result<()> {
        let values = params![roster.bucket, roster.entries, roster.mac];
        self.0.prepare_cached("INSERT OR REPLACE INTO roster VALUES (?1, ?2, ?3)")?.execute(values).map(drop)
    }

    pub(super) fn set_roster_mac(&self, bucket: u8, mac: &[u8; 32]) -> rusqlite::Result<()> {
        let update = "UPDATE roster SET mac = ?2 WHERE bucket = ?1";
        self.0.prepare_cached(update)?.execute(params![bucket, mac]).map(drop)
    }

    /// More rows than this the rosters cannot list, whatever they say.
    pub(super) fn most_listed(&self) -> rusqlite::Result<u64> {
        let bytes = "SELECT ifnull(sum(length(entries)), 0) FROM roster";
        Ok(self.0.prepare_cached(bytes)?.query_row([], |row| unsigned(row, 0))? / LEAST_ENTRY)
    }
}

/// SQLite's integers are signed; the bits are kept.
pub(super) fn number(value: u64) -> i64 {
    value.cast_signed()
}

pub(super) fn unsigned(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(i64::cast_unsigned)
}
