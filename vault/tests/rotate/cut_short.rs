//! R18, R19: rotations that are killed or find the disk full, and processes beside them.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::common::home::value;
use crate::common::keyfile::{self, acme, assert_filled, fill, init, key_names, open, try_open};
use crate::common::{self, faults};
use crate::{SECRETS, finish, rotate};
use secret_guard_vault::audit::{AuditKey, verify};
use secret_guard_vault::custody::KeyName;
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::store::StoreError;

/// Run by the tests below in processes of their own; does nothing without its variable.
#[test]
fn child_finishes() {
    let Some(folder) = faults::folder() else { return };
    finish(&open(&folder));
    println!("\nFINISHED");
}

/// After a kill: everything is readable, a writer gets through, and whoever goes on comes to the end.
fn survives(folder: &Path, what: &str) {
    let home = try_open(folder).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_filled(&home, SECRETS, what);
    if home.store.rotation().expect("readable").is_none() {
        // A key that nothing needs is known for what it is.
        let spare = home.store.spare_key().expect("readable");
        let keys = common::keyfile::holder(folder).keys(&acme()).expect("keys");
        let others = keys.iter().filter_map(KeyName::kek_id).filter(|id| Some(*id) != spare);
        assert_eq!(others.count(), 1, "{what}");
    }
    let seen = home.store.versions("written").expect("readable").last().copied().unwrap_or_default();
    home.store.put("written", Class::Runtime, &value("meanwhile"), seen).unwrap_or_else(|e| panic!("{what}: {e}"));
    let rotation = home.store.rotation().expect("readable");
    if rotation.is_some() {
        let second = home.store.rotate_kek(&mut |_| ());
        assert!(matches!(second, Err(StoreError::RotationInProgress { .. })), "{what}: {second:?}");
    }
    home.store.resume_rotation(&mut |_| ()).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(home.store.rotation().expect("readable"), None, "{what}");
    drop(home);
    let home = open(folder);
    assert_filled(&home, SECRETS, what);
    assert!(home.store.get("written").expect("readable").expect("there").value.ct_eq("meanwhile"), "{what}");
}

/// After the end nothing but the audit key and one other is left, whatever was cut short before.
fn is_clean(folder: &Path, what: &str) {
    let home = open(folder);
    home.store.resume_rotation(&mut |_| ()).unwrap_or_else(|error| panic!("{what}: {error}"));
    home.store.rotate_kek(&mut |_| ()).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(key_names(folder).len(), 2, "{what}");
    let key = common::keyfile::holder(folder).load(&KeyName::audit(&acme())).expect("a key");
    let public = AuditKey::from_seed(&key).expect("a key").public();
    verify(home.trail.log().path(), &public, None).unwrap_or_else(|problem| panic!("{what}: {problem}"));
}

/// A rotation meets a fault at many moments, each in a vault of its own; gives how often, and how often it did not end.
fn sweep(fault: &str, choose: impl Fn(Vec<faults::Moment>) -> Vec<faults::Moment>) -> (usize, usize) {
    let sweep = faults::Sweep::of("cut_short::child_finishes", |folder| fill(&init(folder), SECRETS));
    let all = sweep.moments.len();
    assert!(all > 200, "a rotation has more than {all} moments");
    let (moments, mut stopped) = (choose(sweep.moments.clone()), 0);
    sweep.each(fault, &moments, |folder, output, what| {
        stopped += usize::from(!String::from_utf8_lossy(&output.stdout).contains("FINISHED"));
        survives(folder, what);
        is_clean(folder, what);
    });
    println!("{fault}: {} times at {all} moments, {stopped} of them before the end", moments.len());
    (moments.len(), stopped)
}

#[test]
fn r18_killed_at_its_nth_change_of_the_disk_it_loses_nothing_and_can_be_resumed() {
    let (all, stopped) = sweep("signal=SIGKILL", |moments| faults::some(moments, faults::kills(50, usize::MAX)));
    assert!(stopped * 10 > all * 8, "most of the kills must hit: {stopped} of {all}");
}

#[test]
fn r19_a_rotation_that_finds_the_disk_full_at_any_write_loses_nothing_and_can_be_resumed() {
    let choose = |moments| faults::some(faults::writes(moments), faults::kills(25, usize::MAX));
    let (all, stopped) = sweep("error=ENOSPC", choose);
    assert!(stopped * 2 > all, "most of the faults must hit: {stopped} of {all}");
}

