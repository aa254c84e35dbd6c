//! The commands for the whole vault: another key, snapshots, exports, resets.

mod common;

use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;

use common::{Scratch, files};
use serde_json::json;

/// A file with another passphrase than the key file's.
fn passphrase(scratch: &Scratch) -> String {
    let path = scratch.dir.path().join("export-passphrase");
    if !path.exists() {
        let mut file = std::fs::File::options().write(true).create_new(true).mode(0o600).open(&path).expect("a file");
        std::io::Write::write_all(&mut file, b"of an export").expect("written");
    }
    path.display().to_string()
}

fn file(scratch: &Scratch, name: &str) -> (PathBuf, String) {
    let path = scratch.dir.path().join(name);
    (path.clone(), path.display().to_string())
}

#[test]
fn r18_the_key_is_replaced_and_everything_is_still_there() {
    let scratch = Scratch::filled();
    let before = scratch.run(&["status", "--format", "json"]).ok().result()["kek_id"].clone();
    let rotated = scratch.run(&["rotate-kek", "--format", "json"]).ok().result();
    assert_eq!(rotated["from"], before);
    assert_eq!(scratch.run(&["status", "--format", "json"]).ok().result()["kek_id"], rotated["to"]);
    assert_eq!(scratch.run(&["get", "api-key"]).ok().out, b"second value");
    assert_eq!(scratch.run(&["rotate-kek", "--resume", "--format", "json"]).ok().result()["rotated"], false);
}

#[test]
fn r20_a_snapshot_is_staged_verified_and_enabled() {
    let scratch = Scratch::filled();
    let (path, name) = file(&scratch, "snapshot.sgs");
    assert_eq!(scratch.run(&["snapshot", &name]).exit, 2, "not without a reason");
    let made = scratch.run(&["snapshot", &name, "--reason", "a drill", "--format", "json"]).ok().result();
    assert_eq!(made["records"], 3);
    let whole = scratch.run(&["snapshot", &name, "--verify", "--format", "json"]).ok().result();
    assert_eq!(whole["sha256"], made["sha256"]);
    assert_eq!(scratch.run(&["snapshot", &name, "--reason", "x"]).exit, 50, "nothing is overwritten");
    scratch.run_with(&["set", "api-key"], b"third value").ok();
    assert_eq!(scratch.run(&["restore", "enable", "--reason", "x"]).exit, 82, "nothing is staged");
    scratch.run(&["restore", "stage", &name]).ok();
    let staged = scratch.run(&["restore", "verify", "--format", "json"]).ok().result();
    assert_eq!(staged["ids"], json!(["api-key", "mail-token"]));
    assert_eq!(scratch.run(&["get", "api-key"]).ok().out, b"third value", "the old vault is live");
    scratch.run(&["restore", "enable", "--reason", "a drill"]).ok();
    assert_eq!(scratch.run(&["get", "api-key"]).ok().out, b"second value");
    scratch.run(&["restore", "stage", &name]).ok();
    scratch.run(&["restore", "discard"]).ok();
    assert_eq!(scratch.run(&["restore", "verify"]).exit, 82);
    let mut bytes = std::fs::read(&path).expect("a file");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&path, bytes).expect("written");
    assert_eq!(scratch.run(&["snapshot", &name, "--verify"]).exit, 64);
    assert_eq!(scratch.run(&["restore", "stage", &name]).exit, 64);
}

#[test]
fn r22_key_and_values_go_to_another_vault() {
    let scratch = Scratch::filled();
    let word = passphrase(&scratch);
    let with = |args: &[&str]| scratch.run(&[args, &["--export-passphrase-file", &word]].concat());
    let (_, keys) = file(&scratch, "keys.sgx");
    let (_, values) = file(&scratch, "values.sgx");
    assert_eq!(with(&["export-kek", &keys, "--format", "json"]).ok().result()["count"], 1);
    assert_eq!(with(&["export-kek", &keys]).exit, 50);
    let same = with(&["import-kek", &keys, "--format", "json"]).ok().result();
    assert_eq!((same["new"].as_array().map(Vec::len), same["same"].as_array().map(Vec::len)), (Some(0), Some(1)));
    assert_eq!(with(&["import-kek", &keys, "--home", "elsewhere"]).exit, 84, "the keys know of a log");
    assert_eq!(with(&["export-env", &values]).exit, 2, "not without --encrypted");
    assert_eq!(with(&["export-env", &values, "--encrypted", "--format", "json"]).ok().result()["count"], 2);
    scratch.run_with(&["set", "api-key"], b"third value").ok();
    let new = with(&["import-env", &values, "--format", "json"]).ok().result();
    assert_eq!((&new["new"], &new["same"]), (&json!(["api-key"]), &json!(["mail-token"])));
    assert_eq!(scratch.run(&["get", "api-key"]).ok().out, b"second value");
    let other = scratch.passphrase().display().to_string();
    let refused = scratch.run(&["import-env", &values, "--export-passphrase-file", &other]);
    assert_eq!(refused.exit, 68, "another passphrase");
    for (path, bytes) in files(scratch.dir.path()) {
        assert!(!bytes.windows(12).any(|window| window == b"second value"), "{}", path.display());
    }
}

