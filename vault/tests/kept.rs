//! R20: what a restore keeps of the vault that it replaces.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use common::faults;
use common::home::value;
use common::keyfile::{acme, fill, holder, init, open};
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::ops::{Restore, snapshot, verify_snapshot};

/// A vault with a snapshot, and one secret that only it has. Gives the snapshot.
fn with_one_more(folder: &Path) -> PathBuf {
    let home = init(folder);
    fill(&home, 3);
    let path = folder.join("snapshot.sgs");
    snapshot(&home, &path, "a drill").expect("a snapshot");
    home.store.put("only-here", Class::Runtime, &value("kept"), 0).expect("stored");
    path
}

fn restore(folder: &Path, from: &Path) -> Home {
    let restore = Restore::begin(&folder.join("home"), holder(folder), &acme(), "operator").expect("begun");
    restore.stage(from).expect("staged");
    restore.enable("a drill").expect("enabled")
}

fn has_one_more(home: &Home) -> bool {
    home.store.get("only-here").expect("readable").is_some()
}

/// The name of the snapshot that is kept of the newest state.
fn name_of_kept(folder: &Path) -> PathBuf {
    let facts = open(folder).store.facts().expect("readable");
    let id: String = facts.store_id[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    folder.join("home").join(format!("before-{id}-{}.sgs", facts.epoch))
}

fn kept_ones(folder: &Path) -> Vec<PathBuf> {
    let names = std::fs::read_dir(folder.join("home")).expect("a folder").map(|entry| entry.expect("an entry").path());
    names.filter(|path| path.extension().is_some_and(|ending| ending == "sgs")).collect()
}

#[test]
fn r20_what_has_the_name_of_the_kept_snapshot_is_not_taken_for_it() {
    type Put = fn(&Path, &Path);
    let others: [(&str, Put); 4] = [
        ("garbage", |kept, _| std::fs::write(kept, "no snapshot").expect("written")),
        ("a folder", |kept, _| std::fs::create_dir(kept).expect("made")),
        ("an older snapshot", |kept, older| assert!(std::fs::copy(older, kept).expect("copied") > 0)),
        ("a snapshot that was cut", |kept, older| {
            let home = open(older.parent().expect("a folder"));
            snapshot(&home, kept, "a drill").expect("a snapshot");
            let bytes = std::fs::read(kept).expect("a file");
            std::fs::write(kept, &bytes[..bytes.len() - 1]).expect("written");
        }),
    ];
    for (what, put) in others {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let folder = dir.path();
        let path = with_one_more(folder);
        let kept = name_of_kept(folder);
        put(&kept, &path);
        let before = std::fs::read(&kept).ok();
        assert!(!has_one_more(&restore(folder, &path)), "{what}: the snapshot is older");
        assert!(std::fs::read(&kept).ok() == before, "{what}: it stays as it is");
        let other = kept.with_file_name(kept.file_name().expect("a name").to_string_lossy().replace(".sgs", "-2.sgs"));
        assert!(has_one_more(&restore(folder, &other)), "{what}: kept under another name");
    }
}

#[test]
fn r20_a_kept_snapshot_of_the_same_state_is_not_made_twice() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    let path = with_one_more(folder);
    let kept = name_of_kept(folder);
    snapshot(&open(folder), &kept, "a restore that was cut short").expect("a snapshot");
    drop(restore(folder, &path));
    assert_eq!(kept_ones(folder), [kept]);
}

#[test]
fn r20_what_has_the_name_of_a_database_that_is_set_aside_stays_as_it_is() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    let path = with_one_more(folder);
    let epoch = open(folder).store.facts().expect("readable").epoch;
    std::fs::write(folder.join("home/vault.db"), "no database").expect("written");
    let names = |ending: &str| folder.join(format!("home/vault.db.replaced-{}{ending}", epoch + 1));
    std::fs::write(names(""), "of somebody else").expect("written");
    drop(restore(folder, &path));
    assert_eq!(std::fs::read(names("")).expect("a file"), b"of somebody else");
    assert_eq!(std::fs::read(names("-2")).expect("a file"), b"no database");
}

#[test]
fn r20_what_is_written_while_a_restore_is_enabled_is_kept() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    let folder = dir.path();
    let path = with_one_more(folder);
    fill_on(&open(folder), 200);
    for round in 0..6 {
        let restore = Restore::begin(&folder.join("home"), holder(folder), &acme(), "operator").expect("begun");
        restore.stage(&path).expect("staged");
        let (writer, stop, id) = (open(folder), AtomicBool::new(false), format!("meanwhile-{round}"));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let put = |seen| writer.store.put(&id, Class::Runtime, &value("kept"), seen);
                let mut seen = 0;
                // The new store has none of it: then a version is no longer the one that was seen.
                while let (false, Ok(version)) = (stop.load(Ordering::SeqCst), put(seen)) {
                    seen = version;
                }
            });
            std::thread::sleep(Duration::from_millis(30));
            drop(restore.enable("a drill").expect("enabled"));
            stop.store(true, Ordering::SeqCst);
        });
        let epoch = open(folder).store.facts().expect("readable").epoch;
        let kept = kept_ones(folder).iter().map(|path| verify_snapshot(path, None).expect("whole").epoch).max();
        assert_eq!(kept, Some(epoch - 1), "round {round}: the newest state before the restore");
    }
}

/// Enough for a snapshot to take a while.
fn fill_on(home: &Home, count: usize) {
    (0..count).for_each(|n| assert_eq!(home.store.put(&format!("more-{n}"), Class::Runtime, &value("x"), 0), Ok(1)));
}

/// Run by the test below.
#[test]
fn child_stages() {
    let Some(folder) = faults::folder() else { return };
    let restore = Restore::begin(&folder.join("home"), holder(&folder), &acme(), "operator").expect("begun");
    restore.stage(&folder.join("snapshot.sgs")).expect("staged");
}

#[test]
fn r20_nothing_is_left_of_what_was_staged_by_who_was_killed() {
    let sweep = faults::Sweep::of("child_stages", |folder| drop(with_one_more(folder)));
    let moments = faults::some(sweep.moments.clone(), faults::kills(40, usize::MAX));
    sweep.each("signal=SIGKILL", &moments, |folder, _, what| {
        let restore = Restore::begin(&folder.join("home"), holder(folder), &acme(), "operator").expect(what);
        restore.discard().expect(what);
        let names = std::fs::read_dir(folder.join("home")).expect("a folder");
        let names = names.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        let left: Vec<_> = names.filter(|name| name.contains("staged")).collect();
        assert!(left.is_empty(), "{what}: {left:?}");
    });
}
