//! Any credential store written for `keyring-core`: the Keychain of macOS, the Credential Manager of Windows, others.

use std::sync::Arc;

use keyring_core::api::CredentialPersistence;
use keyring_core::{CredentialStore, Entry, Error};

use crate::secret::Secret;

use super::{Keyring, KeyringError, SERVICE};

/// A `keyring-core` store as a keyring.
pub struct PlatformKeyring {
    store: Arc<CredentialStore>,
}

impl PlatformKeyring {
    /// Over a store. It must not open dialogs, or a service would wait for one that nobody sees.
    pub fn new(store: Arc<CredentialStore>) -> Self {
        Self { store }
    }

    fn entry(&self, entry: &str) -> Result<Entry, KeyringError> {
        self.store.build(SERVICE, entry, None).map_err(fail)
    }
}

impl Keyring for PlatformKeyring {
    fn read(&self, entry: &str) -> Result<Option<Secret<Vec<u8>>>, KeyringError> {
        match self.entry(entry)?.get_secret() {
            Ok(bytes) => Ok(Some(Secret::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(fail(error)),
        }
    }

    fn write(&self, entry: &str, value: &Secret<Vec<u8>>) -> Result<(), KeyringError> {
        value.expose(|bytes| self.entry(entry)?.set_secret(bytes).map_err(fail))
    }

    fn is_lasting(&self) -> Result<bool, KeyringError> {
        let forgets = matches!(
            self.store.persistence(),
            CredentialPersistence::EntryOnly
                | CredentialPersistence::ProcessOnly
                | CredentialPersistence::UntilLogout
                | CredentialPersistence::UntilReboot
        );
        Ok(!forgets)
    }

    fn remove(&self, entry: &str) -> Result<(), KeyringError> {
        match self.entry(entry)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(fail(error)),
        }
    }
}

fn fail(error: Error) -> KeyringError {
    match error {
        Error::NoStorageAccess(_) => KeyringError::Locked,
        Error::Ambiguous(_) => KeyringError::Ambiguous,
        // Two of its errors carry the stored bytes, and none of them is needed to know what to do.
        Error::BadEncoding(_) | Error::BadDataFormat(..) => unavailable("an entry does not have the form it should"),
        other => unavailable(&other.to_string()),
    }
}

fn unavailable(message: &str) -> KeyringError {
    KeyringError::Unavailable { message: message.to_owned() }
}
