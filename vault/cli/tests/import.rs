//! `import` and `backend-status`.

mod common;

use common::Scratch;
use serde_json::json;

#[test]
fn import_stores_what_is_declared_and_says_what_stays_in_plaintext() {
    let scratch = Scratch::new();
    let file = scratch.dir.path().join(".env");
    let text = "API_KEY='of the file'\nPEER_KEY=\nOLD_MAIL_TOKEN=old\nHTTP_PORT=80\nOTHER=undeclared value\nSMTP_TOKEN=\"by alias\"\n";
    std::fs::write(&file, text).expect("written");
    let import = |args: &[&str]| {
        let ran = scratch.run(&[&["import", ".env", "--format", "json"], args].concat()).ok();
        assert!(!ran.text().contains("of the file") && !ran.text().contains("undeclared value"));
        ran.result()
    };
    let what = |result: &serde_json::Value| {
        let names = result["names"].as_array().expect("a list").iter();
        names.map(|row| (row["name"].clone(), row["what"].clone())).collect::<Vec<_>>()
    };
    let expected = |what: &str| {
        [
            ("API_KEY", what),
            ("PEER_KEY", "no-value"),
            ("OLD_MAIL_TOKEN", "deprecated"),
            ("HTTP_PORT", "config"),
            ("OTHER", "undeclared"),
            ("SMTP_TOKEN", what),
        ]
        .map(|(name, what)| (json!(name), json!(what)))
        .to_vec()
    };
    assert_eq!(what(&import(&["--dry-run"])), expected("would-import"));
    assert_eq!(scratch.run(&["get", "api-key"]).exit, 10, "a dry run stores nothing");
    let imported = import(&[]);
    assert_eq!((what(&imported), &imported["left_in_plaintext"]), (expected("imported"), &json!(3)));
    assert_eq!(scratch.run(&["get", "api-key"]).ok().out, b"of the file");
    assert_eq!(scratch.run(&["get", "mail-token"]).ok().out, b"by alias");
    assert_eq!(what(&import(&[])), expected("same"));
    scratch.run_with(&["set", "api-key"], b"set since").ok();
    assert_eq!(what(&import(&[]))[0].1, "differs");
    assert_eq!(scratch.run(&["get", "api-key"]).ok().out, b"set since");
    assert_eq!(what(&import(&["--replace"]))[0].1, "imported");
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), text, "the file is its owner's to delete");
    let human = scratch.run(&["import", ".env"]).ok().text();
    assert!(human.contains("still holds 3 secrets in plaintext"), "{human}");
}

#[test]
fn names_that_would_write_to_the_terminal_are_written_out() {
    let scratch = Scratch::new();
    let text = "{\"x\\u001b[2J\\nline 9: FAKE\": \"v\"}";
    std::fs::write(scratch.dir.path().join("a.json"), text).expect("written");
    let shown = scratch.run(&["import", "a.json"]).ok().text();
    assert_eq!(shown.trim_end(), "line 1: x\\u{1b}[2J\\nline 9: FAKE is not declared in the manifest");
}

#[test]
fn import_reads_json_and_refuses_what_it_does_not_understand() {
    let scratch = Scratch::new();
    let write = |name: &str, text: &str| std::fs::write(scratch.dir.path().join(name), text).expect("written");
    write("a.json", "{\"API_KEY\": \"line\\nbreak\", \"PEER_KEY\": 7, \"MAIL_TOKEN\": \"\"}");
    let imported = scratch.run(&["import", "a.json", "--format", "json"]).ok().result();
    assert_eq!(imported["names"][0]["what"], "imported");
    assert_eq!(imported["names"][1]["what"], "no-value");
    assert_eq!(scratch.run(&["get", "api-key"]).ok().out, b"line\nbreak");
    write("bad.env", "API_KEY=fine\nthese are words of a secret\n");
    let bad = scratch.run(&["import", "bad.env", "--format", "json"]);
    assert!(bad.error()["message"].as_str().expect("text").contains("line 2") && !bad.err.contains("words"));
    assert_eq!(scratch.run(&["import", "nowhere.env"]).exit, 20);
}

#[test]
fn backends_answer_fail_or_are_off() {
    let scratch = Scratch::filled();
    let status = |args: &[&str]| {
        let mut command = scratch.command(&[&["backend-status", "--format", "json"], args].concat());
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        let ran = common::feed(command, b"");
        let rows = ran.json()["result"]["backends"].as_array().expect("a list").clone();
        (ran.exit, rows.iter().map(|row| row["state"].as_str().expect("text").to_owned()).collect::<Vec<_>>())
    };
    let states = |all: [&str; 4]| all.map(str::to_owned).to_vec();
    assert_eq!(status(&[]), (0, states(["answers", "off", "answers", "off"])));
    let token = scratch.passphrase().display().to_string();
    // Nothing listens on the port of discarded messages.
    let args = ["--external", "http://127.0.0.1:9", "--external-token-file", token.as_str()];
    assert_eq!(status(&args), (1, states(["answers", "off", "answers", "fails"])));
    std::fs::remove_file(scratch.home().join("vault.db")).expect("removed");
    assert_eq!(status(&[]), (1, states(["answers", "off", "fails", "off"])));
}
