//! Why the store did not do what was asked.

use std::io;
use std::path::{Path, PathBuf};

use crate::audit::AuditError;
use crate::clock::ClockWentBack;
use crate::custody::KeyError;
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
    /// There is or was a store in this place already.
    #[error("{} exists; open that store, or move all its files away", path.display())]
    Exists {
        /// What exists.
        path: PathBuf,
    },
    /// A file that is to be written is there already.
    #[error("{} exists, and nothing is overwritten; take another name, or move it away", path.display())]
    FileExists {
        /// The file.
        path: PathBuf,
    },
    /// The audit log is gone, and the holder of the keys knows of it. A new one would say that nothing ever happened.
    #[error(
        "{} is gone, and the keys of this account know of it; put it back, restore a snapshot, or take another account id",
        path.display()
    )]
    LogGone {
        /// The log.
        path: PathBuf,
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
    /// Others may read the store, or change what stands in its folder.
    #[error("{} has mode {mode:03o}; run `chmod go=` on it, for others may use it", path.display())]
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
    /// A row that must be there is gone.
    #[error("version {version} of {id} has vanished from the store; restore it from a snapshot")]
    Vanished {
        /// The secret.
        id: String,
        /// The version.
        version: u64,
    },
    /// Other writers held the store for too long.
    #[error("{} is held by another writer; see who does not let go of it, and try again", path.display())]
    Busy {
        /// The lock.
        path: PathBuf,
    },
    /// The store's key is being replaced, or that was begun and has not ended.
    #[error("the store's key is being replaced ({to}); wait for it, or resume it if nobody is at it")]
    RotationInProgress {
        /// Which key, or who is at it.
        to: String,
    },
    /// A record's data key does not unwrap, so the key above it must stay.
    #[error("version {version} of {id} does not unwrap ({error}); restore it from a snapshot first")]
    Unwrapped {
        /// The secret.
        id: String,
        /// The version.
        version: u64,
        /// Why it does not.
        error: RecordError,
    },
    /// Secrets that are not there.
    #[error("the store has no {}; nothing was done", ids.join(", "))]
    Absent {
        /// Their ids.
        ids: Vec<String>,
    },
    /// The clock stands before the newest record.
    #[error(transparent)]
    Clock(#[from] ClockWentBack),
    /// The audit log does not take the event.
    #[error(transparent)]
    Audit(AuditError),
    /// The key that opens the store was not given.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A record did not open or could not be made.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The cryptographic library failed.
    #[error("the cryptographic library failed")]
    Crypto,
}

impl StoreError {
    /// The error's name, as written to the audit log.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unavailable { .. } => "Unavailable",
            Self::Exists { .. } | Self::FileExists { .. } => "Exists",
            Self::LogGone { .. } => "LogGone",
            Self::StorageFull { .. } => "StorageFull",
            Self::NotAFile { .. } => "NotAFile",
            Self::TooOpen { .. } => "TooOpen",
            Self::Foreign { .. } => "Foreign",
            Self::Newer { .. } => "Newer",
            Self::OtherKey => "OtherKey",
            Self::WrongKey => "WrongKey",
            Self::RolledBack { .. } => "StoreRolledBack",
            Self::Changed { .. } => "Changed",
            Self::Conflict { .. } => "Conflict",
            Self::Vanished { .. } => "RecordVanished",
            Self::Busy { .. } => "Busy",
            Self::RotationInProgress { .. } => "RotationInProgress",
            Self::Unwrapped { .. } => "IntegrityError",
            Self::Absent { .. } => "UnknownId",
            Self::Clock(_) => "ClockWentBack",
            Self::Audit(error) => error.code(),
            Self::Key(error) => error.status().name(),
            Self::Record(_) => "IntegrityError",
            Self::Crypto => "Crypto",
        }
    }

    pub(crate) fn io(path: &Path, error: &io::Error) -> Self {
        let path = path.to_owned();
        if error.kind() == io::ErrorKind::StorageFull {
            return Self::StorageFull { path };
        }
        Self::Unavailable { path, message: error.to_string() }
    }

    /// Of a file that must be new.
    pub(crate) fn creating(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::FileExists { path: path.to_owned() },
            _ => Self::io(path, error),
        }
    }

    pub(super) fn sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::Foreign { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::DiskFull) => Self::StorageFull { path },
            Some(
                ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::SystemIoFailure
                | ErrorCode::FileLockingProtocolFailed
                | ErrorCode::OutOfMemory,
            ) => Self::Unavailable { path, message: error.to_string() },
            _ => Self::Changed { path },
        }
    }
}

/// A log that shares a full disk is no other error than the disk: what helps is space.
impl From<AuditError> for StoreError {
    fn from(error: AuditError) -> Self {
        match error.is_full() {
            Some(log) => Self::StorageFull { path: log.to_owned() },
            None => Self::Audit(error),
        }
    }
}

impl From<StoreError> for SourceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable { .. } | StoreError::StorageFull { .. } => Self::Unreachable,
            StoreError::Busy { .. } => Self::Timeout,
            StoreError::Vanished { .. } => Self::Vanished,
            StoreError::TooOpen { .. } | StoreError::NotAFile { .. } => Self::Forbidden,
            StoreError::OtherKey | StoreError::WrongKey => Self::WrongKey,
            StoreError::RolledBack { .. } => Self::RolledBack,
            StoreError::Key(KeyError::Locked { .. }) => Self::Locked,
            StoreError::Key(KeyError::Missing { .. }) => Self::KeyMissing,
            StoreError::Key(KeyError::Unavailable { .. }) => Self::Unreachable,
            StoreError::Key(_) => Self::WrongKey,
            _ => Self::Corrupt,
        }
    }
}
