//! R7 to R9 and R14 to R17 for the store as a whole.
#![cfg(feature = "store")]

mod common;

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Scratch, manifest};
use secret_guard_vault::manifest::{Class, Profile};
use secret_guard_vault::record::Kek;
use secret_guard_vault::resolver::Vault;
use secret_guard_vault::store::{AccountId, Store, StoreError};
use secret_guard_vault::{Secret, Status};

struct Home {
    _dir: tempfile::TempDir,
    path: PathBuf,
}

fn kek(id: u8, key: u8) -> Kek {
    Kek { id: [id; 16], key: Secret::new([key; 32]) }
}

fn account(text: &str) -> AccountId {
    AccountId::parse(text).expect("a good account id")
}

fn value(text: &str) -> Secret<Vec<u8>> {
    Secret::new(text.as_bytes().to_vec())
}

fn try_open(path: &Path) -> Result<Store, StoreError> {
    Store::open(path, kek(1, 2), account("acme-prod"))
}

impl Home {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let path = dir.path().join("vault.db");
        Store::init(&path, kek(1, 2), account("acme-prod")).expect("a new store");
        Self { _dir: dir, path }
    }

    fn filled() -> Self {
        let home = Self::new();
        let store = home.open();
        store.put("api-key", Class::Runtime, &value("first"), 0).expect("stored");
        store.put("api-key", Class::Runtime, &value("second"), 1).expect("stored");
        store.put("other", Class::Runtime, &value("third"), 0).expect("stored");
        home
    }

    fn open(&self) -> Store {
        try_open(&self.path).expect("an open store")
    }

    fn beside(&self, ending: &str) -> PathBuf {
        self.path.with_extension(format!("db.{ending}"))
    }

    fn sql(&self, statement: &str) {
        let database = rusqlite::Connection::open(&self.path).expect("a database");
        assert!(database.execute(statement, []).expect("a statement") > 0, "{statement} changed nothing");
    }
}

#[test]
fn versions_are_kept_and_the_newest_is_given() {
    let home = Home::filled();
    let store = home.open();
    assert_eq!(store.versions("api-key").expect("versions"), [1, 2]);
    let newest = store.get("api-key").expect("readable").expect("there");
    assert!(newest.version == 2 && newest.value.ct_eq("second"));
    assert!(store.get_version("api-key", 1).expect("readable").expect("there").value.ct_eq("first"));
    assert!(store.get("nothing").expect("readable").is_none());
    let bytes = std::fs::read(&home.path).expect("a file");
    assert!(!bytes.windows(6).any(|window| window == b"second"), "no plaintext on disk");
}

#[test]
fn r07_swapped_rows_and_edited_fields_are_found() {
    let statements = [
        "UPDATE record SET sealed = (SELECT sealed FROM record WHERE id = 'other') WHERE version = 2",
        "UPDATE record SET version = 3 WHERE version = 2",
        "UPDATE record SET id = 'zzz' WHERE id = 'other'",
        "UPDATE record SET class = 'operator' WHERE version = 2",
        "UPDATE record SET created_ms = created_ms + 1 WHERE version = 2",
        "INSERT INTO record SELECT 'copy', 1, created_ms, class, sealed FROM record WHERE id = 'other'",
        "UPDATE state SET root = zeroblob(32)",
        "UPDATE state SET epoch = epoch + 1",
    ];
    for statement in statements {
        let home = Home::filled();
        home.sql(statement);
        assert!(matches!(try_open(&home.path), Err(StoreError::Changed { .. })), "{statement}");
    }
}

#[test]
fn r08_a_vanished_row_is_never_called_missing() {
    let home = Home::filled();
    let store = home.open();
    home.sql("DELETE FROM record WHERE id = 'other'");
    assert!(matches!(store.get("other"), Err(StoreError::Changed { .. })));
}

