//! Adding a version: intent in the audit log, commit, anchor, outcome in the audit log.

use super::{
    Anchor, Class, Event, Randomness, RecordError, Row, Secret, State, Store, StoreError, View, beside, bucket, clock,
    record, roster,
};
use crate::disk;
use crate::store::table::StoredRoster;

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
        self.record(id, class, next, ("write-intent", "pending", "Intent"))?;
        let outcome = self.write(id, class, value, expected);
        let (word, code) = match &outcome {
            Ok(_) => ("written", "Written"),
            Err(error) => ("refused", error.code()),
        };
        self.record(id, class, next, ("write", word, code))?;
        outcome
    }

    fn record(&self, id: &str, class: Class, ver: u64, words: (&str, &str, &str)) -> Result<(), StoreError> {
        let (event, outcome, code) = words;
        Ok(self.trail.record(Event {
            id: id.to_owned(),
            ver: Some(ver),
            class: Some(class.to_string()),
            source: Some("store".to_owned()),
            outcome: outcome.to_owned(),
            code: code.to_owned(),
            ..self.trail.event(event)
        })?)
    }

    fn write(&self, id: &str, class: Class, value: &Secret<Vec<u8>>, expected: u64) -> Result<u64, StoreError> {
        let _lock = self.lock()?;
        let mut view = self.view();
        let begun = view.begin(&self.keys, true);
        let prepared = begun.and_then(|()| self.prepare(&mut view, (id, class, value), expected));
        let (step, anchor) = match prepared {
            Ok(prepared) => prepared,
            Err(error) => return view.end(Err(error)),
        };
        view.end(Ok(()))?;
        view.advance(step.state, step.macs, step.bucket, step.roster);
        anchor.publish().map_err(|error| StoreError::io(&beside(&self.path, "anchor"), &error))?;
        self.witness.touch();
        Ok(expected + 1)
    }

    /// Everything short of the commit, so that what can fail for lack of space fails before it.
    fn prepare(
        &self,
        view: &mut View,
        (id, class, value): (&str, Class, &Secret<Vec<u8>>),
        expected: u64,
    ) -> Result<(Step, disk::Staged), StoreError> {
        let found = view.roster(&self.keys, bucket(id))?.newest(id).map_or(0, |(version, _)| version);
        if found != expected {
            return Err(StoreError::Conflict { expected, found });
        }
        let created_ms = clock::not_before(view.state.newest_ms, (self.now_ms)())?;
        let row =
            self.encrypt(Row { id: id.to_owned(), version: expected + 1, created_ms, class, blob: vec![] }, value)?;
        let step = self.step(view, &row)?;
        self.heal_anchor(view)?;
        let stored = StoredRoster {
            bucket: step.bucket,
            entries: step.roster.bytes(),
            mac: step.macs[usize::from(step.bucket)],
        };
        view.sql(view.table().add(&row, &stored, &step.state))?;
        let anchor = self.anchor_of(&step.state)?.bytes(&self.keys);
        let path = beside(&self.path, "anchor");
        let staged = disk::stage(&path, &anchor).map_err(|error| StoreError::io(&path, &error))?;
        Ok((step, staged))
    }

    /// The state that follows when a row is added.
    fn step(&self, view: &mut View, row: &Row) -> Result<Step, StoreError> {
        let bucket = bucket(&row.id);
        let mut roster = view.roster(&self.keys, bucket)?.clone();
        roster.insert(&row.id, row.version, roster::row_digest(row));
        let mut macs = view.macs.clone();
        macs[usize::from(bucket)] = self.keys.roster_mac(bucket, &roster.bytes());
        let mut state = State { epoch: view.state.epoch + 1, newest_ms: row.created_ms, ..view.state };
        state.root = state.root_of(&self.keys, &macs);
        Ok(Step { state, macs, bucket, roster })
    }

    /// A crash between the last commit and its anchor left the anchor one behind; it must not fall two behind.
    fn heal_anchor(&self, view: &View) -> Result<(), StoreError> {
        if view.is_anchored() {
            return Ok(());
        }
        let written = self.anchor_of(&view.state)?.write(&self.path, &self.keys);
        written.map_err(|error| StoreError::io(&beside(&self.path, "anchor"), &error))
    }

    fn anchor_of(&self, state: &State) -> Result<Anchor, StoreError> {
        Ok(Anchor { epoch: state.epoch, root: state.root, audit: self.trail.head()? })
    }

    fn encrypt(&self, mut row: Row, value: &Secret<Vec<u8>>) -> Result<Row, RecordError> {
        row.blob = record::seal(&self.kek, &self.binding(&row), value, &Randomness::fresh()?)?;
        Ok(row)
    }
}

struct Step {
    state: State,
    macs: Vec<[u8; 32]>,
    bucket: u8,
    roster: roster::Roster,
}
