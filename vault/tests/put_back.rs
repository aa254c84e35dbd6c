//! R13, R14, R24: files that were genuine once, put in the place of the newest ones by who has the folder and no key.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::path::Path;
use std::sync::Arc;

use common::faults;
use common::home::{FixedKeys, value};
use common::keyfile::{acme, fill, holder, init, open, try_open};
use common::{Scratch, event, key, lines};
use secret_guard_vault::audit::{AuditError, AuditLog, Event};
use secret_guard_vault::custody::KeyName;
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::ops::{OpsError, Reset, Restore, reset, snapshot};
use secret_guard_vault::store::StoreError;

const STORE: [&str; 2] = ["vault.db", "vault.db.anchor"];
const LOG: [&str; 2] = ["audit.log", "audit.log.mark"];

fn begin(folder: &Path) -> Restore {
    Restore::begin(&folder.join("home"), holder(folder), &acme(), "operator").expect("begun")
}

/// The folder is gone, and the keys are not.
fn begin_without_log(folder: &Path) -> Restore {
    std::fs::remove_dir_all(folder.join("home")).expect("removed");
    Restore::begin_without_log(&folder.join("home"), holder(folder), (&acme(), "operator"), "a fire").expect("begun")
}

/// A vault with one secret, and a snapshot of it.
fn with_snapshot(folder: &Path) -> Home {
    let home = init(folder);
    home.store.put("api-key", Class::Runtime, &value("leaked"), 0).expect("stored");
    snapshot(&home, &folder.join("snapshot.sgs"), "a drill").expect("a snapshot");
    home
}

fn mark_and_replace(home: &Home) {
    let ids = ["api-key".to_owned()];
    let order = Reset { account: "acme-prod", reason: "a laptop was lost", ids: &ids };
    reset(home, order, &mut |_, _| None).expect("marked");
    home.store.put("api-key", Class::Runtime, &value("good"), 1).expect("stored");
}

fn put(from: &Path, folder: &Path, files: [&str; 2]) {
    for file in files {
        std::fs::copy(from.join(file), folder.join("home").join(file)).expect("put there");
    }
}

#[test]
fn r14_what_was_staged_once_is_no_vault() {
    for enabled in [false, true] {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let folder = dir.path();
        let home = with_snapshot(folder);
        mark_and_replace(&home);
        drop(home);
        let restore = begin(folder);
        restore.stage(&folder.join("snapshot.sgs")).expect("staged");
        for file in STORE {
            let staged = folder.join("home").join(file.replace("vault.db", "vault.db.staged"));
            std::fs::copy(staged, folder.join(file)).expect("kept");
        }
        match enabled {
            true => drop(restore.enable("a drill").expect("enabled")),
            false => restore.discard().expect("discarded"),
        }
        let whole = open(folder);
        put(folder, folder, STORE);
        assert!(whole.store.get("api-key").is_err(), "a process that has it open");
        assert!(matches!(try_open(folder).err(), Some(StoreError::Changed { .. })), "enabled: {enabled}");
    }
}

#[test]
fn r20_what_is_not_staged_is_not_enabled_from_there() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    drop(with_snapshot(folder));
    for file in STORE {
        let staged = folder.join("home").join(file.replace("vault.db", "vault.db.staged"));
        std::fs::copy(folder.join("home").join(file), staged).expect("put there");
    }
    assert!(matches!(begin(folder).enable("a drill"), Err(OpsError::Store(StoreError::Changed { .. }))));
}

#[test]
fn r14_a_restore_under_an_older_key_is_past_every_state_under_the_newer_one() {
    for is_gone in [false, true] {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let folder = dir.path();
        let home = with_snapshot(folder);
        let keys = holder(folder);
        let name = keys.keys(&acme()).expect("listed").into_iter().find(|name| name.kek_id().is_some());
        let name: KeyName = name.expect("a key");
        let older = keys.load(&name).expect("a key");
        home.store.rotate_kek(&mut |_| ()).expect("rotated");
        (1..6).for_each(|seen| assert!(home.store.put("api-key", Class::Runtime, &value("newer"), seen).is_ok()));
        home.store.checkpoint().expect("copied");
        drop(home);
        faults::copy(&folder.join("home"), &folder.join("older"));
        keys.keep(&name, &older).expect("imported");
        let restore = if is_gone {
            begin_without_log(folder)
        } else {
            std::fs::write(folder.join("home/vault.db"), "").expect("emptied");
            begin(folder)
        };
        restore.stage(&folder.join("snapshot.sgs")).expect("staged");
        drop(restore.enable("a fire").expect("enabled"));
        assert!(open(folder).store.get("api-key").expect("readable").expect("there").value.ct_eq("leaked"));
        put(&folder.join("older"), folder, STORE);
        let opened = try_open(folder).err();
        assert!(matches!(opened, Some(StoreError::RolledBack { .. })), "gone: {is_gone}: {opened:?}");
    }
}

