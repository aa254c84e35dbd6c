//! What several tests need: the program with an environment that cannot
//! steer it, and folders to run it in.

#![allow(dead_code, missing_docs, reason = "each test uses a part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use proptest::prelude::ProptestConfig;

/// The package's own folder.
pub fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program, without the variables that CI or a hook may have set.
pub fn guard(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-secret-guard"));
    scrub(&mut command);
    command.current_dir(dir);
    command
}

/// git in `dir`, as an author that exists nowhere else.
pub fn git(dir: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    scrub(&mut command);
    let output = command
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.invalid"])
        .args(["-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"])
        .args(args)
        .current_dir(dir)
        .output()
        .expect("git is needed for this test");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {args:?}: {said}");
}

/// A branch `topic` of a repository with these files.
pub fn branch(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = folder(files);
    git(dir.path(), &["init", "-q", "-b", "main"]);
    commit(dir.path());
    git(dir.path(), &["checkout", "-qb", "topic"]);
    dir
}

/// Commits everything.
pub fn commit(dir: &Path) {
    git(dir, &["add", "-A"]);
    git(dir, &["commit", "-qm", "a commit", "--allow-empty"]);
}

pub fn scrub(command: &mut Command) {
    let steering = ["GIT_", "GITHUB_", "CARGO_TERM_"];
    let single = ["CI", "RUST_LOG", "NO_COLOR", "TERM", "CARGO_TARGET_DIR"];
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let steers = steering.iter().any(|start| name.starts_with(start));
        if steers || single.contains(&name.as_str()) {
            command.env_remove(name);
        }
    }
    command.env("GIT_CONFIG_NOSYSTEM", "1");
}

/// Runs the program and gives its exit code, standard output and error.
pub fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let output = guard(dir).args(args).output().expect("the program starts");
    told(&output)
}

pub fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().unwrap_or(-1);
    (code, text(&output.stdout), text(&output.stderr))
}

/// A folder with these files, gone when the value is dropped.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        write(dir.path(), path, text.as_bytes());
    }
    dir
}

pub fn write(dir: &Path, path: &str, bytes: &[u8]) {
    let path = dir.join(path);
    let parent = path.parent().expect("a file lies in a folder");
    std::fs::create_dir_all(parent).expect("a folder can be made");
    std::fs::write(path, bytes).expect("a file can be written");
}

/// All files below a folder, sorted.
pub fn files(dir: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(dir).sort_by_file_name();
    walk.into_iter()
        .map(|entry| entry.expect("the fixtures can be read"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path())
        .collect()
}

/// A sample of `few` cases, which suits every run; `PROPTEST_CASES` asks for more of them.
pub fn sample(few: u32) -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = ProptestConfig { max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() };
    ProptestConfig { cases: if asked { config.cases } else { few }, ..config }
}
