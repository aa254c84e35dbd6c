//! R11: the audit log fails closed, whatever takes it away, and works again without a restart. R19 of the same disk.
//!
//! Full and read-only disks are real ones, mounted in a namespace of the test's own; a descriptor that was closed and a
//! disk that does not sync are what strace makes the kernel say.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use common::disk::{fill, on_small_disk};
use common::home::{FixedKeys, account, audit_key, value};
use common::{Scratch, Spy, manifest};
use secret_guard_vault::audit::{AuditError, AuditLog, Trail, verify};
use secret_guard_vault::manifest::{Class, Profile};
use secret_guard_vault::policy::SourceKind;
use secret_guard_vault::resolver::{ResolveError, Vault};
use secret_guard_vault::store::{Store, StoreError};

fn remount(disk: &Path, mode: &str) {
    let status = Command::new("mount").arg("-o").arg(format!("remount,{mode}")).arg(disk).status();
    assert!(status.expect("mount").success());
}

fn vault(log: AuditLog) -> (Vault, Spy) {
    let spy = Spy::new(SourceKind::Store, Ok(b"x"));
    let trail = Trail::new(Arc::new(log), &account("acme-prod"), "tester");
    (Vault::builder(manifest("runtime"), Profile::Strict, trail).bind(spy.clone()).build(), spy)
}

fn errno(vault: &Vault) -> Option<i32> {
    match vault.resolve("api-key") {
        Ok(_) => Some(0),
        Err(ResolveError::Audit(AuditError::Unavailable { errno, .. })) => errno,
        Err(other) => panic!("another error: {other}"),
    }
}

#[test]
fn r11_a_full_disk_releases_nothing_and_works_again_when_there_is_space() {
    on_small_disk("256k", "r11_a_full_disk_releases_nothing_and_works_again_when_there_is_space", |disk| {
        let log = disk.join("audit.log");
        let (vault, _) = vault(AuditLog::create(&log, audit_key()).expect("a new log"));
        assert_eq!(errno(&vault), Some(0));
        let filler = fill(disk, 0);
        let mut released = 1;
        // The last page of the log may have room for some more lines.
        let refused = (0..50).map(|_| errno(&vault)).inspect(|errno| released += u64::from(*errno == Some(0)));
        assert_eq!(refused.last(), Some(Some(28)), "ENOSPC");
        assert_eq!(verify(&log, &audit_key().public(), None).expect("whole").head.seq, released);
        std::fs::remove_file(filler).expect("space");
        assert_eq!(errno(&vault), Some(0));
        assert_eq!(verify(&log, &audit_key().public(), None).expect("whole").head.seq, released + 1);
    });
}

#[test]
fn r11_a_read_only_disk_releases_nothing_and_works_again() {
    on_small_disk("256k", "r11_a_read_only_disk_releases_nothing_and_works_again", |disk| {
        let log = disk.join("audit.log");
        let (vault, _) = vault(AuditLog::create(&log, audit_key()).expect("a new log"));
        let away = disk.join("away");
        std::fs::rename(&log, &away).expect("moved");
        assert_eq!(errno(&vault), Some(2), "the log is gone, and its descriptor is let go");
        std::fs::rename(&away, &log).expect("back");
        remount(disk, "ro");
        assert_eq!(errno(&vault), Some(30), "EROFS");
        assert!(matches!(
            AuditLog::open(&log, audit_key()).map(drop),
            Err(AuditError::Unavailable { errno: Some(30), .. })
        ));
        remount(disk, "rw");
        assert_eq!(errno(&vault), Some(0));
        verify(&log, &audit_key().public(), None).expect("whole");
    });
}

#[test]
fn r11_a_deleted_folder_releases_nothing() {
    let scratch = Scratch::new();
    let folder = scratch.dir.path().join("logs");
    std::fs::create_dir(&folder).expect("a folder");
    let (vault, _) = vault(AuditLog::create(&folder.join("audit.log"), audit_key()).expect("a new log"));
    assert_eq!(errno(&vault), Some(0));
    std::fs::remove_dir_all(&folder).expect("deleted");
    assert_eq!(errno(&vault), Some(2));
    assert!(!folder.exists(), "nothing is made anew");
}

