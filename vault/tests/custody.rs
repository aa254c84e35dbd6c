//! R9 without a desktop: what a store does when its key is locked away, missing or another one; the key file.
#![cfg(feature = "store")]

mod common;

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use common::home::{MemoryKeyring, account, value};
use common::manifest;
use secret_guard_vault::account::AccountId;
use secret_guard_vault::custody::{KeyError, KeyFile, KeyHolder, KeyName, KeyringHolder};
use secret_guard_vault::envelope::Cost;
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::{Class, Profile};
use secret_guard_vault::policy::SourceKind;
use secret_guard_vault::source::KeyringSource;
use secret_guard_vault::store::StoreError;
use secret_guard_vault::{Secret, Status};

fn acme() -> AccountId {
    account("acme-prod")
}

fn holder(keyring: &Arc<MemoryKeyring>) -> Arc<dyn KeyHolder> {
    Arc::new(KeyringHolder::new(Arc::clone(keyring)))
}

fn filled(folder: &Path, holder: Arc<dyn KeyHolder>) -> Home {
    let home = Home::init(folder, holder, &acme(), "tester").expect("a new home");
    home.store.put("api-key", Class::Runtime, &value("kept"), 0).expect("stored");
    home
}

fn kek_entry(keyring: &MemoryKeyring) -> String {
    let entries = keyring.entries.lock().expect("a lock");
    entries.keys().find(|name| name.contains("/kek/")).expect("init made one").clone()
}

#[test]
fn r09_locked_missing_and_wrong_keys_are_three_errors_of_a_store() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let keyring = Arc::new(MemoryKeyring::default());
    drop(filled(folder.path(), holder(&keyring)));
    let open = || Home::open(folder.path(), holder(&keyring), &acme(), "tester").err();
    assert_eq!(open(), None);

    keyring.locked.store(true, Ordering::SeqCst);
    assert!(matches!(open(), Some(StoreError::Key(KeyError::Locked { .. }))));
    keyring.locked.store(false, Ordering::SeqCst);

    let entry = kek_entry(&keyring);
    let key = keyring.entries.lock().expect("a lock").remove(&entry).expect("there");
    let before = keyring.entries.lock().expect("a lock").len();
    assert!(matches!(open(), Some(StoreError::Key(KeyError::Missing { .. }))));
    assert_eq!(keyring.entries.lock().expect("a lock").len(), before, "no key is made outside of init");

    for (wrong, is_expected) in [
        (b"ab".repeat(32), StoreError::WrongKey),
        (
            b"ab".repeat(31),
            StoreError::Key(KeyError::Wrong { place: "the keyring".to_owned(), why: "its entry has not 32 bytes" }),
        ),
    ] {
        keyring.entries.lock().expect("a lock").insert(entry.clone(), wrong);
        assert_eq!(open(), Some(is_expected));
    }
    keyring.entries.lock().expect("a lock").insert(entry, key);
    assert_eq!(open(), None);
}

#[test]
fn r09_init_makes_no_key_where_a_store_is() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let keyring = Arc::new(MemoryKeyring::default());
    drop(filled(folder.path(), holder(&keyring)));
    let before = keyring.entries.lock().expect("a lock").clone();
    let again = Home::init(folder.path(), holder(&keyring), &acme(), "tester").err();
    assert!(matches!(again, Some(StoreError::Exists { .. })));
    assert_eq!(*keyring.entries.lock().expect("a lock"), before);
}

#[test]
fn r13_a_vault_that_was_deleted_is_not_begun_anew_as_if_nothing_had_been() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, keyring) = (folder.path().join("home"), Arc::new(MemoryKeyring::default()));
    drop(filled(&home, holder(&keyring)));
    let before = keyring.entries.lock().expect("a lock").clone();
    std::fs::remove_dir_all(&home).expect("deleted");
    let again = Home::init(&home, holder(&keyring), &acme(), "tester").err();
    assert!(matches!(again, Some(StoreError::LogGone { .. })), "{again:?}");
    assert_eq!(*keyring.entries.lock().expect("a lock"), before);
    assert!(["vault.db", "audit.log"].iter().all(|name| !home.join(name).exists()));
}

#[test]
fn r09_a_key_that_is_locked_away_later_does_not_stop_a_running_store() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let keyring = Arc::new(MemoryKeyring::default());
    let home = filled(folder.path(), holder(&keyring));
    keyring.locked.store(true, Ordering::SeqCst);
    assert!(home.store.get("api-key").expect("readable").expect("there").value.ct_eq("kept"));
    home.store.put("api-key", Class::Runtime, &value("newer"), 1).expect("stored");
    assert!(matches!(home.store.checkpoint(), Err(StoreError::Key(KeyError::Locked { .. }))));
}

#[test]
fn r13_log_and_mark_put_back_together_are_found_by_the_copy_in_the_keyring() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let keyring = Arc::new(MemoryKeyring::default());
    let home = filled(folder.path(), holder(&keyring));
    let paths = ["audit.log", "audit.log.mark"].map(|name| folder.path().join(name));
    let older: Vec<_> = paths.iter().map(|path| std::fs::read(path).expect("a file")).collect();
    home.store.put("api-key", Class::Runtime, &value("newer"), 1).expect("stored");
    home.trail.log().checkpoint().expect("copied");
    drop(home);
    paths.iter().zip(older).for_each(|(path, bytes)| std::fs::write(path, bytes).expect("put back"));
    let open = Home::open(folder.path(), holder(&keyring), &acme(), "tester").err().expect("refused");
    assert!(matches!(open, StoreError::Audit(_)), "{open}");
}

