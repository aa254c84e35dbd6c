//! R5: after a value or a key is dropped, the memory of the process holds no copy of it, whichever way it came.
//!
//! Each test scans its own process. Under a runner with threads they may see each other's memory, but not their values:
//! each has its own.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::sync::{Arc, Mutex};

use common::home::account;
use common::memory::Needle;
use common::{Scratch, manifest};
use secret_guard_vault::Secret;
use secret_guard_vault::account::AccountId;
use secret_guard_vault::custody::{Key, KeyError, KeyFile, KeyHolder, KeyName, KeyringHolder};
use secret_guard_vault::envelope::Cost;
use secret_guard_vault::home::Home;
use secret_guard_vault::keyring::{Keyring, KeyringError};
use secret_guard_vault::manifest::{Class, Profile};
use secret_guard_vault::policy::SourceKind;
use secret_guard_vault::record::{Binding, Kek, Randomness, open, seal};
use secret_guard_vault::resolver::Vault;
use secret_guard_vault::source::{EnvSource, KeyringSource};

fn found(needle: &Needle) {
    assert!(needle.copies() >= 1, "the scan must find what is live, or it proves nothing");
}

#[test]
fn r05_after_drop_the_memory_of_the_process_holds_no_copy() {
    let needle = Needle::text(1, 48);
    let secret = needle.value();
    found(&needle);
    drop(secret);
    assert_eq!(needle.copies(), 0);
}

/// The value is encrypted, written, read, decrypted, released and dropped; what is left is ciphertext.
#[test]
fn r05_a_value_that_went_through_the_vault_leaves_no_copy() {
    let needle = Needle::text(2, 48);
    let folder = tempfile::tempdir().expect("a scratch folder");
    let passphrase = Needle::text(3, 40);
    let keys = KeyFile::create(&folder.path().join("keys"), passphrase.value(), Cost::LEAST).expect("a key file");
    let home = Home::init(&folder.path().join("home"), Arc::new(keys), &account("acme-prod"), "tester");
    let home = home.expect("a new home");
    home.store.put("api-key", Class::Runtime, &needle.value(), 0).expect("stored");
    let vault = home.vault(manifest("runtime"), Profile::Strict).build();
    let resolved = vault.resolve("api-key").expect("a value");
    assert!(needle.is(&resolved.value));
    found(&needle);
    drop(resolved);
    assert_eq!(needle.copies(), 0, "while the vault is still open");
    drop((vault, home));
    assert_eq!(passphrase.copies(), 0);
}

#[test]
fn r05_keys_and_plaintext_of_a_record_leave_no_copy() {
    let (kek, dek, value) = (Needle::text(4, 32), Needle::text(5, 32), Needle::text(6, 70));
    let binding =
        Binding { account: "acme", id: "api-key", version: 3, class: Class::Runtime, created_ms: 1_700_000_000_000 };
    let random = Randomness { dek: dek.key(), wrap_salt: [1; 32], salt: [2; 32] };
    let key = Kek { id: [1; 16], key: kek.key() };
    let record = seal(&key, &binding, &value.value(), &random).expect("sealed");
    drop(random);
    assert_eq!((dek.copies(), value.copies()), (0, 0), "sealing");
    let opened = open(&key, &binding, &record).expect("opened");
    assert!(value.is(&opened));
    found(&kek);
    drop((opened, key));
    assert_eq!((kek.copies(), dek.copies(), value.copies()), (0, 0, 0), "opening");
}

/// The key itself, seen from outside: what the file gives is compared with what memory holds after the drop.
#[test]
fn r05_keys_of_a_closed_key_file_leave_no_copy() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let passphrase = || Secret::new(b"correct horse".to_vec());
    let path = folder.path().join("keys");
    let keys = KeyFile::create(&path, passphrase(), Cost::LEAST).expect("a key file");
    let name = KeyName::audit(&account("acme-prod"));
    let needle = keys.create(&name).expect("a key").expose(|key| Needle::of(key));
    let loaded = keys.load(&name).expect("the key");
    found(&needle);
    drop((loaded, keys));
    assert_eq!(needle.copies(), 0);
    let again = KeyFile::open(&path, passphrase()).expect("open").load(&name).expect("the key");
    drop(again);
    assert_eq!(needle.copies(), 0);
}

/// A key file that says which keys it made.
struct Telling {
    keys: KeyFile,
    made: Mutex<Vec<Needle>>,
}

impl KeyHolder for Telling {
    fn place(&self) -> String {
        self.keys.place()
    }

    fn load(&self, name: &KeyName) -> Result<Key, KeyError> {
        self.keys.load(name)
    }

    fn keep(&self, name: &KeyName, key: &Key) -> Result<(), KeyError> {
        self.keys.keep(name, key)
    }

    fn create(&self, name: &KeyName) -> Result<Key, KeyError> {
        let key = self.keys.create(name)?;
        let needle = key.expose(|key| Needle::of(key));
        found(&needle);
        self.made.lock().expect("a lock").push(needle);
        Ok(key)
    }

    fn remove(&self, name: &KeyName) -> Result<(), KeyError> {
        self.keys.remove(name)
    }

    fn keys(&self, account: &AccountId) -> Result<Vec<KeyName>, KeyError> {
        self.keys.keys(account)
    }

