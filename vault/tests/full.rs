//! R19: a full disk, for each operation on the whole vault. The disks are real ones, and really full.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::path::Path;

use common::disk::{fill, on_small_disk};
use common::home::value;
use common::keyfile::{acme, holder, new_keys};
use common::{Scratch, event, faults, key};
use secret_guard_vault::audit::{AuditLog, verify};
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::ops::{OpsError, Reset, Restore, reset, snapshot};
use secret_guard_vault::store::StoreError;

/// Enough for the log to go on, and for nothing that carries records.
const LEFT: u64 = 96 * 1024;
const SECRETS: usize = 4;

fn big(n: usize) -> String {
    n.to_string().repeat(100_000)
}

/// A vault of 400 KB on the disk; its keys are elsewhere.
fn filled(disk: &Path, keys: &Path) -> Home {
    let home = Home::init(&disk.join("home"), new_keys(keys), &acme(), "tester").expect("a new vault");
    for n in 0..SECRETS {
        home.store.put(&format!("big-{n}"), Class::Runtime, &value(&big(n)), 0).expect("stored");
    }
    home
}

fn assert_whole(home: &Home) {
    for n in 0..SECRETS {
        assert!(home.store.get(&format!("big-{n}")).expect("readable").expect("there").value.ct_eq(big(n)), "big-{n}");
    }
    home.store.check().expect("whole");
}

fn is_full(error: &OpsError) -> bool {
    matches!(error, OpsError::Store(StoreError::StorageFull { .. }))
}

#[test]
fn r19_a_log_on_the_full_disk_is_no_other_error_than_the_store_on_it() {
    on_small_disk("3m", "r19_a_log_on_the_full_disk_is_no_other_error_than_the_store_on_it", |disk| {
        let keys = tempfile::tempdir().expect("a scratch folder");
        let home = filled(disk, keys.path());
        let filler = fill(disk, 0);
        let error = home.store.put("one-more", Class::Runtime, &value(&big(1)), 0).expect_err("no space");
        assert!(matches!(error, StoreError::StorageFull { .. }), "{error}");
        std::fs::remove_file(filler).expect("space");
        home.store.put("one-more", Class::Runtime, &value("x"), 0).expect("stored");
        assert_whole(&home);
    });
}

/// How much a disk keeps behind the end of a file.
fn kept_behind(path: &Path) -> u64 {
    let meta = path.metadata().expect("a file");
    (std::os::unix::fs::MetadataExt::blocks(&meta) * 512).saturating_sub(meta.len().next_multiple_of(4096))
}

#[test]
fn r19_a_disk_with_little_left_keeps_nothing_behind_the_log() {
    on_small_disk("3m", "r19_a_disk_with_little_left_keeps_nothing_behind_the_log", |disk| {
        let keys = tempfile::tempdir().expect("a scratch folder");
        let home = filled(disk, keys.path());
        assert_eq!(kept_behind(home.trail.log().path()), 0);
    });
}

#[test]
fn r19_a_disk_with_plenty_left_keeps_room_behind_the_log() {
    on_small_disk("16m", "r19_a_disk_with_plenty_left_keeps_room_behind_the_log", |disk| {
        let keys = tempfile::tempdir().expect("a scratch folder");
        let home = filled(disk, keys.path());
        assert!(kept_behind(home.trail.log().path()) > 0);
    });
}

/// Run by the test below in a process of its own; does nothing without its variable.
#[test]
fn child_appends() {
    let Some(folder) = faults::folder() else { return };
    let log = AuditLog::open(&folder.join("audit.log"), key()).expect("a log");
    log.append(event("secret")).expect("recorded");
}

#[test]
fn r19_what_a_reservation_took_that_failed_is_given_back() {
    on_small_disk("16m", "r19_what_a_reservation_took_that_failed_is_given_back", |disk| {
        let scratch = Scratch { path: disk.join("audit.log"), dir: tempfile::tempdir().expect("a scratch folder") };
        drop(scratch.create());
        // The part that a disk has found when it finds no more.
        let log = std::fs::File::options().write(true).open(&scratch.path).expect("a log");
        rustix::fs::fallocate(&log, rustix::fs::FallocateFlags::KEEP_SIZE, 0, 1 << 20).expect("room");
        assert!(kept_behind(&scratch.path) > 0);
        let child = faults::at("child_appends", disk, "error=ENOSPC", &("fallocate".to_owned(), 1));
        assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
        assert_eq!(kept_behind(&scratch.path), 0);
        assert_eq!(verify(&scratch.path, &key().public(), None).expect("whole").head.seq, 1);
    });
}

#[test]
fn r19_a_rotation_on_a_full_disk_is_resumed_when_there_is_space() {
    on_small_disk("3m", "r19_a_rotation_on_a_full_disk_is_resumed_when_there_is_space", |disk| {
        let keys = tempfile::tempdir().expect("a scratch folder");
        let home = filled(disk, keys.path());
        let mut refused = 0;
        for leave in [0, 4096, 8192, 12 * 1024, 16 * 1024, 32 * 1024] {
            let filler = fill(disk, leave);
            let outcome = match home.store.rotation().expect("readable") {
                Some(_) => home.store.resume_rotation(&mut |_| ()).map(drop),
                None => home.store.rotate_kek(&mut |_| ()).map(drop),
            };
            refused += usize::from(outcome.is_err());
            assert!(outcome.map_err(OpsError::from).as_ref().err().is_none_or(is_full), "{leave} bytes left");
            assert_whole(&home);
            std::fs::remove_file(filler).expect("space");
        }
        assert!(refused > 0);
        if home.store.resume_rotation(&mut |_| ()).expect("resumed").is_none() {
            home.store.rotate_kek(&mut |_| ()).expect("rotated");
        }
        assert_whole(&home);
        assert_eq!(common::keyfile::key_names(keys.path()).len(), 2);
        let again = Home::open(&disk.join("home"), holder(keys.path()), &acme(), "tester").expect("open");
        assert_whole(&again);
    });
}

