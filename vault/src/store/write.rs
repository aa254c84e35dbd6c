//! Adding a version: intent in the audit log, commit, outcome in the audit log.

use super::commit::Change;
use super::roster::row_digest;
use super::{Class, Event, Held, Randomness, RecordError, Row, Secret, Store, StoreError, View, bucket, clock, record};

impl Store {
    /// Adds a version if the newest one is still `expected` (0: there is none), and gives its number.
    ///
    /// The audit log has the intent before anything is written, and the outcome before this returns.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when another writer was first; [`StoreError::Clock`]; [`StoreError::Audit`]
    /// when the intent was not recorded and nothing was written, or the outcome was not and the version stands: read
    /// it to know; see [`StoreError`].
    pub fn put(&self, id: &str, class: Class, value: &Secret<Vec<u8>>, expected: u64) -> Result<u64, StoreError> {
        let next = expected.checked_add(1).ok_or(StoreError::Conflict { expected, found: 0 })?;
        self.told(("write", id, class, next), ("written", "Written"), || {
            self.commit(|view, change| self.write(view, change, (id, class, value), next))
        })
    }

    /// Intent and outcome of a change of one secret.
    pub(super) fn told<R>(
        &self,
        (event, id, class, ver): (&str, &str, Class, u64),
        done: (&str, &str),
        work: impl FnOnce() -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let event = Event {
            id: id.to_owned(),
            ver: Some(ver),
            class: Some(class.to_string()),
            source: Some("store".to_owned()),
            ..self.trail.event(event)
        };
        self.trail.told(&event, done, StoreError::code, work)
    }

    fn write(
        &self,
        view: &mut View,
        change: &mut Change,
        (id, class, value): (&str, Class, &Secret<Vec<u8>>),
        next: u64,
    ) -> Result<u64, StoreError> {
        let expected = next - 1;
        let found = view.roster(bucket(id))?.newest(id).map_or(0, |(version, _)| version);
        if found != expected {
            return Err(StoreError::Conflict { expected, found });
        }
        let created_ms = clock::not_before(change.state.newest_ms, (self.now_ms)())?;
        let row = Row { id: id.to_owned(), version: next, created_ms, class, blob: vec![] };
        let row = self.encrypt(&*self.ring.get(change.state.kek_for_new())?, row, value)?;
        change.roster(view, bucket(id))?.insert(id, row.version, row_digest(&row));
        change.state.newest_ms = created_ms;
        view.sql(view.table().add(&row))?;
        Ok(row.version)
    }

    fn encrypt(&self, held: &Held, mut row: Row, value: &Secret<Vec<u8>>) -> Result<Row, RecordError> {
        row.blob = record::seal(&held.kek, &self.binding(&row), value, &Randomness::fresh()?)?;
        Ok(row)
    }
}