/// Flips bytes of the database and its anchor: a sample, or each one with `VAULT_EVERY_BYTE=1`.
#[test]
fn r08_a_flipped_byte_gives_the_right_value_or_a_typed_error() {
    let step = if std::env::var_os("VAULT_EVERY_BYTE").is_some() { 1 } else { 13 };
    let home = Home::filled();
    for path in [home.path.clone(), home.beside("anchor")] {
        let whole = std::fs::read(&path).expect("a file");
        for at in (0..whole.len()).step_by(step) {
            let mut flipped = whole.clone();
            flipped[at] ^= 0xff;
            std::fs::write(&path, &flipped).expect("written");
            if let Ok(stored) = try_open(&home.path).and_then(|store| store.get("api-key")) {
                let stored = stored.expect("a false Missing");
                assert!(stored.version == 2 && stored.value.ct_eq("second"), "byte {at} gives a wrong value");
            }
        }
        for len in (0..whole.len()).step_by(step * 7) {
            std::fs::write(&path, &whole[..len]).expect("written");
            assert!(try_open(&home.path).is_err(), "{} cut at {len}", path.display());
        }
        std::fs::write(&path, &whole).expect("written");
    }
    home.open();
}

#[test]
fn r09_other_and_wrong_keys_and_another_account_are_refused() {
    let home = Home::filled();
    let status = |kek, name: &str| Store::open(&home.path, kek, account(name)).err();
    assert_eq!(status(kek(9, 2), "acme-prod"), Some(StoreError::OtherKey));
    assert_eq!(status(kek(1, 9), "acme-prod"), Some(StoreError::WrongKey));
    assert_eq!(status(kek(1, 2), "acme-test"), Some(StoreError::WrongKey));
}

#[test]
fn r14_an_older_copy_of_the_database_is_a_rollback() {
    let home = Home::filled();
    let older = std::fs::read(&home.path).expect("a file");
    let store = home.open();
    store.put("api-key", Class::Runtime, &value("newest"), 2).expect("stored");
    std::fs::write(&home.path, older).expect("put back");
    assert_eq!(store.get("api-key").err(), Some(StoreError::RolledBack { anchor: 4, store: 3 }));
    let scratch = Scratch::new();
    let vault = Vault::builder(manifest("runtime"), Profile::Strict, scratch.create(), "acme-prod", "tester");
    let error = vault.bind(store).build().resolve("api-key").expect_err("refused");
    assert_eq!(error.status(), Status::StoreRolledBack);
}

#[test]
fn r14_a_missing_anchor_is_not_made_anew() {
    let home = Home::filled();
    std::fs::remove_file(home.beside("anchor")).expect("removed");
    assert!(matches!(try_open(&home.path), Err(StoreError::Unavailable { .. })));
    assert!(!home.beside("anchor").exists());
}

#[test]
fn r14_a_crash_between_commit_and_anchor_is_no_alarm_and_heals() {
    let home = Home::filled();
    let store = home.open();
    let behind = std::fs::read(home.beside("anchor")).expect("an anchor");
    store.put("api-key", Class::Runtime, &value("newest"), 2).expect("stored");
    std::fs::write(home.beside("anchor"), behind).expect("as a crash leaves it");
    assert!(store.get("api-key").expect("readable").expect("there").value.ct_eq("newest"));
    store.put("api-key", Class::Runtime, &value("again"), 3).expect("stored");
    assert!(store.get("api-key").expect("readable").expect("there").value.ct_eq("again"));
}

#[test]
fn r15_a_writer_that_saw_an_older_version_is_told() {
    let home = Home::filled();
    let late = home.open().put("api-key", Class::Runtime, &value("late"), 1);
    assert_eq!(late, Err(StoreError::Conflict { expected: 1, found: 2 }));
}

/// Run by the test below in processes of their own; does nothing without its variable.
#[test]
fn child_writes() {
    let Some(path) = std::env::var_os("STORE_CHILD") else { return };
    let store = try_open(path.as_ref()).expect("open");
    for _ in 0..200 {
        let seen = store.get("counter").expect("readable").map_or(0, |stored| stored.version);
        match store.put("counter", Class::Runtime, &value("tick"), seen) {
            Ok(version) => println!("\nACK {version}"),
            Err(StoreError::Conflict { .. }) => {}
            Err(error) => println!("\nERR {error}"),
        }
    }
}