#[test]
fn r19_a_snapshot_on_a_full_disk_leaves_no_file_that_could_be_taken_for_one() {
    on_small_disk("3m", "r19_a_snapshot_on_a_full_disk_leaves_no_file_that_could_be_taken_for_one", |disk| {
        let keys = tempfile::tempdir().expect("a scratch folder");
        let home = filled(disk, keys.path());
        let (filler, to) = (fill(disk, LEFT), disk.join("snapshot"));
        for _ in 0..3 {
            let refused = snapshot(&home, &to, "a drill").expect_err("no space");
            assert!(matches!(refused, OpsError::Store(StoreError::StorageFull { .. })), "{refused}");
            assert!(!to.exists());
        }
        std::fs::remove_file(filler).expect("space");
        snapshot(&home, &to, "a drill").expect("a snapshot");
        assert_whole(&home);
    });
}

#[test]
fn r19_a_restore_on_a_full_disk_leaves_the_old_vault() {
    on_small_disk("6m", "r19_a_restore_on_a_full_disk_leaves_the_old_vault", |disk| {
        let keys = tempfile::tempdir().expect("a scratch folder");
        let home = filled(disk, keys.path());
        let path = keys.path().join("snapshot");
        snapshot(&home, &path, "a drill").expect("a snapshot");
        home.store.put("later", Class::Runtime, &value("x"), 0).expect("stored");
        let restore = Restore::begin(&disk.join("home"), holder(keys.path()), &acme(), "tester").expect("a restore");
        let filler = fill(disk, LEFT);
        let refused = restore.stage(&path).expect_err("no space");
        assert!(matches!(refused, OpsError::Store(StoreError::StorageFull { .. })), "{refused}");
        assert!(matches!(restore.enable("x"), Err(OpsError::NotStaged)));
        std::fs::remove_file(filler).expect("space");
        restore.stage(&path).expect("staged");
        let filler = fill(disk, LEFT);
        let refused = restore.enable("a drill").map(drop).expect_err("no space");
        assert!(matches!(refused, OpsError::Store(StoreError::StorageFull { .. })), "{refused}");
        assert_whole(&home);
        assert!(home.store.get("later").expect("readable").is_some(), "the old vault is live");
        home.store
            .put("later", Class::Runtime, &value("y"), 1)
            .map_or_else(|error| assert!(is_full(&error.into())), |version| assert_eq!(version, 2));
        std::fs::remove_file(filler).expect("space");
        assert_whole(&restore.enable("a drill").expect("enabled"));
        assert!(home.store.get("later").expect("readable").is_none(), "the new vault is live");
    });
}

#[test]
fn r19_a_reset_on_a_full_disk_marks_all_or_nothing() {
    on_small_disk("2m", "r19_a_reset_on_a_full_disk_marks_all_or_nothing", |disk| {
        let keys = tempfile::tempdir().expect("a scratch folder");
        let home = filled(disk, keys.path());
        let ids: Vec<String> = (0..SECRETS).map(|n| format!("big-{n}")).collect();
        let order = Reset { account: "acme-prod", reason: "a leak", ids: &ids };
        let mut refused = 0;
        for leave in [0, 4096, 12 * 1024, 24 * 1024] {
            let filler = fill(disk, leave);
            let outcome = reset(&home, order, &mut |_, _| None);
            refused += usize::from(outcome.as_ref().is_err_and(is_full));
            let marked = home.store.must_rotate().expect("readable").len();
            assert!(marked == 0 || marked == SECRETS, "{marked} with {leave} bytes left");
            assert!(outcome.is_err() || marked == SECRETS);
            assert_whole(&home);
            std::fs::remove_file(filler).expect("space");
        }
        assert!(refused > 0);
        assert_eq!(reset(&home, order, &mut |_, _| None).expect("reset").len(), SECRETS);
    });
}

#[test]
fn r19_an_init_on_a_full_disk_can_be_begun_again() {
    on_small_disk("256k", "r19_an_init_on_a_full_disk_can_be_begun_again", |disk| {
        let keys = tempfile::tempdir().expect("a scratch folder");
        let holder = new_keys(keys.path());
        let filler = fill(disk, 16 * 1024);
        let refused =
            Home::init(&disk.join("home"), holder.clone(), &acme(), "tester").map(drop).expect_err("no space");
        assert!(is_full(&refused.into()));
        std::fs::remove_file(filler).expect("space");
        let home = Home::init(&disk.join("home"), holder, &acme(), "tester").expect("a new vault");
        home.store.put("api-key", Class::Runtime, &value("x"), 0).expect("stored");
        assert_eq!(common::keyfile::key_names(keys.path()).len(), 2, "no key is left over");
    });
}
