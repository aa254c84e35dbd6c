//! Places that hold values. Each answers for itself: a value, or its own typed failure.

use crate::manifest::Entry;
use crate::policy::SourceKind;
use crate::secret::Secret;
use crate::status::Status;

mod env;
#[cfg(feature = "external")]
mod external;
mod keyring;
mod store;

pub use env::EnvSource;
#[cfg(feature = "external")]
pub use external::{External, Server, ServerError};
pub use keyring::KeyringSource;

/// What a source gives for an entry.
#[derive(Debug)]
pub struct Fetched {
    /// The value.
    pub value: Secret<Vec<u8>>,
    /// The value's version, where the source counts versions.
    pub version: Option<u64>,
    /// The deprecated name under which the value was found.
    pub deprecated: Option<String>,
    /// Whether this version counts as known to others, because a reset said so.
    pub is_spent: bool,
}

impl Fetched {
    /// A value of which there is nothing more to say.
    pub fn of(value: Secret<Vec<u8>>) -> Self {
        Self { value, version: None, deprecated: None, is_spent: false }
    }
}

/// Why a source gave no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceError {
    /// The source works and holds no value for the entry.
    Missing,
    /// It cannot be reached.
    Unreachable,
    /// It did not answer in time.
    Timeout,
    /// It refused the caller.
    Forbidden,
    /// It is locked.
    Locked,
    /// The value is empty.
    Empty,
    /// The value is not UTF-8.
    NotUtf8,
    /// What it holds is damaged or forged.
    Corrupt,
    /// The store does not belong to the key or the account.
    WrongKey,
    /// The key is not where it should be.
    KeyMissing,
    /// An older copy of the store was put back.
    RolledBack,
    /// The record must be there and is gone.
    Vanished,
    /// A reset said that the value must be replaced.
    MustRotate,
    /// A deprecated name is set although the profile refuses it.
    LegacyAlias(String),
    /// These two names hold different values.
    Conflict(String, String),
}

impl SourceError {
    /// The status that a read ends with.
    pub fn status(&self) -> Status {
        match self {
            Self::Missing => Status::Missing,
            Self::Unreachable => Status::SourceUnreachable,
            Self::Timeout => Status::SourceTimeout,
            Self::Forbidden => Status::SourceForbidden,
            Self::Locked => Status::SourceLocked,
            Self::Empty => Status::EmptyValue,
            Self::NotUtf8 => Status::NotUtf8,
            Self::Corrupt => Status::IntegrityError,
            Self::WrongKey => Status::WrongKey,
            Self::KeyMissing => Status::KeyMissing,
            Self::RolledBack => Status::StoreRolledBack,
            Self::Vanished => Status::RecordVanished,
            Self::MustRotate => Status::MustRotate,
            Self::LegacyAlias(_) => Status::RejectedLegacyAlias,
            Self::Conflict(..) => Status::ConflictingNames,
        }
    }
}

/// A place that holds values.
pub trait Source: Send + Sync {
    /// Which column of the policy it stands in.
    fn kind(&self) -> SourceKind;

    /// Reads the value of an entry; may block on a disk or a network.
    ///
    /// # Errors
    ///
    /// The source's own failure. "Missing" only when the source is known to work.
    fn fetch(&self, entry: &Entry, legacy: Legacy) -> Result<Fetched, SourceError>;
}

/// Whether deprecated names may still be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Legacy {
    /// They give a value and a warning.
    Warn,
    /// A set one is an error, whatever the other names hold.
    Refuse,
}

impl<S: Source + ?Sized> Source for std::sync::Arc<S> {
    fn kind(&self) -> SourceKind {
        (**self).kind()
    }

    fn fetch(&self, entry: &Entry, legacy: Legacy) -> Result<Fetched, SourceError> {
        (**self).fetch(entry, legacy)
    }
}
