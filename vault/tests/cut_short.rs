//! R9, R19, R20: what is said of an operation that was cut short, or of which the log could not be told.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::path::{Path, PathBuf};
use std::process::Output;

use common::faults;
use common::home::value;
use common::keyfile::{acme, assert_filled, fill, holder, init, new_keys, open};
use secret_guard_vault::audit::AuditError;
use secret_guard_vault::custody::{KeyError, KeyName};
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::ops::{OpsError, Restore, snapshot};
use secret_guard_vault::store::StoreError;

const SECRETS: usize = 2;
const LOG: [&str; 2] = ["audit.log", "audit.log.mark"];

fn begin(folder: &Path) -> Result<Restore, OpsError> {
    Restore::begin(&folder.join("home"), holder(folder), &acme(), "operator")
}

fn begin_without_log(folder: &Path) -> Result<Restore, OpsError> {
    Restore::begin_without_log(&folder.join("home"), holder(folder), (&acme(), "operator"), "a fire")
}

fn with_snapshot(folder: &Path) -> Home {
    let home = init(folder);
    fill(&home, SECRETS);
    snapshot(&home, &folder.join("snapshot.sgs"), "a drill").expect("a snapshot");
    home
}

fn staged(folder: &Path) {
    drop(with_snapshot(folder));
    begin(folder).expect("begun").stage(&folder.join("snapshot.sgs")).expect("staged");
}

fn epoch(folder: &Path) -> u64 {
    open(folder).store.facts().expect("readable").epoch
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).lines().filter(|line| line.starts_with("SAID")).collect()
}

/// Run by the tests below in processes of their own.
#[test]
fn child_enables() {
    let Some(folder) = faults::folder() else { return };
    let enabled = begin(&folder).expect("begun").enable("a drill");
    println!("\nSAID {}", enabled.map_or_else(|error| error.code(), |_| "Ok"));
}

/// Run by the tests below too.
#[test]
fn child_writes_what_is_not_the_next() {
    let Some(folder) = faults::folder() else { return };
    let written = open(&folder).store.put("secret-0", Class::Runtime, &value("x"), 9);
    println!("\nSAID {}", written.map_or_else(|error| error.code(), |_| "Ok"));
}

#[test]
fn r19_a_restore_that_is_done_is_not_called_undone_where_the_log_finds_the_disk_full() {
    let mut untold = 0;
    for when in 1..=8 {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let folder = dir.path();
        staged(folder);
        let before = epoch(folder);
        let fault = format!("error=ENOSPC:when={when}");
        let log = folder.join("home/audit.log");
        let said = said(&faults::about(&log, "child_enables", folder, "fdatasync", &fault));
        let is_done = epoch(folder) > before;
        match said.as_str() {
            "SAID Ok" | "SAID Untold" => assert!(is_done, "{when}: {said}"),
            "SAID StorageFull" => assert!(!is_done, "{when}: the old state is intact"),
            _ => panic!("{when}: {said}"),
        }
        untold += usize::from(said == "SAID Untold");
    }
    assert!(untold > 0, "none of the faults met the outcome");
}

#[test]
fn r11_what_is_refused_is_known_by_its_own_error_where_the_log_fails_too() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    drop(with_snapshot(folder));
    let log = folder.join("home/audit.log");
    let child = "child_writes_what_is_not_the_next";
    let output = faults::about(&log, child, folder, "fdatasync", "error=EIO:when=2");
    assert_eq!(said(&output), "SAID Conflict");
    let output = faults::about(&log, child, folder, "fdatasync", "error=EIO:when=1");
    assert_eq!(said(&output), "SAID AuditUnavailable", "nothing is looked at before the intent is told");
}

