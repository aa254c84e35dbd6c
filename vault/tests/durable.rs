//! R12: the audit line is on disk before the value is released, seen from outside by the kernel's own record.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::io::Write as _;
use std::process::Command;
use std::sync::Arc;

use common::home::account;
use common::keyfile::{acme, holder, new_keys};
use common::{Scratch, Spy, faults, key, manifest};
use secret_guard_vault::audit::{AuditLog, Trail};
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Profile;
use secret_guard_vault::policy::SourceKind;
use secret_guard_vault::resolver::Vault;

const MARKER: &str = "value-released";

/// Run under strace by the test below; does nothing without its variable.
#[test]
fn child_reads() {
    let Some(path) = std::env::var_os("DURABLE_CHILD_LOG") else { return };
    let log = AuditLog::open(path.as_ref(), key()).expect("open");
    let spy = Spy::new(SourceKind::Store, Ok(b"x"));
    let trail = Trail::new(Arc::new(log), &account("acme-prod"), "tester");
    let vault = Vault::builder(manifest("runtime"), Profile::Strict, trail).bind(spy).build();
    for _ in 0..3 {
        vault.resolve("api-key").expect("a value");
        std::io::stderr().write_all(MARKER.as_bytes()).expect("stderr");
    }
}

#[test]
fn r12_fdatasync_has_returned_before_the_value_is_returned() {
    let scratch = Scratch::new();
    drop(scratch.create());
    let trace = scratch.dir.path().join("trace");
    let status = Command::new("strace")
        .args(["-f", "-e", "trace=write,fdatasync", "-o"])
        .arg(&trace)
        .arg(std::env::current_exe().expect("this test"))
        .args(["--exact", "child_reads", "--nocapture"])
        .env("DURABLE_CHILD_LOG", &scratch.path)
        .output()
        .expect("strace; see tests/setup.sh")
        .status;
    assert!(status.success());
    let trace = std::fs::read_to_string(trace).expect("a trace");
    let steps: Vec<&str> = trace.lines().filter_map(step).collect();
    assert_eq!(steps, ["line", "sync", "value"].repeat(3), "{trace}");
}

/// What a line of the trace means for the promise.
fn step(call: &str) -> Option<&'static str> {
    if call.contains(MARKER) {
        Some("value")
    } else if call.contains("fdatasync(") && call.ends_with("= 0") {
        Some("sync")
    } else if call.contains("write(") && call.contains("\\\"seq\\\"") {
        Some("line")
    } else {
        None
    }
}

/// Run under strace by the test below.
#[test]
fn child_inits() {
    let Some(folder) = faults::folder() else { return };
    drop(Home::init(&folder.join("home"), holder(&folder), &acme(), "tester").expect("made"));
}

#[test]
fn r12_the_names_of_a_new_vault_are_on_disk_before_it_is_one() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path().canonicalize().expect("a path");
    drop(new_keys(&folder));
    let trace = folder.join("trace");
    let status = Command::new("strace")
        .args(["-f", "-y", "-e", "trace=link,linkat,fsync", "-o"])
        .arg(&trace)
        .arg(std::env::current_exe().expect("this test"))
        .args(["--exact", "child_inits", "--nocapture"])
        .env("VAULT_TEST_CHILD", &folder)
        .output()
        .expect("strace; see tests/setup.sh")
        .status;
    assert!(status.success());
    let trace = std::fs::read_to_string(trace).expect("a trace");
    let mut calls = trace.lines().skip_while(|call| !(call.contains("link") && call.contains("vault.db\"")));
    assert!(calls.next().is_some(), "the store gets its name: {trace}");
    let next = calls.next().unwrap_or_default();
    assert!(next.contains("fsync(") && next.contains("/home>"), "the folder is next: {trace}");
}
