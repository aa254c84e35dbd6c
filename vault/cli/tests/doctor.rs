//! R21: each fault turns one check of `doctor` red, with what to do about it; nothing is written.
//!
//! Faults of the machine are real ones: mounts and limits in a namespace of the test's own.
#![cfg(target_os = "linux")]

mod common;

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use common::{ACCOUNT, PASSPHRASE, Scratch, feed, files};
use secret_guard_vault::Secret;
use secret_guard_vault::account::AccountId;
use secret_guard_vault::audit::Event;
use secret_guard_vault::clock::unix_ms;
use secret_guard_vault::custody::{KeyFile, KeyHolder as _, KeyName};
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::store::Store;
use serde_json::Value;

const NO_SWAP: &str = "Filename\tType\tSize\tUsed\tPriority\n";

/// Runs `doctor` where no memory reaches a disk, after `prelude`, and gives its checks.
fn doctor(scratch: &Scratch, prelude: &str, args: &[&str]) -> Vec<Value> {
    let swaps = scratch.dir.path().join("swaps");
    if !swaps.exists() {
        std::fs::write(&swaps, NO_SWAP).expect("written");
    }
    let before = files(scratch.dir.path());
    let script = format!("mount --bind swaps /proc/swaps && ulimit -S -c 0 && {{ {prelude}; }} && exec \"$@\"");
    let mut command = scratch.surround(Command::new("unshare"));
    command.args([
        "--user",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        &script,
        "sh",
        env!("CARGO_BIN_EXE_secret-vault"),
    ]);
    command.args(["doctor", "--format", "json"]).args(args);
    let ran = feed(command, b"");
    assert!(files(scratch.dir.path()) == before, "doctor wrote something");
    let checks =
        ran.json()["result"]["checks"].as_array().unwrap_or_else(|| panic!("{}{}", ran.text(), ran.err)).clone();
    let red = checks.iter().filter(|check| check["state"] == "red").count();
    assert_eq!(ran.exit, i32::from(red > 0), "{}", ran.text());
    checks
}

/// The one check that is red, with what it says and its remedy.
#[track_caller]
fn only_red(scratch: &Scratch, prelude: &str, args: &[&str], name: &str) -> String {
    let checks = doctor(scratch, prelude, args);
    let red: Vec<&Value> = checks.iter().filter(|check| check["state"] == "red").collect();
    assert!(red.len() == 1 && red[0]["name"] == name, "{name}: {red:#?}");
    let text = |key: &str| red[0][key].as_str().expect("text").to_owned();
    assert!(!text("remedy").is_empty());
    format!("{}; {}", text("says"), text("remedy"))
}

fn account() -> AccountId {
    AccountId::parse(ACCOUNT).expect("an account")
}

fn keys(scratch: &Scratch) -> Arc<KeyFile> {
    Arc::new(KeyFile::open(&scratch.keys(), Secret::new(PASSPHRASE.to_vec())).expect("open"))
}

fn open(scratch: &Scratch) -> Home {
    Home::open(&scratch.home(), keys(scratch), &account(), "tester").expect("open")
}

fn store_at(scratch: &Scratch, now_ms: fn() -> u64) {
    let home = open(scratch);
    let store = Store::open(home.store.path(), keys(scratch), home.trail.clone()).expect("open").with_clock(now_ms);
    let seen = store.versions("api-key").expect("readable").last().copied().unwrap_or_default();
    store.put("api-key", Class::Runtime, &Secret::new(b"a value".to_vec()), seen).expect("stored");
}

fn sql(scratch: &Scratch, statement: &str) {
    let database = rusqlite::Connection::open(scratch.home().join("vault.db")).expect("a database");
    assert!(database.execute(statement, []).expect("a statement") > 0);
}

fn in_home(scratch: &Scratch, name: &str) -> (PathBuf, Vec<u8>) {
    let path = scratch.home().join(name);
    let bytes = std::fs::read(&path).expect("a file");
    (path, bytes)
}

fn rewrite(scratch: &Scratch, from: &str, to: &str) {
    let text = std::fs::read_to_string(scratch.manifest()).expect("a manifest");
    assert!(text.contains(from));
    std::fs::write(scratch.manifest(), text.replace(from, to)).expect("written");
}

#[test]
fn r21_a_vault_without_a_fault_is_green_from_top_to_bottom() {
    let scratch = Scratch::filled();
    let checks = doctor(&scratch, "true", &[]);
    assert!(checks.len() >= 20);
    for check in &checks {
        let is_off = ["snapshot", "replica"].contains(&check["name"].as_str().expect("a name"));
        assert_eq!(check["state"], if is_off { "unknown" } else { "green" }, "{check}");
    }
    let text = scratch.run(&["doctor"]).text();
    assert!(text.contains("ok   account           acme-prod") && !text.contains("second value"), "{text}");
}

