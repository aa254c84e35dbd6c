//! The operating system's keyring: named entries of bytes in a place that the session's owner unlocks.
//!
//! No entry and no answer are kept apart: whoever takes an error for "nothing there" and makes a new key orphans every
//! secret under the old one. Nothing here ever opens a dialog; a service that waits for one would hang.

use crate::secret::Secret;

#[cfg(feature = "keyring")]
mod platform;
#[cfg(all(feature = "keyring", target_os = "linux"))]
mod secret_service;

#[cfg(feature = "keyring")]
pub use platform::PlatformKeyring;
#[cfg(all(feature = "keyring", target_os = "linux"))]
pub use secret_service::SecretService;

/// The name of the vault's entries in every keyring.
#[cfg(feature = "keyring")]
const SERVICE: &str = "secret-guard";

/// Why the keyring did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// It is locked.
    #[error("the keyring is locked; unlock it and try again")]
    Locked,
    /// Two entries have the same name, and choosing one would be a guess.
    #[error("the keyring has two entries of this name; remove one of them")]
    Ambiguous,
    /// It cannot be reached, or it failed.
    #[error("the keyring is unavailable: {message}")]
    Unavailable {
        /// What it said.
        message: String,
    },
}

/// A keyring. Calls may block on another process, for seconds at most.
pub trait Keyring: Send + Sync {
    /// The bytes of an entry; `None` only when the keyring is open and has no such entry.
    ///
    /// # Errors
    ///
    /// See [`KeyringError`].
    fn read(&self, entry: &str) -> Result<Option<Secret<Vec<u8>>>, KeyringError>;

    /// Makes or replaces an entry.
    ///
    /// # Errors
    ///
    /// See [`KeyringError`].
    fn write(&self, entry: &str, value: &Secret<Vec<u8>>) -> Result<(), KeyringError>;

    /// Removes an entry; one that is not there is no error.
    ///
    /// # Errors
    ///
    /// See [`KeyringError`].
    fn remove(&self, entry: &str) -> Result<(), KeyringError>;

    /// The names of all entries of the vault.
    ///
    /// # Errors
    ///
    /// See [`KeyringError`]; [`KeyringError::Unavailable`] also from a keyring that cannot list its entries.
    fn entries(&self) -> Result<Vec<String>, KeyringError> {
        Err(KeyringError::Unavailable { message: "it cannot list its entries".to_owned() })
    }

    /// Whether entries outlast the session and the machine's next start.
    ///
    /// # Errors
    ///
    /// See [`KeyringError`].
    fn is_lasting(&self) -> Result<bool, KeyringError> {
        Ok(true)
    }
}

impl<K: Keyring + ?Sized> Keyring for std::sync::Arc<K> {
    fn read(&self, entry: &str) -> Result<Option<Secret<Vec<u8>>>, KeyringError> {
        (**self).read(entry)
    }

    fn write(&self, entry: &str, value: &Secret<Vec<u8>>) -> Result<(), KeyringError> {
        (**self).write(entry, value)
    }

    fn remove(&self, entry: &str) -> Result<(), KeyringError> {
        (**self).remove(entry)
    }

    fn entries(&self) -> Result<Vec<String>, KeyringError> {
        (**self).entries()
    }

    fn is_lasting(&self) -> Result<bool, KeyringError> {
        (**self).is_lasting()
    }
}
