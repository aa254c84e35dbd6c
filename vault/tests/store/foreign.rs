//! Files that are not this store's, or that others can read or exchange.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use crate::common::home::{FixedKeys, Home, account, trail, value};
use secret_guard_vault::audit::Event;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::store::{Store, StoreError};

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("chmod");
}

#[test]
fn an_existing_store_and_the_traces_of_one_are_not_made_over() {
    let home = Home::filled();
    let again = || Store::init(&home.path, home.holder.clone(), trail(&home.path)).err();
    assert!(matches!(again(), Some(StoreError::Exists { .. })));
    std::fs::remove_file(&home.path).expect("removed");
    assert!(matches!(again(), Some(StoreError::Exists { .. })), "its anchor says that there was one");
}

#[test]
fn others_than_the_owner_may_not_read_a_store() {
    let home = Home::filled();
    let store = home.open();
    for mode in [0o640, 0o604, 0o620, 0o660] {
        set_mode(&home.path, mode);
        assert_eq!(home.try_open().err(), Some(StoreError::TooOpen { path: home.path.clone(), mode }));
        assert!(store.get("api-key").is_err(), "also while it is open");
    }
    set_mode(&home.path, 0o600);
    assert!(store.get("api-key").expect("readable").is_some());
}

#[test]
fn links_are_not_followed_to_any_of_its_files() {
    for ending in ["", "anchor", "lock"] {
        let home = Home::filled();
        let path = if ending.is_empty() { home.path.clone() } else { home.beside(ending) };
        let aside = home.dir.path().join("aside");
        std::fs::rename(&path, &aside).expect("moved");
        std::os::unix::fs::symlink(&aside, &path).expect("a link");
        let put = home.try_open().and_then(|store| store.put("new", Class::Runtime, &value("x"), 0));
        assert!(put.is_err(), "{ending}");
    }
    let home = Home::filled();
    std::fs::remove_file(&home.path).expect("removed");
    std::fs::create_dir(&home.path).expect("a folder");
    assert!(matches!(home.try_open(), Err(StoreError::NotAFile { .. })));
}

#[test]
fn foreign_newer_and_absurd_files_are_typed_and_untouched() {
    let home = Home::filled();
    let database = rusqlite::Connection::open(&home.path).expect("a database");
    database.pragma_update(None, "user_version", 2).expect("a pragma");
    assert!(matches!(home.try_open(), Err(StoreError::Newer { format: 2, .. })));
    database.pragma_update(None, "user_version", 1).expect("a pragma");
    database.execute("UPDATE record SET sealed = zeroblob(100 * 1024 * 1024) WHERE id = 'other'", []).expect("a blob");
    drop(database);
    assert!(home.open().get("other").is_err(), "a row of 100 MiB is not read into memory");
    for bytes in [b"not a database, and long enough to look like one".repeat(100), Vec::new(), vec![0; 1 << 20]] {
        std::fs::write(&home.path, &bytes).expect("written");
        assert!(matches!(home.try_open(), Err(StoreError::Foreign { .. })));
        assert_eq!(std::fs::read(&home.path).expect("a file"), bytes);
    }
    let home = Home::filled();
    std::fs::write(home.beside("anchor"), vec![b'x'; 1 << 20]).expect("written");
    let error = home.try_open().err().expect("refused");
    assert!(error.to_string().contains("vault.db.anchor"), "{error}");
}

#[test]
fn a_store_of_another_account_does_not_open() {
    let home = Home::filled();
    let theirs = secret_guard_vault::audit::Trail::new(trail(&home.path).log().clone(), &account("acme-test"), "x");
    theirs.record(Event { event: "read".to_owned(), ..Event::default() }).expect("recorded");
    assert_eq!(Store::open(&home.path, Arc::new(FixedKeys::default()), theirs).err(), Some(StoreError::WrongKey));
}
