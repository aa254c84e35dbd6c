//! R18: replacing the store's key, killed at any moment, with readers and writers meanwhile.
//!
//! A few kills run by default; `VAULT_LONG=1` makes it 500.
#![cfg(all(feature = "store", target_os = "linux"))]

#[path = "../common/mod.rs"]
mod common;

mod cut_short;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use common::home::{MemoryKeyring, value};
use common::keyfile::{acme, assert_filled, fill, init, key_names, open, try_open};
use common::{faults, lines};
use secret_guard_vault::custody::{KeyError, KeyName, KeyringHolder};
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::store::StoreError;

const SECRETS: usize = 12;

fn rotate(home: &Home) -> [u8; 16] {
    let mut told = Vec::new();
    let rotation = home.store.rotate_kek(&mut |progress| told.push(progress)).expect("rotated");
    assert!(told.last().is_some_and(|last| last.done == last.all), "{told:?}");
    rotation.to
}

/// Goes on where a kill left it, or begins: what an operator does.
fn finish(home: &Home) {
    if home.store.resume_rotation(&mut |_| ()).expect("resumed").is_none() {
        home.store.rotate_kek(&mut |_| ()).expect("rotated");
    }
}

#[test]
fn r18_a_rotation_moves_every_version_and_the_old_key_is_gone() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = init(folder.path());
    fill(&home, SECRETS);
    home.store.put("secret-0", Class::Runtime, &value("newer"), 1).expect("stored");
    home.store.put("secret-0", Class::Runtime, &value("value 0"), 2).expect("stored");
    let before = key_names(folder.path());
    let to = rotate(&home);
    let after = key_names(folder.path());
    assert_eq!((before.len(), after.len()), (2, 2), "the audit key and one other");
    assert!(after.contains(&KeyName::kek(&acme(), to).to_string()) && before != after);
    assert_eq!(home.store.rotation().expect("readable"), None);
    for home in [&home, &open(folder.path())] {
        assert_filled(home, SECRETS, "after");
        assert!(home.store.get_version("secret-0", 2).expect("readable").expect("there").value.ct_eq("newer"));
    }
    rotate(&home);
    assert_filled(&open(folder.path()), SECRETS, "after a second one");
    let log = lines(home.trail.log().path());
    for (step, count) in [("rotate-kek-intent", 2), ("\"rotate-kek\"", 2)] {
        assert_eq!(log.iter().filter(|line| line.contains(step)).count(), count, "{step}");
    }
}

#[test]
fn r18_a_row_that_does_not_unwrap_stops_it_before_anything_changes() {
    for statement in [
        "UPDATE record SET sealed = CAST(substr(sealed, 1, 90) || x'00' || substr(sealed, 92) AS BLOB) \
         WHERE id = 'secret-3'",
        "UPDATE record SET sealed = (SELECT sealed FROM record WHERE id = 'secret-4') WHERE id = 'secret-3'",
        "DELETE FROM record WHERE id = 'secret-3'",
    ] {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let home = init(folder.path());
        fill(&home, SECRETS);
        let before = key_names(folder.path());
        let database = rusqlite::Connection::open(home.store.path()).expect("a database");
        assert_eq!(database.execute(statement, []).expect("a statement"), 1);
        let refused = home.store.rotate_kek(&mut |_| ()).expect_err("a bad row");
        let is_expected = matches!(refused, StoreError::Unwrapped { .. } | StoreError::Changed { .. });
        assert!(is_expected, "{statement}: {refused}");
        assert_eq!(key_names(folder.path()), before, "no key was made");
        assert_eq!(home.store.rotation().expect("readable"), None);
        assert!(home.store.get("secret-4").expect("readable").is_some());
    }
}

#[test]
fn r18_a_second_rotation_is_told_that_one_is_in_progress() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = init(folder.path());
    fill(&home, SECRETS);
    let other = open(folder.path());
    let mut seen = None;
    home.store
        .rotate_kek(&mut |_| {
            assert!(matches!(other.store.resume_rotation(&mut |_| ()), Err(StoreError::RotationInProgress { .. })));
            seen = other.store.rotate_kek(&mut |_| ()).err();
        })
        .expect("rotated");
    assert!(matches!(seen, Some(StoreError::RotationInProgress { .. })), "{seen:?}");
}

#[test]
fn r18_a_new_key_that_the_holder_does_not_keep_changes_nothing() {
    let keyring = Arc::new(MemoryKeyring::default());
    let folder = tempfile::tempdir().expect("a scratch folder");
    let holder = Arc::new(KeyringHolder::new(Arc::clone(&keyring)));
    let home = Home::init(folder.path(), holder, &acme(), "tester").expect("a new vault");
    fill(&home, SECRETS);
    keyring.locked.store(true, Ordering::SeqCst);
    let refused = home.store.rotate_kek(&mut |_| ()).err();
    assert!(matches!(refused, Some(StoreError::Key(KeyError::Locked { .. }))), "{refused:?}");
    assert_filled(&home, SECRETS, "locked");
    keyring.locked.store(false, Ordering::SeqCst);
    rotate(&home);
    assert_filled(&home, SECRETS, "unlocked");
}

#[test]
fn r14_a_folder_from_before_a_rotation_is_no_store_any_more() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = init(folder.path());
    fill(&home, SECRETS);
    let older = folder.path().join("older");
    faults::copy(&folder.path().join("home"), &older);
    let kek = key_names(folder.path()).into_iter().find(|name| name.contains("/kek/")).expect("a key");
    let keys = common::keyfile::holder(folder.path());
    let id: Vec<u8> =
        (0..16).map(|n| u8::from_str_radix(&kek[kek.len() - 32..][n * 2..n * 2 + 2], 16).expect("hex")).collect();
    let name = KeyName::kek(&acme(), id.try_into().expect("16 bytes"));
    let old_key = keys.load(&name).expect("a key");
    rotate(&home);
    assert!(matches!(keys.load(&name), Err(KeyError::Missing { .. })));
    drop(home);
    // The database alone: its anchor says that there is a newer state.
    let path = folder.path().join("home/vault.db");
    let newer = std::fs::read(&path).expect("a file");
    std::fs::write(&path, std::fs::read(older.join("vault.db")).expect("a file")).expect("put back");
    let refused = try_open(folder.path()).err();
    assert!(matches!(refused, Some(StoreError::RolledBack { .. })), "{refused:?}");
    std::fs::write(&path, newer).expect("put back");
    assert_filled(&open(folder.path()), SECRETS, "the newer one");
    // The whole store, and somebody has kept the old key: the copy of the anchor under it knows better.
    keys.keep(&name, &old_key).expect("kept");
    for file in ["vault.db", "vault.db.anchor"] {
        std::fs::copy(older.join(file), folder.path().join("home").join(file)).expect("put back");
    }
    let refused = try_open(folder.path()).err();
    assert!(matches!(refused, Some(StoreError::RolledBack { .. })), "{refused:?}");
}