#[test]
fn r21_account_and_keys() {
    let scratch = Scratch::filled();
    only_red(&scratch, "true", &["--account", "default-account"], "account");
    only_red(&scratch, "unset SECRET_VAULT_ACCOUNT", &[], "account");
    let wrong = only_red(
        &scratch,
        "mount -t tmpfs tmpfs /mnt && echo other >/mnt/p && chmod 600 /mnt/p",
        &["--passphrase-file", "/mnt/p"],
        "kek",
    );
    assert!(wrong.contains("passphrase"), "{wrong}");
    only_red(
        &scratch,
        "mount -t tmpfs tmpfs /mnt && cp -a keys/. /mnt && mount -t tmpfs -o mode=700 tmpfs keys && cp -a /mnt/. keys",
        &[],
        "keys-last",
    );

    let kek = keys(&scratch).keys(&account()).expect("listed").into_iter().find(|name| name.kek_id().is_some());
    let other = KeyName::kek(&account(), [9; 16]);
    keys(&scratch).create(&other).expect("a second key");
    assert!(only_red(&scratch, "true", &[], "one-vault").contains(&other.to_string()));
    keys(&scratch).remove(&other).expect("removed");
    keys(&scratch).remove(&kek.expect("init made one")).expect("removed");
    assert!(only_red(&scratch, "true", &[], "kek").contains("import-kek"));
}

#[test]
fn r21_permissions() {
    for (path, mode) in
        [("vault", "770"), ("vault/vault.db", "640"), ("vault/audit.log", "644"), ("keys/file", "604"), ("keys", "777")]
    {
        let scratch = Scratch::filled();
        assert!(Command::new("chmod").arg(mode).arg(scratch.dir.path().join(path)).status().expect("chmod").success());
        let says = only_red(&scratch, "true", &[], "permissions");
        assert!(says.contains(path) && says.contains("chmod"), "{says}");
    }
    let scratch = Scratch::filled();
    let (lock, aside) = (scratch.home().join("vault.db.lock"), scratch.home().join("aside"));
    std::fs::rename(&lock, &aside).expect("moved");
    std::os::unix::fs::symlink(&aside, &lock).expect("a link");
    only_red(&scratch, "true", &[], "permissions");
}

#[test]
fn r21_store_anchor_and_records() {
    let scratch = Scratch::filled();
    let (database, newest) = in_home(&scratch, "vault.db");
    let (anchor, before) = in_home(&scratch, "vault.db.anchor");
    scratch.run_with(&["set", "mail-token"], b"newer").ok();
    let after = std::fs::read(&anchor).expect("an anchor");
    std::fs::write(&anchor, before).expect("as a crash leaves it");
    assert!(only_red(&scratch, "true", &[], "anchor").contains("cut short"));
    std::fs::write(&anchor, &after).expect("put back");
    let whole = std::fs::read(&database).expect("a database");
    std::fs::write(&database, newest).expect("an older copy");
    assert!(only_red(&scratch, "true", &[], "anchor").contains("older copy"));
    std::fs::write(&database, b"no database at all").expect("written");
    only_red(&scratch, "true", &[], "store");
    std::fs::write(&database, &whole).expect("put back");
    sql(&scratch, "UPDATE record SET sealed = zeroblob(400) WHERE id = 'mail-token' AND version = 1");
    assert!(only_red(&scratch, "true", &[], "records").contains("mail-token version 1"));
    std::fs::write(&database, &whole).expect("put back");
    doctor(&scratch, "true", &[]).iter().for_each(|check| assert_ne!(check["state"], "red", "{check}"));
}

#[test]
fn r21_a_rotation_that_has_not_ended() {
    let scratch = Scratch::filled();
    let home = open(&scratch);
    let stopped =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| home.store.rotate_kek(&mut |_| panic!("stopped"))));
    assert!(stopped.is_err());
    drop(home);
    assert!(only_red(&scratch, "true", &[], "rotation").contains("rotate-kek"));
}

#[test]
fn r21_clock_and_age() {
    let scratch = Scratch::filled();
    store_at(&scratch, || unix_ms() + 3_600_000);
    only_red(&scratch, "true", &[], "clock");
    let scratch = Scratch::new();
    store_at(&scratch, || unix_ms() - 100 * 86_400_000);
    assert!(only_red(&scratch, "true", &[], "rotate-every").contains("api-key is 100 days old, of 90"));
}

