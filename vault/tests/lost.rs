//! R20: saying that an audit log is lost, cut short at any moment.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::path::Path;
use std::process::Output;

use common::home::value;
use common::keyfile::{acme, assert_filled, fill, holder, init, open};
use common::{faults, lines};
use secret_guard_vault::manifest::Class;
use secret_guard_vault::ops::{OpsError, Restore, snapshot};
use secret_guard_vault::store::StoreError;

const SECRETS: usize = 3;

/// The keys of a vault that is gone, with a snapshot of it.
fn gone(folder: &Path) {
    let home = init(folder);
    fill(&home, SECRETS);
    snapshot(&home, &folder.join("snapshot.sgs"), "a drill").expect("a snapshot");
    home.trail.log().checkpoint().expect("copied");
    drop(home);
    std::fs::remove_dir_all(folder.join("home")).expect("removed");
}

fn begin_without_log(folder: &Path, reason: &str) -> Result<Restore, OpsError> {
    Restore::begin_without_log(&folder.join("home"), holder(folder), (&acme(), "operator"), reason)
}

fn begin(folder: &Path) -> Result<Restore, OpsError> {
    Restore::begin(&folder.join("home"), holder(folder), &acme(), "operator")
}

/// Run by the tests below in processes of their own.
#[test]
fn child_begins_without_log() {
    let Some(folder) = faults::folder() else { return };
    let restore = begin_without_log(&folder, "a fire").expect("begun");
    restore.stage(&folder.join("snapshot.sgs")).expect("staged");
}

/// The operator goes on as the help says: with the flag, and without it where the log is there.
fn assert_goes_on(folder: &Path, with_flag: bool, what: &str) {
    let restore = match with_flag {
        true => begin_without_log(folder, "a fire, again").or_else(|error| match error {
            OpsError::NotLost { .. } => begin(folder),
            error => Err(error),
        }),
        // Before it was said that the log is lost, it must be said.
        false => begin(folder).or_else(|error| match error {
            OpsError::Store(StoreError::LogGone { .. }) => begin_without_log(folder, "a fire, again"),
            error => Err(error),
        }),
    };
    let restore = restore.unwrap_or_else(|error| panic!("{what}, with the flag: {with_flag}: {error}"));
    restore.stage(&folder.join("snapshot.sgs")).unwrap_or_else(|error| panic!("{what}: {error}"));
    drop(restore.enable("a drill").unwrap_or_else(|error| panic!("{what}: {error}")));
    let home = open(folder);
    assert_filled(&home, SECRETS, what);
    assert!(lines(home.trail.log().path())[0].contains("audit-log-lost"), "{what}");
    assert!(matches!(begin_without_log(folder, "x").err(), Some(OpsError::NotLost { .. })), "{what}: it has ended");
}

fn sweep() -> faults::Sweep {
    faults::Sweep::of("child_begins_without_log", gone)
}

/// The flag is given every other time.
fn goes_on() -> impl FnMut(&Path, &Output, &str) {
    let mut with_flag = false;
    move |folder, _, what| {
        with_flag = !with_flag;
        assert_goes_on(folder, with_flag, what);
    }
}

#[test]
fn r20_a_log_that_is_called_lost_by_who_is_killed_is_begun_by_the_next() {
    sweep().killed(60, goes_on());
}

#[test]
fn r19_a_log_that_is_called_lost_on_a_full_disk_is_begun_by_the_next() {
    sweep().full(40, goes_on());
}

#[test]
fn r20_between_the_new_log_and_what_it_says_both_ways_go_on() {
    for with_flag in [false, true] {
        for (name, call) in [
            ("home/audit.log.mark", "linkat"),
            ("home/audit.log", "linkat"),
            ("home/audit.log", "fdatasync"),
            ("home/audit.log.mark", "pwrite64"),
            ("keys.acme-prod.audit.note.vault-next", "rename"),
        ] {
            let dir = tempfile::tempdir().expect("a scratch folder");
            gone(dir.path());
            let path = dir.path().join(name);
            drop(faults::about(&path, "child_begins_without_log", dir.path(), call, "signal=SIGKILL"));
            assert_goes_on(dir.path(), with_flag, &format!("{call} of {name}"));
        }
    }
}

#[test]
fn r13_an_older_copy_of_the_log_is_not_the_new_one_that_was_begun() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    let home = init(folder);
    home.store.put("first", Class::Runtime, &value("x"), 0).expect("stored");
    let older = ["audit.log", "audit.log.mark"].map(|name| (name, std::fs::read(folder.join("home").join(name))));
    fill(&home, SECRETS);
    home.trail.log().checkpoint().expect("copied");
    drop(home);
    std::fs::remove_dir_all(folder.join("home")).expect("removed");
    let copy = std::fs::read(folder.join("keys.acme-prod.audit.note")).expect("a copy of the mark");
    let hash = ring::digest::digest(&ring::digest::SHA256, &copy);
    let hash: String = hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(folder.join("keys.acme-prod.audit-lost.note"), format!("a fire\n{hash}")).expect("cut short");
    std::fs::create_dir(folder.join("home")).expect("a folder");
    for (name, bytes) in older {
        let path = folder.join("home").join(name);
        std::fs::write(&path, bytes.expect("a file")).expect("put back");
    }
    assert!(matches!(begin(folder).err(), Some(OpsError::Audit(_))));
    assert!(matches!(begin_without_log(folder, "a fire").err(), Some(OpsError::NotLost { .. })), "it is there");
}
