//! R14: older copies of the database, of its anchor and of both.

use crate::common::home::{Home, trail, value};
use crate::common::manifest;
use secret_guard_vault::Status;
use secret_guard_vault::manifest::{Class, Profile};
use secret_guard_vault::resolver::Vault;
use secret_guard_vault::store::StoreError;

#[test]
fn r14_an_older_copy_of_the_database_is_a_rollback() {
    let home = Home::filled();
    let older = std::fs::read(&home.path).expect("a file");
    let store = home.open();
    store.put("api-key", Class::Runtime, &value("newest"), 2).expect("stored");
    std::fs::write(&home.path, older).expect("put back");
    let rolled_back = StoreError::RolledBack { anchor: 5, store: 4 };
    assert_eq!(store.get("api-key").err(), Some(rolled_back.clone()));
    assert_eq!(home.try_open().err(), Some(rolled_back.clone()));
    assert_eq!(store.put("api-key", Class::Runtime, &value("more"), 2).err(), Some(rolled_back));
    let vault = Vault::builder(manifest("runtime"), Profile::Strict, trail(&home.path));
    let error = vault.bind(store).build().resolve("api-key").expect_err("refused");
    assert_eq!(error.status(), Status::StoreRolledBack);
}

/// Copies every file of the store, as somebody with its folder can.
pub(crate) fn files(home: &Home) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let paths = ["", "anchor", "lock"].map(|end| if end.is_empty() { home.path.clone() } else { home.beside(end) });
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).expect("a file"))).collect()
}

#[test]
fn r14_database_and_anchor_put_back_together_are_found_by_the_copy_in_the_keyring() {
    let home = Home::filled();
    let older = files(&home);
    let store = home.open();
    store.put("api-key", Class::Runtime, &value("newest"), 2).expect("stored");
    store.checkpoint().expect("the holder keeps the anchor");
    older.iter().for_each(|(path, bytes)| std::fs::write(path, bytes).expect("put back"));
    assert!(home.try_open_alone().is_ok(), "the folder alone is consistent");
    assert_eq!(home.try_open().err(), Some(StoreError::RolledBack { anchor: 5, store: 4 }));
    assert_eq!(store.get("api-key").err(), Some(StoreError::RolledBack { anchor: 5, store: 4 }));
}

#[test]
fn r14_the_copy_in_the_keyring_follows_without_being_asked() {
    let home = Home::filled();
    let older = files(&home);
    let store = home.open();
    store.put("api-key", Class::Runtime, &value("newest"), 2).expect("stored");
    drop(store);
    older.iter().for_each(|(path, bytes)| std::fs::write(path, bytes).expect("put back"));
    assert!(matches!(home.try_open().err(), Some(StoreError::RolledBack { .. })));
}

#[test]
fn r14_an_anchor_that_is_not_genuine_is_not_attested_and_keeps_no_other_out() {
    let home = Home::filled();
    let store = home.open();
    let genuine = std::fs::read(home.beside("anchor")).expect("an anchor");
    let mut forged = genuine.clone();
    forged[20..28].fill(0x7f);
    std::fs::write(home.beside("anchor"), forged).expect("written");
    assert!(store.checkpoint().is_err());
    std::fs::write(home.beside("anchor"), genuine).expect("put back");
    store.put("api-key", Class::Runtime, &value("newest"), 2).expect("stored");
    store.checkpoint().expect("attested");
    drop(store);
    drop(home.open());
}

#[test]
fn r14_a_missing_anchor_is_not_made_anew() {
    let home = Home::filled();
    std::fs::remove_file(home.beside("anchor")).expect("removed");
    assert!(matches!(home.try_open(), Err(StoreError::Unavailable { .. })));
    assert!(!home.beside("anchor").exists());
}

#[test]
fn r14_a_crash_between_commit_and_anchor_is_no_alarm_and_heals() {
    let home = Home::filled();
    let store = home.open();
    let behind = std::fs::read(home.beside("anchor")).expect("an anchor");
    store.put("api-key", Class::Runtime, &value("newest"), 2).expect("stored");
    std::fs::write(home.beside("anchor"), &behind).expect("as a crash leaves it");
    assert!(store.get("api-key").expect("readable").expect("there").value.ct_eq("newest"));
    store.put("api-key", Class::Runtime, &value("again"), 3).expect("stored");
    assert!(store.get("api-key").expect("readable").expect("there").value.ct_eq("again"));
    std::fs::write(home.beside("anchor"), &behind).expect("two behind, as no crash leaves it");
    assert!(matches!(home.try_open_alone(), Err(StoreError::Changed { .. })));
}
