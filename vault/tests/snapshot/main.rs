//! R20: snapshots, and restores that are killed at any point.
#![cfg(all(feature = "store", target_os = "linux"))]

#[path = "../common/mod.rs"]
mod common;

mod cut_short;

use std::path::{Path, PathBuf};

use common::home::{account, value};
use common::keyfile::{acme, assert_filled, fill, holder, init, open, try_open};
use common::{faults, lines};
use secret_guard_vault::audit::AuditKey;
use secret_guard_vault::custody::{KeyError, KeyName};
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::ops::{
    OpsError, Reset, Restore, SnapshotInfo, export_kek, import_kek, reset, snapshot, verify_snapshot,
};
use secret_guard_vault::store::StoreError;

const SECRETS: usize = 8;

fn begin(folder: &Path) -> Restore {
    Restore::begin(&folder.join("home"), holder(folder), &acme(), "operator").expect("a restore")
}

fn restore(folder: &Path, from: &Path) -> Home {
    let restore = begin(folder);
    restore.stage(from).expect("staged");
    restore.enable("a drill").expect("enabled")
}

fn snap(home: &Home, to: &Path) -> SnapshotInfo {
    snapshot(home, to, "before the drill").expect("a snapshot")
}

/// A vault with a snapshot, and a change after it.
fn with_snapshot(folder: &Path) -> (Home, PathBuf) {
    let home = init(folder);
    fill(&home, SECRETS);
    let path = folder.join("snapshot.sgs");
    snap(&home, &path);
    home.store.put("secret-0", Class::Runtime, &value("after"), 1).expect("stored");
    home.store.put("later", Class::Runtime, &value("after"), 0).expect("stored");
    (home, path)
}

fn newest(home: &Home, id: &str) -> Option<u64> {
    home.store.get(id).expect("readable").map(|stored| stored.version)
}

#[test]
fn r20_a_snapshot_comes_back_whole_and_is_past_both_states() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = with_snapshot(folder.path());
    let restore = begin(folder.path());
    let info = restore.stage(&path).expect("staged");
    assert_eq!((info.records, info.account.as_str()), (SECRETS as u64, "acme-prod"));
    let staged = restore.staged().expect("readable");
    assert!(staged.get("secret-0").expect("readable").expect("there").value.ct_eq("value 0"));
    assert_eq!(newest(&home, "secret-0"), Some(2), "the vault is as it was");
    let restored = restore.enable("a drill").expect("enabled");
    for home in [&restored, &home, &open(folder.path())] {
        assert_filled(home, SECRETS, "restored");
        assert_eq!((newest(home, "secret-0"), newest(home, "later")), (Some(1), None));
    }
    assert!(matches!(restore.enable("again"), Err(OpsError::NotStaged)));
    let log = lines(restored.trail.log().path());
    for step in
        ["\"snapshot\"", "restore-stage", "restore-enable-intent", "\"restore-enable\"", "before the drill", "a drill"]
    {
        assert!(log.iter().any(|line| line.contains(step)), "{step}");
    }
    // What was there before is a snapshot too, and leads back.
    let kept = std::fs::read_dir(folder.path().join("home")).expect("a folder");
    let kept = kept.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let kept = kept.filter(|path| path.extension().is_some_and(|end| end == "sgs")).collect::<Vec<_>>();
    assert_eq!(kept.len(), 1);
    let back = self::restore(folder.path(), &kept[0]);
    assert_eq!((newest(&back, "secret-0"), newest(&back, "later")), (Some(2), Some(1)));
}

#[test]
fn r20_the_folder_from_before_a_restore_is_a_rollback() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = with_snapshot(folder.path());
    let older = folder.path().join("older");
    faults::copy(&folder.path().join("home"), &older);
    drop(home);
    drop(restore(folder.path(), &path));
    for file in ["vault.db", "vault.db.anchor"] {
        std::fs::copy(older.join(file), folder.path().join("home").join(file)).expect("put back");
    }
    assert!(matches!(try_open(folder.path()).err(), Some(StoreError::RolledBack { .. })));
}

#[test]
fn r20_a_snapshot_overwrites_nothing_and_needs_a_reason() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = with_snapshot(folder.path());
    let before = std::fs::read(&path).expect("a file");
    assert!(matches!(snapshot(&home, &path, "again"), Err(OpsError::Store(StoreError::FileExists { .. }))));
    assert!(matches!(snapshot(&home, &folder.path().join("x"), "  "), Err(OpsError::NoReason)));
    assert_eq!(std::fs::read(&path).expect("a file"), before);
    assert!(!before.windows(7).any(|window| window == b"value 0"), "records stay encrypted");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).expect("a file").permissions());
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn r20_anyone_with_the_public_key_can_check_a_snapshot() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = with_snapshot(folder.path());
    let key = holder(folder.path()).load(&KeyName::audit(&acme())).expect("a key");
    let public = AuditKey::from_seed(&key).expect("a key").public();
    let info = verify_snapshot(&path, Some(&public)).expect("whole");
    let newer = snap(&home, &folder.path().join("newer"));
    assert!(newer.epoch > info.epoch && newer.hash != info.hash && newer.records == info.records + 2);
    assert!(matches!(verify_snapshot(&path, Some(&[7; 32])), Err(OpsError::Forged { .. })));
}

#[test]
fn r20_a_snapshot_of_another_account_or_of_a_lost_key_is_refused() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = with_snapshot(folder.path());
    let other = Restore::begin(&folder.path().join("other"), holder(folder.path()), &account("acme-test"), "operator");
    let refused = other.expect("a restore").stage(&path);
    assert!(matches!(refused, Err(OpsError::OtherAccount { .. })), "{refused:?}");
    home.store.rotate_kek(&mut |_| ()).expect("rotated");
    let refused = begin(folder.path()).stage(&path);
    let is_missing = |error: &OpsError| matches!(error, OpsError::Store(StoreError::Key(KeyError::Missing { .. })));
    assert!(refused.as_ref().is_err_and(is_missing), "{refused:?}");
    assert!(matches!(begin(folder.path()).enable("x"), Err(OpsError::NotStaged)));
    assert_eq!(newest(&home, "secret-0"), Some(2));
}