#[test]
fn r22_a_wrong_passphrase_of_an_export_makes_no_key_file() {
    let scratch = Scratch::filled();
    let (word, (_, export)) = (passphrase(&scratch), file(&scratch, "keys.sgx"));
    scratch.run(&["export-kek", &export, "--export-passphrase-file", &word]).ok();
    let (made, name) = file(&scratch, "keys/new");
    let import = |word: &str| {
        let keys = format!("file:{name}");
        scratch.run(&["import-kek", &export, "--keys", &keys, "--home", "there", "--export-passphrase-file", word])
    };
    assert_eq!(import(&scratch.passphrase().display().to_string()).exit, 68);
    assert!(!made.exists());
    import(&word).ok();
    assert!(made.exists());
}

#[test]
fn r20_a_file_outside_of_the_vault_is_named_as_its_user_did_and_is_no_question_of_the_vaults_place() {
    let scratch = Scratch::filled();
    for args in [&["snapshot", "nowhere/x.sgs", "--reason", "a drill"][..], &["restore", "stage", "nowhere/x.sgs"]] {
        let refused = scratch.run(&[args, &["--format", "json"]].concat());
        let error = refused.error();
        assert_eq!((refused.exit, error["help"].as_str()), (20, None), "{error}");
        assert!(error["message"].as_str().expect("text").starts_with("nowhere/x.sgs is unavailable: "), "{error}");
    }
    std::fs::remove_file(scratch.home().join("vault.db")).expect("removed");
    let refused = scratch.run(&["list", "--format", "json"]);
    assert!(
        refused.exit == 20 && refused.error()["help"].as_str().expect("text").contains("--home"),
        "{}",
        refused.err
    );
}

#[test]
fn r20_a_lost_vault_whose_key_is_carried_comes_back_by_what_each_refusal_says() {
    let scratch = Scratch::filled();
    let (word, (_, export), (_, snapshot)) = (passphrase(&scratch), file(&scratch, "k.sgx"), file(&scratch, "a.sgs"));
    let run = |args: &[&str]| scratch.run(&[args, &["--format", "json"]].concat());
    let import = ["import-kek", &export, "--export-passphrase-file", &word];
    run(&["export-kek", &export, "--export-passphrase-file", &word]).ok();
    run(&["snapshot", &snapshot, "--reason", "a drill"]).ok();
    run(&["rotate-kek"]).ok();
    std::fs::remove_dir_all(scratch.home()).expect("lost");
    let says = |args: &[&str], exit: i32, word: &str| {
        let refused = run(args);
        let help = refused.error()["help"].as_str().expect("text").to_owned();
        assert!(refused.exit == exit && help.contains(word), "{args:?}: {}", refused.err);
    };
    says(&import, 84, "restore stage FILE --log-is-lost");
    says(&["restore", "stage", &snapshot, "--log-is-lost", "a fire"], 35, "import-kek");
    run(&import).ok();
    says(&["restore", "stage", &snapshot, "--log-is-lost", "a fire"], 50, "leave --log-is-lost out");
    run(&["restore", "stage", &snapshot]).ok();
    run(&["restore", "enable", "--reason", "a fire"]).ok();
    assert_eq!(scratch.run(&["get", "api-key"]).ok().out, b"second value");
}

#[test]
fn r22_what_is_no_plain_file_is_not_waited_for() {
    let scratch = Scratch::filled();
    let word = passphrase(&scratch);
    let (_, pipe) = file(&scratch, "pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    for command in ["import-kek", "import-env"] {
        let refused = scratch.run(&[command, &pipe, "--export-passphrase-file", &word]);
        assert_eq!(refused.exit, 54, "{}", refused.err);
    }
    assert_eq!(scratch.run(&["list", "--manifest", &pipe]).exit, 0, "it reads none");
    assert_eq!(scratch.run(&["get", "api-key", "--manifest", &pipe]).exit, 70);
}

#[test]
fn r24_a_reset_is_typed_out_and_strict_refuses_what_has_no_new_value() {
    let scratch = Scratch::filled();
    let reset = |args: &[&str]| scratch.run(&[&["reset", "--reason", "a leak"], args].concat());
    assert_eq!(reset(&["api-key", "--confirm", "acme-prod"]).exit, 2, "not without --force");
    assert_eq!(reset(&["api-key", "--force", "--confirm", "acme"]).exit, 81);
    assert_eq!(reset(&["nothing", "--force", "--confirm", "acme-prod"]).exit, 11);
    let done = reset(&["api-key", "--force", "--confirm", "acme-prod", "--format", "json"]).ok().result();
    assert_eq!(done["secrets"], json!([{ "id": "api-key", "version": 2, "outcome": "MustRotate" }]));
    assert_eq!(scratch.run(&["get", "api-key"]).exit, 37);
    assert_eq!(scratch.run(&["get", "api-key", "--profile", "dev"]).ok().out, b"second value");
    scratch.run(&["rotate", "api-key", "--generate"]).ok();
    scratch.run(&["get", "api-key"]).ok();
    let all = reset(&["--all", "--force", "--confirm", "acme-prod", "--generate", "--format", "json"]).ok().result();
    assert!(all["secrets"].as_array().expect("a list").iter().all(|secret| secret["outcome"] == "Replaced"));
    scratch.run(&["get", "mail-token"]).ok();
    scratch.run(&["audit", "verify"]).ok();
}
