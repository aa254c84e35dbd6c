//! R11 and R13: the log fails closed, and `verify` finds what was done to it.
#![cfg(feature = "store")]

mod common;

use std::io::Write as _;
use std::process::Command;

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

fn first_bad(scratch: &Scratch) -> u64 {
    match check(scratch, None).expect_err("the change must be found") {
        Problem::Broken { seq, .. } => seq,
        Problem::Truncated { first_missing, .. } => first_missing,
        other => panic!("another problem: {other}"),
    }
}

#[test]
fn r13_a_clean_log_verifies_and_its_numbers_have_no_gap() {
    let scratch = filled();
    // One more line than events: the checkpoint at 256.
    assert_eq!(check(&scratch, None).expect("clean").head.seq, LENGTH as u64 + 1);
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

#[test]
fn r13_threads_share_one_chain_without_a_gap() {
    let scratch = Scratch::new();
    let log = scratch.create();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let log = &log;
            scope.spawn(move || (0..50).for_each(|n| log.append(event(&format!("{thread}-{n}"))).expect("recorded")));
        }
    });
    assert_eq!(check(&scratch, None).expect("one chain").head.seq, 8 * 50 + 1);
}

/// Run by the tests below in processes of their own; does nothing without its variable.
#[test]
fn child_appends() {
    let Some(path) = std::env::var_os("AUDIT_CHILD_LOG") else { return };
    let log = AuditLog::open(path.as_ref(), key()).expect("open");
    for number in 0..2_000 {
        match log.append(event(&format!("{}-{number}", std::process::id()))) {
            Ok(()) => println!("ACK"),
            Err(error) => println!("ERR {error}"),
        }
    }
}

fn child(scratch: &Scratch) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command.args(["--exact", "child_appends", "--nocapture"]).env("AUDIT_CHILD_LOG", &scratch.path);
    command
}

#[test]
fn r13_killed_processes_leave_one_chain_with_everything_acknowledged() {
    let scratch = Scratch::new();
    drop(scratch.create());
    let mut acknowledged = 0;
    for round in 0..10u64 {
        let outputs: Vec<_> = (0..3).map(|n| scratch.dir.path().join(format!("out-{n}"))).collect();
        let mut children: Vec<_> = outputs
            .iter()
            .map(|out| child(&scratch).stdout(std::fs::File::create(out).expect("out")).spawn().expect("a child"))
            .collect();
        std::thread::sleep(std::time::Duration::from_millis(40 + round * 7));
        for child in &mut children {
            child.kill().expect("killed");
            child.wait().expect("gone");
        }
        let text: String = outputs.iter().map(|out| std::fs::read_to_string(out).expect("out")).collect();
        assert!(!text.contains("ERR"), "{text}");
        acknowledged += text.lines().filter(|line| line.ends_with("ACK")).count() as u64;
        let head = check(&scratch, None).expect("no false alarm after kills").head;
        assert!(head.seq >= acknowledged, "{} lines, {acknowledged} acknowledged", head.seq);
    }
    assert!(acknowledged > 0, "the children must get somewhere");
}

/// Run by the test below in processes of their own; does nothing without its variable.
#[test]
fn child_appends_to_many() {
    let Some(folder) = std::env::var_os("AUDIT_CHILD_FOLDER") else { return };
    let path = |n: usize| std::path::Path::new(&folder).join(format!("audit-{n}.log"));
    let logs: Vec<AuditLog> = (0..LOGS).map(|n| AuditLog::create(&path(n), key()).expect("a new log")).collect();
    std::thread::scope(|scope| {
        for thread in 0..2 {
            let logs = &logs;
            scope.spawn(move || {
                for number in 0.. {
                    // Events of many lengths, so that a crash may tear a line anywhere.
                    let id = "x".repeat(number * 37 % 3_000);
                    logs[(number * 7 + thread) % LOGS].append(event(&id)).expect("recorded");
                }
            });
        }
    });
}

const LOGS: usize = 20;

#[test]
fn r13_a_thousand_logs_of_killed_processes_raise_no_false_alarm() {
    let (mut clean, mut torn, mut lines) = (0, 0, 0);
    for round in 0..50u64 {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = |n: usize| folder.path().join(format!("audit-{n}.log"));
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "child_appends_to_many"])
            .env("AUDIT_CHILD_FOLDER", folder.path())
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("a child");
        let all = || path(LOGS - 1).exists();
        while !all() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        std::thread::sleep(std::time::Duration::from_micros(20_000 + round * 1_777));
        child.kill().expect("killed");
        child.wait().expect("gone");
        for n in 0..LOGS {
            // A kill seldom tears a line, a loss of power does: some logs end in the begin of one.
            if n % 3 == 0 {
                let line = format!("{{\"v\":1,\"seq\":{round},\"at_ms\":{n},\"boot_id\":\"{}", "0".repeat(n * 40));
                let mut log = std::fs::OpenOptions::new().append(true).open(path(n)).expect("open");
                log.write_all(&line.as_bytes()[..1 + usize::try_from(round).expect("small") % line.len()])
                    .expect("torn");
            }
            let before = verify(&path(n), &key().public(), None);
            let before = before.unwrap_or_else(|problem| panic!("round {round}, log {n}: {problem}")).head.seq;
            AuditLog::open(&path(n), key()).and_then(|log| log.append(event("after"))).expect("goes on");
            let after = verify(&path(n), &key().public(), None).expect("no false alarm").head.seq;
            torn +=
                usize::from(after - before > 1 && path(n).with_extension(format!("log.torn-{}", before + 1)).exists());
            lines += after;
            clean += 1;
        }
    }
    println!("{clean} logs, {lines} lines, {torn} torn by the crash");
    assert!(clean == 1_000 && torn >= 350, "{clean} logs, {torn} torn");
}

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
