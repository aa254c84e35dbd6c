//! The commands of daily work: what they do, say and refuse.

mod common;

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use common::{Scratch, feed};
use serde_json::json;

#[test]
fn a_value_is_set_got_listed_and_deleted() {
    let scratch = Scratch::filled();
    assert_eq!(scratch.run(&["get", "api-key"]).ok().out, b"second value");
    assert_eq!(scratch.run(&["get", "api-key", "--version", "1"]).ok().out, b"first value");
    let list = scratch.run(&["list", "--format", "json"]).ok().result();
    assert_eq!(list["secrets"][0]["id"], "api-key");
    assert_eq!((&list["secrets"][0]["version"], &list["secrets"][0]["versions"]), (&json!(2), &json!(2)));
    assert_eq!(list["secrets"][1]["class"], "integration");
    let versions = scratch.run(&["versions", "api-key", "--format", "json"]).ok().result();
    assert_eq!(versions["versions"].as_array().expect("a list").len(), 2);
    assert!(scratch.run(&["delete", "api-key"]).exit == 2, "not without --yes");
    assert_eq!(scratch.run(&["delete", "api-key", "--yes", "--format", "json"]).ok().result()["removed"], 2);
    assert_eq!(scratch.run(&["get", "api-key"]).exit, 10);
    assert_eq!(scratch.run(&["get", "mail-token"]).ok().out, b"of the mail");
    assert_eq!(scratch.run(&["delete", "api-key", "--yes"]).exit, 10, "there is none any more");
    scratch.run_with(&["set", "api-key"], b"once more").ok();
    assert_eq!(scratch.run(&["get", "api-key"]).ok().out, b"once more");
}

#[test]
fn every_command_is_audited_by_its_actor_and_the_log_verifies() {
    let scratch = Scratch::filled();
    scratch.run(&["get", "api-key"]).ok();
    scratch.run(&["get", "api-key", "--version", "1", "--profile", "dev"]).ok();
    scratch.run(&["get", "api-key", "--version", "7"]);
    scratch.run(&["get", "peer-key"]);
    scratch.run(&["delete", "mail-token", "--yes"]).ok();
    let tail = scratch.run(&["audit", "tail", "-n", "6", "--format", "json"]).ok().result();
    let codes: Vec<_> = tail["events"].as_array().expect("a list").iter().map(|line| &line["what"]["code"]).collect();
    assert_eq!(codes, ["Resolved", "Resolved", "Missing", "Missing", "Intent", "Deleted"]);
    assert!(scratch.log().lines().all(|line| line.contains("\"actor\":\"tester\"")));
    let verified = scratch.run(&["audit", "verify", "--format", "json"]).ok().result();
    let lines = scratch.log().lines().count();
    assert_eq!(verified["events"], lines);
    let exported = scratch.run(&["audit", "export", "--from", "2", "--to", "4"]).ok().text();
    assert_eq!(exported.lines().collect::<Vec<_>>(), scratch.log().lines().skip(1).take(3).collect::<Vec<_>>());

    let edited = scratch.log().replacen("\"actor\":\"tester\"", "\"actor\":\"nobody\"", 1);
    std::fs::write(scratch.home().join("audit.log"), edited).expect("written");
    assert_eq!(scratch.run(&["audit", "verify", "--format", "json"]).error()["code"], "LogBroken");
    assert_eq!(scratch.run(&["audit", "export"]).exit, 63, "what is not whole is not handed on");
}

#[test]
fn a_rotated_secret_has_a_new_value_and_never_an_old_one() {
    let scratch = Scratch::filled();
    let rotated = scratch.run(&["rotate", "api-key", "--generate", "--format", "json"]).ok();
    assert_eq!(rotated.result()["version"], 3);
    let value = scratch.run(&["get", "api-key"]).ok().text();
    assert!(value.len() == 43 && !rotated.text().contains(&value), "32 bytes in base64url, which nobody sees");
    for old in [&b"first value"[..], value.as_bytes()] {
        assert_eq!(scratch.run_with(&["rotate", "api-key"], old).exit, 51);
    }
    let rotated = scratch.run_with(&["rotate", "api-key", "--keep", "2", "--format", "json"], b"fourth").ok().result();
    assert_eq!((&rotated["version"], &rotated["removed"]), (&json!(4), &json!(2)));
    assert_eq!(scratch.run(&["get", "api-key", "--version", "2"]).exit, 10);
    assert_eq!(scratch.run(&["get", "api-key", "--version", "3"]).ok().text(), value);
    assert_eq!(scratch.run(&["rotate", "peer-key", "--generate"]).exit, 10, "there is nothing to rotate");
}

