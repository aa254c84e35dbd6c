//! Keys in the operating system's keyring, under `secret-guard/<account>/…`. Entries are hexadecimal, since some
//! keyrings keep only text.

use crate::account::AccountId;
use crate::bytes::{hex, unhex};
use crate::keyring::{Keyring, KeyringError};
use crate::secret::Secret;

use super::{Key, KeyError, KeyHolder, KeyName};

/// A keyring as a holder of keys.
pub struct KeyringHolder<K> {
    keyring: K,
}

impl<K: Keyring> KeyringHolder<K> {
    /// Over a keyring.
    pub fn new(keyring: K) -> Self {
        Self { keyring }
    }

    fn fail(&self, error: KeyringError) -> KeyError {
        let place = self.place();
        match error {
            KeyringError::Locked => KeyError::Locked { place },
            KeyringError::Ambiguous => KeyError::Wrong { place, why: "two entries have its name; remove one of them" },
            KeyringError::Unavailable { message } => KeyError::Unavailable { place, message },
        }
    }

    fn read(&self, entry: &str) -> Result<Option<Secret<Vec<u8>>>, KeyError> {
        let Some(text) = self.keyring.read(entry).map_err(|error| self.fail(error))? else { return Ok(None) };
        let bytes = text.expose(|text| std::str::from_utf8(text).ok().and_then(unhex));
        let bytes =
            bytes.ok_or_else(|| KeyError::Wrong { place: self.place(), why: "its entry is not hexadecimal" })?;
        Ok(Some(Secret::new(bytes)))
    }

    fn write(&self, entry: &str, bytes: &[u8]) -> Result<(), KeyError> {
        let text = Secret::new(hex(bytes).into_bytes());
        self.keyring.write(entry, &text).map_err(|error| self.fail(error))
    }
}

impl<K: Keyring> KeyHolder for KeyringHolder<K> {
    fn place(&self) -> String {
        "the keyring".to_owned()
    }

    fn load(&self, name: &KeyName) -> Result<Key, KeyError> {
        let missing = || KeyError::Missing { place: self.place(), name: name.clone() };
        let bytes = self.read(&name.to_string())?.ok_or_else(missing)?;
        let wrong = || KeyError::Wrong { place: self.place(), why: "its entry has not 32 bytes" };
        bytes.expose(|bytes| Secret::copied(bytes)).ok_or_else(wrong)
    }

    fn keep(&self, name: &KeyName, key: &Key) -> Result<(), KeyError> {
        if self.read(&name.to_string())?.is_some() {
            return Err(KeyError::Exists { place: self.place(), name: name.clone() });
        }
        key.expose(|key| self.write(&name.to_string(), key))
    }

    fn remove(&self, name: &KeyName) -> Result<(), KeyError> {
        self.keyring.remove(&name.to_string()).map_err(|error| self.fail(error))
    }

    fn keys(&self, account: &AccountId) -> Result<Vec<KeyName>, KeyError> {
        let entries = self.keyring.entries().map_err(|error| self.fail(error))?;
        Ok(super::names_of(account, entries.iter().map(String::as_str)))
    }

    fn is_lasting(&self) -> Result<bool, KeyError> {
        self.keyring.is_lasting().map_err(|error| self.fail(error))
    }

    fn note(&self, account: &AccountId, name: &str) -> Result<Option<Vec<u8>>, KeyError> {
        let note = self.read(&format!("{account}/note/{name}"))?;
        Ok(note.map(|bytes| bytes.expose(Vec::clone)))
    }

    fn set_note(&self, account: &AccountId, name: &str, bytes: &[u8]) -> Result<(), KeyError> {
        self.write(&format!("{account}/note/{name}"), bytes)
    }
}
