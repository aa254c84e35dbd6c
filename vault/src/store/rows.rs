//! The records of the database: what a row is, and the statements about rows.

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params};

use crate::manifest::{Class, Word as _};
use crate::record::Binding;

use super::held::KekId;
use super::table::{Table, number, unsigned};
use super::wraps::Cursor;

/// A record and what is said beside it.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) version: u64,
    pub(crate) created_ms: u64,
    pub(crate) class: Class,
    pub(crate) blob: Vec<u8>,
}

impl Row {
    /// What its record is bound to in an account.
    pub(crate) fn binding<'r>(&'r self, account: &'r str) -> Binding<'r> {
        Binding { account, id: &self.id, version: self.version, class: self.class, created_ms: self.created_ms }
    }

    /// The same row with other bytes.
    pub(crate) fn with_blob(&self, blob: Vec<u8>) -> Self {
        let Self { ref id, version, created_ms, class, .. } = *self;
        Self { id: id.clone(), version, created_ms, class, blob }
    }
}

/// A row while a statement stands on it.
pub(super) struct Stands<'c, 'd>(&'d Context<'c>);

impl Stands<'_, '_> {
    pub(super) fn blob(&self) -> rusqlite::Result<&[u8]> {
        Ok(self.0.get_raw(0).as_blob()?)
    }

    pub(super) fn row(&self) -> rusqlite::Result<Row> {
        let number = |column| self.0.get::<i64>(column).map(i64::cast_unsigned);
        let class = Class::from_name(self.0.get_raw(4).as_str()?).ok_or(rusqlite::Error::InvalidQuery)?;
        let (version, created_ms) = (number(2)?, number(3)?);
        Ok(Row { id: self.0.get(1)?, version, created_ms, class, blob: self.0.get(0)? })
    }
}

impl Table {
    pub(super) fn row(&self, id: &str, version: u64) -> rusqlite::Result<Option<Row>> {
        let select = "SELECT created_ms, class, sealed FROM record WHERE id = ?1 AND version = ?2";
        let read = |row: &rusqlite::Row<'_>| {
            let class = Class::from_name(row.get_ref(1)?.as_str()?).ok_or(rusqlite::Error::InvalidQuery)?;
            Ok(Row { id: id.to_owned(), version, created_ms: unsigned(row, 0)?, class, blob: row.get(2)? })
        };
        self.0.prepare_cached(select)?.query_row(params![id, number(version)], read).optional()
    }

    /// How many rows the table has, for one id or in all.
    pub(super) fn count(&self, id: Option<&str>) -> rusqlite::Result<u64> {
        let read = |row: &rusqlite::Row<'_>| unsigned(row, 0);
        match id {
            Some(id) => self.0.prepare_cached("SELECT count(*) FROM record WHERE id = ?1")?.query_row([id], read),
            None => self.0.prepare_cached("SELECT count(*) FROM record")?.query_row([], read),
        }
    }

    /// How many records are wrapped under another key than this one, as they say themselves.
    pub(super) fn count_other(&self, kek_id: &KekId) -> rusqlite::Result<u64> {
        let select = "SELECT count(*) FROM record WHERE substr(sealed, 6, 16) <> ?1";
        self.0.prepare_cached(select)?.query_row([&kek_id[..]], |row| unsigned(row, 0))
    }

    /// Adds a row; the caller commits, with a roster that lists it.
    pub(super) fn add(&self, row: &Row) -> rusqlite::Result<()> {
        let values = params![row.id, number(row.version), number(row.created_ms), row.class.name(), row.blob];
        self.0.prepare_cached("INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(values).map(drop)
    }

    /// Removes the rows of an id up to and with a version; the caller commits, with a roster that lacks them.
    pub(super) fn remove(&self, id: &str, last: u64) -> rusqlite::Result<()> {
        let last = i64::try_from(last).unwrap_or(i64::MAX);
        let delete = "DELETE FROM record WHERE id = ?1 AND version <= ?2";
        self.0.prepare_cached(delete)?.execute(params![id, last]).map(drop)
    }

    /// The place after which about so many bytes of records have passed, unless there are fewer, and how many records
    /// those are.
    pub(super) fn end_after(&self, (id, version): &Cursor, most: u64) -> rusqlite::Result<(Option<Cursor>, u64)> {
        let select = "SELECT length(sealed), id, version FROM record WHERE (id, version) > (?1, ?2) \
                      ORDER BY id, version";
        let mut select = self.0.prepare_cached(select)?;
        let mut rows = select.query(params![id, number(*version)])?;
        let (mut bytes, mut passed) = (0, 0);
        while let Some(row) = rows.next()? {
            (bytes, passed) = (bytes + unsigned(row, 0)?, passed + 1);
            if bytes >= most {
                return Ok((Some((row.get(1)?, unsigned(row, 2)?)), passed));
            }
        }
        Ok((None, passed))
    }

    /// Replaces the bytes of the rows between two places that are wrapped under another key than this one.
    pub(super) fn replace_other(
        &self,
        (id, version): &Cursor,
        end: Option<&Cursor>,
        kek_id: &KekId,
        bytes: impl Fn(&Stands<'_, '_>) -> rusqlite::Result<Option<Vec<u8>>> + Send + 'static,
    ) -> rusqlite::Result<()> {
        const NAME: &str = "new_bytes";
        // A record without new bytes is a NULL, which the table does not take. Behind every text is any blob.
        let update = "UPDATE record SET sealed = new_bytes(sealed, id, version, created_ms, class) \
                      WHERE (id, version) > (?1, ?2) AND (id, version) <= (?3, ?4) AND substr(sealed, 6, 16) <> ?5";
        let (last, last_version) =
            end.map_or((Value::Blob(Vec::new()), 0), |(id, version)| (Value::Text(id.clone()), number(*version)));
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
        self.0.create_scalar_function(NAME, 5, flags, move |context| bytes(&Stands(context)))?;
        let values = params![id, number(*version), last, last_version, &kek_id[..]];
        let updated = self.0.execute(update, values);
        // It holds keys.
        self.0.remove_function(NAME, 5).and(updated.map(drop))
    }

    /// The rows after one, in the order of their keys, until `take` has enough of them.
    pub(super) fn rows_after(
        &self,
        (id, version): (&str, u64),
        mut take: impl FnMut(Row) -> bool,
    ) -> rusqlite::Result<()> {
        let select = "SELECT id, version, created_ms, class, sealed FROM record WHERE (id, version) > (?1, ?2) \
                      ORDER BY id, version";
        let mut select = self.0.prepare_cached(select)?;
        let mut rows = select.query(params![id, number(version)])?;
        while let Some(row) = rows.next()? {
            let class = Class::from_name(row.get_ref(3)?.as_str()?).ok_or(rusqlite::Error::InvalidQuery)?;
            let (version, created_ms) = (unsigned(row, 1)?, unsigned(row, 2)?);
            if !take(Row { id: row.get(0)?, version, created_ms, class, blob: row.get(4)? }) {
                break;
            }
        }
        Ok(())
    }
}
