//! R13: processes that are killed, and threads that share a log.

use std::io::Write as _;
use std::process::Command;

use crate::check;
use crate::common::{Scratch, event, key};
use secret_guard_vault::audit::{AuditLog, verify};

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
    command.args(["--exact", "killed::child_appends", "--nocapture"]).env("AUDIT_CHILD_LOG", &scratch.path);
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
            .args(["--exact", "killed::child_appends_to_many"])
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