    fn note(&self, account: &AccountId, name: &str) -> Result<Option<Vec<u8>>, KeyError> {
        self.keys.note(account, name)
    }

    fn set_note(&self, account: &AccountId, name: &str, bytes: &[u8]) -> Result<(), KeyError> {
        self.keys.set_note(account, name, bytes)
    }
}

#[test]
fn r05_the_new_key_of_a_rotation_that_cannot_begin_leaves_no_copy() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let passphrase = Secret::new(b"correct horse".to_vec());
    let keys = KeyFile::create(&folder.path().join("keys"), passphrase, Cost::LEAST).expect("a key file");
    let keys = Arc::new(Telling { keys, made: Mutex::default() });
    let holder = Arc::clone(&keys) as Arc<dyn KeyHolder>;
    let home = Home::init(&folder.path().join("home"), holder, &account("acme-prod"), "tester").expect("a new home");
    home.store.put("api-key", Class::Runtime, &Secret::new(b"a value".to_vec()), 0).expect("stored");
    let before = keys.made.lock().expect("a lock").len();
    let database = rusqlite::Connection::open(home.store.path()).expect("a database");
    assert_eq!(database.execute("DELETE FROM record", []).expect("a statement"), 1);
    home.store.rotate_kek(&mut |_| ()).expect_err("a record is gone");
    let made = keys.made.lock().expect("a lock");
    assert_eq!(made.len(), before + 1);
    assert_eq!(made[before].copies(), 0, "while the vault is still open");
}

/// Holds its one entry masked, so that what a scan finds are copies that the vault made.
#[derive(Default)]
struct MaskedKeyring(Mutex<Option<Needle>>);

impl Keyring for MaskedKeyring {
    fn read(&self, _: &str) -> Result<Option<Secret<Vec<u8>>>, KeyringError> {
        Ok(self.0.lock().expect("a lock").as_ref().map(Needle::value))
    }

    fn write(&self, _: &str, value: &Secret<Vec<u8>>) -> Result<(), KeyringError> {
        *self.0.lock().expect("a lock") = Some(value.expose(|bytes| Needle::of(bytes)));
        Ok(())
    }

    fn remove(&self, _: &str) -> Result<(), KeyringError> {
        Ok(())
    }
}

#[test]
fn r05_a_key_from_a_keyring_leaves_no_copy_of_itself_or_its_digits() {
    let keyring = Arc::new(MaskedKeyring::default());
    let holder = KeyringHolder::new(Arc::clone(&keyring));
    let key = holder.create(&KeyName::audit(&account("acme-prod"))).expect("a key");
    let (raw, digits) = (key.expose(|key| Needle::of(key)), keyring.0.lock().expect("a lock").take().expect("kept"));
    found(&raw);
    assert_eq!(digits.copies(), 0, "hexadecimal digits of a key that is written");
    *keyring.0.lock().expect("a lock") = Some(Needle::of(&digits.bytes_then_wiped()));
    let loaded = holder.load(&KeyName::audit(&account("acme-prod"))).expect("the key");
    drop((key, loaded));
    // Half of it would do for whoever looks for the rest.
    assert_eq!((raw.half().copies(), digits.half().copies()), (0, 0));
}

#[test]
fn r05_a_value_from_a_keyring_leaves_no_copy() {
    let needle = Needle::text(7, 48);
    let keyring = MaskedKeyring(Mutex::new(Some(Needle::text(7, 48))));
    let scratch = Scratch::new();
    let vault = Vault::builder(manifest("operator"), Profile::Strict, scratch.trail())
        .route(Class::Operator, SourceKind::Keyring)
        .bind(KeyringSource::new(keyring, account("acme-prod")))
        .build();
    let resolved = vault.resolve("api-key").expect("a value");
    found(&needle);
    drop(resolved);
    assert_eq!(needle.copies(), 0);
}

#[test]
fn r05_values_from_the_environment_leave_no_copy_also_when_refused() {
    let (current, old, other) = (Needle::text(8, 48), Needle::text(9, 48), Needle::text(10, 48));
    for (profile, names) in [(Profile::Dev, ["API_KEY", "OLD_API_KEY"]), (Profile::Ci, ["API_KEY", "OLD_API_KEY"])] {
        let scratch = Scratch::new();
        let source = EnvSource::with(move |name| {
            let number = names.iter().position(|known| *known == name)?;
            Some(OsString::from_vec([Needle::text(8, 48), Needle::text(9, 48)][number].bytes()))
        });
        let vault =
            Vault::builder(manifest("runtime"), profile, scratch.trail()).route(Class::Runtime, SourceKind::Env);
        drop(vault.bind(source).build().resolve("api-key"));
        assert_eq!((current.copies(), old.copies()), (0, 0), "{profile}");
    }
    let scratch = Scratch::new();
    let source = EnvSource::with(|name| {
        let needle = if name == "API_KEY" { Needle::text(8, 48) } else { Needle::text(10, 48) };
        Some(OsString::from_vec(needle.bytes()))
    });
    let vault =
        Vault::builder(manifest("runtime"), Profile::Dev, scratch.trail()).route(Class::Runtime, SourceKind::Env);
    vault.bind(source).build().resolve("api-key").expect_err("two names that differ");
    assert_eq!((current.copies(), other.copies()), (0, 0));
}
