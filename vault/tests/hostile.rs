//! What somebody with access to a vault's folder may leave there: open doors, links, pipes, planted code.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use common::home::{Home, MemoryKeyring, account, audit_key, value};
use secret_guard_vault::audit::{AuditLog, verify};
use secret_guard_vault::custody::{KeyFile, KeyHolder, KeyName, KeyringHolder};
use secret_guard_vault::envelope::Cost;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::store::{Store, StoreError};

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("chmod");
}

/// Files that a vault's folder holds.
const FILES: [&str; 5] = ["vault.db", "vault.db.anchor", "vault.db.lock", "audit.log", "audit.log.mark"];

/// Opens everything anew and writes once; what must not work must end here, not in a wait.
fn use_it(home: &Home) -> Result<u64, StoreError> {
    let log = AuditLog::open(&home.log(), audit_key())?;
    let trail = secret_guard_vault::audit::Trail::new(Arc::new(log), &account("acme-prod"), "tester");
    Store::open(&home.path, home.holder.clone(), trail)?.put("new", Class::Runtime, &value("x"), 0)
}

#[test]
fn r09_a_folder_that_others_may_write_is_refused_by_store_log_and_key_file() {
    let home = Home::filled();
    let keys = home.dir.path().join("keys");
    drop(KeyFile::create(&keys, value("correct horse"), Cost::LEAST).expect("a key file"));
    for mode in [0o770, 0o707, 0o722, 0o777] {
        set_mode(home.dir.path(), mode);
        let folder = home.dir.path().to_owned();
        assert_eq!(
            Store::open(&home.path, home.holder.clone(), outside().1).err(),
            Some(StoreError::TooOpen { path: folder, mode })
        );
        assert!(AuditLog::open(&home.log(), audit_key()).is_err(), "{mode:o}");
        assert!(KeyFile::open(&keys, value("correct horse")).is_err(), "{mode:o}");
        let new = home.dir.path().join("new.db");
        assert!(Store::init(&new, home.holder.clone(), outside().1).is_err() && !new.exists());
    }
    for mode in [0o700, 0o755, 0o1777] {
        set_mode(home.dir.path(), mode);
        assert!(home.try_open().is_ok(), "{mode:o}");
        assert!(KeyFile::open(&keys, value("correct horse")).is_ok(), "{mode:o}");
    }
}

/// A trail that does not depend on the folder under attack.
fn outside() -> (common::Scratch, secret_guard_vault::audit::Trail) {
    let scratch = common::Scratch::new();
    let trail = scratch.trail();
    (scratch, trail)
}

#[test]
fn r11_a_log_that_others_may_write_is_refused() {
    let home = Home::filled();
    for mode in [0o620, 0o602, 0o666] {
        set_mode(&home.log(), mode);
        assert!(matches!(use_it(&home), Err(StoreError::Audit(_))), "{mode:o}");
    }
    set_mode(&home.log(), 0o600);
    use_it(&home).expect("works again");
}

#[test]
fn r08_a_pipe_a_folder_or_a_link_in_the_place_of_any_file_is_an_error_and_no_wait() {
    let plant: [fn(&Path, &Path); 4] = [
        |path, _| assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success()),
        |path, _| std::fs::create_dir(path).expect("a folder"),
        |path, aside| symlink(aside, path).expect("a link"),
        |path, _| symlink("nowhere", path).expect("a link"),
    ];
    for name in FILES {
        for (number, plant) in plant.iter().enumerate() {
            let home = Home::filled();
            let (path, aside) = (home.dir.path().join(name), home.dir.path().join("aside"));
            std::fs::rename(&path, &aside).expect("moved");
            plant(&path, &aside);
            assert!(use_it(&home).is_err(), "{name} {number}");
            let verified = verify(&home.log(), &audit_key().public(), None);
            assert!(verified.is_err() || !name.starts_with("audit"), "{name} {number}");
            if path.is_dir() { std::fs::remove_dir(&path) } else { std::fs::remove_file(&path) }.expect("removed");
            std::fs::rename(&aside, &path).expect("back");
            use_it(&home).expect("nothing was harmed");
        }
    }
}

#[test]
fn r08_what_stands_where_the_next_anchor_is_written_is_not_waited_for_and_nothing_goes_into_it() {
    let home = Home::filled();
    let (store, next) = (home.open(), home.beside("anchor.vault-next"));
    std::fs::create_dir(&next).expect("a folder");
    assert!(store.put("new", Class::Runtime, &value("x"), 0).is_err());
    std::fs::remove_dir(&next).expect("removed");
    assert!(Command::new("mkfifo").arg(&next).status().expect("mkfifo").success());
    assert_eq!(store.put("new", Class::Runtime, &value("x"), 0), Ok(1));
    let theirs = home.dir.path().join("theirs");
    std::fs::write(&theirs, "of somebody else").expect("written");
    std::os::unix::fs::symlink(&theirs, &next).expect("a link");
    assert_eq!(store.put("new", Class::Runtime, &value("y"), 1), Ok(2));
    assert_eq!(std::fs::read(&theirs).expect("a file"), b"of somebody else");
    assert!(home.beside("anchor").symlink_metadata().expect("an anchor").is_file() && !next.exists());
}

