//! R7, R8: rows that were swapped, edited, added or taken away.

use crate::common::home::{Home, trail};
use crate::common::manifest;
use secret_guard_vault::Status;
use secret_guard_vault::manifest::Profile;
use secret_guard_vault::resolver::Vault;
use secret_guard_vault::store::StoreError;

#[test]
fn r07_swapped_rows_and_edited_fields_are_found() {
    let statements = [
        "UPDATE record SET sealed = (SELECT sealed FROM record WHERE id = 'other') WHERE version = 2",
        "UPDATE record SET class = 'operator' WHERE version = 2",
        "UPDATE record SET created_ms = created_ms + 1 WHERE version = 2",
        "UPDATE roster SET entries = x'00' WHERE bucket = (SELECT min(bucket) FROM roster)",
        "UPDATE roster SET bucket = 255 - bucket",
        "DELETE FROM roster WHERE bucket = (SELECT max(bucket) FROM roster)",
        "UPDATE state SET root = zeroblob(32)",
        "UPDATE state SET epoch = epoch + 1",
        "UPDATE state SET newest_ms = 0",
        "UPDATE state SET store_id = zeroblob(16)",
        "INSERT INTO record SELECT 'copy', 1, created_ms, class, sealed FROM record WHERE id = 'other'",
    ];
    for statement in statements {
        let (home, open) = (Home::filled(), Home::filled());
        for (home, store) in [(&home, None), (&open, Some(open.open()))] {
            if let Some(store) = &store {
                store.get("api-key").expect("readable");
            }
            home.sql(statement);
            let store = store.map_or_else(|| home.try_open(), Ok);
            let outcome = store.and_then(|store| store.check());
            assert!(matches!(outcome, Err(StoreError::Changed { .. })), "{statement}: {outcome:?}");
        }
    }
}

#[test]
fn r07_a_row_that_no_roster_lists_is_not_believed() {
    let home = Home::filled();
    home.sql("INSERT INTO record SELECT 'copy', 1, created_ms, class, sealed FROM record WHERE id = 'other'");
    let store = home.open();
    assert!(matches!(store.get("copy"), Err(StoreError::Changed { .. })));
    assert!(store.get("other").expect("readable").is_some());
}

#[test]
fn r07_an_old_version_under_a_new_number_fails() {
    let home = Home::filled();
    home.sql("DELETE FROM record WHERE id = 'api-key' AND version = 2");
    home.sql("UPDATE record SET version = 2 WHERE id = 'api-key'");
    assert!(matches!(home.open().get("api-key"), Err(StoreError::Changed { .. })));
}

#[test]
fn r08_a_vanished_row_is_never_called_missing() {
    for statement in ["DELETE FROM record WHERE id = 'other'", "UPDATE record SET id = 'zzz' WHERE id = 'other'"] {
        let home = Home::filled();
        let store = home.open();
        home.sql(statement);
        let vanished = StoreError::Vanished { id: "other".to_owned(), version: 1 };
        assert_eq!(store.get("other").err(), Some(vanished.clone()));
        assert_eq!(home.open().get("other").err(), Some(vanished), "also for who opens it now");
        let vault = Vault::builder(manifest("runtime"), Profile::Strict, trail(&home.path));
        home.sql("DELETE FROM record WHERE id = 'api-key'");
        let error = vault.bind(home.open()).build().resolve("api-key").expect_err("refused");
        assert_eq!(error.status(), Status::RecordVanished);
    }
}

#[test]
fn r08_what_was_read_before_does_not_stand_in_for_a_row_that_vanished() {
    let home = Home::filled();
    let store = home.open();
    let read = |id: &str| store.get(id).map(drop);
    // Rows are kept in memory only of files that were left alone for a while.
    let settle = || std::thread::sleep(std::time::Duration::from_millis(50));
    settle();
    for id in ["other", "api-key", "other"] {
        assert_eq!(read(id), Ok(()));
    }
    home.sql("DELETE FROM record WHERE id = 'other'");
    settle();
    assert_eq!(read("api-key"), Ok(()), "it is whole");
    assert_eq!(read("other"), Err(StoreError::Vanished { id: "other".to_owned(), version: 1 }));
}
