//! R19, R20: an initialisation that is cut short at any moment can be begun again.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::path::Path;

use common::home::value;
use common::keyfile::{acme, fill, holder, init, key_names, new_keys, open, try_open};
use common::{Scratch, event, faults, key};
use secret_guard_vault::Secret;
use secret_guard_vault::audit::{AuditError, AuditLog, verify};
use secret_guard_vault::custody::{KeyError, KeyFile, KeyName};
use secret_guard_vault::envelope::Cost;
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::store::StoreError;

/// Run by the tests below in processes of their own.
#[test]
fn child_inits() {
    let Some(folder) = faults::folder() else { return };
    drop(Home::init(&folder.join("home"), holder(&folder), &acme(), "tester").expect("made"));
}

/// There is a vault, or the next initialisation makes one; no key is left over.
fn assert_begun(folder: &Path, what: &str) {
    let again = || Home::init(&folder.join("home"), holder(folder), &acme(), "tester");
    let home = try_open(folder).or_else(|_| again()).unwrap_or_else(|error| panic!("{what}: {error}"));
    home.store.put("api-key", Class::Runtime, &value("x"), 0).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(key_names(folder).len(), 2, "{what}: no key is left over");
    assert!(matches!(again().err(), Some(StoreError::Exists { .. })), "{what}: it is not made again");
    assert_eq!(key_names(folder).len(), 2, "{what}: its key is no waste");
}

fn sweep() -> faults::Sweep {
    faults::Sweep::of("child_inits", |folder| drop(new_keys(folder)))
}

#[test]
fn r20_an_init_killed_at_any_change_of_the_disk_can_be_begun_again() {
    sweep().killed(60, |folder, _, what| assert_begun(folder, what));
}

#[test]
fn r19_an_init_that_finds_the_disk_full_at_any_write_can_be_begun_again() {
    sweep().full(40, |folder, _, what| assert_begun(folder, what));
}

#[test]
fn r20_files_have_their_names_when_they_are_whole() {
    for (name, call) in [("home/audit.log.mark", "write"), ("home/audit.log", "linkat"), ("home/vault.db.new", "link")]
    {
        let dir = tempfile::tempdir().expect("a scratch folder");
        drop(new_keys(dir.path()));
        let path = dir.path().join(name);
        drop(faults::about(&path, "child_inits", dir.path(), call, "signal=SIGKILL"));
        assert_begun(dir.path(), &format!("{call} of {name}"));
    }
}

#[test]
fn child_makes_keys() {
    let Some(folder) = faults::folder() else { return };
    drop(new_keys(&folder));
}

#[test]
fn r20_a_key_file_that_was_cut_short_has_no_name() {
    let word = || Secret::new(b"of these tests only".to_vec());
    for call in ["write", "fsync", "linkat"] {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let path = dir.path().join("keys");
        let output = faults::about(dir.path(), "child_makes_keys", dir.path(), call, "signal=SIGKILL");
        let also = faults::about(&path, "child_makes_keys", dir.path(), call, "signal=SIGKILL");
        assert!(!path.exists() || KeyFile::open(&path, word()).is_ok(), "{call}: {output:?} {also:?}");
    }
    let dir = tempfile::tempdir().expect("a scratch folder");
    let path = dir.path().join("keys");
    drop(KeyFile::create(&path, word(), Cost::LEAST).expect("a key file"));
    assert!(matches!(KeyFile::create(&path, word(), Cost::LEAST), Err(KeyError::Unavailable { .. })));
}

#[test]
fn r13_a_mark_alone_is_no_log_unless_it_attests_lines() {
    let scratch = Scratch::new();
    drop(scratch.create());
    for left in ["audit.log.mark", "audit.log"] {
        let other = if left == "audit.log" { "audit.log.mark" } else { "audit.log" };
        std::fs::remove_file(scratch.dir.path().join(other)).expect("removed");
        let log = AuditLog::create(&scratch.path, key()).unwrap_or_else(|error| panic!("{left}: {error}"));
        drop(log);
        assert_eq!(verify(&scratch.path, &key().public(), None).expect("whole").head.seq, 0);
    }
    scratch.open().append(event("secret")).expect("recorded");
    assert!(matches!(AuditLog::create(&scratch.path, key()), Err(AuditError::Unavailable { .. })));
    std::fs::remove_file(&scratch.path).expect("removed");
    assert!(matches!(AuditLog::create(&scratch.path, key()), Err(AuditError::Unavailable { .. })));
}

#[test]
fn r20_the_key_of_a_store_that_was_written_is_no_waste_though_its_init_was_cut_short() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    // As an initialisation leaves it that ends when the store has its name.
    let home = init(folder);
    let facts = home.store.facts().expect("readable");
    fill(&home, 1);
    drop(home);
    let notes = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let is_draft = |path: &std::path::PathBuf| path.to_string_lossy().contains("acme-prod.init-");
    let note = notes.into_iter().find(is_draft).expect("the note");
    std::fs::write(note, [facts.kek_id, facts.store_id].concat()).expect("written");
    for name in ["vault.db", "vault.db.anchor"] {
        std::fs::remove_file(folder.join("home").join(name)).expect("removed");
    }
    drop(Home::init(&folder.join("home"), holder(folder), &acme(), "tester").expect("another vault"));
    holder(folder).load(&KeyName::kek(&acme(), facts.kek_id)).expect("the key, which snapshots need");
    drop(open(folder));
}