#[test]
fn r20_what_was_enabled_by_who_was_killed_is_not_enabled_again() {
    for name in ["vault.db.staged", "vault.db.staged.anchor"] {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let folder = dir.path();
        staged(folder);
        let before = epoch(folder);
        let path = folder.join("home").join(name);
        drop(faults::about(&path, "child_enables", folder, "unlink", "signal=SIGKILL"));
        let was_replaced = epoch(folder) > before;
        assert_eq!(was_replaced, name.ends_with("anchor"));
        let home = open(folder);
        home.store.put("secret-0", Class::Runtime, &value("newer"), 1).expect("stored");
        drop(home);
        let again = begin(folder).expect("begun").enable("was it done?").map(drop);
        assert_eq!(again.is_ok(), !was_replaced, "{name}: {again:?}");
        assert!(again.is_ok() || matches!(again, Err(OpsError::NotStaged)), "{again:?}");
    }
}

#[test]
fn r20_only_staging_begins_anything() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    drop(new_keys(folder));
    let typed = folder.join("typed-wrong");
    let resumed = Restore::resume(&typed, holder(folder), &acme(), "operator").err();
    assert!(matches!(resumed, Some(OpsError::NotStaged)), "{resumed:?}");
    assert!(!typed.exists() && holder(folder).keys(&acme()).expect("listed").is_empty());
    let other = tempfile::tempdir().expect("a scratch folder");
    staged(other.path());
    let resume = || Restore::resume(&other.path().join("home"), holder(other.path()), &acme(), "operator");
    resume().expect("staged").discard().expect("discarded");
    assert!(matches!(resume().err(), Some(OpsError::NotStaged)));
}

#[test]
fn r09_no_audit_key_is_made_for_a_log_that_is_there() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    drop(with_snapshot(folder));
    let name = KeyName::audit(&acme());
    let key = holder(folder).load(&name).expect("a key");
    holder(folder).remove(&name).expect("removed");
    let is_missing = |error: &OpsError| matches!(error, OpsError::Store(StoreError::Key(KeyError::Missing { .. })));
    for _ in 0..2 {
        assert!(begin(folder).err().is_some_and(|error| is_missing(&error)));
        let trail = Home::trail(&folder.join("home"), &holder(folder), &acme(), "operator").err();
        assert!(matches!(trail, Some(StoreError::Key(KeyError::Missing { .. }))), "what is imported is told");
    }
    holder(folder).keep(&name, &key).expect("kept");
    assert_filled(&open(folder), SECRETS, "its key is back");
}

fn remove(home: &Path) {
    LOG.into_iter().for_each(|name| std::fs::remove_file(home.join(name)).expect("removed"));
}

/// A vault whose log was called lost by who was killed before there was a new one; gives the folder from before.
fn called_lost(folder: &Path) -> PathBuf {
    drop(with_snapshot(folder));
    let (home, older) = (folder.join("home"), folder.join("older"));
    faults::copy(&home, &older);
    remove(&home);
    let log = folder.join("home/audit.log");
    drop(faults::about(&log, "child_begins_without_log", folder, "linkat", "signal=SIGKILL"));
    let note = std::fs::read_to_string(folder.join("keys.acme-prod.audit-lost.note")).expect("a note");
    assert!(note.starts_with("a fire\n"));
    std::fs::remove_file(home.join("audit.log.mark")).expect("of the new one");
    older
}

/// Run by the test above.
#[test]
fn child_begins_without_log() {
    let Some(folder) = faults::folder() else { return };
    drop(begin_without_log(&folder).expect("begun"));
}

#[test]
fn r13_a_log_that_was_called_lost_and_found_again_is_not_lost_any_more() {
    for is_used in [false, true] {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let folder = dir.path();
        let older = called_lost(folder);
        let put_back = |name: &str| {
            std::fs::copy(older.join(name), folder.join("home").join(name)).expect("put back");
        };
        LOG.into_iter().for_each(put_back);
        if is_used {
            fill_more(folder);
            remove(&folder.join("home"));
            let gone = begin(folder).err();
            assert!(matches!(gone, Some(OpsError::Store(StoreError::LogGone { .. }))), "{gone:?}");
        } else {
            let begun = begin(folder).expect("it goes on");
            begun.stage(&folder.join("snapshot.sgs")).expect("staged");
            let log = std::fs::read_to_string(folder.join("home/audit.log")).expect("a log");
            assert!(!log.contains("audit-log-lost"), "nobody has said that of this one");
            assert!(matches!(begin_without_log(folder).err(), Some(OpsError::NotLost { .. })));
        }
    }
}

