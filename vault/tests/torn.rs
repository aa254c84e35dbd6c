//! R13: what a crash or a loss of power leaves behind the newest line, built byte by byte, and what only looks like it.
#![cfg(feature = "store")]

mod common;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use common::home::{FixedKeys, account};
use common::{Scratch, event, faults, key, lines};
use secret_guard_vault::audit::{AuditError, AuditLog, Peek, Problem, peek, verify};

/// Lines up to the mark, and behind it: those were on their way to the disk when the power went.
const MARKED: usize = 5;
const BEHIND: usize = 6;

/// A log whose mark is the one of its fifth line.
fn behind_its_mark(size: usize) -> Scratch {
    let scratch = Scratch::new();
    let log = scratch.create();
    let append = |n: usize| log.append(event(&format!("secret-{n}-{}", "x".repeat(size)))).expect("recorded");
    (0..MARKED).for_each(append);
    let mark = std::fs::read(mark_of(&scratch)).expect("a mark");
    (0..BEHIND).for_each(append);
    std::fs::write(mark_of(&scratch), mark).expect("written");
    scratch
}

fn mark_of(scratch: &Scratch) -> PathBuf {
    scratch.dir.path().join("audit.log.mark")
}

/// The bytes of a line, its newline included.
fn place(text: &[u8], line: usize) -> Range<usize> {
    let ends: Vec<usize> = (0..text.len()).filter(|at| text[*at] == b'\n').map(|at| at + 1).collect();
    (if line == 1 { 0 } else { ends[line - 2] })..ends[line - 1]
}

fn look(scratch: &Scratch) -> Result<Peek, Problem> {
    peek(&scratch.path, &key().public(), None)
}

/// The next event finds `whole` lines, puts the rest aside and says so; then the log is one chain.
fn assert_mended(scratch: &Scratch, whole: usize, what: &str) {
    let before = std::fs::read(&scratch.path).expect("a log");
    let peeked = look(scratch).unwrap_or_else(|problem| panic!("{what}: {problem}"));
    assert_eq!((peeked.head.seq, peeked.is_torn), (whole as u64, true), "{what}");
    let verified = verify(&scratch.path, &key().public(), None).unwrap_or_else(|problem| panic!("{what}: {problem}"));
    assert_eq!((verified.head.seq, verified.is_torn), (whole as u64, true), "{what}: no false alarm");
    scratch.open().append(event("after")).unwrap_or_else(|error| panic!("{what}: {error}"));
    let verified = verify(&scratch.path, &key().public(), None).unwrap_or_else(|problem| panic!("{what}: {problem}"));
    assert_eq!(verified.head.seq, whole as u64 + 2, "{what}");
    assert!(lines(&scratch.path)[whole].contains("torn-line"), "{what}");
    let aside = std::fs::read(scratch.dir.path().join(format!("audit.log.torn-{}", whole + 1))).expect("kept");
    assert!(before.ends_with(&aside), "{what}");
    assert_eq!(place(&before, whole).end, before.len() - aside.len(), "{what}");
}

/// Neither an event nor a look goes on, and nothing is changed.
fn assert_tampered(scratch: &Scratch, what: &str) {
    let files = || [scratch.path.clone(), mark_of(scratch)].map(|path| std::fs::read(path).expect("a file"));
    let before = files();
    let outcome = AuditLog::open(&scratch.path, key()).and_then(|log| log.append(event("next")));
    assert!(matches!(outcome, Err(AuditError::Tampered { .. })), "{what}: {outcome:?}");
    assert!(matches!(look(scratch), Err(Problem::Broken { .. } | Problem::Truncated { .. })), "{what}");
    assert!(verify(&scratch.path, &key().public(), None).is_err(), "{what}");
    assert!(files() == before, "{what}");
}

#[test]
fn r13_a_hole_anywhere_behind_the_mark_is_set_aside_with_all_that_follows() {
    // Lines that are short, and such that the marked one is far from the end.
    for size in [10, 6_000] {
        for from in MARKED + 1..=MARKED + BEHIND {
            for to in from..=MARKED + BEHIND {
                let scratch = behind_its_mark(size);
                let mut text = std::fs::read(&scratch.path).expect("a log");
                let (first, last) = (place(&text, from), place(&text, to));
                // From within a line to within another, the newlines between them included or not.
                let hole = (first.start + first.len() / 3)..(last.end - last.len() / 4);
                text[hole].fill(0);
                std::fs::write(&scratch.path, text).expect("written");
                assert_mended(&scratch, from - 1, &format!("lines {from} to {to} of {size} bytes"));
            }
        }
    }
}

