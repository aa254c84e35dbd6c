//! Keys in a file under a passphrase: the named alternative for machines without a keyring.
//!
//! The plain bytes of its [envelope](crate::envelope) are `TLV(name, key, name, key, …)`. Notes stand beside it, in the
//! clear: they are public, and what they say is authenticated by its own means.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use zeroize::Zeroizing;

use crate::account::AccountId;
use crate::bytes::{Reader, tlv};
use crate::disk::{self, Refusal};
use crate::envelope::{self, Cost, EnvelopeError};
use crate::secret::Secret;

use super::{Key, KeyError, KeyHolder, KeyName};

const CONTEXT: &[u8] = b"key file";
const MOST_BYTES: u64 = 1024 * 1024;
const MOST_NOTE: u64 = 64 * 1024;
/// How long to wait for another process that changes the file.
const PATIENCE: Duration = Duration::from_secs(30);

/// A key file. Its passphrase stays in memory, since each write encrypts anew.
///
/// It protects against a copied disk as far as the passphrase resists guessing. Keep it outside the store's folder:
/// whoever can put back both from an older copy can hide that the store was rolled back.
pub struct KeyFile {
    path: PathBuf,
    passphrase: Secret<Vec<u8>>,
    cost: Cost,
    /// What was read last, so that the passphrase is stretched once for each state of the file.
    cache: Mutex<Option<(Vec<u8>, Keys)>>,
}

type Keys = BTreeMap<String, Key>;

impl KeyFile {
    /// Makes a key file without keys, readable by its owner only.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unavailable`], also when the file exists; [`KeyError::Wrong`] for a cost that is not accepted.
    pub fn create(path: &Path, passphrase: Secret<Vec<u8>>, cost: Cost) -> Result<Self, KeyError> {
        let file = Self { path: path.to_owned(), passphrase, cost, cache: Mutex::default() };
        disk::create(path, &file.seal(&Keys::new())?).map_err(|error| file.unavailable(&error))?;
        Ok(file)
    }

    /// Opens a key file.
    ///
    /// # Errors
    ///
    /// [`KeyError::Wrong`] when the passphrase does not open it, or others may read it; [`KeyError::Unavailable`].
    pub fn open(path: &Path, passphrase: Secret<Vec<u8>>) -> Result<Self, KeyError> {
        let mut file = Self { path: path.to_owned(), passphrase, cost: Cost::default(), cache: Mutex::default() };
        file.with_keys(|_| ())?;
        // Whoever made it chose what it costs.
        let cache = file.cache.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.cost = cache.as_ref().and_then(|(bytes, _)| envelope::cost(bytes)).unwrap_or_default();
        Ok(file)
    }

    /// Lends the keys as the file has them now.
    fn with_keys<R>(&self, read: impl FnOnce(&Keys) -> R) -> Result<R, KeyError> {
        let mut cache = self.cache();
        let private = disk::check_folder(&self.path).and_then(|()| disk::check_private(&self.path));
        private.map_err(|refusal| self.refuse(refusal))?;
        let bytes = disk::read(&self.path, MOST_BYTES).map_err(|error| self.unavailable(&error))?;
        if cache.as_ref().is_none_or(|(known, _)| *known != bytes) {
            *cache = Some((bytes.clone(), self.unseal(&bytes)?));
        }
        cache.as_ref().map(|(_, keys)| read(keys)).ok_or_else(|| self.wrong("it cannot be read"))
    }

    /// Changes the keys as they are now; others wait, or the later of two would undo what the first one kept.
    fn change(&self, change: impl FnOnce(&mut Keys) -> Result<(), KeyError>) -> Result<(), KeyError> {
        let locked =
            disk::lock(&disk::beside(&self.path, "lock"), PATIENCE).map_err(|error| self.unavailable(&error))?;
        let _lock = locked.ok_or_else(|| self.unavailable(&std::io::ErrorKind::ResourceBusy.into()))?;
        let mut keys: Keys =
            self.with_keys(|keys| keys.iter().map(|(name, key)| (name.clone(), copy(key))).collect())?;
        change(&mut keys)?;
        let bytes = self.seal(&keys)?;
        disk::replace(&self.path, &bytes).map_err(|error| self.unavailable(&error))?;
        // Whoever reads next reads the file, and stretches the passphrase only for bytes that are not these.
        *self.cache() = Some((bytes, keys));
        Ok(())
    }