/// Run under strace by the test below; does nothing without its variable. Prints the errno of four reads.
#[test]
fn child_reads_four_times() {
    let Some(path) = std::env::var_os("CLOSED_CHILD_LOG") else { return };
    let (vault, _) = vault(AuditLog::open(path.as_ref(), audit_key()).expect("open"));
    let said: Vec<_> = (0..4).map(|_| errno(&vault).unwrap_or(-1).to_string()).collect();
    println!("\nSAID {}", said.join(" "));
}

/// What the child says when the `when`-th call of one kind on the log fails.
fn with_fault(call: &str, error: &str, when: u32) -> (Scratch, String) {
    let scratch = Scratch::new();
    drop(AuditLog::create(&scratch.path, audit_key()).expect("a new log"));
    let output = Command::new("strace")
        .args(["-f", "-qq", "-o"])
        .arg(scratch.dir.path().join("trace"))
        .arg("-P")
        .arg(&scratch.path)
        .args(["-e", &format!("trace={call}"), "-e", &format!("inject={call}:error={error}:when={when}")])
        .arg(std::env::current_exe().expect("this test"))
        .args(["--exact", "child_reads_four_times", "--nocapture"])
        .env("CLOSED_CHILD_LOG", &scratch.path)
        .output()
        .expect("strace; see tests/setup.sh");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = text.lines().find_map(|line| line.strip_prefix("SAID ")).map(str::to_owned);
    (scratch, said.unwrap_or_else(|| panic!("{text}{}", String::from_utf8_lossy(&output.stderr))))
}

#[test]
fn r11_a_closed_descriptor_and_a_disk_that_does_not_sync_release_nothing_once() {
    for (call, error, number) in [("write", "EBADF", 9), ("fdatasync", "EBADF", 9), ("fdatasync", "EIO", 5)] {
        let (scratch, said) = with_fault(call, error, 2);
        assert_eq!(said, format!("0 {number} 0 0"), "{call} {error}: works again without a restart");
        let head = verify(&scratch.path, &audit_key().public(), None).expect("whole").head;
        assert!(head.seq >= 3, "the three that were released");
    }
}

#[test]
fn r19_a_full_disk_leaves_the_old_state_and_works_again_when_there_is_space() {
    on_small_disk("256k", "r19_a_full_disk_leaves_the_old_state_and_works_again_when_there_is_space", |disk| {
        // The log is elsewhere, so that it is the store that lacks space.
        let logs = tempfile::tempdir().expect("a scratch folder");
        let log = AuditLog::create(&logs.path().join("audit.log"), audit_key()).expect("a new log");
        let trail = Trail::new(Arc::new(log), &account("acme-prod"), "tester");
        let path = disk.join("vault.db");
        let store = Store::init(&path, Arc::new(FixedKeys::default()), trail.clone()).expect("a new store");
        store.put("api-key", Class::Runtime, &value("first"), 0).expect("stored");
        let filler = fill(disk, 0);
        let big = value(&"x".repeat(100_000));
        for _ in 0..3 {
            let full = store.put("api-key", Class::Runtime, &big, 1).expect_err("no space");
            assert!(matches!(full, StoreError::StorageFull { .. }), "{full}");
            assert!(store.get("api-key").expect("readable").expect("there").value.ct_eq("first"));
        }
        std::fs::remove_file(filler).expect("space");
        assert_eq!(store.put("api-key", Class::Runtime, &value("second"), 1), Ok(2));
        let again = Store::open(&path, Arc::new(FixedKeys::default()), trail).expect("open");
        assert!(again.get("api-key").expect("readable").expect("there").value.ct_eq("second"));
        again.check().expect("whole");
    });
}
