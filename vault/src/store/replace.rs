//! Another store in the place of one: the step of a restore after which there is no way back.
//!
//! The new database is whole and on disk before it gets the name, in one step. Its state names the epoch of the anchor
//! that stands there as the one before, so a process that is killed between the two leaves a store that opens. Its own
//! epoch is past everything that was ever attested for this place, so none of the older states can be put back.

use std::path::Path;
use std::sync::Arc;

use crate::audit::Trail;
use crate::custody::KeyError;
use crate::disk;
use crate::record::{self, Randomness};

use super::anchor::{self, Anchor};
use super::dump::{Maker, Origin, Spent};
use super::held::{Held, Ring};
use super::rows::Row;
use super::view::View;
use super::{Store, StoreError, beside, is_there, lock};

mod aside;
mod left;

pub(crate) use aside::link_aside;
use aside::set_aside;
use left::Left;

/// What stands where a store is to be put.
pub(crate) enum Live {
    /// A store that opens.
    Whole(Arc<Store>),
    /// Nothing, or what is left of a store.
    Broken,
}

impl Live {
    /// Sorts what opening gave. What may be mended otherwise, such as a locked keyring, stays an error.
    pub(crate) fn of(opened: Result<Arc<Store>, StoreError>, path: &Path) -> Result<Self, StoreError> {
        let error = match opened {
            Ok(store) => return Ok(Self::Whole(store)),
            Err(error) => error,
        };
        let is_broken = match &error {
            StoreError::Foreign { .. }
            | StoreError::Changed { .. }
            | StoreError::RolledBack { .. }
            | StoreError::Vanished { .. }
            | StoreError::Record(_)
            | StoreError::WrongKey
            | StoreError::Key(KeyError::Missing { .. }) => true,
            StoreError::Unavailable { .. } => !is_there(path)? || !is_there(&beside(path, "anchor"))?,
            _ => false,
        };
        if is_broken { Ok(Self::Broken) } else { Err(error) }
    }
}

/// A store as it was staged is known by the id of the one that it comes from, turned over: the copies of anchors that
/// the holder of the keys has for that one say nothing about it.
pub(crate) fn turned(store_id: [u8; 16]) -> [u8; 16] {
    store_id.map(|byte| !byte)
}

/// Everything about the place and the key that the new store will have.
struct Target {
    origin: Origin,
    prior: u64,
    held: Arc<Held>,
    spent: Spent,
    /// What is left where no store is any more; none where the old state is worth more than that.
    left: Option<Left>,
}

/// Keeps a store that is about to be replaced, as far as that was not done: it may be newer than it was.
pub(crate) type Keep<'k> = dyn Fn(&Arc<Store>) -> Result<(), StoreError> + 'k;

/// The records of `staged` in the place of the store at `path`.
pub(crate) struct Change<'a> {
    pub(crate) path: &'a Path,
    pub(crate) live: &'a Live,
    /// Asked when nobody writes any more.
    pub(crate) keep: &'a Keep<'a>,
    pub(crate) staged: &'a Store,
    pub(crate) trail: &'a Trail,
}

