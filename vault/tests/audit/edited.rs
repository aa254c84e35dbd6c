//! R13, R8: a log in which somebody changed, cut or put something.

use crate::common::{Scratch, event, key, lines};
use crate::{LENGTH, check, filled, write_lines};
use secret_guard_vault::audit::{AuditError, AuditLog, Problem};

fn first_bad(scratch: &Scratch) -> u64 {
    match check(scratch, None).expect_err("the change must be found") {
        Problem::Broken { seq, .. } => seq,
        Problem::Truncated { first_missing, .. } => first_missing,
        other => panic!("another problem: {other}"),
    }
}

#[test]
fn r13_an_edited_line_is_named() {
    let scratch = filled();
    let mut all = lines(&scratch.path);
    all[99] = all[99].replace("\"actor\":\"test\"", "\"actor\":\"nobody\"");
    write_lines(&scratch, &all);
    // The edit shows where the next line disagrees with the hash of what now stands there.
    assert_eq!(first_bad(&scratch), 101);
}

#[test]
fn r13_deleted_inserted_and_reordered_lines_are_named() {
    let changes: [fn(&mut Vec<String>); 3] =
        [|all| drop(all.remove(49)), |all| all.insert(49, all[10].clone()), |all| all.swap(49, 50)];
    for change in changes {
        let scratch = filled();
        let mut all = lines(&scratch.path);
        change(&mut all);
        write_lines(&scratch, &all);
        assert_eq!(first_bad(&scratch), 50);
    }
}

#[test]
fn r13_truncation_of_the_newest_lines_is_found_for_any_number() {
    let scratch = filled();
    let all = lines(&scratch.path);
    for kept in [all.len() - 1, all.len() - 2, 256, 255, 1, 0] {
        write_lines(&scratch, &all[..kept]);
        assert_eq!(first_bad(&scratch), kept as u64 + 1);
    }
}

#[test]
fn r13_a_truncated_log_is_not_continued() {
    let scratch = filled();
    let all = lines(&scratch.path);
    write_lines(&scratch, &all[..200]);
    let log = AuditLog::open(&scratch.path, key());
    let outcome = log.and_then(|log| log.append(event("next")));
    assert!(matches!(outcome, Err(AuditError::Tampered { .. })));
}

#[test]
fn r13_a_line_whose_number_would_begin_anew_is_not_continued() {
    let scratch = filled();
    let mark = scratch.dir.path().join("audit.log.mark");
    let before = std::fs::read(&mark).expect("mark");
    let mut all = lines(&scratch.path);
    let last = all.last().expect("a line").clone();
    let (begin, rest) = last.split_once("\"seq\":").expect("its number");
    let (_, rest) = rest.split_once(',').expect("what follows");
    all.push(format!("{begin}\"seq\":{},{rest}", u64::MAX));
    write_lines(&scratch, &all);
    let outcome = AuditLog::open(&scratch.path, key()).and_then(|log| log.append(event("next")));
    assert!(matches!(outcome, Err(AuditError::Tampered { .. })), "{outcome:?}");
    assert_eq!(std::fs::read(&mark).expect("mark"), before, "nothing was signed");
}

#[test]
fn r13_an_older_copy_of_log_and_mark_is_found_by_a_head_kept_elsewhere() {
    let scratch = filled();
    let mark = scratch.dir.path().join("audit.log.mark");
    let (old_log, old_mark) = (std::fs::read(&scratch.path).expect("log"), std::fs::read(&mark).expect("mark"));
    scratch.open().append(event("later")).expect("recorded");
    let kept = check(&scratch, None).expect("clean").head;
    std::fs::write(&scratch.path, old_log).expect("put back");
    std::fs::write(&mark, old_mark).expect("put back");
    assert!(check(&scratch, None).is_ok(), "log and mark agree with each other");
    let first_missing = kept.seq;
    assert!(
        matches!(check(&scratch, Some(kept)), Err(Problem::Truncated { first_missing: seq, .. }) if seq == first_missing)
    );
}

#[test]
fn r13_a_chain_that_was_hashed_again_is_found_at_its_checkpoint() {
    let scratch = filled();
    let forged = Scratch::new();
    let foreign =
        secret_guard_vault::audit::AuditKey::from_seed(&secret_guard_vault::Secret::new([8; 32])).expect("a key");
    let log = AuditLog::create(&forged.path, std::sync::Arc::new(foreign)).expect("a log");
    for number in 0..LENGTH {
        log.append(event(&format!("another-{number}"))).expect("recorded");
    }
    std::fs::copy(&forged.path, &scratch.path).expect("put in place");
    assert_eq!(first_bad(&scratch), 256);
}

#[test]
fn r13_a_foreign_mark_is_found() {
    let scratch = filled();
    let mark = scratch.dir.path().join("audit.log.mark");
    let text = std::fs::read_to_string(&mark).expect("mark");
    std::fs::write(&mark, text.replacen('0', "1", 1)).expect("changed");
    assert!(matches!(check(&scratch, None), Err(Problem::MarkForged)));
}

#[test]
fn r08_every_flipped_byte_of_log_and_mark_is_found() {
    let scratch = Scratch::new();
    let log = scratch.create();
    for number in 0..3 {
        log.append(event(&format!("secret-{number}"))).expect("recorded");
    }
    for path in [scratch.path.clone(), scratch.dir.path().join("audit.log.mark")] {
        let whole = std::fs::read(&path).expect("readable");
        for at in 0..whole.len() {
            for mask in [0x01, 0xff] {
                let mut flipped = whole.clone();
                flipped[at] ^= mask;
                std::fs::write(&path, &flipped).expect("written");
                assert!(check(&scratch, None).is_err(), "byte {at} of {}", path.display());
            }
            std::fs::write(&path, &whole[..at]).expect("written");
            assert!(check(&scratch, None).is_err(), "{} cut at {at}", path.display());
        }
        let (name, len) = (path.extension().expect("an ending").display(), whole.len());
        println!("\n| audit log, .{name} | {len} | {} | {len} | 0 | {} | 0 | 0 | 0 |", 2 * len, 3 * len);
        std::fs::write(&path, &whole).expect("written");
        assert!(check(&scratch, None).is_ok());
    }
}