#[test]
fn r15_writers_that_are_killed_lose_no_update_and_leave_no_gap() {
    let home = Home::new();
    let outputs: Vec<PathBuf> = (0..8).map(|n| home.beside(&format!("out-{n}"))).collect();
    let mut acknowledged: Vec<u64> = Vec::new();
    for round in 0..4u64 {
        let spawn = |out: &PathBuf| {
            let mut command = Command::new(std::env::current_exe().expect("this test"));
            command.args(["--exact", "child_writes", "--nocapture"]).env("STORE_CHILD", &home.path);
            command.stdout(std::fs::File::create(out).expect("out")).spawn().expect("a child")
        };
        let mut children: Vec<_> = outputs.iter().map(spawn).collect();
        std::thread::sleep(std::time::Duration::from_millis(250 + round * 61));
        for child in &mut children {
            child.kill().expect("killed");
            child.wait().expect("gone");
        }
        let text: String = outputs.iter().map(|out| std::fs::read_to_string(out).expect("out") + "\n").collect();
        assert!(!text.contains("ERR") && !text.contains("panicked"), "{text}");
        acknowledged.extend(text.lines().filter_map(|line| line.strip_prefix("ACK ")?.parse::<u64>().ok()));
        let versions = home.open().versions("counter").expect("readable after kills");
        assert_eq!(versions, (1..=versions.len() as u64).collect::<Vec<_>>(), "no gap");
        assert!(acknowledged.iter().all(|version| versions.contains(version)), "no lost update");
    }
    let distinct: std::collections::BTreeSet<_> = acknowledged.iter().collect();
    assert!(distinct.len() == acknowledged.len() && !distinct.is_empty(), "no version was given twice");
}

#[test]
fn r16_a_clock_behind_the_newest_record_is_refused() {
    let home = Home::filled();
    let store = home.open().with_clock(|| 1_000);
    let late = store.put("api-key", Class::Runtime, &value("late"), 2);
    assert!(matches!(late, Err(StoreError::ClockWentBack { now_ms: 1_000, .. })));
    assert!(store.get("api-key").expect("reading goes on").is_some());
}

#[test]
fn r17_placeholders_and_look_alikes_are_no_account_ids() {
    let refused =
        ["", "ab", "default-account", "default_account", "default", "Acme", "acme prod", "асме", "a\0bc", "acme\n"];
    for text in refused {
        assert!(matches!(AccountId::parse(text), Err(StoreError::Account { .. })), "{text:?}");
    }
    assert!(AccountId::parse(&"a".repeat(65)).is_err());
    assert_eq!(account("acme-prod.7").as_str(), "acme-prod.7");
}

#[test]
fn foreign_newer_open_and_linked_files_are_typed_and_untouched() {
    let home = Home::filled();
    assert!(matches!(Store::init(&home.path, kek(1, 2), account("acme-prod")), Err(StoreError::Unavailable { .. })));
    let mode = |mode| std::fs::set_permissions(&home.path, std::fs::Permissions::from_mode(mode)).expect("chmod");
    mode(0o640);
    assert!(matches!(try_open(&home.path), Err(StoreError::TooOpen { mode: 0o640, .. })));
    mode(0o600);
    let database = rusqlite::Connection::open(&home.path).expect("a database");
    database.pragma_update(None, "user_version", 2).expect("a pragma");
    assert!(matches!(try_open(&home.path), Err(StoreError::Newer { format: 2, .. })));
    drop(database);
    let aside = home.beside("aside");
    std::fs::rename(&home.path, &aside).expect("moved");
    std::os::unix::fs::symlink(&aside, &home.path).expect("a link");
    assert!(matches!(try_open(&home.path), Err(StoreError::NotAFile { .. })));
    std::fs::remove_file(&home.path).expect("removed");
    std::fs::write(&home.path, "not a database, and long enough to look like one".repeat(100)).expect("written");
    mode(0o600);
    assert!(matches!(try_open(&home.path), Err(StoreError::Foreign { .. })));
    assert!(std::fs::read(&home.path).expect("a file").starts_with(b"not a database"));
}
