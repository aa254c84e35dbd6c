//! The example service, run as its documentation says.
#![cfg(feature = "store")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Cargo builds examples with the tests, beside them.
fn service() -> PathBuf {
    let test = std::env::current_exe().expect("this test");
    let build = test.ancestors().nth(2).expect("the build's folder");
    build.join("examples/service")
}

fn run(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(service());
    command.args(arguments).env("SERVICE_HOME", home).env("PEER_KEY", "set, and still refused");
    command.output().expect("the example")
}

#[test]
fn the_example_service_starts_with_two_commands_reads_one_secret_is_refused_another_and_verifies_its_log() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = folder.path().join("service");
    let before = run(&home, &[]);
    assert!(!before.status.success(), "nothing is made on the way");
    assert!(!home.exists());

    let init = run(&home, &["init"]);
    assert!(init.status.success(), "{init:?}");
    let served = run(&home, &[]);
    let said = String::from_utf8(served.stdout).expect("text");
    assert!(served.status.success(), "{said}{}", String::from_utf8_lossy(&served.stderr));
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "mail-token: version Some(1) from store: Secret(redacted)");
    assert!(lines[1].starts_with("refused: peer-key: class transport may not come from env in profile strict"));
    assert!(lines[1].ends_with("(exit code 12)"), "{said}");
    // Writing a secret is two events, each read one.
    assert_eq!(lines[2], "audit log: 4 lines verified");
    let log = std::fs::read_to_string(home.join("audit.log")).expect("a log");
    assert!(log.contains("\"code\":\"RejectedSourcePolicy\"") && !log.contains("from the mail provider"));
    assert!(!run(&home, &["init"]).status.success(), "a second init makes nothing over");
}