fn passphrase(text: &str) -> Secret<Vec<u8>> {
    value(text)
}

#[test]
fn a_key_file_keeps_keys_under_its_passphrase() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (path, home) = (folder.path().join("keys"), folder.path().join("home"));
    let file = KeyFile::create(&path, passphrase("correct horse"), Cost::LEAST).expect("a key file");
    let name = KeyName::kek(&acme(), [1; 16]);
    assert!(matches!(file.load(&name), Err(KeyError::Missing { .. })));
    let key = file.create(&name).expect("a key");
    assert!(matches!(file.create(&name), Err(KeyError::Exists { .. })));
    drop(filled(&home, Arc::new(file)));

    let file = KeyFile::open(&path, passphrase("correct horse")).expect("open");
    assert!(key.expose(|key| file.load(&name).expect("the key").ct_eq(key)));
    assert!(!std::fs::read(&path).expect("a file").windows(32).any(|window| key.ct_eq(window)));
    file.remove(&name).expect("removed");
    assert!(matches!(file.load(&name), Err(KeyError::Missing { .. })));
    let home = Home::open(&home, Arc::new(file), &acme(), "tester").expect("open");
    assert!(home.store.get("api-key").expect("readable").expect("there").value.ct_eq("kept"));
    assert!(matches!(
        KeyFile::create(&path, passphrase("correct horse"), Cost::LEAST),
        Err(KeyError::Unavailable { .. })
    ));
}

#[test]
fn a_file_of_its_user_beside_a_key_file_is_left_alone() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (path, mine) = (folder.path().join("keys"), folder.path().join("keys.new"));
    std::fs::write(&mine, "notes of a user").expect("written");
    std::fs::set_permissions(&mine, std::fs::Permissions::from_mode(0o644)).expect("chmod");
    std::fs::hard_link(&mine, folder.path().join("linked")).expect("linked");
    let file = KeyFile::create(&path, passphrase("correct horse"), Cost::LEAST).expect("a key file");
    file.create(&KeyName::audit(&acme())).expect("a key");
    for untouched in [&mine, &folder.path().join("linked")] {
        assert_eq!(std::fs::read(untouched).expect("a file"), b"notes of a user");
    }
    assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
}

#[test]
fn r09_a_wrong_passphrase_and_a_damaged_key_file_are_typed_and_untouched() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = folder.path().join("keys");
    let file = KeyFile::create(&path, passphrase("correct horse"), Cost::LEAST).expect("a key file");
    file.create(&KeyName::audit(&acme())).expect("a key");
    let whole = std::fs::read(&path).expect("a file");
    let open = |word: &str| KeyFile::open(&path, passphrase(word)).err();
    assert!(matches!(open("wrong horse"), Some(KeyError::Wrong { .. })));
    for at in (0..whole.len()).step_by(7) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x80;
        std::fs::write(&path, &flipped).expect("written");
        assert!(matches!(open("correct horse"), Some(KeyError::Wrong { .. })), "byte {at}");
        std::fs::write(&path, &whole[..at]).expect("written");
        assert!(matches!(open("correct horse"), Some(KeyError::Wrong { .. })), "cut at {at}");
    }
    std::fs::write(&path, vec![0; 2 << 20]).expect("written");
    assert!(matches!(open("correct horse"), Some(KeyError::Unavailable { .. })), "an absurd size");
    std::fs::write(&path, &whole).expect("written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("chmod");
    assert!(matches!(open("correct horse"), Some(KeyError::Wrong { .. })));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("chmod");
    assert_eq!(open("correct horse"), None);
    assert_eq!(std::fs::read(&path).expect("a file"), whole);
}

#[test]
fn r02_each_state_of_a_keyring_is_its_own_status() {
    let keyring = Arc::new(MemoryKeyring::default());
    let entry = KeyringSource::<MemoryKeyring>::entry_name(&acme(), "api-key");
    let resolve = || {
        let scratch = common::Scratch::new();
        let source = KeyringSource::new(Arc::clone(&keyring), acme());
        let vault =
            secret_guard_vault::resolver::Vault::builder(manifest("operator"), Profile::Strict, scratch.trail())
                .route(Class::Operator, SourceKind::Keyring)
                .bind(source)
                .build();
        vault.resolve("api-key").map_err(|error| error.status())
    };
    let set = |bytes: &[u8]| drop(keyring.entries.lock().expect("a lock").insert(entry.clone(), bytes.to_vec()));
    assert_eq!(resolve().err(), Some(Status::Missing));
    set(b"");
    assert_eq!(resolve().err(), Some(Status::EmptyValue));
    set(b"\xff");
    assert_eq!(resolve().err(), Some(Status::NotUtf8));
    set(b"a value");
    assert!(resolve().expect("a value").value.ct_eq("a value"));
    keyring.locked.store(true, Ordering::SeqCst);
    assert_eq!(resolve().err(), Some(Status::SourceLocked));
}
