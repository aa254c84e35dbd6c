//! Why an operation was not done.

use std::path::{Path, PathBuf};

use crate::account::AccountId;
use crate::audit::AuditError;
use crate::custody::KeyError;
use crate::envelope::EnvelopeError;
use crate::resolver::ResolveError;
use crate::store::StoreError;

/// An error of an operation. Whatever it is, the vault is as it was, unless the operation says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum OpsError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key was not given or not kept.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The audit log does not take the event.
    #[error(transparent)]
    Audit(AuditError),
    /// A value to be exported was not given.
    #[error(transparent)]
    Resolve(#[from] ResolveError),
    /// The envelope does not open, or asks for too much.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// A file is not what it should be, or not whole.
    #[error("{what} is damaged or no such file: {why}; take another copy of it")]
    Malformed {
        /// What was read.
        what: &'static str,
        /// What gives it away.
        why: &'static str,
    },
    /// A file says that it is genuine and is not.
    #[error("{what} is not genuine: {why}; find out where it came from")]
    Forged {
        /// What was read.
        what: &'static str,
        /// What gives it away.
        why: &'static str,
    },
    /// It belongs to another account.
    #[error("it belongs to the account {found}, not to {expected}")]
    OtherAccount {
        /// The account that it names.
        found: String,
        /// The one that was asked for.
        expected: AccountId,
    },
    /// Its time is over.
    #[error("the export expired at {expired_ms} ms since 1970; make a new one")]
    Expired {
        /// When.
        expired_ms: u64,
    },
    /// An export would be for nothing, or for too long.
    #[error("an export lives for between a minute and 90 days")]
    Lifetime,
    /// The operator gave no reason that can be recorded.
    #[error("a reason is needed, in one line of at most 500 bytes: it goes into the audit log")]
    NoReason,
    /// The account's id was not typed as it is.
    #[error("type the account id exactly: {expected}")]
    NotTyped {
        /// The account.
        expected: AccountId,
    },
    /// Ids that are not there.
    #[error("unknown here: {}; nothing was done", ids.join(", "))]
    Unknown {
        /// The ids.
        ids: Vec<String>,
    },
    /// The log that is called lost is there.
    #[error("{} is there, and so is not lost; nothing was done", path.display())]
    NotLost {
        /// The log.
        path: PathBuf,
    },
    /// There is nothing to enable.
    #[error("nothing is staged; stage a snapshot first")]
    NotStaged,
}

impl From<AuditError> for OpsError {
    fn from(error: AuditError) -> Self {
        match StoreError::from(error) {
            StoreError::Audit(error) => Self::Audit(error),
            full => Self::Store(full),
        }
    }
}

impl OpsError {
    /// The error's name, as written to the audit log.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::Key(error) => error.status().name(),
            Self::Audit(error) => error.code(),
            Self::Resolve(error) => error.status().name(),
            Self::Envelope(EnvelopeError::WrongPassphrase) => "WrongPassphrase",
            Self::Envelope(EnvelopeError::Cost) => "Cost",
            Self::Envelope(EnvelopeError::Crypto) => "Crypto",
            Self::Envelope(EnvelopeError::Malformed) | Self::Malformed { .. } => "Malformed",
            Self::Forged { .. } => "Forged",
            Self::OtherAccount { .. } => "OtherAccount",
            Self::Expired { .. } => "Expired",
            Self::Lifetime => "Lifetime",
            Self::NoReason => "NoReason",
            Self::NotTyped { .. } => "NotTyped",
            Self::Unknown { .. } => "UnknownId",
            Self::NotLost { .. } => "Exists",
            Self::NotStaged => "NotStaged",
        }
    }

    pub(super) fn io(path: &Path, error: &std::io::Error) -> Self {
        Self::Store(StoreError::io(path, error))
    }
}
