//! R7, R14, R16 and R17, and files that are no stores.
#![cfg(feature = "store")]

mod common;

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use common::home::{FixedKeys, Home, account, trail, value};
use common::{lines, manifest};
use secret_guard_vault::Status;
use secret_guard_vault::account::AccountId;
use secret_guard_vault::audit::{Event, verify};
use secret_guard_vault::manifest::{Class, Profile};
use secret_guard_vault::resolver::Vault;
use secret_guard_vault::store::{Inventory, Store, StoreError};

#[test]
fn versions_are_kept_and_the_newest_is_given() {
    let home = Home::filled();
    let store = home.open();
    assert_eq!(store.versions("api-key").expect("versions"), [1, 2]);
    let newest = store.get("api-key").expect("readable").expect("there");
    assert!(newest.version == 2 && newest.value.ct_eq("second"));
    assert!(store.get_version("api-key", 1).expect("readable").expect("there").value.ct_eq("first"));
    assert!(store.get_version("api-key", 3).expect("readable").is_none());
    assert!(store.get("nothing").expect("readable").is_none());
    assert_eq!(store.ids().expect("readable"), ["api-key", "other"]);
    assert_eq!(store.check().expect("whole"), Inventory { secrets: 2, versions: 3 });
    let bytes = std::fs::read(&home.path).expect("a file");
    assert!(!bytes.windows(6).any(|window| window == b"second"), "no plaintext on disk");
}

#[test]
fn what_is_removed_is_gone_for_good_and_nothing_else_is() {
    let home = Home::filled();
    let (store, other) = (home.open(), home.open());
    assert_eq!(store.remove("api-key", 1), Err(StoreError::Conflict { expected: 1, found: 2 }));
    assert_eq!(store.remove("nothing", 1), Err(StoreError::Conflict { expected: 1, found: 0 }));
    store.put("api-key", Class::Runtime, &value("third"), 2).expect("stored");
    assert_eq!(store.prune("api-key", 3, 2), Ok(1));
    assert_eq!(other.versions("api-key").expect("readable"), [2, 3]);
    let row = rusqlite::Connection::open(&home.path).expect("a database");
    let blob: Vec<u8> =
        row.query_row("SELECT sealed FROM record WHERE version = 3", [], |row| row.get(0)).expect("a row");
    assert_eq!(store.remove("api-key", 3), Ok(2));
    for store in [&store, &other, &home.open()] {
        assert!(store.get("api-key").expect("readable").is_none());
        assert!(store.get("other").expect("readable").expect("there").value.ct_eq("third"));
        assert_eq!(store.check().expect("whole"), Inventory { secrets: 1, versions: 1 });
    }
    let insert = "INSERT INTO record VALUES ('api-key', 3, 0, 'runtime', ?1)";
    row.execute(insert, [blob]).expect("put back");
    assert!(matches!(home.open().get("api-key"), Err(StoreError::Changed { .. })), "a removed row is not believed");
}

#[test]
fn another_process_sees_what_was_written_since_it_opened() {
    let home = Home::filled();
    let (one, two) = (home.open(), home.open());
    assert_eq!(two.get("api-key").expect("readable").expect("there").version, 2);
    one.put("api-key", Class::Runtime, &value("newest"), 2).expect("stored");
    one.put("new", Class::Runtime, &value("new"), 0).expect("stored");
    assert!(two.get("api-key").expect("readable").expect("there").value.ct_eq("newest"));
    assert!(two.get("new").expect("readable").is_some());
    two.put("new", Class::Runtime, &value("newer"), 1).expect("stored");
    assert_eq!(one.versions("new").expect("readable"), [1, 2]);
}

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
fn files(home: &Home) -> Vec<(std::path::PathBuf, Vec<u8>)> {
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

#[test]
fn r15_a_writer_that_saw_an_older_version_is_told() {
    let home = Home::filled();
    let late = home.open().put("api-key", Class::Runtime, &value("late"), 1);
    assert_eq!(late, Err(StoreError::Conflict { expected: 1, found: 2 }));
}

#[test]
fn r16_a_clock_behind_the_newest_record_is_refused() {
    let home = Home::filled();
    let store = home.open().with_clock(|| 1_000);
    let late = store.put("api-key", Class::Runtime, &value("late"), 2).expect_err("refused");
    assert_eq!(late.code(), "ClockWentBack");
    assert!(store.get("api-key").expect("reading goes on").is_some());
}

#[test]
fn writes_log_their_intent_first_and_then_their_outcome() {
    let home = Home::new();
    let store = home.open();
    store.put("api-key", Class::Runtime, &value("first value"), 0).expect("stored");
    store.put("api-key", Class::Runtime, &value("late"), 0).expect_err("a conflict");
    store.remove("api-key", 1).expect("removed");
    let lines = lines(&home.log());
    let steps = ["write-intent", "written", "write-intent", "Conflict", "delete-intent", "Deleted"];
    assert_eq!(lines.len(), steps.len());
    for (line, step) in lines.iter().zip(steps) {
        assert!(line.contains(&format!("\"{step}\"")) && line.contains("\"actor\":\"tester\""), "{line}");
        assert!(line.contains("\"id\":\"api-key\"") && !line.contains("first value"), "{line}");
    }
    let head = verify(&home.log(), &common::home::audit_key().public(), None).expect("whole").head;
    assert_eq!(head.seq, 6);
}

#[test]
fn nothing_is_written_when_its_intent_cannot_be_logged() {
    let home = Home::filled();
    let store = home.open();
    let away = home.dir.path().join("away");
    std::fs::rename(home.log(), &away).expect("moved");
    let refused = store.put("api-key", Class::Runtime, &value("unlogged"), 2).expect_err("no log");
    assert!(matches!(refused, StoreError::Audit(_)));
    std::fs::rename(&away, home.log()).expect("back");
    assert_eq!(store.versions("api-key").expect("readable"), [1, 2]);
    store.put("api-key", Class::Runtime, &value("logged"), 2).expect("works again");
}

#[test]
fn r17_placeholders_and_look_alikes_are_no_account_ids() {
    let refused = [
        "",
        "ab",
        "default-account",
        "default_account",
        "default",
        "defau1t-acc0unt",
        "d.e.f.a.u.l.t",
        "changeme",
        "p1acehoider",
        "...",
        "Acme",
        "acme prod",
        "асме",
        "a\0bc",
        "acme\n",
    ];
    for text in refused {
        assert!(AccountId::parse(text).is_err(), "{text:?}");
    }
    assert!(AccountId::parse(&"a".repeat(65)).is_err());
    assert_eq!(account("acme-prod.7").as_str(), "acme-prod.7");
}

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
