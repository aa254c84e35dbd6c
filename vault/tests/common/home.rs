//! A scratch store with its log and its keys.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use secret_guard_vault::Secret;
use secret_guard_vault::account::AccountId;
use secret_guard_vault::audit::{AuditKey, AuditLog, Trail};
use secret_guard_vault::custody::{Key, KeyError, KeyHolder, KeyName};
use secret_guard_vault::keyring::{Keyring, KeyringError};
use secret_guard_vault::store::{Store, StoreError};

pub fn account(text: &str) -> AccountId {
    AccountId::parse(text).expect("a good account id")
}

pub fn value(text: &str) -> Secret<Vec<u8>> {
    Secret::new(text.as_bytes().to_vec())
}

/// Gives the same key to every process that asks, so that children need no keyring; its notes are its own.
#[derive(Default)]
pub struct FixedKeys {
    pub notes: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl KeyHolder for FixedKeys {
    fn place(&self) -> String {
        "the fixed keys".to_owned()
    }

    fn load(&self, _: &KeyName) -> Result<Key, KeyError> {
        Ok(Secret::new([7; 32]))
    }

    fn keep(&self, _: &KeyName, _: &Key) -> Result<(), KeyError> {
        Ok(())
    }

    fn create(&self, name: &KeyName) -> Result<Key, KeyError> {
        self.load(name)
    }

    fn remove(&self, _: &KeyName) -> Result<(), KeyError> {
        Ok(())
    }

    fn keys(&self, _: &AccountId) -> Result<Vec<KeyName>, KeyError> {
        Ok(Vec::new())
    }

    fn note(&self, account: &AccountId, name: &str) -> Result<Option<Vec<u8>>, KeyError> {
        Ok(self.notes.lock().expect("a lock").get(&format!("{account}/{name}")).cloned())
    }

    fn set_note(&self, account: &AccountId, name: &str, bytes: &[u8]) -> Result<(), KeyError> {
        self.notes.lock().expect("a lock").insert(format!("{account}/{name}"), bytes.to_vec());
        Ok(())
    }
}

/// A keyring in memory that can be locked, emptied and tampered with.
#[derive(Default)]
pub struct MemoryKeyring {
    pub entries: Mutex<BTreeMap<String, Vec<u8>>>,
    pub locked: AtomicBool,
}

impl MemoryKeyring {
    fn open(&self) -> Result<std::sync::MutexGuard<'_, BTreeMap<String, Vec<u8>>>, KeyringError> {
        if self.locked.load(Ordering::SeqCst) {
            return Err(KeyringError::Locked);
        }
        Ok(self.entries.lock().expect("a lock"))
    }
}

impl Keyring for MemoryKeyring {
    fn read(&self, entry: &str) -> Result<Option<Secret<Vec<u8>>>, KeyringError> {
        Ok(self.open()?.get(entry).cloned().map(Secret::new))
    }

    fn write(&self, entry: &str, value: &Secret<Vec<u8>>) -> Result<(), KeyringError> {
        self.open()?.insert(entry.to_owned(), value.expose(Vec::clone));
        Ok(())
    }

    fn remove(&self, entry: &str) -> Result<(), KeyringError> {
        self.open()?.remove(entry);
        Ok(())
    }

    fn entries(&self) -> Result<Vec<String>, KeyringError> {
        Ok(self.open()?.keys().cloned().collect())
    }
}

pub fn audit_key() -> Arc<AuditKey> {
    Arc::new(AuditKey::from_seed(&Secret::new([7; 32])).expect("a seed makes a key"))
}

pub struct Home {
    pub dir: tempfile::TempDir,
    pub path: PathBuf,
    pub holder: Arc<FixedKeys>,
}

impl Home {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let path = dir.path().join("vault.db");
        let holder = Arc::new(FixedKeys::default());
        AuditLog::create(&dir.path().join("audit.log"), audit_key()).expect("a new log");
        Store::init(&path, holder.clone(), trail(&path)).expect("a new store");
        Self { dir, path, holder }
    }

    pub fn filled() -> Self {
        let home = Self::new();
        let store = home.open();
        for (id, text, seen) in [("api-key", "first", 0), ("api-key", "second", 1), ("other", "third", 0)] {
            store.put(id, secret_guard_vault::manifest::Class::Runtime, &value(text), seen).expect("stored");
        }
        drop(store);
        home
    }

    pub fn try_open(&self) -> Result<Store, StoreError> {
        Store::open(&self.path, self.holder.clone(), trail(&self.path))
    }

    /// Opens without any copy of the anchor outside of the folder.
    pub fn try_open_alone(&self) -> Result<Store, StoreError> {
        open_alone(&self.path)
    }

    pub fn open(&self) -> Store {
        self.try_open().expect("an open store")
    }

    pub fn beside(&self, ending: &str) -> PathBuf {
        self.path.with_extension(format!("db.{ending}"))
    }

    pub fn log(&self) -> PathBuf {
        self.dir.path().join("audit.log")
    }

    pub fn sql(&self, statement: &str) {
        let database = rusqlite::Connection::open(&self.path).expect("a database");
        assert!(database.execute(statement, []).expect("a statement") > 0, "{statement} changed nothing");
    }
}

pub fn open_alone(path: &Path) -> Result<Store, StoreError> {
    Store::open(path, Arc::new(FixedKeys::default()), trail(path))
}

pub fn trail(store: &Path) -> Trail {
    let log = store.with_file_name("audit.log");
    Trail::new(Arc::new(AuditLog::open(&log, audit_key()).expect("a log")), &account("acme-prod"), "tester")
}
