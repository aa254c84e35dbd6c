//! Restoring a snapshot: staged beside the vault, looked at, and only then put in its place.
//!
//! Until [`Restore::enable`] has given the new store its name, the old one is the vault, whatever happens. Then the new
//! one is, with an epoch past both. Where a store stood that opens, its records are kept as a snapshot of their own, and
//! what it knew of versions that must be replaced is taken over: a restore does not bring leaked values back as good ones.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::account::AccountId;
use crate::audit::{AuditError, AuditLog, Event, Head, NOTE, Trail, events};
use crate::custody::KeyHolder;
use crate::disk::{self, beside};
use crate::home::Home;
use crate::store::dump::{Maker, Origin, Spent};
use crate::store::held::{Held, Ring};
use crate::store::replace::{Change, Live, turned};
use crate::store::{self, Store, StoreError};

use super::snapshot::Snapshot;
use super::{OpsError, SnapshotInfo, checked_reason, marks, reset};

mod kept;
mod lost;
mod staged;

pub use staged::Staged;
use staged::{leavings, staging_of};

/// A restore into a folder.
pub struct Restore {
    folder: PathBuf,
    holder: Arc<dyn KeyHolder>,
    trail: Trail,
}

impl Restore {
    /// Begins in a vault's folder, or in one that is to become one: then a log is begun too.
    ///
    /// # Errors
    ///
    /// See [`StoreError`]. A log that is gone and of which the holder of the keys knows is not begun anew in silence:
    /// put it back from a copy, or say that it is lost with [`Restore::begin_without_log`].
    pub fn begin(
        folder: &Path,
        holder: Arc<dyn KeyHolder>,
        account: &AccountId,
        actor: &str,
    ) -> Result<Self, OpsError> {
        if let Some(reason) = lost::reason(folder, &*holder, account)? {
            return lost::begin(folder, holder, (account, actor), (&reason, Some(&reason)));
        }
        Home::check_log(folder, &*holder, account)?;
        let log = Self::log(folder, &*holder, account)?.witnessed(Arc::clone(&holder), account)?;
        Ok(Self::over(folder, holder, log, (account, actor)))
    }

    /// As [`Restore::begin`], where the audit log is lost for good: a new one begins by saying so. Cut short, either of
    /// the two goes on with it.
    ///
    /// # Errors
    ///
    /// See [`StoreError`]; a log that is there is not lost.
    pub fn begin_without_log(
        folder: &Path,
        holder: Arc<dyn KeyHolder>,
        (account, actor): (&AccountId, &str),
        reason: &str,
    ) -> Result<Self, OpsError> {
        let reason = checked_reason(reason)?;
        lost::check(folder, &*holder, account)?;
        let known = lost::reason(folder, &*holder, account)?;
        lost::begin(folder, holder, (account, actor), (reason, known.as_deref()))
    }

    /// Goes on with a restore that was staged; nothing is begun where nothing was.
    ///
    /// # Errors
    ///
    /// [`OpsError::NotStaged`]; see [`StoreError`].
    pub fn resume(
        folder: &Path,
        holder: Arc<dyn KeyHolder>,
        account: &AccountId,
        actor: &str,
    ) -> Result<Self, OpsError> {
        let staging = staging_of(folder);
        let mut is_staged = false;
        for path in leavings(&staging) {
            is_staged |= store::is_there(&path)?;
        }
        let trail = if is_staged { Home::trail(folder, &holder, account, actor)? } else { None };
        let trail = trail.ok_or(OpsError::NotStaged)?;
        Ok(Self { folder: folder.to_owned(), holder, trail })
    }

    fn over(folder: &Path, holder: Arc<dyn KeyHolder>, log: AuditLog, (account, actor): (&AccountId, &str)) -> Self {
        let trail = Trail::new(Arc::new(log), account, actor);
        Self { folder: folder.to_owned(), holder, trail }
    }

    fn log(folder: &Path, holder: &dyn KeyHolder, account: &AccountId) -> Result<AuditLog, OpsError> {
        // An `init` at the same time would make a log and its key too.
        let _lock = store::lock(&Home::made(folder)?)?;
        Ok(Home::log_or_new(folder, holder, account)?)
    }

    /// Checks a snapshot and puts its records beside the vault; each was seen to unwrap and to open. What was staged
    /// before is replaced.
    ///
    /// # Errors
    ///
    /// [`OpsError::Malformed`] or [`OpsError::Forged`]; [`KeyError::Missing`](crate::custody::KeyError::Missing) when the
    /// holder lacks the key of the snapshot, which an export brings.
    pub fn stage(&self, snapshot: &Path) -> Result<SnapshotInfo, OpsError> {
        let _turn = store::turn(&self.store())?;
        let outcome = self.put_beside(snapshot);
        let (word, code) = outcome.as_ref().map_or_else(|error| ("refused", error.code()), |_| ("done", "Staged"));
        self.trail.record(self.event("restore-stage", None).ended(word, code))?;
        outcome
    }

    /// What is staged.
    ///
    /// # Errors
    ///
    /// [`OpsError::NotStaged`]; see [`StoreError`].
    pub fn staged(&self) -> Result<Staged, OpsError> {
        if !store::is_there(&self.staging())? {
            return Err(OpsError::NotStaged);
        }
        Ok(Staged(Store::open_staged(&self.staging(), Arc::clone(&self.holder), self.trail.clone())?))
    }