#[test]
fn r20_with_an_export_of_the_old_key_an_old_snapshot_comes_back_under_the_new_one() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = with_snapshot(folder.path());
    let terms =
        secret_guard_vault::ops::Terms { cost: secret_guard_vault::envelope::Cost::LEAST, ..Default::default() };
    let export = export_kek(&home, &value("a passphrase"), terms).expect("exported");
    let rotation = home.store.rotate_kek(&mut |_| ()).expect("rotated");
    import_kek(&*holder(folder.path()), (&acme(), None), &value("a passphrase"), &export.bytes).expect("imported");
    let restored = restore(folder.path(), &path);
    assert_filled(&restored, SECRETS, "restored");
    holder(folder.path()).remove(&KeyName::kek(&acme(), rotation.from)).expect("removed");
    assert_filled(&open(folder.path()), SECRETS, "without the old key");
}

#[test]
fn r20_a_restore_mends_what_does_not_open() {
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 5] = [
        ("the database is gone", |home| std::fs::remove_file(home.join("vault.db")).expect("removed")),
        ("database and anchor are gone", |home| {
            std::fs::remove_file(home.join("vault.db")).expect("removed");
            std::fs::remove_file(home.join("vault.db.anchor")).expect("removed");
        }),
        ("the database is something else", |home| std::fs::write(home.join("vault.db"), [7; 5000]).expect("written")),
        ("the anchor is something else", |home| std::fs::write(home.join("vault.db.anchor"), "x").expect("written")),
        ("a row was changed", |home| {
            let database = rusqlite::Connection::open(home.join("vault.db")).expect("a database");
            database.execute("UPDATE state SET epoch = epoch - 1", []).expect("changed");
        }),
    ];
    for (what, damage) in damages {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let (home, path) = with_snapshot(folder.path());
        drop(home);
        damage(&folder.path().join("home"));
        assert!(try_open(folder.path()).is_err(), "{what}");
        assert_filled(&restore(folder.path(), &path), SECRETS, what);
        let home = open(folder.path());
        assert_filled(&home, SECRETS, what);
        home.store.put("secret-0", Class::Runtime, &value("x"), 1).unwrap_or_else(|error| panic!("{what}: {error}"));
    }
}

#[test]
fn r20_a_snapshot_comes_to_life_on_a_machine_that_has_only_the_key() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = with_snapshot(folder.path());
    let terms =
        secret_guard_vault::ops::Terms { cost: secret_guard_vault::envelope::Cost::LEAST, ..Default::default() };
    let export = export_kek(&home, &value("a passphrase"), terms).expect("exported");
    let elsewhere = tempfile::tempdir().expect("a scratch folder");
    common::keyfile::new_keys(elsewhere.path());
    let refused = begin(elsewhere.path()).stage(&path);
    assert!(refused.is_err(), "without the key");
    import_kek(&*holder(elsewhere.path()), (&acme(), None), &value("a passphrase"), &export.bytes).expect("imported");
    assert_filled(&restore(elsewhere.path(), &path), SECRETS, "elsewhere");
    assert_filled(&open(elsewhere.path()), SECRETS, "elsewhere");
}

#[test]
fn r20_a_lost_log_is_not_begun_anew_in_silence() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = with_snapshot(folder.path());
    drop(home);
    std::fs::remove_dir_all(folder.path().join("home")).expect("removed");
    let home = folder.path().join("home");
    let refused = Restore::begin(&home, holder(folder.path()), &acme(), "operator").err();
    assert!(matches!(refused, Some(OpsError::Store(StoreError::LogGone { .. }))), "{refused:?}");
    let restore = Restore::begin_without_log(&home, holder(folder.path()), (&acme(), "operator"), "the disk died");
    let restore = restore.expect("a restore");
    restore.stage(&path).expect("staged");
    assert_filled(&restore.enable("the disk died").expect("enabled"), SECRETS, "restored");
    let home = open(folder.path());
    assert_filled(&home, SECRETS, "restored");
    assert!(lines(home.trail.log().path())[0].contains("audit-log-lost"));
}

#[test]
fn r20_and_r24_a_restore_does_not_make_leaked_values_good() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = with_snapshot(folder.path());
    let ids = ["secret-1".to_owned(), "secret-2".to_owned(), "later".to_owned()];
    let order = Reset { account: "acme-prod", reason: "a leak", ids: &ids };
    reset(&home, order, &mut |id, _| (id == "secret-2").then(|| value("fresh"))).expect("reset");
    home.store.put("secret-1", Class::Runtime, &value("fresh"), 1).expect("stored");
    drop(home);
    for damage in [false, true] {
        if damage {
            std::fs::write(folder.path().join("home/vault.db"), "no database").expect("written");
        }
        let home = restore(folder.path(), &path);
        assert_eq!(home.store.must_rotate().expect("readable"), ["secret-1", "secret-2"], "damaged: {damage}");
        assert!(home.store.get("secret-1").expect("readable").expect("there").must_rotate);
        home.store.put("secret-1", Class::Runtime, &value("fresh"), 1).expect("stored");
        assert!(!home.store.get("secret-1").expect("readable").expect("there").must_rotate);
        home.store.put("later", Class::Runtime, &value("fresh"), 0).expect("stored");
        assert!(!home.store.get("later").expect("readable").expect("there").must_rotate);
    }
}