#[test]
fn r20_a_new_log_that_is_used_before_it_says_why_it_was_begun_says_so_later() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    drop(with_snapshot(folder));
    remove(&folder.join("home"));
    let log = folder.join("home/audit.log");
    drop(faults::about(&log, "child_begins_without_log", folder, "write", "signal=SIGKILL"));
    fill_more(folder);
    begin(folder).expect("it goes on").stage(&folder.join("snapshot.sgs")).expect("staged");
    assert!(std::fs::read_to_string(&log).expect("a log").contains("\"audit-log-lost\""));
    remove(&folder.join("home"));
    let gone = begin(folder).err();
    assert!(matches!(gone, Some(OpsError::Store(StoreError::LogGone { .. }))), "{gone:?}");
}

fn fill_more(folder: &Path) {
    let home = open(folder);
    home.store.put("more", Class::Runtime, &value("x"), 0).expect("stored");
}

#[test]
fn r20_a_mark_without_its_log_is_kept_where_that_is_lost() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    drop(with_snapshot(folder));
    let (home, mark) = (folder.join("home"), folder.join("home/audit.log.mark"));
    let bytes = std::fs::read(&mark).expect("a mark");
    std::fs::remove_file(home.join("audit.log")).expect("removed");
    assert!(matches!(begin(folder).err(), Some(OpsError::Store(StoreError::LogGone { .. }))), "not in silence");
    let restore = begin_without_log(folder).expect("begun");
    restore.stage(&folder.join("snapshot.sgs")).expect("staged");
    assert_eq!(std::fs::read(home.join("audit.log.mark.replaced-1")).expect("kept"), bytes);
    assert_filled(&restore.enable("a drill").expect("enabled"), SECRETS, "restored");
    assert_filled(&open(folder), SECRETS, "open");
    std::fs::write(home.join("audit.log.mark"), bytes).expect("put back");
    let opened = Home::open(&home, holder(folder), &acme(), "tester").err();
    assert!(matches!(opened, Some(StoreError::Audit(AuditError::Tampered { .. }))), "{opened:?}");
}

/// Run by the test below.
#[test]
fn child_makes() {
    let Some(folder) = faults::folder() else { return };
    drop(new_keys(&folder));
    let home = Home::init(&folder.join("home"), holder(&folder), &acme(), "tester").expect("made");
    fill(&home, SECRETS);
    for name in ["snapshot.sgs", "another.sgs"] {
        snapshot(&home, &folder.join(name), "a drill").expect("a snapshot");
    }
    snapshot(&home, &folder.join("another.sgs"), "a drill").expect_err("nothing is overwritten");
}

#[test]
fn r19_a_disk_that_gives_no_file_two_names_holds_a_vault() {
    for renames in ["", "renameat2:error=EINVAL"] {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let mut command = std::process::Command::new("strace");
        command.args(["-f", "-qq", "-o", "/dev/null", "-e", "inject=link,linkat:error=EPERM"]);
        if !renames.is_empty() {
            command.args(["-e", &format!("inject={renames}")]);
        }
        let child = faults::child("child_makes", dir.path());
        let status = command.arg(child.get_program()).args(child.get_args());
        let status = status.envs(child.get_envs().filter_map(|(name, value)| Some((name, value?)))).output();
        let output = status.expect("strace; see tests/setup.sh");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        assert_filled(&open(dir.path()), SECRETS, "made");
        begin(dir.path()).expect("begun").stage(&dir.path().join("snapshot.sgs")).expect("a whole snapshot");
        let names = std::fs::read_dir(dir.path()).expect("a folder");
        let left = names.filter(|name| name.as_ref().is_ok_and(|name| name.path().to_string_lossy().contains("next")));
        assert_eq!(left.count(), 0);
    }
}