#[test]
fn r19_a_rotation_that_has_no_room_to_begin_leaves_no_key_behind() {
    use common::disk::{fill as fill_disk, on_small_disk};
    on_small_disk("2m", "r19_a_rotation_that_has_no_room_to_begin_leaves_no_key_behind", |disk| {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let home = Home::init(&disk.join("home"), common::keyfile::new_keys(folder.path()), &acme(), "tester");
        let home = home.expect("a new vault");
        fill(&home, SECRETS);
        // Room for the log's lines, and none for the database's journal.
        let filler = fill_disk(disk, 4096);
        let full = home.store.rotate_kek(&mut |_| ()).expect_err("no space");
        assert!(matches!(&full, StoreError::StorageFull { path } if path.ends_with("vault.db")), "{full}");
        assert_eq!(key_names(folder.path()).len(), 2, "the audit key, and the one key");
        std::fs::remove_file(filler).expect("space");
        rotate(&home);
        assert_filled(&home, SECRETS, "rotated");
        assert_eq!(key_names(folder.path()).len(), 2);
    });
}

#[test]
fn r18_killed_again_and_again_at_random_moments_it_loses_nothing() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fill(&init(folder.path()), SECRETS);
    let begun = Instant::now();
    assert!(faults::child("cut_short::child_finishes", folder.path()).output().expect("a child").status.success());
    let whole = begun.elapsed();
    let kills = faults::kills(50, 500);
    for kill in 0..kills {
        // Evenly spread, in an order that jumps about.
        let part = u32::try_from(kill * 7919 % kills).expect("small");
        faults::after("cut_short::child_finishes", folder.path(), whole * part / u32::try_from(kills).expect("small"));
        let what = format!("random kill {kill}");
        // Every third one is followed by the next kill right away: what is left piles up.
        if kill % 3 > 0 {
            let home = try_open(folder.path()).unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_filled(&home, SECRETS, &what);
            continue;
        }
        survives(folder.path(), &what);
    }
    is_clean(folder.path(), "at the end");
}

#[test]
fn r18_reads_and_writes_in_other_processes_never_fail_during_rotations() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = init(folder.path());
    fill(&home, SECRETS);
    let stop = AtomicBool::new(false);
    let mut children: Vec<_> = (0..2)
        .map(|n| {
            let out = std::fs::File::create(folder.path().join(format!("out-{n}"))).expect("out");
            let mut child = faults::child(["cut_short::child_reads", "cut_short::child_opens"][n], folder.path());
            child.stderr(out.try_clone().expect("out")).stdout(out).spawn().expect("a child")
        })
        .collect();
    let writes = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let (mut seen, other) = (0, open(folder.path()));
            let end = Instant::now() + Duration::from_secs(300);
            while !stop.load(Ordering::SeqCst) && Instant::now() < end {
                seen = other.store.put("written", Class::Runtime, &value("meanwhile"), seen).expect("written");
                assert_filled(&other, SECRETS, "in this process");
            }
            seen
        });
        let rotations = scope.spawn(|| (0..faults::kills(6, 40)).for_each(|_| _ = rotate(&home))).join();
        stop.store(true, Ordering::SeqCst);
        rotations.expect("rotated");
        writer.join().expect("a writer")
    });
    children.iter_mut().for_each(|child| child.kill().and_then(|()| child.wait().map(drop)).expect("killed"));
    let texts: Vec<_> =
        (0..2).map(|n| std::fs::read_to_string(folder.path().join(format!("out-{n}"))).expect("out")).collect();
    for text in &texts {
        assert!(!text.contains("panicked") && text.contains("\nREAD"), "{text}");
    }
    assert!(writes > 0);
    let reads = texts.iter().map(|text| text.matches("\nREAD").count()).collect::<Vec<_>>();
    println!("{reads:?} rounds of reads and {writes} writes");
}

/// Run by the test above: reads with one open store.
#[test]
fn child_reads() {
    keyfile::read_on(SECRETS);
}

/// As above: opens the store anew each time.
#[test]
fn child_opens() {
    let Some(folder) = faults::folder() else { return };
    let end = Instant::now() + Duration::from_secs(300);
    while Instant::now() < end {
        assert_filled(&open(&folder), SECRETS, "a fresh process");
        println!("\nREAD");
    }
}
