//! R13: copies of the mark, and logs whose mark was put back.

use crate::common::{self, Scratch, event, key};
use crate::{check, filled};
use secret_guard_vault::audit::{AuditError, AuditLog};

#[test]
fn r13_a_copy_of_the_mark_is_whole_however_often_the_log_is_written_meanwhile() {
    let scratch = Scratch::new();
    let (holder, account) =
        (std::sync::Arc::new(common::home::FixedKeys::default()), common::home::account("acme-prod"));
    let log = scratch.create().witnessed(holder.clone(), &account).expect("a witness");
    let other = scratch.open();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| (0..3000).for_each(|_| other.append(event("secret")).expect("recorded")));
        while !writer.is_finished() {
            log.checkpoint().expect("copied");
            let note = holder.notes.lock().expect("a lock").get("acme-prod/audit").cloned().expect("a note");
            let head = secret_guard_vault::audit::Head::from_mark(&note, &key().public());
            assert!(head.is_some(), "half of one mark and half of another");
        }
    });
}

/// A log of eleven lines of which the first five were copied, with their mark.
fn copied_at_five(log: &AuditLog, scratch: &Scratch) -> [(std::path::PathBuf, Vec<u8>); 2] {
    (0..5).for_each(|_| log.append(event("secret")).expect("recorded"));
    let paths = [scratch.path.clone(), scratch.dir.path().join("audit.log.mark")];
    let older = paths.map(|path| (path.clone(), std::fs::read(path).expect("a file")));
    (5..11).for_each(|_| log.append(event("secret")).expect("recorded"));
    older
}

#[test]
fn r13_an_older_copy_of_log_and_mark_is_found_by_the_process_that_wrote_the_newer() {
    let scratch = Scratch::new();
    let log = scratch.create();
    let older = copied_at_five(&log, &scratch);
    older.iter().for_each(|(path, bytes)| std::fs::write(path, bytes).expect("put back"));
    for _ in 0..2 {
        let outcome = log.append(event("next"));
        assert!(matches!(outcome, Err(AuditError::Tampered { .. })), "{outcome:?}");
    }
    older.iter().for_each(|(path, bytes)| assert!(std::fs::read(path).expect("a file") == *bytes, "it is evidence"));
}

#[test]
fn r13_other_lines_behind_an_older_mark_are_found_by_who_has_seen_the_true_ones() {
    let scratch = filled();
    let log = scratch.open();
    log.append(event("first")).expect("recorded");
    let files = || {
        [scratch.path.clone(), scratch.dir.path().join("audit.log.mark")].map(|path| {
            let bytes = std::fs::read(&path).expect("a file");
            (path, bytes)
        })
    };
    let put_back = |files: &[(std::path::PathBuf, Vec<u8>)]| {
        files.iter().for_each(|(path, bytes)| std::fs::write(path, bytes).expect("put back"));
    };
    let older = files();
    (0..3).for_each(|_| log.append(event("later")).expect("recorded"));
    let newest = files();
    // Whoever writes the files can make lines that follow, as long as none must be signed.
    put_back(&older);
    (0..8).for_each(|_| scratch.open().append(event("invented")).expect("recorded"));
    let [invented, _] = files();
    put_back(&[invented, older[1].clone()]);
    let outcome = log.append(event("next"));
    assert!(matches!(outcome, Err(AuditError::Tampered { .. })), "{outcome:?}");
    put_back(&newest);
    log.append(event("next")).expect("recorded");
    check(&scratch, None).expect("one chain");
}

#[test]
fn r13_a_mark_that_was_put_back_is_not_copied_to_the_holder_in_the_place_of_a_newer() {
    let scratch = Scratch::new();
    let (holder, account) =
        (std::sync::Arc::new(common::home::FixedKeys::default()), common::home::account("acme-prod"));
    let witnessed = |log: AuditLog| log.witnessed(holder.clone(), &account);
    let note = || holder.notes.lock().expect("a lock").get("acme-prod/audit").cloned();
    let log = witnessed(scratch.create()).expect("a witness");
    let older = copied_at_five(&log, &scratch);
    // It looks at neither until its next event, and has a witness all the same.
    let other = witnessed(scratch.open()).expect("a witness");
    log.checkpoint().expect("copied");
    let newest = note().expect("a note");
    older.iter().for_each(|(path, bytes)| std::fs::write(path, bytes).expect("put back"));
    assert!(log.checkpoint().is_err());
    drop((log, other));
    assert!(note().expect("a note") == newest, "the copy is as new as it was");
    let open = witnessed(scratch.open()).err();
    assert!(matches!(open, Some(AuditError::Tampered { .. })), "{open:?}");
}