fn is_changed(error: &StoreError) -> bool {
    matches!(error, StoreError::Audit(AuditError::Tampered { .. }))
}

#[test]
fn r13_the_lost_log_is_not_the_one_that_was_begun_in_its_place() {
    // Few lines of the lost one, and more than are looked at to find where it ends.
    for lines in [40, 400] {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let folder = dir.path();
        let home = with_snapshot(folder);
        (0..lines).for_each(|_| home.trail.record(home.trail.event("read")).expect("recorded"));
        home.trail.log().checkpoint().expect("copied");
        drop(home);
        faults::copy(&folder.join("home"), &folder.join("older"));
        let restore = begin_without_log(folder);
        restore.stage(&folder.join("snapshot.sgs")).expect("staged");
        let home = restore.enable("a fire").expect("enabled");
        put(&folder.join("older"), folder, LOG);
        let read = || home.store.put("other", Class::Runtime, &value("x"), 0);
        assert!(read().is_err() && is_changed(&read().expect_err("another log")), "a process that has it open");
        assert!(is_changed(&try_open(folder).err().expect("another log")), "{lines} lines");
    }
}

#[test]
fn r13_a_copy_of_the_mark_that_is_far_behind_is_met_on_the_way_from_the_first_line() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    let home = with_snapshot(folder);
    let note = std::fs::read(folder.join("keys.acme-prod.audit.note")).expect("a copy");
    let long = Event { reason: Some("x".repeat(7000)), ..home.trail.event("read") };
    // Together they share what the disk takes.
    std::thread::scope(|scope| {
        for _ in 0..25 {
            scope.spawn(|| (0..100).for_each(|_| home.trail.record(long.clone()).expect("recorded")));
        }
    });
    drop(home);
    std::fs::write(folder.join("keys.acme-prod.audit.note"), note).expect("as if the holder had been locked");
    drop(open(folder));
}

#[test]
fn r24_a_restore_does_not_believe_a_log_that_was_changed() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    let home = with_snapshot(folder);
    mark_and_replace(&home);
    (0..200).for_each(|_| home.trail.record(home.trail.event("read")).expect("recorded"));
    drop(home);
    let log = folder.join("home/audit.log");
    let text = std::fs::read_to_string(&log).expect("a log");
    std::fs::write(&log, text.replace("reset-mark", "reset-mork")).expect("changed");
    std::fs::write(folder.join("home/vault.db"), "").expect("emptied");
    let restore = begin(folder);
    restore.stage(&folder.join("snapshot.sgs")).expect("staged");
    let enabled = restore.enable("a drill").err();
    assert!(matches!(enabled, Some(OpsError::Audit(AuditError::Tampered { .. }))), "{enabled:?}");
    let text = std::fs::read_to_string(&log).expect("a log");
    std::fs::write(&log, text.replace("reset-mork", "reset-mark")).expect("put right");
    let home = begin(folder).enable("a drill").expect("enabled");
    assert_eq!(home.store.must_rotate().expect("readable"), ["api-key"]);
}

#[test]
fn r24_what_was_reset_is_known_where_folder_and_log_are_lost() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    let home = with_snapshot(folder);
    fill(&home, 2);
    mark_and_replace(&home);
    drop(home);
    let restore = begin_without_log(folder);
    restore.stage(&folder.join("snapshot.sgs")).expect("staged");
    let home = restore.enable("a fire").expect("enabled");
    assert_eq!(home.store.must_rotate().expect("readable"), ["api-key"]);
}

#[test]
fn r13_a_mark_that_is_exchanged_while_the_log_is_open_does_not_hide_what_follows() {
    let scratch = Scratch::new();
    let holder = Arc::new(FixedKeys::default());
    let log = scratch.create().witnessed(holder.clone(), &acme()).expect("witnessed");
    (0..3).for_each(|n| log.append(event(&format!("before-{n}"))).expect("recorded"));
    log.checkpoint().expect("copied");
    let kept = lines(&scratch.path);
    let (mark, other) = (scratch.path.with_extension("log.mark"), scratch.path.with_extension("log.other"));
    std::fs::copy(&mark, &other).expect("copied");
    std::fs::rename(&other, &mark).expect("exchanged");
    assert!(matches!(log.append(event("refused")), Err(AuditError::Unavailable { .. })), "nothing is acknowledged");
    (0..50).for_each(|n| log.append(event(&format!("after-{n}"))).expect("recorded"));
    log.checkpoint().expect("copied");
    drop(log);
    std::fs::write(&scratch.path, kept.join("\n") + "\n").expect("cut");
    let opened = AuditLog::open(&scratch.path, key()).and_then(|log| log.witnessed(holder, &acme()));
    assert!(matches!(opened.err(), Some(AuditError::Tampered { .. })));
}