    /// Opens every record once more, and puts what is staged in the place of the vault.
    ///
    /// # Errors
    ///
    /// The old vault is live after any error but those of the audit log and of the anchor, which come after the change.
    pub fn enable(&self, reason: &str) -> Result<Home, OpsError> {
        let reason = checked_reason(reason)?;
        let _turn = store::turn(&self.store())?;
        let Staged(staged) = self.staged()?;
        staged.check()?;
        let event = self.event("restore-enable", Some(reason));
        self.trail.told(&event, ("done", "Restored"), OpsError::code, || self.replace(&staged))?;
        let home = self.home()?;
        home.store.checkpoint()?;
        home.trail.log().checkpoint().map_err(AuditError::after)?;
        self.clear()?;
        Ok(home)
    }

    /// Removes what is staged.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn discard(&self) -> Result<(), OpsError> {
        let _turn = store::turn(&self.store())?;
        self.clear()
    }

    fn clear(&self) -> Result<(), OpsError> {
        // An `enable` that was cut short leaves as much as the vault is large.
        let new = ["new", "new-journal"].map(|ending| beside(&self.store(), ending));
        for path in leavings(&self.staging()).chain(new) {
            disk::remove(&path).map_err(|error| OpsError::io(&path, &error))?;
        }
        Ok(())
    }

    fn home(&self) -> Result<Home, StoreError> {
        let store = Store::open(&self.store(), Arc::clone(&self.holder), self.trail.clone())?;
        Ok(Home { store: Arc::new(store), trail: self.trail.clone() })
    }

    fn put_beside(&self, snapshot: &Path) -> Result<SnapshotInfo, OpsError> {
        self.clear()?;
        let mut snapshot = Snapshot::open(snapshot)?;
        snapshot.check_account(self.trail.account())?;
        let held = self.key_of(&snapshot)?;
        let staging = self.staging();
        let mut maker = Maker::begin(&staging, &held, self.trail.account().as_str())?;
        snapshot.rows(&mut |row| Ok(maker.add(row)?))?;
        let origin = Origin { store_id: turned(snapshot.origin.store_id), ..snapshot.origin };
        // It says of itself that it is staged (`State::is_staged`).
        let anchor = maker.finish(origin, origin.epoch, &snapshot.spent, snapshot.info.audit)?;
        let fail = |error: std::io::Error| OpsError::io(&staging, &error);
        disk::replace(&beside(&staging, "anchor"), &anchor).map_err(fail)?;
        std::fs::rename(beside(&staging, "new"), &staging).and_then(|()| disk::sync_folder(&staging)).map_err(fail)?;
        self.staged()?.check()?;
        Ok(snapshot.info)
    }

    /// The key of a snapshot, if that is the one under which its manifest has its MAC.
    fn key_of(&self, snapshot: &Snapshot) -> Result<Arc<Held>, OpsError> {
        let held = Ring::new(Arc::clone(&self.holder), self.trail.account().clone()).get(snapshot.origin.kek_id)?;
        snapshot.check_maker(&held)?;
        Ok(held)
    }

    fn replace(&self, staged: &Store) -> Result<(), OpsError> {
        let live = Live::of(self.home().map(|home| home.store), &self.store())?;
        let (kept, spent) = match &live {
            Live::Whole(store) => (Some(self.keep(store)?), Spent::new()),
            Live::Broken => (None, self.spent(staged.ids()?)?),
        };
        // Writers go on until the store is locked. What they wrote meanwhile is kept too.
        let keep_rest = |store: &Arc<Store>| match store.origin()?.epoch {
            epoch if Some(epoch) == kept => Ok(()),
            _ => self.keep(store).map(drop),
        };
        let (path, trail) = (&self.store(), &self.trail);
        Ok(Change { path, live: &live, keep: &keep_rest, staged, trail }.make(spent)?)
    }

    fn keep(&self, store: &Arc<Store>) -> Result<u64, StoreError> {
        kept::keep(&self.folder, store, &self.trail)
    }

    /// What the log and the holder of the keys say of versions that must be replaced; the store that said so may be the one
    /// that is lost, and so may the log that did. A log that is not what was written may lack a mark.
    fn spent(&self, ids: Vec<String>) -> Result<Spent, OpsError> {
        let (log, account) = (self.trail.log(), self.trail.account());
        let mut spent = marks::read(&*self.holder, account)?;
        let public = log.key().public();
        let copy = self.holder.note(account, NOTE)?.and_then(|copy| Head::from_mark(&copy, &public));
        let read = events(log.path(), &public, copy, &mut |event: Event| {
            if event.event == reset::MARK && event.account == account.as_str() {
                marks::raise(&mut spent, event.id, event.ver.unwrap_or_default());
            }
        });
        read.map_err(|problem| AuditError::of(log.path(), problem))?;
        marks::spread(&mut spent, ids);
        Ok(spent)
    }

    fn event(&self, event: &str, reason: Option<&str>) -> Event {
        let (reason, source) = (reason.map(str::to_owned), Some("store".to_owned()));
        Event { reason, source, ..self.trail.event(event) }
    }

    fn store(&self) -> PathBuf {
        self.folder.join("vault.db")
    }

    fn staging(&self) -> PathBuf {
        staging_of(&self.folder)
    }
}
