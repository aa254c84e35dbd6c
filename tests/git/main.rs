//! The scanner on real git repositories: what must be found there is found
//! whatever the configuration says, and what must stay quiet stays quiet.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/token.rs"]
mod token;

mod diffs;
mod history;
mod hooks;
mod odd;
mod passed;
mod staged;
mod steered;
mod texts;

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use common::{folder, git, guard, run, told, write};
use tempfile::TempDir;
use token::github;

/// A repository with one commit.
fn repo() -> TempDir {
    let dir = empty();
    write(dir.path(), "start.txt", b"hello\n");
    commit(dir.path(), "start");
    dir
}

fn empty() -> TempDir {
    let dir = folder(&[]);
    git(dir.path(), &["init", "-q"]);
    dir
}

fn commit(dir: &Path, message: &str) {
    git(dir, &["add", "-A"]);
    git(dir, &["commit", "-qm", message]);
}

fn line(seed: u64) -> String {
    format!("let key = \"{}\";\n", github(seed))
}

/// `path:line` of each finding; the run must not fail.
fn found(dir: &Path, args: &[&str]) -> Vec<String> {
    let (code, out, err) = run(dir, &[&["scan", "-q", "--format", "short"], args].concat());
    assert_eq!(code, i32::from(!places(&out).is_empty()), "{args:?}\n{out}{err}");
    places(&out)
}

fn places(out: &str) -> Vec<String> {
    let deny = out.lines().filter(|line| line.contains(": deny["));
    deny.map(|line| line.split(':').take(2).collect::<Vec<_>>().join(":")).collect()
}

fn fed(dir: &Path, args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = guard(dir)
        .args(["scan", "-q", "--format", "short"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(input).expect("it reads");
    told(&child.wait_with_output().expect("it ends"))
}

fn output(dir: &Path, args: &[&str]) -> Vec<u8> {
    let mut command = std::process::Command::new("git");
    let output = command.args(args).current_dir(dir).env("GIT_CONFIG_NOSYSTEM", "1").output().expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn word(dir: &Path, args: &[&str]) -> String {
    String::from_utf8(output(dir, args)).expect("a word").trim().to_owned()
}
