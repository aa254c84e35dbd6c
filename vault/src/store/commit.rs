//! One commit: lock, verified state, changes, rosters, root, then anchor. What can fail for lack of space fails before.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use crate::disk;

use super::anchor::{self, Anchor};
use super::held::Held;
use super::roster::Roster;
use super::table::{State, StoredRoster};
use super::view::View;
use super::{Store, StoreError};

/// What a commit changes beside rows, which are written as they come.
pub(super) struct Change {
    /// The state that will be; its root is worked out at the end.
    pub(super) state: State,
    /// The key that will authenticate it.
    pub(super) held: Arc<Held>,
    rosters: BTreeMap<u8, Roster>,
    macs: Vec<[u8; 32]>,
}

impl Change {
    fn begin(view: &View) -> Result<Self, StoreError> {
        let state = State { epoch: view.state.epoch + 1, prior: view.state.epoch, ..view.state };
        Ok(Self { state, held: view.held()?, rosters: BTreeMap::new(), macs: view.macs.clone() })
    }

    /// A bucket's roster, to be changed.
    pub(super) fn roster(&mut self, view: &mut View, bucket: u8) -> Result<&mut Roster, StoreError> {
        match self.rosters.entry(bucket) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(view.roster(bucket)?.clone())),
        }
    }

    /// Has another key authenticate everything. A roster that is not changed keeps its bytes.
    pub(super) fn sign_with(&mut self, view: &View, held: Arc<Held>) -> Result<(), StoreError> {
        for bucket in (0..=u8::MAX).filter(|bucket| !self.rosters.contains_key(bucket)) {
            if let Some(entries) = view.roster_bytes(bucket)? {
                let mac = held.keys.roster_mac(bucket, &entries);
                self.macs[usize::from(bucket)] = mac;
                view.sql(view.table().set_roster_mac(bucket, &mac))?;
            }
        }
        (self.state.kek_id, self.state.kek_tag) = (held.kek.id, held.keys.tag());
        self.held = held;
        Ok(())
    }

    /// Writes rosters and state.
    fn write(&mut self, view: &View) -> Result<(), StoreError> {
        for (bucket, roster) in &self.rosters {
            let entries = roster.bytes();
            let mac = self.held.keys.roster_mac(*bucket, &entries);
            self.macs[usize::from(*bucket)] = mac;
            view.sql(view.table().set_roster(&StoredRoster { bucket: *bucket, entries, mac }))?;
        }
        self.state.root = self.state.root_of(&self.held.keys, &self.macs);
        view.sql(view.table().set_state(&self.state))
    }
}

impl Store {
    /// Does `change` and everything that must follow from it in one commit. After an error nothing has changed, unless
    /// it is the anchor that could not be put in place: then the next commit does so.
    pub(super) fn commit<R>(
        &self,
        change: impl FnOnce(&mut View, &mut Change) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let _lock = self.lock()?;
        let mut view = self.view();
        let begun = view.begin(&self.ring, true);
        let (value, change, anchor) = match begun.and_then(|()| self.prepare(&mut view, change)) {
            Ok(prepared) => prepared,
            Err(error) => return view.end(Err(error)),
        };
        view.end(Ok(()))?;
        view.advance(&self.ring, change.state, change.held, change.macs, change.rosters);
        anchor.publish().map_err(|error| anchor::fail(&self.path, &error))?;
        self.witness.touch();
        Ok(value)
    }

    fn prepare<R>(
        &self,
        view: &mut View,
        work: impl FnOnce(&mut View, &mut Change) -> Result<R, StoreError>,
    ) -> Result<(R, Change, disk::Staged), StoreError> {
        let mut change = Change::begin(view)?;
        let value = work(view, &mut change)?;
        change.write(view)?;
        self.heal_anchor(view)?;
        let bytes = self.anchor_of(&change.state)?.bytes(&change.held);
        if change.state.kek_id != view.state.kek_id {
            // From the commit on, this copy is the one that counts.
            let name = anchor::note_name(&change.state.store_id, &change.state.kek_id);
            self.witness.keep(&name, &bytes)?;
        }
        Ok((value, change, anchor::stage(&self.path, &bytes)?))
    }

    /// A crash between the last commit and its anchor left the anchor one behind; it must not fall two behind.
    pub(super) fn heal_anchor(&self, view: &View) -> Result<(), StoreError> {
        if view.is_anchored() {
            return Ok(());
        }
        self.anchor_of(&view.state)?.write(&self.path, &*view.held()?)
    }

    fn anchor_of(&self, state: &State) -> Result<Anchor, StoreError> {
        Ok(Anchor { epoch: state.epoch, root: state.root, audit: self.trail.head()? })
    }
}