#[test]
fn r21_the_audit_log() {
    let scratch = Scratch::filled();
    let read_only = "mount --bind vault/audit.log vault/audit.log && mount -o remount,bind,ro vault/audit.log";
    only_red(&scratch, read_only, &[], "audit-writable");
    let (log, whole) = in_home(&scratch, "audit.log");
    let cut = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').expect("two lines") + 1;
    std::fs::write(&log, &whole[..cut]).expect("cut");
    assert!(only_red(&scratch, "true", &[], "audit-log").contains("missing"));
    std::fs::write(&log, [&whole[..], b"{\"torn"].concat()).expect("written");
    assert!(only_red(&scratch, "true", &[], "audit-log").contains("cut short"));
    std::fs::write(&log, &whole).expect("put back");

    let note = scratch.keys().with_file_name(format!("file.{ACCOUNT}.audit.note"));
    let older = std::fs::read(&note).expect("a note");
    let home = open(&scratch);
    for _ in 0..300 {
        home.trail.record(Event { id: "api-key".to_owned(), ..home.trail.event("read") }).expect("recorded");
    }
    drop(home);
    std::fs::write(&note, older).expect("as a locked keyring leaves it");
    assert!(only_red(&scratch, "true", &[], "audit-checkpoint").contains("audit checkpoint"));
    scratch.run(&["audit", "checkpoint"]).ok();
    doctor(&scratch, "true", &[]).iter().for_each(|check| assert_ne!(check["state"], "red", "{check}"));
}

#[test]
fn r21_the_manifest_and_the_environment() {
    let scratch = Scratch::filled();
    let whole = std::fs::read(scratch.manifest()).expect("a manifest");
    let again = || std::fs::write(scratch.manifest(), &whole).expect("put back");
    rewrite(&scratch, "class: integration", "class: nonsense");
    only_red(&scratch, "true", &[], "manifest");
    again();
    rewrite(&scratch, "id: mail-token", "id: post-token");
    assert!(only_red(&scratch, "true", &[], "drift").contains("mail-token is stored and not declared"));
    again();
    rewrite(&scratch, "class: integration", "class: account");
    assert!(only_red(&scratch, "true", &[], "drift").contains("stored as integration"));
    again();
    rewrite(&scratch, "env: PEER_KEY", "required_in: [strict], env: PEER_KEY");
    assert!(only_red(&scratch, "true", &[], "required").contains("secret-vault set peer-key"));
    doctor(&scratch, "true", &["--profile", "ci"])
        .iter()
        .for_each(|check| assert_ne!(check["state"], "red", "{check}"));
    again();
    assert!(only_red(&scratch, "export OLD_MAIL_TOKEN=x", &[], "alias").contains("MAIL_TOKEN"));
}

#[test]
fn r21_copies() {
    let scratch = Scratch::filled();
    let run = |script: &str| {
        let status = Command::new("sh").args(["-c", script]).current_dir(scratch.dir.path()).status();
        assert!(status.expect("sh").success());
    };
    let green = |args: &[&str], name: &str| {
        let checks = doctor(&scratch, "true", args);
        assert!(checks.iter().any(|check| check["name"] == name && check["state"] == "green"), "{checks:#?}");
    };
    only_red(&scratch, "true", &["--snapshots", "nowhere"], "snapshot");
    run("mkdir snapshots && touch -d '10 days ago' snapshots/old.sgs && touch snapshots/note.txt");
    only_red(&scratch, "true", &["--snapshots", "snapshots"], "snapshot");
    green(&["--snapshots", "snapshots", "--snapshot-days", "30"], "snapshot");
    run("touch snapshots/new.sgs");
    green(&["--snapshots", "snapshots"], "snapshot");
    run("cp -a vault replica");
    green(&["--replica", "replica"], "replica");
    scratch.run_with(&["set", "api-key"], b"newer").ok();
    assert!(only_red(&scratch, "true", &["--replica", "replica"], "replica").contains("epoch"));
    run("echo forged >replica/vault.db.anchor");
    only_red(&scratch, "true", &["--replica", "replica"], "replica");
}

#[test]
fn r21_the_machine() {
    let scratch = Scratch::filled();
    only_red(&scratch, "ulimit -S -c \"$(ulimit -H -c)\"", &[], "core-dumps");
    let full = "mount -t tmpfs tmpfs /mnt && cp -a vault/. /mnt && mount -t tmpfs -o mode=700,size=4m tmpfs vault && \
                cp -a /mnt/. vault && { dd if=/dev/zero of=vault/filler bs=64k 2>/dev/null || true; }";
    only_red(&scratch, full, &[], "disk");
    std::fs::write(scratch.dir.path().join("swaps"), format!("{NO_SWAP}/dev/sdz9\tpartition\t1000\t0\t-2\n"))
        .expect("written");
    assert!(only_red(&scratch, "true", &[], "swap").contains("/dev/sdz9"));
    std::fs::write(scratch.dir.path().join("swaps"), format!("{NO_SWAP}/dev/zram0\tpartition\t1000\t0\t-2\n"))
        .expect("written");
    doctor(&scratch, "true", &[]).iter().for_each(|check| assert_ne!(check["state"], "red", "{check}"));
}