impl Change<'_> {
    /// Makes the change. `spent` are versions that must be replaced, whatever the staged store says.
    pub(crate) fn make(&self, spent: Spent) -> Result<(), StoreError> {
        let _lock = lock(self.path)?;
        let outcome = self.make_locked(spent);
        if outcome.is_err() {
            // It may be what fills the disk.
            Maker::debris(self.path).for_each(|path| drop(disk::remove(&path)));
        }
        outcome
    }

    fn make_locked(&self, spent: Spent) -> Result<(), StoreError> {
        match self.live {
            Live::Whole(live) => {
                (self.keep)(live)?;
                let mut view = live.view();
                let begun = view.begin(&live.ring, true).and_then(|()| live.heal_anchor(&view));
                let target = begun.and_then(|()| after(&mut view, self.staged, spent));
                let outcome = target.and_then(|target| self.put(target));
                // Nothing was written to the old database, whatever came of it.
                view.end(outcome)
            }
            Live::Broken => self.put(beyond(self.path, self.staged, spent)?),
        }
    }

    /// Makes the database and gives it the name. What is staged is used up just before: who is killed between the two stages
    /// it again, and nobody enables it twice.
    fn put(&self, target: Target) -> Result<(), StoreError> {
        let Self { path, staged, trail, .. } = *self;
        let fail = |error: std::io::Error| StoreError::io(path, &error);
        let account = staged.ring.account.as_str();
        let mut maker = Maker::begin(path, &target.held, account)?;
        let mut newest = Spent::new();
        let own = staged.dump(|dump| {
            dump.rows(&mut |row| {
                let known = newest.entry(row.id.clone()).or_default();
                *known = row.version.max(*known);
                maker.add(&rewrapped(staged, &target.held, row)?)
            })?;
            dump.spent()
        })?;
        let spent = merged(own, target.spent, &newest);
        let bytes = maker.finish(target.origin, target.prior, &spent, trail.head()?)?;
        let anchor = anchor::stage(path, &bytes)?;
        let used_up = || disk::remove(staged.path()).map_err(|error| StoreError::io(staged.path(), &error));
        let Some(left) = target.left else {
            used_up()?;
            std::fs::rename(beside(path, "new"), path).and_then(|()| disk::sync_folder(path)).map_err(fail)?;
            return anchor.publish().map_err(|error| anchor::fail(path, &error));
        };
        let newest = Anchor::parse(&bytes, &target.held.keys).ok_or(StoreError::Crypto)?;
        left.bury(path, (&staged.ring, &target.origin.store_id), &newest)?;
        // What is left stays as evidence; the anchor comes first, since the new store needs it and the old one is none.
        set_aside(path, target.origin.epoch)?;
        anchor.publish().map_err(|error| anchor::fail(path, &error))?;
        used_up()?;
        std::fs::rename(beside(path, "new"), path).and_then(|()| disk::sync_folder(path)).map_err(fail)
    }
}

/// The target where there is a store: its id, its key, the epoch after both.
fn after(view: &mut View, staged: &Store, extra: Spent) -> Result<Target, StoreError> {
    let state = view.state;
    if state.next.or(state.past).is_some() {
        return Err(StoreError::RotationInProgress { to: "resume it before a restore".to_owned() });
    }
    let from = staged.origin()?;
    let is_same = turned(from.store_id) == state.store_id;
    let mut spent = extra;
    for bucket in 0..=u8::MAX {
        for (id, version) in view.roster(bucket)?.spent() {
            let version = if is_same { version } else { u64::MAX };
            let known = spent.entry(id.to_owned()).or_default();
            *known = version.max(*known);
        }
    }
    let epoch = state.epoch.max(from.epoch) + 1;
    let newest_ms = state.newest_ms.max(from.newest_ms);
    let origin = Origin { epoch, newest_ms, ..Origin::of(&state) };
    Ok(Target { origin, prior: state.epoch, held: view.held()?, spent, left: None })
}

/// The target where there is none any more: what the snapshot says, past whatever is still known of the place.
fn beyond(path: &Path, staged: &Store, spent: Spent) -> Result<Target, StoreError> {
    let from = staged.origin()?;
    let (held, store_id) = (staged.held()?, turned(from.store_id));
    let ring = &staged.ring;
    let bytes = anchor::read(path).ok();
    let anchor = bytes.as_deref().and_then(|bytes| any_key(ring, bytes)).map_or(0, |anchor| anchor.epoch);
    let named = bytes.as_deref().and_then(Anchor::kek_id).into_iter().chain([held.kek.id]);
    let left = Left::of(ring, named)?;
    let epoch = left.newest(ring, &store_id)?.max(anchor).max(from.epoch) + 1;
    let origin = Origin { store_id, epoch, ..from };
    Ok(Target { origin, prior: epoch - 1, held, spent, left: Some(left) })
}

/// An anchor under whatever key of the account it names.
fn any_key(ring: &Ring, bytes: &[u8]) -> Option<Anchor> {
    Anchor::parse(bytes, &ring.get(Anchor::kek_id(bytes)?).ok()?.keys)
}

/// Of versions that are not in the snapshot nothing must be said: the next version takes their number.
fn merged(mut own: Spent, extra: Spent, newest: &Spent) -> Spent {
    for (id, version) in extra {
        let version = version.min(newest.get(&id).copied().unwrap_or_default());
        if version > 0 {
            let known = own.entry(id).or_default();
            *known = version.max(*known);
        }
    }
    own
}

fn rewrapped(staged: &Store, to: &Held, row: &Row) -> Result<Row, StoreError> {
    let from = staged.ring.get(record::kek_id(&row.blob)?)?;
    if from.kek.id == to.kek.id {
        return Ok(row.with_blob(row.blob.clone()));
    }
    let (keys, salt) = ((&from.kek, &to.kek), Randomness::fresh()?.wrap_salt);
    Ok(row.with_blob(record::rewrap(keys, &staged.binding(row), &row.blob, &salt)?))
}
