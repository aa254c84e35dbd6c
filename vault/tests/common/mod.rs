//! What the tests share: a scratch log, a manifest, a source that counts its calls.
#![allow(dead_code, reason = "each test file uses its part")]

pub mod disk;
pub mod faults;
pub mod home;
pub mod keyfile;
#[cfg(target_os = "linux")]
pub mod memory;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use secret_guard_vault::Secret;
use secret_guard_vault::account::AccountId;
use secret_guard_vault::audit::{AuditKey, AuditLog, Event, Trail};
use secret_guard_vault::manifest::{Entry, Manifest};
use secret_guard_vault::policy::SourceKind;
use secret_guard_vault::source::{Fetched, Legacy, Source, SourceError};

pub fn key() -> Arc<AuditKey> {
    Arc::new(AuditKey::from_seed(&Secret::new([7; 32])).expect("a seed makes a key"))
}

pub struct Scratch {
    pub dir: tempfile::TempDir,
    pub path: PathBuf,
}

impl Scratch {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let path = dir.path().join("audit.log");
        Self { dir, path }
    }

    pub fn create(&self) -> AuditLog {
        AuditLog::create(&self.path, key()).expect("a new log")
    }

    /// A trail over a new log.
    pub fn trail(&self) -> Trail {
        Trail::new(Arc::new(self.create()), &AccountId::parse("acme-prod").expect("an account id"), "tester")
    }

    pub fn open(&self) -> AuditLog {
        AuditLog::open(&self.path, key()).expect("an open log")
    }
}

pub fn event(id: &str) -> Event {
    Event { event: "read".to_owned(), id: id.to_owned(), actor: "test".to_owned(), ..Event::default() }
}

pub fn manifest(class: &str) -> Manifest {
    let text = format!(
        "version: 1\nsecrets:\n  - id: api-key\n    class: {class}\n    kind: secret\n    env: API_KEY\n    owner: team\n    \
         aliases: [SERVICE_API_KEY]\n    deprecated:\n      - {{ name: OLD_API_KEY, since: 2026-01-31 }}\n    \
         required_in: [strict]\n"
    );
    Manifest::parse(&text).expect("a valid manifest")
}

/// A source that gives one outcome and counts how often it was asked.
#[derive(Clone)]
pub struct Spy {
    pub kind: SourceKind,
    pub calls: Arc<AtomicUsize>,
    pub outcome: Result<&'static [u8], SourceError>,
}

impl Spy {
    pub fn new(kind: SourceKind, outcome: Result<&'static [u8], SourceError>) -> Self {
        Self { kind, calls: Arc::default(), outcome }
    }

    pub fn count(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

impl Source for Spy {
    fn kind(&self) -> SourceKind {
        self.kind
    }

    fn fetch(&self, _: &Entry, _: Legacy) -> Result<Fetched, SourceError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let value = Secret::new(self.outcome.clone()?.to_vec());
        Ok(Fetched::of(value))
    }
}

pub fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("a readable log");
    text.lines().map(str::to_owned).collect()
}
