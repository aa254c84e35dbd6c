//! Why the store did not do what was asked.

use std::io;
use std::path::{Path, PathBuf};

use crate::record::RecordError;
use crate::source::SourceError;

/// An error of the store. Whatever it is, what was on disk before is still there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A file cannot be read or written.
    #[error("{} is unavailable: {message}", path.display())]
    Unavailable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        message: String,
    },
    /// The disk is full.
    #[error("no space left for {}; free some and try again", path.display())]
    StorageFull {
        /// The file.
        path: PathBuf,
    },
    /// Something else than a plain file stands in the store's place.
    #[error("{} is not a plain file; links are not followed", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// Others may read the store.
    #[error("{} has mode {mode:03o}; run `chmod 600` on it", path.display())]
    TooOpen {
        /// The store.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is not a store.
    #[error("{} is not a secret store", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A newer program wrote the store.
    #[error("{} has format {format}; update this program", path.display())]
    Newer {
        /// The store.
        path: PathBuf,
        /// Its format.
        format: i64,
    },
    /// The store is wrapped under a key with another id.
    #[error("the store belongs to another key; the keyring must hold that one")]
    OtherKey,
    /// The key has the right id and is not the store's, or the account is another.
    #[error("the key or the account is not the store's")]
    WrongKey,
    /// The store was put back from an older copy.
    #[error("the store is at epoch {store} and was already at {anchor}: an older copy was put back")]
    RolledBack {
        /// The newest epoch that was written.
        anchor: u64,
        /// The epoch found.
        store: u64,
    },
    /// Rows or files were changed, removed or added from outside.
    #[error("{} was changed from outside; restore it from a snapshot", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Another writer was first.
    #[error("the newest version is {found}, not {expected}; read it and decide again")]
    Conflict {
        /// What the writer had seen.
        expected: u64,
        /// What is there.
        found: u64,
    },
    /// The clock stands before the newest record.
    #[error("the clock is behind the newest record ({now_ms} < {newest_ms} ms); set the clock")]
    ClockWentBack {
        /// The clock.
        now_ms: u64,
        /// The newest record.
        newest_ms: u64,
    },
    /// The account id is not usable.
    #[error("the account id is refused: {why}")]
    Account {
        /// Why.
        why: &'static str,
    },
    /// A record did not open or could not be made.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The cryptographic library failed.
    #[error("the cryptographic library failed")]
    Crypto,
}

impl StoreError {
    pub(super) fn io(path: &Path, error: &io::Error) -> Self {
        let path = path.to_owned();
        if error.kind() == io::ErrorKind::StorageFull {
            return Self::StorageFull { path };
        }
        Self::Unavailable { path, message: error.to_string() }
    }

    pub(super) fn sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::Foreign { path },
            Some(ErrorCode::DiskFull) => Self::StorageFull { path },
            Some(
                ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::SystemIoFailure | ErrorCode::DatabaseBusy,
            ) => Self::Unavailable { path, message: error.to_string() },
            _ => Self::Changed { path },
        }
    }
}

impl From<StoreError> for SourceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable { .. } | StoreError::StorageFull { .. } => Self::Unreachable,
            StoreError::TooOpen { .. } | StoreError::NotAFile { .. } => Self::Forbidden,
            StoreError::OtherKey | StoreError::WrongKey => Self::WrongKey,
            StoreError::RolledBack { .. } => Self::RolledBack,
            _ => Self::Corrupt,
        }
    }
}