#[test]
fn r13_a_hole_at_the_begin_or_the_end_of_a_line_is_set_aside() {
    for line in MARKED + 1..=MARKED + BEHIND {
        for part in 0..2 {
            let scratch = behind_its_mark(10);
            let mut text = std::fs::read(&scratch.path).expect("a log");
            let place = place(&text, line);
            let hole = if part == 0 { place.start..place.start + 7 } else { place.end - 7..place.end };
            text[hole].fill(0);
            std::fs::write(&scratch.path, text).expect("written");
            assert_mended(&scratch, line - 1, &format!("line {line}, part {part}"));
        }
    }
}

#[test]
fn r13_a_long_torn_end_without_a_newline_is_set_aside() {
    for zeros in [9_000, 30_000, 100_000, 2_000_000] {
        let scratch = behind_its_mark(10);
        let mut text = std::fs::read(&scratch.path).expect("a log");
        text.extend_from_slice(b"{\"v\":1,\"seq\":12,");
        text.resize(text.len() + zeros, 0);
        std::fs::write(&scratch.path, text).expect("written");
        assert_mended(&scratch, MARKED + BEHIND, &format!("{zeros} zeros"));
    }
}

#[test]
fn r13_lines_behind_the_mark_without_a_hole_are_kept() {
    let scratch = behind_its_mark(6_000);
    let peeked = look(&scratch).expect("whole");
    assert_eq!((peeked.head.seq, peeked.is_torn), ((MARKED + BEHIND) as u64, false));
    scratch.open().append(event("after")).expect("recorded");
    assert_eq!(verify(&scratch.path, &key().public(), None).expect("whole").head.seq, (MARKED + BEHIND) as u64 + 1);
}

#[test]
fn r13_a_whole_line_behind_the_mark_that_does_not_follow_is_no_hole() {
    type Change = fn(&mut Vec<String>);
    let changes: [(&str, Change); 6] = [
        ("blank", |all| all.insert(6, String::new())),
        ("no event", |all| all.insert(6, "a note of somebody".to_owned())),
        ("edited", |all| all[7] = all[7].replace("secret-2", "secret-9")),
        ("deleted", |all| drop(all.remove(7))),
        ("inserted", |all| all.insert(7, all[2].clone())),
        ("swapped", |all| all.swap(7, 8)),
    ];
    for (what, change) in changes {
        for with_hole in [false, true] {
            let scratch = behind_its_mark(10);
            let mut all = lines(&scratch.path);
            change(&mut all);
            if with_hole {
                let last = all.last_mut().expect("a line");
                *last = last.replace("secret", "\0\0\0\0\0\0");
            }
            let text: String = all.iter().map(|line| format!("{line}\n")).collect();
            std::fs::write(&scratch.path, text).expect("written");
            assert_tampered(&scratch, &format!("{what}, with a hole: {with_hole}"));
        }
    }
}

#[test]
fn r13_the_marked_line_once_more_is_not_the_end() {
    for size in [10, 6_000] {
        for at in MARKED + 1..=MARKED + BEHIND {
            let scratch = behind_its_mark(size);
            let mut all = lines(&scratch.path);
            all.insert(at, all[MARKED - 1].clone());
            let text: String = all.iter().map(|line| format!("{line}\n")).collect();
            std::fs::write(&scratch.path, text).expect("written");
            assert_tampered(&scratch, &format!("behind line {at} of {size} bytes"));
        }
    }
}

#[test]
fn r13_marked_lines_that_stand_there_once_more_with_those_before_are_not_the_end() {
    for (size, most) in [(10, MARKED), (6_000, 2)] {
        for copied in 1..=most {
            for at in [6, 8, 11] {
                let scratch = behind_its_mark(size);
                let mut all = lines(&scratch.path);
                let copies = all[MARKED - copied..MARKED].to_vec();
                all.splice(at..at, copies);
                let text: String = all.iter().map(|line| format!("{line}\n")).collect();
                std::fs::write(&scratch.path, text).expect("written");
                assert_tampered(&scratch, &format!("{copied} lines of {size} bytes at {at}"));
            }
        }
    }
}