    fn cache(&self) -> MutexGuard<'_, Option<(Vec<u8>, Keys)>> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seal(&self, keys: &Keys) -> Result<Vec<u8>, KeyError> {
        let room = keys.keys().map(|name| name.len() + 40).sum();
        let mut plain = Zeroizing::new(Vec::with_capacity(room));
        for (name, key) in keys {
            key.expose(|key| plain.extend_from_slice(&Zeroizing::new(tlv(&[name.as_bytes(), key]))));
        }
        let plain = Secret::new(std::mem::take(&mut *plain));
        envelope::seal(&self.passphrase, self.cost, CONTEXT, &plain).map_err(|error| self.sealed(error))
    }

    fn unseal(&self, bytes: &[u8]) -> Result<Keys, KeyError> {
        let plain = envelope::open(&self.passphrase, CONTEXT, bytes).map_err(|error| self.sealed(error))?;
        plain.expose(|plain| parse(plain)).ok_or_else(|| self.wrong("it is no key file"))
    }

    fn sealed(&self, error: EnvelopeError) -> KeyError {
        self.wrong(match error {
            EnvelopeError::Malformed => "it is no key file, or not a whole one",
            EnvelopeError::Cost => "its cost is outside of what is accepted",
            EnvelopeError::WrongPassphrase => "the passphrase does not open it, or it was changed",
            EnvelopeError::Crypto => "the cryptographic library failed",
        })
    }

    fn refuse(&self, refusal: Refusal) -> KeyError {
        match refusal {
            Refusal::NotAFile => self.wrong("it is no plain file; links are not followed"),
            Refusal::TooOpen(_) => self.wrong("others may read it, or write its folder; run `chmod go=` on both"),
            Refusal::Io(error) => self.unavailable(&error),
        }
    }

    fn wrong(&self, why: &'static str) -> KeyError {
        KeyError::Wrong { place: self.place(), why }
    }

    fn unavailable(&self, error: &std::io::Error) -> KeyError {
        KeyError::Unavailable { place: self.place(), message: error.to_string() }
    }

    fn note_path(&self, account: &AccountId, name: &str) -> PathBuf {
        disk::beside(&self.path, &format!("{account}.{}.note", name.replace('/', "-")))
    }
}

impl KeyHolder for KeyFile {
    fn place(&self) -> String {
        format!("the key file {}", self.path.display())
    }

    fn load(&self, name: &KeyName) -> Result<Key, KeyError> {
        let missing = || KeyError::Missing { place: self.place(), name: name.clone() };
        self.with_keys(|keys| keys.get(&name.to_string()).map(copy))?.ok_or_else(missing)
    }

    fn keep(&self, name: &KeyName, key: &Key) -> Result<(), KeyError> {
        self.change(|keys| match keys.entry(name.to_string()) {
            Entry::Occupied(_) => Err(KeyError::Exists { place: self.place(), name: name.clone() }),
            Entry::Vacant(place) => {
                place.insert(copy(key));
                Ok(())
            }
        })
    }

    fn remove(&self, name: &KeyName) -> Result<(), KeyError> {
        self.change(|keys| {
            keys.remove(&name.to_string());
            Ok(())
        })
    }

    fn keys(&self, account: &AccountId) -> Result<Vec<KeyName>, KeyError> {
        self.with_keys(|keys| super::names_of(account, keys.keys().map(String::as_str)))
    }

    fn is_lasting(&self) -> Result<bool, KeyError> {
        disk::is_lasting(&self.path).map_err(|error| self.unavailable(&error))
    }

    fn note(&self, account: &AccountId, name: &str) -> Result<Option<Vec<u8>>, KeyError> {
        match disk::read(&self.note_path(account, name), MOST_NOTE) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.unavailable(&error)),
        }
    }

    fn set_note(&self, account: &AccountId, name: &str, bytes: &[u8]) -> Result<(), KeyError> {
        disk::replace(&self.note_path(account, name), bytes).map_err(|error| self.unavailable(&error))
    }
}

/// Never fails: a key has as many bytes as a key.
fn copy(key: &Key) -> Key {
    key.expose(|key| {
        let Ok(copy) = Secret::filled(|place| {
            place.copy_from_slice(key);
            Ok::<_, Infallible>(())
        });
        copy
    })
}

fn parse(plain: &[u8]) -> Option<Keys> {
    let (mut reader, mut keys) = (Reader::new(plain), Keys::new());
    while !reader.is_empty() {
        let name = std::str::from_utf8(reader.part()?).ok()?.to_owned();
        keys.insert(name, Secret::copied(reader.part()?)?);
    }
    Some(keys)
}
