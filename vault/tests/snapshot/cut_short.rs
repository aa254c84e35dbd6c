//! R19, R20: restores that are killed, find the disk full or meet another.

use std::path::Path;

use crate::common::faults;
use crate::common::home::value;
use crate::common::keyfile::{self, acme, assert_filled, holder, open, try_open};
use crate::{SECRETS, begin, newest, restore, with_snapshot};
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::ops::{OpsError, Restore, snapshot};
use secret_guard_vault::store::StoreError;

/// Run by the tests below in processes of their own; does nothing without its variable.
#[test]
fn child_restores() {
    let Some(folder) = faults::folder() else { return };
    drop(restore(&folder, &folder.join("snapshot.sgs")));
    println!("\nFINISHED");
}

/// After a kill the vault is the old one or the new one, whole, and can be written and restored.
fn survives(folder: &Path, what: &str) -> bool {
    let home = try_open(folder).unwrap_or_else(|error| panic!("{what}: {error}"));
    home.store.check().unwrap_or_else(|error| panic!("{what}: {error}"));
    let is_new = match (newest(&home, "secret-0"), newest(&home, "later")) {
        (Some(2), Some(1)) => false,
        (Some(1), None) => true,
        other => panic!("{what}: neither the old nor the new vault: {other:?}"),
    };
    home.store.put("meanwhile", Class::Runtime, &value("x"), 0).unwrap_or_else(|error| panic!("{what}: {error}"));
    drop(home);
    let home = restore(folder, &folder.join("snapshot.sgs"));
    assert_filled(&home, SECRETS, what);
    assert_eq!(newest(&home, "meanwhile"), None);
    is_new
}

/// A restore meets a fault at many moments; gives after how many the vault was the old one, and the new one.
fn sweep(fault: &str, choose: impl Fn(Vec<faults::Moment>) -> Vec<faults::Moment>) -> (usize, usize) {
    let sweep = faults::Sweep::of("cut_short::child_restores", |folder| drop(with_snapshot(folder)));
    let (all, moments) = (sweep.moments.len(), choose(sweep.moments.clone()));
    let (mut old, mut new) = (0, 0);
    sweep.each(fault, &moments, |folder, _, what| {
        *(if survives(folder, what) { &mut new } else { &mut old }) += 1;
    });
    println!("{fault}: {} times at {all} moments: the old vault {old} times, the new one {new} times", moments.len());
    (old, new)
}

#[test]
fn r20_a_restore_killed_at_any_change_of_the_disk_leaves_the_old_vault_or_the_new_one() {
    let (old, new) = sweep("signal=SIGKILL", |moments| faults::some(moments, faults::kills(50, usize::MAX)));
    assert!(old > 0 && new > 0);
}

#[test]
fn r19_a_restore_that_finds_the_disk_full_at_any_write_leaves_the_old_vault_or_the_new_one() {
    let (old, _) =
        sweep("error=ENOSPC", |moments| faults::some(faults::writes(moments), faults::kills(25, usize::MAX)));
    assert!(old > 0);
}

#[test]
fn r20_readers_and_writers_in_other_processes_survive_restores() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = with_snapshot(folder.path());
    drop(restore(folder.path(), &path));
    let out = folder.path().join("out");
    let file = std::fs::File::create(&out).expect("out");
    let mut child = faults::child("cut_short::child_reads", folder.path());
    let mut child = child.stderr(file.try_clone().expect("out")).stdout(file).spawn().expect("a child");
    for _ in 0..faults::kills(5, 50) {
        drop(restore(folder.path(), &path));
        assert_filled(&home, SECRETS, "in this process");
    }
    child.kill().and_then(|()| child.wait().map(drop)).expect("killed");
    let text = std::fs::read_to_string(&out).expect("out");
    assert!(!text.contains("panicked") && text.contains("\nREAD"), "{text}");
}

/// Run by the test above.
#[test]
fn child_reads() {
    keyfile::read_on(SECRETS);
}

#[test]
fn r20_two_operations_at_once_take_turns() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = with_snapshot(folder.path());
    let staged = begin(folder.path());
    staged.stage(&path).expect("staged");
    let mut met = Vec::new();
    home.store
        .rotate_kek(&mut |_| {
            met.push(snapshot(&open(folder.path()), &folder.path().join("other"), "x").is_err());
            met.push(staged.enable("x").is_err() && staged.stage(&path).is_err());
        })
        .expect("rotated");
    assert!(met.iter().all(|refused| *refused) && !met.is_empty());
    assert_eq!(newest(&home, "secret-0"), Some(2), "the vault is the old one");
    assert!(!folder.path().join("other").exists());
}

#[test]
fn r20_an_init_and_a_restore_at_once_leave_the_restored_vault_and_set_nothing_aside() {
    let source = tempfile::tempdir().expect("a scratch folder");
    let (_, path) = with_snapshot(source.path());
    for round in 0..12 {
        let folder = tempfile::tempdir().expect("a scratch folder");
        std::fs::copy(source.path().join("keys"), folder.path().join("keys")).expect("the keys");
        let restore = Restore::begin_without_log(
            &folder.path().join("home"),
            holder(folder.path()),
            (&acme(), "operator"),
            "another machine",
        );
        let restore = restore.expect("begun");
        restore.stage(&path).expect("staged");
        let made = std::thread::scope(|scope| {
            let made = scope.spawn(|| {
                std::thread::sleep(std::time::Duration::from_millis(5 * round));
                Home::init(&folder.path().join("home"), holder(folder.path()), &acme(), "another").map(drop)
            });
            match restore.enable("a drill") {
                Err(OpsError::Store(StoreError::Busy { .. })) => drop(restore.enable("a drill").map(drop)),
                enabled => drop(enabled.expect("enabled")),
            }
            made.join().expect("no panic")
        });
        assert!(matches!(made, Ok(()) | Err(StoreError::Exists { .. })), "{made:?}");
        let names = std::fs::read_dir(folder.path().join("home")).expect("a folder");
        let mut names = names.map(|entry| entry.expect("an entry").file_name());
        assert!(!names.any(|name| name.to_string_lossy().contains("replaced-")), "round {round}");
        drop(restore);
    }
}