#[test]
fn values_keep_their_bytes_and_lose_one_newline() {
    let scratch = Scratch::new();
    let run = |args: &[&str], input: &[u8]| {
        scratch.run_with(&[&["set", "api-key"], args].concat(), input).ok();
        scratch.run(&["get", "api-key"]).ok().out
    };
    assert_eq!(run(&[], b"two lines\nand two newlines\n\n"), b"two lines\nand two newlines\n");
    assert_eq!(run(&["--exact"], b"kept\n"), b"kept\n");
    assert_eq!(run(&[], b"\0 \xff\xfe"), b"\0 \xff\xfe");
    let json = scratch.run(&["get", "api-key", "--format", "json"]).ok().result();
    assert_eq!((&json["encoding"], &json["value"]), (&json!("base64"), &json!("ACD//g==")));
    assert_eq!(scratch.run(&["set", "api-key"]).exit, 30, "an empty value");
    assert_eq!(scratch.run_with(&["set", "api-key"], &vec![b'x'; (1 << 20) + 1]).exit, 75, "too long");
    assert_eq!(scratch.run_with(&["set", "api-key"], &vec![b'x'; 3 << 20]).exit, 75, "far too long");
    assert_eq!(run(&[], &vec![b'x'; 1 << 20]).len(), 1 << 20);
}

#[test]
fn failures_are_codes_with_what_to_do_next() {
    let scratch = Scratch::filled();
    let error = |args: &[&str], input: &[u8]| {
        let ran = scratch.run_with(&[args, &["--format", "json"]].concat(), input);
        assert!(ran.out.is_empty(), "nothing but results on standard output");
        ran.error()
    };
    let exists = error(&["init"], b"");
    assert_eq!(exists["code"], "Exists");
    assert!(exists["message"].as_str().expect("text").contains("open that store"), "{exists}");
    assert_eq!(error(&["set", "not-declared"], b"x")["code"], "UnknownId");
    assert!(!scratch.run_with(&["set", "pasted-by-mistake"], b"x").err.contains("pasted-by-mistake"));
    assert_eq!(error(&["set", "api-key", "--expect", "1"], b"x")["code"], "Conflict");
    assert_eq!(error(&["get", "peer-key"], b"")["code"], "Missing");
    assert_eq!(error(&["get", "api-key", "--account", "default-account"], b"")["code"], "BadAccount");
    assert_eq!(error(&["get", "api-key", "--account", "acme-test"], b"")["code"], "KeyMissing");
    assert_eq!(error(&["get", "api-key", "--manifest", "nowhere.yaml"], b"")["code"], "BadManifest");
    assert_eq!(error(&["get", "api-key", "--home", "nowhere"], b"")["code"], "AuditUnavailable");
    assert!(
        error(&["get", "api-key", "--home", "nowhere"], b"")["message"].as_str().expect("text").contains("nowhere")
    );
    std::fs::write(scratch.manifest(), "version: 1\nsecrets:\n  - id: UPPER\n").expect("written");
    let bad = error(&["get", "api-key"], b"");
    assert!(bad["message"].as_str().expect("text").contains("line 3"), "{bad}");
    let many = "  - { id: aa, class: x }\n".repeat(500);
    std::fs::write(scratch.manifest(), format!("version: 1\nsecrets:\n{many}")).expect("written");
    let bad = error(&["get", "api-key"], b"")["message"].as_str().expect("text").to_owned();
    assert!(bad.matches("line ").count() == 20 && bad.contains("… and ") && bad.ends_with(" more"), "{bad}");
}

