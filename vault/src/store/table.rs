//! The database: one table of records, one row of state. Nothing here decides; it reads and writes.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, params};

use crate::manifest::{Class, Word as _};

use super::StoreError;

/// `"SGDB"`, in the database's header.
const APPLICATION_ID: i64 = 0x5347_4442;
const FORMAT: i64 = 1;

const SCHEMA: &str = "
    CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL, root BLOB NOT NULL,
                        kek_id BLOB NOT NULL, kek_tag BLOB NOT NULL) STRICT;
    CREATE TABLE record (id TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, class TEXT NOT NULL,
                         sealed BLOB NOT NULL, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;";

pub(super) struct Table(Connection);

#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) epoch: u64,
    pub(super) root: [u8; 32],
    pub(super) kek_id: [u8; 16],
    pub(super) kek_tag: [u8; 32],
}

pub(super) struct Row {
    pub(super) id: String,
    pub(super) version: u64,
    pub(super) created_ms: u64,
    pub(super) class: Class,
    pub(super) blob: Vec<u8>,
}

impl Table {
    pub(super) fn create(path: &Path, state: &State) -> Result<(), StoreError> {
        let fail = |error| StoreError::sqlite(path, &error);
        let table = Self::connect(path).map_err(fail)?;
        table.0.pragma_update(None, "application_id", APPLICATION_ID).map_err(fail)?;
        table.0.pragma_update(None, "user_version", FORMAT).map_err(fail)?;
        table.0.execute_batch(SCHEMA).map_err(fail)?;
        let insert = "INSERT INTO state VALUES (1, ?1, ?2, ?3, ?4)";
        let values = params![number(state.epoch), state.root, state.kek_id, state.kek_tag];
        table.0.execute(insert, values).map(drop).map_err(fail)
    }

    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let fail = |error| StoreError::sqlite(path, &error);
        let table = Self::connect(path).map_err(fail)?;
        let pragma = |name| table.0.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(fail);
        if pragma("application_id")? != APPLICATION_ID {
            return Err(StoreError::Foreign { path: path.to_owned() });
        }
        match pragma("user_version")? {
            FORMAT => Ok(table),
            format => Err(StoreError::Newer { path: path.to_owned(), format }),
        }
    }

    /// A rollback journal, not a WAL: there a flipped byte makes committed rows vanish without an error.
    fn connect(path: &Path) -> rusqlite::Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.pragma_update(None, "synchronous", "EXTRA")?;
        connection.pragma_update(None, "cell_size_check", true)?;
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        Ok(Self(connection))
    }

    pub(super) fn read(&self, path: &Path) -> Result<(State, Vec<Row>), StoreError> {
        let fail = |error| StoreError::sqlite(path, &error);
        let state = self.state().map_err(fail)?.ok_or_else(|| StoreError::Changed { path: path.to_owned() })?;
        let rows = self.rows().map_err(fail)?;
        Ok((state, rows))
    }

    fn state(&self) -> rusqlite::Result<Option<State>> {
        let select = "SELECT epoch, root, kek_id, kek_tag FROM state WHERE one = 1";
        let read = |row: &rusqlite::Row<'_>| {
            let (root, kek_id, kek_tag) = (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(State { epoch: unsigned(row, 0)?, root, kek_id, kek_tag })
        };
        self.0.query_row(select, [], read).optional()
    }

    fn rows(&self) -> rusqlite::Result<Vec<Row>> {
        let mut select =
            self.0.prepare("SELECT id, version, created_ms, class, sealed FROM record ORDER BY id, version")?;
        let rows = select.query_map([], |row| {
            let class: String = row.get(3)?;
            let class = Class::from_name(&class).ok_or(rusqlite::Error::InvalidQuery)?;
            let (version, created_ms) = (unsigned(row, 1)?, unsigned(row, 2)?);
            Ok(Row { id: row.get(0)?, version, created_ms, class, blob: row.get(4)? })
        })?;
        rows.collect()
    }

    /// Adds a row and the state that includes it, or neither.
    pub(super) fn commit(&mut self, path: &Path, row: &Row, state: &State) -> Result<(), StoreError> {
        self.try_commit(row, state).map_err(|error| StoreError::sqlite(path, &error))
    }

    fn try_commit(&mut self, row: &Row, state: &State) -> rusqlite::Result<()> {
        let transaction = self.0.transaction()?;
        let values = params![row.id, number(row.version), number(row.created_ms), row.class.name(), row.blob];
        transaction.execute("INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5)", values)?;
        transaction.execute("UPDATE state SET epoch = ?1, root = ?2", params![number(state.epoch), state.root])?;
        transaction.commit()
    }
}

/// SQLite's integers are signed; the bits are kept.
fn number(value: u64) -> i64 {
    value.cast_signed()
}

fn unsigned(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(i64::cast_unsigned)
}