#[test]
fn r07_planted_triggers_and_views_are_found_before_they_run() {
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT";
    let plants = [
        "CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM record WHERE version < NEW.version; END".to_owned(),
        "CREATE INDEX i ON record (class)".to_owned(),
        format!(
            "ALTER TABLE state RENAME TO hidden; CREATE VIEW state AS {endless} i AS one, i AS epoch, x'' AS root, \
             x'' AS store_id, x'' AS kek_id, x'' AS kek_tag, 1 AS newest_ms FROM n WHERE i < 0"
        ),
    ];
    for plant in plants {
        let home = Home::filled();
        rusqlite::Connection::open(&home.path).expect("a database").execute_batch(&plant).expect("planted");
        assert!(matches!(home.try_open().err(), Some(StoreError::Changed { .. })), "{plant}");
    }
}

#[test]
fn r15_the_last_number_of_a_version_is_a_conflict_and_no_overflow() {
    let home = Home::filled();
    let refused = home.open().put("api-key", Class::Runtime, &value("x"), u64::MAX);
    assert!(matches!(refused, Err(StoreError::Conflict { .. })));
}

#[test]
fn r14_files_of_another_moment_are_found_in_every_mixture() {
    let home = Home::filled();
    let names = ["vault.db", "vault.db.anchor"];
    let read = || names.map(|name| std::fs::read(home.dir.path().join(name)).expect("a file"));
    let mut moments = vec![read()];
    for seen in 2..5 {
        home.open().put("api-key", Class::Runtime, &value(&format!("value {seen}")), seen).expect("stored");
        moments.push(read());
    }
    let newest = moments.len() - 1;
    for (database, anchor) in (0..=newest).flat_map(|one| (0..=newest).map(move |other| (one, other))) {
        let files = [&moments[database][0], &moments[anchor][1]];
        names
            .iter()
            .zip(files)
            .for_each(|(name, bytes)| std::fs::write(home.dir.path().join(name), bytes).expect("put"));
        let opened = home.try_open();
        // The newest database with an anchor one behind is what a crash leaves.
        let is_honest = database == newest && anchor + 1 >= newest;
        assert_eq!(opened.is_ok(), is_honest, "database of moment {database}, anchor of moment {anchor}");
    }
}

#[test]
fn r09_two_who_change_a_key_file_at_once_lose_no_key() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = folder.path().join("keys");
    drop(KeyFile::create(&path, value("correct horse"), Cost::LEAST).expect("a key file"));
    let acme = account("acme-prod");
    std::thread::scope(|scope| {
        for writer in 0..2_u8 {
            let (path, acme) = (&path, &acme);
            scope.spawn(move || {
                let file = KeyFile::open(path, value("correct horse")).expect("open");
                (0..4).for_each(|n| drop(file.create(&KeyName::kek(acme, [writer * 16 + n; 16])).expect("a key")));
            });
        }
    });
    let file = KeyFile::open(&path, value("correct horse")).expect("open");
    assert_eq!(file.keys(&acme).expect("listed").len(), 8);
}

/// A holder that gives no key once, as a machine that stops in the middle of `init`.
#[test]
fn r09_an_init_that_was_cut_short_leaves_no_second_key_when_it_is_done_again() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let keyring = Arc::new(MemoryKeyring::default());
    let holder = || Arc::new(KeyringHolder::new(Arc::clone(&keyring)));
    let init = || secret_guard_vault::home::Home::init(folder.path(), holder(), &account("acme-prod"), "tester");
    // The folder for the new anchor's content is in the way, after the key was made.
    std::fs::create_dir(folder.path().join("vault.db.new")).expect("a folder");
    assert!(init().is_err());
    assert_eq!(holder().keys(&account("acme-prod")).expect("listed").len(), 2, "the log's key and the lost one");
    std::fs::remove_dir(folder.path().join("vault.db.new")).expect("removed");
    drop(init().expect("a new home"));
    assert_eq!(holder().keys(&account("acme-prod")).expect("listed").len(), 2, "the log's key and the store's");
    assert!(init().is_err());
    assert_eq!(holder().keys(&account("acme-prod")).expect("listed").len(), 2);
}