#[test]
fn a_passphrase_comes_by_descriptor_and_a_wrong_one_opens_nothing() {
    let scratch = Scratch::filled();
    let with = |passphrase: &str| {
        let mut shell = scratch.surround(Command::new("sh"));
        shell
            .env_remove("SECRET_VAULT_PASSPHRASE_FILE")
            .args(["-c", "echo \"$1\" | { exec 3<&0; shift; exec \"$@\" </dev/null; }"]);
        shell.args(["sh", passphrase, env!("CARGO_BIN_EXE_secret-vault"), "get", "api-key", "--passphrase-fd", "3"]);
        feed(shell, b"")
    };
    assert_eq!(with("of these tests only").ok().out, b"second value");
    assert_eq!(with("of other tests").exit, 33);
    let mut apart = scratch.surround(Command::new("setsid"));
    apart.env_remove("SECRET_VAULT_PASSPHRASE_FILE").args(["-w", env!("CARGO_BIN_EXE_secret-vault"), "list"]);
    let ran = feed(apart, b"");
    assert_eq!(ran.exit, 73, "no terminal to ask on: {}", ran.err);
}

/// `script` gives the program a terminal.
fn on_terminal(scratch: &Scratch, args: &str, typed: &[u8]) -> common::Ran {
    let mut script = scratch.surround(Command::new("script"));
    script.args(["-qec", &format!("{} {args}", env!("CARGO_BIN_EXE_secret-vault")), "/dev/null"]);
    feed(script, typed)
}

#[test]
fn a_terminal_gets_a_value_only_when_it_is_to_be_revealed() {
    let scratch = Scratch::filled();
    let refused = on_terminal(&scratch, "get api-key", b"");
    assert!(refused.exit == 72 && !refused.text().contains("second value"), "{}", refused.text());
    let shown = on_terminal(&scratch, "get api-key --reveal", b"");
    assert!(shown.exit == 0 && shown.text().contains("second value"), "{}", shown.text());
}

/// As [`on_terminal`], with answers that are typed when they are asked for.
fn dialog(scratch: &Scratch, args: &str, answers: &[(&str, &str)]) -> common::Ran {
    let mut script = scratch.surround(Command::new("script"));
    script.args(["-qec", &format!("{} {args}", env!("CARGO_BIN_EXE_secret-vault")), "/dev/null"]);
    let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("script");
    let (mut typed, mut shown) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
    let mut out = Vec::new();
    for (question, answer) in answers {
        let mut byte = [0];
        while !String::from_utf8_lossy(&out).contains(question) {
            shown.read_exact(&mut byte).expect("the question");
            out.extend(byte);
        }
        typed.write_all(format!("{answer}\n").as_bytes()).expect("typed");
    }
    shown.read_to_end(&mut out).expect("the rest");
    let exit = child.wait().expect("its end").code().unwrap_or(-1);
    common::Ran { exit, out, err: String::new() }
}

#[test]
fn a_value_that_is_typed_does_not_show() {
    let scratch = Scratch::new();
    let typed = [("value of api-key: ", "typed value"), ("once more: ", "typed value")];
    let set = dialog(&scratch, "set api-key", &typed);
    assert!(set.exit == 0 && !set.text().contains("typed value"), "{}", set.text());
    assert_eq!(scratch.run(&["get", "api-key"]).ok().out, b"typed value");
    let differ = dialog(&scratch, "set api-key", &[("value of api-key: ", "one"), ("once more: ", "another")]);
    assert!(differ.exit == 73 && differ.text().contains("differ"), "{}", differ.text());
}

#[test]
fn completions_and_the_manual_know_every_command() {
    let scratch = Scratch::empty();
    // In a manual page a hyphen is written with a backslash.
    let manual = scratch.run(&["man"]).ok().text().replace("\\-", "-");
    let help = scratch.run(&["--help"]).ok().text();
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 14, "{help}");
    for shell in ["bash", "zsh", "fish"] {
        let script = scratch.run(&["completions", shell]).ok().text();
        assert!(commands.iter().all(|name| script.contains(name)), "{shell}");
    }
    assert!(commands.iter().all(|name| manual.contains(name)), "{manual}");
}

#[test]
fn exit_codes_have_one_meaning_each() {
    let mut seen = std::collections::BTreeMap::new();
    for (name, exit, meaning) in secret_vault::CODES {
        assert!(
            !meaning.is_empty() && (*exit < 126 || name.starts_with("Command")),
            "{name}: shells use what lies above"
        );
        if let Some(other) = seen.insert(exit, name) {
            assert!([20, 33].contains(exit), "{name} and {other}");
        }
    }
}
