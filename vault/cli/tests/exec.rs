//! R23: `exec` gives a command the secrets it was named for, by its environment alone, and is then out of the way.

mod common;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

use common::{Scratch, feed};

const PROGRAM: &str = env!("CARGO_BIN_EXE_secret-vault");

#[test]
fn r23_the_command_has_the_named_secrets_and_none_of_this_programs_variables() {
    let scratch = Scratch::filled();
    let mut command = scratch.command(&["exec", "-s", "api-key", "-s", "mail-token=OTHER_NAME", "--", "env", "-0"]);
    command.envs([
        ("MAIL_TOKEN", "left in the shell"),
        ("SMTP_TOKEN", "left too"),
        ("PEER_KEY", "and this"),
        ("PLAIN", "stays"),
    ]);
    let out = feed(command, b"").ok().text();
    let has = |pair: &str| out.split('\0').any(|one| one == pair);
    assert!(has("API_KEY=second value") && has("OTHER_NAME=of the mail") && has("PLAIN=stays"), "{out}");
    for gone in ["SECRET_VAULT_", "MAIL_TOKEN=", "SMTP_TOKEN=", "PEER_KEY="] {
        assert!(!out.split('\0').any(|one| one.starts_with(gone)), "{gone}: {out}");
    }
    let log = scratch.log();
    let released = log.lines().filter(|line| line.contains("\"event\":\"read\"") && line.contains("\"released\""));
    assert_eq!(released.count(), 2);
}

#[test]
fn r23_all_secrets_or_the_command_does_not_begin() {
    let scratch = Scratch::filled();
    let begun = scratch.dir.path().join("begun");
    let touch = |secret: &str, exit: i32| {
        let ran = scratch.run(&["exec", "-s", "api-key", "-s", secret, "--", "touch", &begun.display().to_string()]);
        assert!(ran.exit == exit && !begun.exists(), "{secret}: {}", ran.err);
    };
    touch("peer-key", 10);
    touch("not-declared", 11);
    touch("api-key", 2);
    touch("mail-token=NO NAME", 2);
    scratch.run_with(&["set", "peer-key"], b"with \0 in it").ok();
    touch("peer-key", 3);
    assert_eq!(scratch.run(&["exec", "-s", "api-key", "--", "no-such-command"]).exit, 127);
    assert_eq!(scratch.run(&["exec", "-s", "api-key", "--", "/etc/passwd"]).exit, 126);
    assert_eq!(scratch.run(&["exec", "--", "true"]).exit, 2, "without a secret, the command needs no exec");
}

#[test]
fn r23_exit_codes_and_standard_streams_are_the_commands_own() {
    let scratch = Scratch::filled();
    let shell = |script: &str| {
        let command = scratch.command(&["exec", "-s", "api-key", "--", "sh", "-c", script]);
        feed(command, b"input\n")
    };
    assert_eq!(shell("exit 7").exit, 7);
    let ran = shell("read line; echo \"$line\"; echo err >&2; exit 0");
    assert_eq!((ran.out.as_slice(), ran.err.as_str()), (&b"input\n"[..], "err\n"));
}

/// Starts a command that waits, and waits until it says so. A signal that
/// whoever runs the tests ignores, as `nohup` does, no shell could trap.
fn waiting(scratch: &Scratch, script: &str) -> Child {
    let shell = ["env", "--default-signal=TERM,INT,HUP", "sh", "-c", script];
    let mut command = scratch.command(&[&["exec", "-s", "api-key", "--"][..], &shell].concat());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a child");
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().expect("a pipe")).read_line(&mut line).expect("a line");
    assert_eq!(line, "ready\n");
    child
}

#[test]
fn r23_signals_reach_the_command() {
    let scratch = Scratch::filled();
    for (signal, expected) in [("TERM", 41), ("INT", 42), ("HUP", 43)] {
        let mut child =
            waiting(&scratch, &format!("trap 'exit {expected}' {signal}; echo ready; while :; do sleep 0.05; done"));
        let sent = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
        assert_eq!(child.wait().expect("its end").code(), Some(expected), "{signal}");
    }
    let mut child = waiting(&scratch, "echo ready; read line");
    child.kill().expect("killed");
    assert_eq!(child.wait().expect("its end").code(), None, "the command itself was killed");
}

#[test]
fn r23_the_command_keeps_the_terminal() {
    let scratch = Scratch::filled();
    let mut script = scratch.surround(Command::new("script"));
    script.args([
        "-qec",
        &format!("{PROGRAM} exec -s api-key -- sh -c 'tty && test -t 0 -a -t 1 && echo both'"),
        "/dev/null",
    ]);
    let ran = feed(script, b"");
    assert!(ran.exit == 0 && ran.text().contains("/dev/") && ran.text().contains("both"), "{}", ran.text());
}

#[test]
fn r23_no_argument_of_any_process_and_no_file_holds_a_value() {
    let scratch = Scratch::filled();
    let temporary = scratch.dir.path().join("tmp");
    std::fs::create_dir(&temporary).expect("a folder");
    let canary = b"canary-4f1d-of-exec";
    scratch.run_with(&["set", "api-key"], canary).ok();
    let mut command = scratch.command(&[
        "exec",
        "-s",
        "api-key",
        "--",
        "sh",
        "-c",
        "echo ready; read line; test \"$API_KEY\" = \"$line\"",
    ]);
    command.env("TMPDIR", &temporary);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a child");
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().expect("a pipe")).read_line(&mut line).expect("a line");

    let holds = |bytes: &[u8]| bytes.windows(canary.len()).any(|window| window == canary);
    for process in std::fs::read_dir("/proc").expect("Linux").flatten() {
        let arguments = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
        assert!(!holds(&arguments), "{}", process.path().display());
    }
    let environment = std::fs::read(format!("/proc/{}/environ", child.id())).expect("our child's");
    assert!(holds(&environment), "the scan must find it where it is, or it proves nothing");
    let files = common::files(scratch.dir.path());
    assert!(files.len() >= 6 && files.iter().all(|(_, bytes)| !holds(bytes)));
    assert!(common::files(&temporary).is_empty(), "nothing was written aside");

    child.stdin.take().expect("a pipe").write_all(&[&canary[..], b"\n"].concat()).expect("written");
    assert!(child.wait().expect("its end").success());
}

#[test]
fn r23_the_command_does_not_inherit_the_passphrase() {
    let scratch = Scratch::filled();
    let run = |script: &str| {
        let mut shell = scratch.surround(Command::new("sh"));
        shell.env_remove("SECRET_VAULT_PASSPHRASE_FILE").args(["-c", script, PROGRAM]).arg(scratch.passphrase());
        feed(shell, b"")
    };
    let file = run("exec \"$0\" exec --passphrase-fd 3 -s api-key -- cat /dev/fd/3 3<\"$1\"");
    assert!(file.exit == 2 && file.out.is_empty(), "a file could be read once more: {}", file.err);
    let pipe =
        run("cat \"$1\" | { exec 3<&0; exec \"$0\" exec --passphrase-fd 3 -s api-key -- cat /dev/fd/3 </dev/null; }");
    assert_eq!((pipe.exit, pipe.out.as_slice()), (0, &b""[..]), "{}", pipe.err);
}