#[test]
fn r13_a_hole_up_to_the_mark_is_none_that_a_crash_made() {
    for cut in [None, Some(MARKED - 1), Some(MARKED)] {
        let scratch = behind_its_mark(10);
        let mut text = std::fs::read(&scratch.path).expect("a log");
        let marked = place(&text, MARKED);
        text[marked.start + 9..marked.end - 9].fill(0);
        let end = cut.map_or(text.len(), |line| place(&text, line).end);
        std::fs::write(&scratch.path, &text[..end]).expect("written");
        assert_tampered(&scratch, &format!("cut behind {cut:?}"));
    }
}

#[test]
fn r13_a_log_that_would_end_before_what_others_have_seen_stays_as_it_is() {
    let scratch = behind_its_mark(10);
    let (holder, account) = (Arc::new(FixedKeys::default()), account("acme-prod"));
    let old = std::fs::read(mark_of(&scratch)).expect("a mark");
    // The holder has seen all of it, and one line of its own.
    scratch.open().witnessed(holder.clone(), &account).expect("a witness").checkpoint().expect("copied");
    let mut text = std::fs::read(&scratch.path).expect("a log");
    let hole = place(&text, 8);
    text[hole.start + 9..hole.end - 9].fill(0);
    std::fs::write(&scratch.path, &text).expect("written");
    std::fs::write(mark_of(&scratch), &old).expect("put back");
    let refused = scratch.open().witnessed(holder, &account).map(drop);
    assert!(matches!(refused, Err(AuditError::Tampered { .. })), "{refused:?}");
    assert_eq!(std::fs::read(&scratch.path).expect("a log"), text);
    assert_eq!(std::fs::read(mark_of(&scratch)).expect("a mark"), old);
}

/// A log of three lines with the begin of a fourth.
fn torn(folder: &Path) {
    let log = AuditLog::create(&folder.join("audit.log"), key()).expect("a new log");
    (0..3).for_each(|_| log.append(event("secret")).expect("recorded"));
    drop(log);
    tear(&folder.join("audit.log"), "{\"v\":1,\"seq\":4,torn");
}

fn tear(log: &Path, end: &str) {
    let mut text = std::fs::read(log).expect("a log");
    text.extend_from_slice(end.as_bytes());
    std::fs::write(log, text).expect("written");
}

fn told(log: &Path) -> usize {
    lines(log).iter().filter(|line| line.contains("torn-line")).count()
}

/// Run by the test below in processes of their own.
#[test]
fn child_appends() {
    let Some(folder) = faults::folder() else { return };
    AuditLog::open(&folder.join("audit.log"), key()).and_then(|log| log.append(event("secret"))).expect("recorded");
}

#[test]
fn r13_a_torn_line_is_told_whenever_who_set_it_aside_is_cut_short() {
    let sweep = faults::Sweep::of("child_appends", torn);
    let changes = faults::writes(sweep.moments.clone());
    for fault in ["signal=SIGKILL", "error=ENOSPC"] {
        sweep.each(fault, &changes, |folder, _, what| {
            let log = folder.join("audit.log");
            AuditLog::open(&log, key()).and_then(|log| log.append(event("after"))).expect(what);
            assert_eq!(told(&log), 1, "{what}");
            assert!(folder.join("audit.log.torn-4").exists(), "{what}");
            verify(&log, &key().public(), None).expect(what);
        });
    }
}

#[test]
fn r13_what_was_set_aside_before_at_the_same_line_stays() {
    let dir = tempfile::tempdir().expect("a scratch folder");
    torn(dir.path());
    let log = dir.path().join("audit.log");
    let aside = dir.path().join("audit.log.torn-4");
    std::fs::write(&aside, "torn before").expect("written");
    AuditLog::open(&log, key()).and_then(|log| log.append(event("after"))).expect("recorded");
    assert_eq!(std::fs::read(&aside).expect("a file"), b"torn before");
    let other = std::fs::read(dir.path().join("audit.log.torn-4-2")).expect("a file");
    assert_eq!(other, b"{\"v\":1,\"seq\":4,torn");
    assert_eq!(told(&log), 1);
}
