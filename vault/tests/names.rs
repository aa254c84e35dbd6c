//! R20: a snapshot or an export has its name when it is whole, whatever comes in between; no name is taken from others.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use common::faults::{self, Sweep};
use common::keyfile::{acme, assert_filled, fill, holder, init, open};
use secret_guard_vault::ops::{Exported, OpsError, Restore, snapshot, verify_snapshot};
use secret_guard_vault::store::StoreError;

const SECRETS: usize = 4;

fn make(folder: &Path) {
    fill(&init(folder), SECRETS);
    std::fs::create_dir(folder.join("out")).expect("a folder");
}

fn target(folder: &Path) -> PathBuf {
    folder.join("out/snapshot.sgs")
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}.{ending}", path.display()))
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

/// Run by the tests below in processes of their own; does nothing without its variable.
#[test]
fn child_snapshots() {
    let Some(folder) = faults::folder() else { return };
    snapshot(&open(&folder), &target(&folder), "a drill").expect("a snapshot");
}

#[test]
fn r20_a_snapshot_that_is_killed_leaves_a_whole_one_or_nothing_and_the_name_is_free() {
    let sweep = Sweep::of("child_snapshots", make);
    let moments = faults::some(sweep.moments.clone(), faults::kills(40, usize::MAX));
    let (mut none, mut whole) = (0, 0);
    sweep.each("signal=SIGKILL", &moments, |folder, _, what| {
        let home = open(folder);
        if target(folder).exists() {
            whole += 1;
            verify_snapshot(&target(folder), None).unwrap_or_else(|error| panic!("{what}: {error}"));
        } else {
            none += 1;
            assert_eq!(names(&folder.join("out")), BTreeSet::new(), "{what}");
            snapshot(&home, &target(folder), "once more").unwrap_or_else(|error| panic!("{what}: {error}"));
        }
        assert_filled(&home, SECRETS, what);
    });
    println!("killed {} times: no snapshot {none} times, a whole one {whole} times", moments.len());
    assert!(none > 0 && whole > 0);
}

#[test]
fn r20_where_a_disk_has_no_files_without_a_name_what_was_cut_short_is_made_anew() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let (folder, to) = (dir.path(), target(dir.path()));
    make(folder);
    std::fs::write(beside(&to, "vault-next"), "a part").expect("written");
    std::fs::write(beside(&to, "new"), "notes of a user").expect("written");
    // The first time that it opens this folder it asks for such a file, and then only to have the name on disk.
    let out = folder.join("out");
    let child = faults::about(&out, "child_snapshots", folder, "openat", "error=EOPNOTSUPP:when=1");
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    verify_snapshot(&to, None).expect("whole");
    assert_eq!(std::fs::read(beside(&to, "new")).expect("a file"), b"notes of a user");
    assert_eq!(names(&out), ["snapshot.sgs", "snapshot.sgs.new"].map(str::to_owned).into());
}

#[test]
fn r20_a_file_beside_a_snapshot_is_left_alone() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let (folder, to) = (dir.path(), target(dir.path()));
    make(folder);
    let home = open(folder);
    std::fs::write(beside(&to, "new"), "notes of a user").expect("written");
    snapshot(&home, &to, "a drill").expect("a snapshot");
    let refused = snapshot(&home, &to, "again").err();
    assert!(matches!(&refused, Some(OpsError::Store(StoreError::FileExists { path })) if *path == to), "{refused:?}");
    assert_eq!(std::fs::read(beside(&to, "new")).expect("a file"), b"notes of a user");
    let link = folder.join("out/link");
    std::os::unix::fs::symlink(folder.join("out/nowhere"), &link).expect("a link");
    assert!(matches!(snapshot(&home, &link, "again"), Err(OpsError::Store(StoreError::FileExists { .. }))));
}

/// Run by the test below.
#[test]
fn child_enables() {
    let Some(folder) = faults::folder() else { return };
    let restore = Restore::begin(&folder.join("home"), holder(&folder), &acme(), "operator").expect("a restore");
    restore.enable("a drill").expect("enabled");
}

#[test]
fn r20_a_vault_that_cannot_be_looked_at_is_not_taken_for_one_that_is_gone() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let (folder, to) = (dir.path(), target(dir.path()));
    make(folder);
    let home = open(folder);
    snapshot(&home, &to, "a drill").expect("a snapshot");
    fill_one_more(&home);
    let restore = Restore::begin(&folder.join("home"), holder(folder), &acme(), "operator").expect("a restore");
    restore.stage(&to).expect("staged");
    let before = names(&folder.join("home"));
    for file in ["vault.db", "vault.db.anchor"] {
        let child = faults::about(&folder.join("home").join(file), "child_enables", folder, "statx", "error=EIO");
        assert!(!child.status.success(), "{file}");
        assert_eq!(names(&folder.join("home")), before, "{file}");
        assert!(open(folder).store.get("one-more").expect("readable").is_some(), "the old vault is live");
    }
    restore.enable("a drill").expect("enabled");
    assert!(open(folder).store.get("one-more").expect("readable").is_none());
}

fn fill_one_more(home: &secret_guard_vault::home::Home) {
    let (class, value) = (secret_guard_vault::manifest::Class::Runtime, common::home::value("x"));
    home.store.put("one-more", class, &value, 0).expect("stored");
}

/// Long enough for more than one write.
fn export() -> Exported {
    Exported { bytes: vec![7; 3 << 20], count: 1, expires_ms: 0 }
}

fn exported(folder: &Path) -> PathBuf {
    folder.join("out/keys.sgx")
}

/// Run by the test below in processes of their own.
#[test]
fn child_writes_an_export() {
    let Some(folder) = faults::folder() else { return };
    export().write(&exported(&folder)).expect("written");
}

#[test]
fn r20_an_export_is_whole_or_has_no_name_and_takes_none() {
    let make = |folder: &Path| std::fs::create_dir(folder.join("out")).expect("a folder");
    let (mut none, mut whole) = (0, 0);
    Sweep::of("child_writes_an_export", make).killed(40, |folder, _, what| match std::fs::read(exported(folder)) {
        Ok(bytes) => {
            whole += 1;
            assert!(bytes == export().bytes, "{what}: half an export");
            let again = export().write(&exported(folder)).expect_err(what);
            assert!(matches!(again, OpsError::Store(StoreError::FileExists { .. })), "{what}: {again}");
        }
        Err(_) => {
            none += 1;
            export().write(&exported(folder)).expect(what);
        }
    });
    assert!(none > 0 && whole > 0, "{none} {whole}");
}
