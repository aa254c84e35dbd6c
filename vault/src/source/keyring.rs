//! Values from the operating system's keyring.

use crate::account::AccountId;
use crate::keyring::{Keyring, KeyringError};
use crate::manifest::Entry;
use crate::policy::SourceKind;

use super::{Fetched, Legacy, Source, SourceError};

/// Secrets that stand in a keyring as `<account>/secret/<id>`.
pub struct KeyringSource<K> {
    keyring: K,
    account: AccountId,
}

impl<K: Keyring> KeyringSource<K> {
    /// The secrets of an account.
    pub fn new(keyring: K, account: AccountId) -> Self {
        Self { keyring, account }
    }

    /// The name of a secret's entry.
    pub fn entry_name(account: &AccountId, id: &str) -> String {
        format!("{account}/secret/{id}")
    }
}

impl<K: Keyring> Source for KeyringSource<K> {
    fn kind(&self) -> SourceKind {
        SourceKind::Keyring
    }

    fn fetch(&self, entry: &Entry, _: Legacy) -> Result<Fetched, SourceError> {
        let value = self.keyring.read(&Self::entry_name(&self.account, &entry.id.text))?.ok_or(SourceError::Missing)?;
        if value.expose(|bytes| std::str::from_utf8(bytes).is_err()) {
            return Err(SourceError::NotUtf8);
        }
        Ok(Fetched::of(value))
    }
}

impl From<KeyringError> for SourceError {
    fn from(error: KeyringError) -> Self {
        match error {
            KeyringError::Locked => Self::Locked,
            KeyringError::Ambiguous => Self::Corrupt,
            KeyringError::Unavailable { .. } => Self::Unreachable,
        }
    }
}
