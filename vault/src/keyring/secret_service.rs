//! The Secret Service of Linux desktops (gnome-keyring, KWallet, KeePassXC), spoken to over the session's D-Bus.
//!
//! `keyring-core`'s own store for it is not used: it answers a locked collection with a dialog and waits for it without
//! limit. Entries have the same attributes as there, so either finds what the other wrote.

use std::collections::HashMap;

use dbus_secret_service::{Collection, EncryptionType, Error, Item, SecretService as Service};

use crate::secret::Secret;

use super::{Keyring, KeyringError, SERVICE};

/// The session's Secret Service. Each call connects anew, so that a daemon that was restarted is no lasting error.
///
/// Values cross the bus encrypted. The D-Bus library's own buffers are freed without being wiped.
#[derive(Debug, Default, Clone, Copy)]
pub struct SecretService;

impl SecretService {
    /// The service of the session that this process belongs to.
    pub fn session() -> Self {
        Self
    }
}

impl Keyring for SecretService {
    fn read(&self, entry: &str) -> Result<Option<Secret<Vec<u8>>>, KeyringError> {
        let service = connect()?;
        let Some(item) = find(&service, entry)? else { return Ok(None) };
        item.get_secret().map(|bytes| Some(Secret::new(bytes))).map_err(fail)
    }

    fn write(&self, entry: &str, value: &Secret<Vec<u8>>) -> Result<(), KeyringError> {
        let service = connect()?;
        if let Some(item) = find(&service, entry)? {
            return value.expose(|bytes| item.set_secret(bytes, MIME)).map_err(fail);
        }
        let collection = open_collection(&service)?;
        let label = format!("{SERVICE} {entry}");
        // Replacing, since another process may have made the entry since we looked.
        let made = value.expose(|bytes| collection.create_item(&label, attributes(entry), bytes, true, MIME));
        made.map(drop).map_err(fail)
    }

    fn remove(&self, entry: &str) -> Result<(), KeyringError> {
        let service = connect()?;
        find(&service, entry)?.map_or(Ok(()), |item| item.delete().map_err(fail))
    }

    fn is_lasting(&self) -> Result<bool, KeyringError> {
        Ok(*open_collection(&connect()?)?.path != *SESSION)
    }

    fn entries(&self) -> Result<Vec<String>, KeyringError> {
        let service = connect()?;
        let found = service.search_items(HashMap::from([("service", SERVICE)])).map_err(fail)?;
        if !found.locked.is_empty() {
            return Err(KeyringError::Locked);
        }
        open_collection(&service)?;
        let names = found.unlocked.iter().map(|item| Ok(item.get_attributes().map_err(fail)?.remove("username")));
        Ok(names.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }
}

/// The collection that the specification has for what is to be forgotten at the end of a session.
const SESSION: &str = "/org/freedesktop/secrets/collection/session";

const MIME: &str = "application/octet-stream";

/// With no time for dialogs: what would need one fails at once.
fn connect() -> Result<Service, KeyringError> {
    Service::connect_with_max_prompt_timeout(EncryptionType::Dh, 0).map_err(fail)
}

fn attributes(entry: &str) -> HashMap<&str, &str> {
    HashMap::from([("service", SERVICE), ("username", entry)])
}

/// The one entry of this name. "None" needs an open collection: a locked one may hide what is asked for.
fn find<'s>(service: &'s Service, entry: &str) -> Result<Option<Item<'s>>, KeyringError> {
    let mut found = service.search_items(attributes(entry)).map_err(fail)?;
    if !found.locked.is_empty() {
        return Err(KeyringError::Locked);
    }
    match found.unlocked.len() {
        0 => open_collection(service).map(|_| None),
        1 => Ok(found.unlocked.pop()),
        _ => Err(KeyringError::Ambiguous),
    }
}

fn open_collection(service: &Service) -> Result<Collection<'_>, KeyringError> {
    let collection = service.get_default_collection().map_err(|error| match error {
        Error::NoResult => unavailable("it has no default collection; log in once, or make one"),
        other => fail(other),
    })?;
    if collection.is_locked().map_err(fail)? { Err(KeyringError::Locked) } else { Ok(collection) }
}

fn fail(error: Error) -> KeyringError {
    match error {
        Error::Locked | Error::Prompt => KeyringError::Locked,
        // The daemon's own word for it, when the collection was locked after we looked.
        Error::Dbus(error) if error.name() == Some("org.freedesktop.Secret.Error.IsLocked") => KeyringError::Locked,
        other => unavailable(&other.to_string()),
    }
}

fn unavailable(message: &str) -> KeyringError {
    KeyringError::Unavailable { message: message.to_owned() }
}
