//! R11 and R13: the log fails closed, and `verify` finds what was done to it.
#![cfg(feature = "store")]

#[path = "../common/mod.rs"]
mod common;

mod edited;
mod killed;
mod marks;

use std::io::Write as _;

use common::{Scratch, event, key, lines};
use secret_guard_vault::audit::{AuditError, AuditLog, Head, Problem, Verified, verify};

const LENGTH: usize = 300;

fn filled() -> Scratch {
    let scratch = Scratch::new();
    let log = scratch.create();
    for number in 0..LENGTH {
        log.append(event(&format!("secret-{number}"))).expect("recorded");
    }
    scratch
}

fn check(scratch: &Scratch, trusted: Option<Head>) -> Result<Verified, Problem> {
    verify(&scratch.path, &key().public(), trusted)
}

fn write_lines(scratch: &Scratch, lines: &[String]) {
    std::fs::write(&scratch.path, lines.iter().map(|line| format!("{line}\n")).collect::<String>()).expect("written");
}

#[test]
fn r13_a_clean_log_verifies_and_its_numbers_have_no_gap() {
    let scratch = filled();
    // One more line than events: the checkpoint at 256.
    assert_eq!(check(&scratch, None).expect("clean").head.seq, LENGTH as u64 + 1);
}

#[test]
fn r13_a_line_torn_by_a_crash_is_set_aside_and_itself_logged() {
    for cut in 1..40 {
        let scratch = Scratch::new();
        scratch.create().append(event("before")).expect("recorded");
        let mut file = std::fs::OpenOptions::new().append(true).open(&scratch.path).expect("open");
        file.write_all(&b"{\"v\":1,\"seq\":2,\"at_ms\":1,\"boot_id\":\"0000000000"[..cut]).expect("torn");
        assert!(check(&scratch, None).is_ok(), "a torn line was never acknowledged");
        scratch.open().append(event("after")).expect("recorded");
        assert_eq!(check(&scratch, None).expect("no false alarm").head.seq, 3);
        assert!(lines(&scratch.path)[1].contains("torn-line"));
        assert_eq!(std::fs::read(scratch.dir.path().join("audit.log.torn-2")).expect("kept").len(), cut);
    }
}

#[test]
fn r11_a_removed_or_replaced_log_is_refused_until_it_is_back() {
    let scratch = filled();
    let log = scratch.open();
    log.append(event("first")).expect("recorded");
    let away = scratch.dir.path().join("away");
    std::fs::rename(&scratch.path, &away).expect("moved");
    for _ in 0..2 {
        let error = log.append(event("lost")).expect_err("no log");
        assert!(matches!(error, AuditError::Unavailable { errno: Some(2), .. }), "{error}");
    }
    std::fs::write(&scratch.path, "").expect("an empty one in its place");
    assert!(matches!(log.append(event("lost")), Err(AuditError::Tampered { .. })));
    std::fs::rename(&away, &scratch.path).expect("back");
    log.append(event("second")).expect("works again without a restart");
    check(&scratch, None).expect("one chain");
}

#[test]
fn r11_a_missing_folder_and_an_existing_log_are_not_created_over() {
    let scratch = filled();
    assert!(matches!(AuditLog::create(&scratch.path, key()), Err(AuditError::Unavailable { errno: Some(17), .. })));
    let nowhere = scratch.dir.path().join("no/such/folder/audit.log");
    assert!(matches!(AuditLog::open(&nowhere, key()), Err(AuditError::Unavailable { errno: Some(2), .. })));
    assert!(!nowhere.exists());
}

#[test]
fn r11_an_event_too_long_for_a_line_is_refused_and_the_log_goes_on() {
    let scratch = filled();
    let log = scratch.open();
    assert_eq!(log.append(event(&"x".repeat(20_000))), Err(AuditError::TooLong));
    log.append(event("next")).expect("recorded");
    check(&scratch, None).expect("one chain");
}
