//! R7, R14, R16 and R17, and files that are no stores.
#![cfg(feature = "store")]

#[path = "../common/mod.rs"]
mod common;

mod altered;
mod foreign;
mod older;

use common::home::{Home, account, value};
use common::lines;
use secret_guard_vault::account::AccountId;
use secret_guard_vault::audit::verify;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::store::{Inventory, StoreError};

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
