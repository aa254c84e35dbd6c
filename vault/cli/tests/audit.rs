//! R13, R20, R22: what the commands say of a log that has more than it should, is not what was written, or has no keys.

mod common;

use std::io::Write as _;

use common::Scratch;

fn behind(scratch: &Scratch, bytes: &[u8]) {
    let log = scratch.home().join("audit.log");
    let mut file = std::fs::OpenOptions::new().append(true).open(log).expect("a log");
    file.write_all(bytes).expect("written");
}

#[test]
fn r13_only_what_was_verified_is_exported_and_shown() {
    let scratch = Scratch::filled();
    let whole = scratch.log();
    let copied = whole.lines().next_back().expect("a line").replacen("\"seq\":", "\"seq\":9", 1);
    for torn in [format!("\0\0\n{copied}\n").as_bytes(), b"{\"v\":1,\"reason\":\"f\xc3", b"{}\n{}\n\0\n"] {
        std::fs::write(scratch.home().join("audit.log"), &whole).expect("written");
        behind(&scratch, torn);
        let exported = scratch.run(&["audit", "export"]);
        assert!(exported.exit == 63 || exported.out == whole.as_bytes(), "{}", exported.text());
        let shown = scratch.run(&["audit", "tail", "-n", "1", "--format", "json"]).ok().result();
        assert_eq!((&shown["events"][0]["seq"], &shown["more"]), (&whole.lines().count().into(), &true.into()));
        let verified = scratch.run(&["audit", "verify", "--format", "json"]);
        assert!(verified.exit == 63 || verified.result()["torn"] == true);
    }
}

#[test]
fn r13_a_log_that_was_changed_has_another_code_than_one_that_cannot_be_written() {
    let scratch = Scratch::filled();
    let log = scratch.home().join("audit.log");
    std::fs::write(&log, scratch.log().replace("tester", "nobody")).expect("changed");
    assert_eq!(scratch.run(&["get", "api-key"]).exit, 63);
    std::fs::remove_file(&log).expect("removed");
    assert_eq!(scratch.run(&["get", "api-key"]).exit, 40);
}

#[test]
fn r20_a_folder_that_was_mistyped_is_not_made_by_who_looks_at_what_is_staged() {
    let scratch = Scratch::filled();
    let typed = scratch.dir.path().join("typed-wrong");
    let ran = |args: &[&str]| {
        let mut command = scratch.command(&["restore"]);
        common::ran(command.args(args).env("SECRET_VAULT_HOME", &typed).output().expect("it runs")).exit
    };
    assert_eq!([ran(&["verify"]), ran(&["enable", "--reason", "x"]), ran(&["discard"])], [82, 82, 0]);
    assert!(!typed.exists());
}

#[test]
fn r22_a_key_file_that_was_mistyped_gets_no_keys_where_a_log_is() {
    let scratch = Scratch::filled();
    let pass = scratch.passphrase().display().to_string();
    scratch.run(&["export-kek", "k.sgx", "--export-passphrase-file", &pass]).ok();
    let typed = scratch.dir.path().join("keys/typed-wrong");
    let mut command = scratch.command(&["import-kek", "k.sgx", "--export-passphrase-file", &pass]);
    command.env("SECRET_VAULT_KEY_HOLDER", format!("file:{}", typed.display()));
    let refused = common::ran(command.output().expect("it runs"));
    assert_eq!(refused.exit, 35, "{}", refused.err);
    assert!(!typed.exists());
    command.env("SECRET_VAULT_HOME", scratch.dir.path().join("elsewhere"));
    let imported = common::ran(command.output().expect("it runs")).ok();
    assert!(imported.text().contains("which is new"), "{}", imported.text());
}
