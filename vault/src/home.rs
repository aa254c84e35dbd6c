//! A vault's folder: the store in `vault.db`, the log in `audit.log`, and what stands beside them.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::account::AccountId;
use crate::audit::{self, AuditKey, AuditLog, Trail};
use crate::custody::{Key, KeyError, KeyHolder, KeyName};
use crate::manifest::{Manifest, Profile};
use crate::resolver::{Builder, Vault};
use crate::store::{self, Store, StoreError};

/// An open folder.
pub struct Home {
    /// Its store.
    pub store: Arc<Store>,
    /// Who writes to its log.
    pub trail: Trail,
}

impl Home {
    /// Makes a folder with an empty store and an empty log, and the keys for them.
    ///
    /// # Errors
    ///
    /// See [`StoreError`]; a folder that holds a store is an error before any key is made.
    pub fn init(
        folder: &Path,
        holder: Arc<dyn KeyHolder>,
        account: &AccountId,
        actor: &str,
    ) -> Result<Self, StoreError> {
        let store = Self::made(folder)?;
        // Two that begin at once must not both make keys, and a restore must not take the new store for a broken one: the
        // second one finds a store.
        let _turn = store::patient_turn(&store)?;
        let _lock = store::lock(&store)?;
        Store::check_new(&store, &*holder, account)?;
        Self::check_log(folder, &*holder, account)?;
        // An init that was cut short may have left a log, which is continued like any other.
        let log = Self::log_or_new(folder, &*holder, account)?.witnessed(Arc::clone(&holder), account)?;
        let trail = Trail::new(Arc::new(log), account, actor);
        let store = Arc::new(Store::init_locked(&store, holder, trail.clone())?);
        Ok(Self { store, trail })
    }

    /// Opens a folder.
    ///
    /// # Errors
    ///
    /// See [`StoreError`]. Nothing is created.
    pub fn open(
        folder: &Path,
        holder: Arc<dyn KeyHolder>,
        account: &AccountId,
        actor: &str,
    ) -> Result<Self, StoreError> {
        let key = audit_key(&holder.load(&KeyName::audit(account))?)?;
        let log = AuditLog::open(&folder.join("audit.log"), key)?.witnessed(Arc::clone(&holder), account)?;
        let trail = Trail::new(Arc::new(log), account, actor);
        let store = Arc::new(Store::open(&folder.join("vault.db"), holder, trail.clone())?);
        Ok(Self { store, trail })
    }

    /// Who writes to a folder's log without opening its store; `None` where no log was begun.
    ///
    /// # Errors
    ///
    /// [`StoreError::LogGone`] where there is no log and the holder knows of one; [`KeyError::Missing`] where there is one
    /// and the holder cannot sign it; see [`StoreError`].
    pub fn trail(
        folder: &Path,
        holder: &Arc<dyn KeyHolder>,
        account: &AccountId,
        actor: &str,
    ) -> Result<Option<Trail>, StoreError> {
        Self::check_log(folder, &**holder, account)?;
        let log = folder.join("audit.log");
        if !is_begun(&log)? {
            return Ok(None);
        }
        let key = audit_key(&holder.load(&KeyName::audit(account))?)?;
        let log = AuditLog::open(&log, key)?.witnessed(Arc::clone(holder), account)?;
        Ok(Some(Trail::new(Arc::new(log), account, actor)))
    }

    /// Makes a folder where there is none, and gives the place of its store; refuses one that others may write.
    pub(crate) fn made(folder: &Path) -> Result<PathBuf, StoreError> {
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|error| StoreError::io(folder, &error))?;
        let store = folder.join("vault.db");
        store::check_folder(&store).map(|()| store)
    }

    /// A log that is gone and of which the holder of the keys knows must not begin anew in silence.
    pub(crate) fn check_log(folder: &Path, holder: &dyn KeyHolder, account: &AccountId) -> Result<(), StoreError> {
        let log = folder.join("audit.log");
        if !is_begun(&log)? && holder.note(account, audit::NOTE)?.is_some_and(|note| !note.is_empty()) {
            return Err(StoreError::LogGone { path: log });
        }
        Ok(())
    }

    /// The log of a folder, begun if there is none, with its key.
    pub(crate) fn log_or_new(
        folder: &Path,
        holder: &dyn KeyHolder,
        account: &AccountId,
    ) -> Result<AuditLog, StoreError> {
        let log = folder.join("audit.log");
        let key = match holder.load(&KeyName::audit(account)) {
            // A log that was begun has a key, which is missing: another one would make it look like a changed log.
            Err(KeyError::Missing { name, .. }) if !is_begun(&log)? => holder.create(&name)?,
            loaded => loaded?,
        };
        let key = audit_key(&key)?;
        Ok(if is_begun(&log)? { AuditLog::open(&log, key)? } else { AuditLog::create(&log, key)? })
    }

    /// A resolver over this folder's store; other sources can be bound to it.
    pub fn vault(&self, manifest: Manifest, profile: Profile) -> Builder {
        Vault::builder(manifest, profile, self.trail.clone()).bind(Arc::clone(&self.store))
    }
}

fn is_begun(log: &Path) -> Result<bool, StoreError> {
    audit::is_begun(log).map_err(|error| StoreError::io(log, &error))
}

fn audit_key(key: &Key) -> Result<Arc<AuditKey>, StoreError> {
    AuditKey::from_seed(key).map(Arc::new).ok_or(StoreError::Crypto)
}
