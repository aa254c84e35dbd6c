//! Where the keys are held: outside the store's folder, in the operating system's keyring or in a key file.
//!
//! A [`KeyHolder`] answers for itself and is never replaced by another: a locked keyring is [`KeyError::Locked`], not
//! a reason to look elsewhere or to make a new key. Keys are made by [`KeyHolder::create`] alone, which only the
//! initialisation of an empty store and the rotation of its key call.

use std::fmt;

use ring::rand::{SecureRandom as _, SystemRandom};

use crate::account::AccountId;
use crate::bytes::unhex;
use crate::secret::Secret;
use crate::status::Status;

mod file;
mod keyring;
mod witness;

pub use file::KeyFile;
pub use keyring::KeyringHolder;
pub(crate) use witness::{Named, Witness};

/// A 32-byte key.
pub type Key = Secret<[u8; 32]>;

/// Which key: an account's key-encryption key with an id, or the key that signs its audit log.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyName {
    account: AccountId,
    kek: Option<[u8; 16]>,
}

impl KeyName {
    /// The key-encryption key with this id.
    pub fn kek(account: &AccountId, id: [u8; 16]) -> Self {
        Self { account: account.clone(), kek: Some(id) }
    }

    /// The key that signs the account's audit log.
    pub fn audit(account: &AccountId) -> Self {
        Self { account: account.clone(), kek: None }
    }
}

impl KeyName {
    /// Reads a name as it is displayed.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (account, rest) = text.split_once('/')?;
        let account = AccountId::parse(account).ok()?;
        if rest == "audit" {
            return Some(Self { account, kek: None });
        }
        let id = unhex(rest.strip_prefix("kek/")?)?.try_into().ok()?;
        Some(Self { account, kek: Some(id) })
    }

    /// The id, for a key-encryption key.
    pub fn kek_id(&self) -> Option<[u8; 16]> {
        self.kek
    }
}

/// How a key comes back that a holder does not have.
fn way_to(name: &KeyName) -> &'static str {
    match name.kek {
        Some(_) => "import it from an export, for only `init` makes a new one",
        None => "no export has it: bring its holder back, or move the log away and restore a snapshot",
    }
}

/// `<account>/kek/<id>` or `<account>/audit`.
impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(id) = self.kek else { return write!(f, "{}/audit", self.account) };
        write!(f, "{}/kek/", self.account)?;
        id.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Why a key was not given, made or removed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The holder is locked; it may well have the key.
    #[error("{place} is locked; unlock it and try again")]
    Locked {
        /// The holder.
        place: String,
    },
    /// The holder works and does not have the key.
    #[error("{place} has no key {name}; {}", way_to(name))]
    Missing {
        /// The holder.
        place: String,
        /// The key.
        name: KeyName,
    },
    /// What the holder gives under this name is not a key, or the passphrase is wrong.
    #[error("{place} does not give the key: {why}")]
    Wrong {
        /// The holder.
        place: String,
        /// What is wrong.
        why: &'static str,
    },
    /// There is a key of this name already; it was not touched.
    #[error("{place} already has a key {name}; nothing was overwritten")]
    Exists {
        /// The holder.
        place: String,
        /// The key.
        name: KeyName,
    },
    /// The holder cannot be reached or written.
    #[error("{place} is unavailable: {message}")]
    Unavailable {
        /// The holder.
        place: String,
        /// What it said.
        message: String,
    },
}

impl KeyError {
    /// The status that a read ends with.
    pub fn status(&self) -> Status {
        match self {
            Self::Locked { .. } => Status::SourceLocked,
            Self::Missing { .. } => Status::KeyMissing,
            Self::Wrong { .. } | Self::Exists { .. } => Status::WrongKey,
            Self::Unavailable { .. } => Status::SourceUnreachable,
        }
    }
}

/// A place that holds keys, and beside them small public notes: heads and anchors that must not roll back with the
/// store's folder.
pub trait KeyHolder: Send + Sync {
    /// What to call it in messages, as in "the keyring".
    fn place(&self) -> String;

    /// Gives a key.
    ///
    /// # Errors
    ///
    /// [`KeyError::Missing`] only when the holder is open and known to work.
    fn load(&self, name: &KeyName) -> Result<Key, KeyError>;

    /// Keeps a key under a name that is free.
    ///
    /// # Errors
    ///
    /// [`KeyError::Exists`] when it is not; see [`KeyError`].
    fn keep(&self, name: &KeyName, key: &Key) -> Result<(), KeyError>;

    /// Forgets a key.
    ///
    /// # Errors
    ///
    /// See [`KeyError`].
    fn remove(&self, name: &KeyName) -> Result<(), KeyError>;

    /// The names of an account's keys, in order.
    ///
    /// # Errors
    ///
    /// See [`KeyError`]; [`KeyError::Unavailable`] also from a holder that cannot list what it has.
    fn keys(&self, account: &AccountId) -> Result<Vec<KeyName>, KeyError>;

    /// The note of this name, if there is one.
    ///
    /// # Errors
    ///
    /// See [`KeyError`]; "none" only when the holder is open and known to work.
    fn note(&self, account: &AccountId, name: &str) -> Result<Option<Vec<u8>>, KeyError>;

    /// Keeps or replaces a note.
    ///
    /// # Errors
    ///
    /// See [`KeyError`].
    fn set_note(&self, account: &AccountId, name: &str, bytes: &[u8]) -> Result<(), KeyError>;

    /// Whether what it keeps outlasts the session and the machine's next start.
    ///
    /// # Errors
    ///
    /// See [`KeyError`].
    fn is_lasting(&self) -> Result<bool, KeyError> {
        Ok(true)
    }

    /// Makes a fresh key under a name that is free, and reads it back before it is used.
    ///
    /// # Errors
    ///
    /// See [`KeyError`].
    fn create(&self, name: &KeyName) -> Result<Key, KeyError> {
        let key = fresh().ok_or_else(|| KeyError::Unavailable {
            place: "the system's random source".to_owned(),
            message: "it gave no bytes".to_owned(),
        })?;
        self.keep(name, &key)?;
        let read = self.load(name)?;
        if read.expose(|read| key.ct_eq(read)) {
            return Ok(read);
        }
        Err(KeyError::Wrong { place: self.place(), why: "what was just written reads back differently" })
    }
}

fn fresh() -> Option<Key> {
    Secret::filled(|key| SystemRandom::new().fill(key)).ok()
}

/// Those of the entries that are keys of this account.
fn names_of<'e>(account: &AccountId, entries: impl Iterator<Item = &'e str>) -> Vec<KeyName> {
    let mut names: Vec<_> = entries.filter_map(KeyName::parse).filter(|name| name.account == *account).collect();
    names.sort();
    names
}
