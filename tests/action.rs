//! The GitHub action: its scripts with a local program and the payload of
//! each event, on repositories that were cloned as the runner clones them.

#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{folder, git, home, scrub, told, write};

const CARGO: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
const OLD: &str = "pub fn old() { let _ = std::env::var(\"OLD_API_KEY\"); }\n";
const NEW: &str = "pub fn new() { let _ = std::env::var(\"NEW_API_KEY\"); }\n";

/// A remote repository with a `main` and a `topic` that adds one read and
/// allows another in three ways.
struct Remote {
    dir: tempfile::TempDir,
    before: String,
    after: String,
}

fn rev(dir: &Path, name: &str) -> String {
    let output = Command::new("git").args(["rev-parse", name]).current_dir(dir).output().expect("git is needed");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn remote() -> Remote {
    let dir = folder(&[("Cargo.toml", CARGO), ("src/old.rs", OLD), ("notes.md", "a\n")]);
    let path = dir.path();
    git(path, &["init", "-q", "-b", "main"]);
    git(path, &["config", "uploadpack.allowAnySHA1InWant", "true"]);
    for n in 0..3 {
        write(path, "notes.md", format!("{n}\n").as_bytes());
        git(path, &["add", "."]);
        git(path, &["commit", "-qm", "before"]);
    }
    let before = rev(path, "HEAD");
    git(path, &["checkout", "-qb", "topic"]);
    write(path, "src/new.rs", NEW.as_bytes());
    let allowed = "// secret-guard: allow(env-read) -- for the demo\n".to_owned() + &NEW.replace("NEW", "ALSO");
    write(path, "src/allowed.rs", allowed.as_bytes());
    let policy = "version: 1\nsanctioned:\n  - { path: src/new.rs, rule: env-read, reason: it may, owner: us }\n";
    write(path, "secret-guard.yaml", policy.as_bytes());
    write(path, "secret-guard.baseline", b"env-read 0123456789abcdef01234567 src/new.rs\n");
    git(path, &["add", "."]);
    git(path, &["commit", "-qm", "after"]);
    let after = rev(path, "HEAD");
    Remote { dir, before, after }
}

/// What a run left behind.
struct Ran {
    code: i32,
    out: String,
    summary: String,
    outputs: String,
}

fn clone(remote: &Remote, args: &[&str]) -> tempfile::TempDir {
    let dir = folder(&[]);
    let url = format!("file://{}", remote.dir.path().display());
    git(dir.path(), &[&["clone", "-q"], args, &[&url, "work"]].concat());
    dir
}

fn payload(remote: &Remote, name: &str) -> String {
    let text = fs::read_to_string(home().join(format!("testdata/events/{name}.json"))).expect("a recorded payload");
    text.replace("BEFORE", &remote.before).replace("AFTER", &remote.after)
}

fn check(remote: &Remote, clone: &Path, event: &str, more: &[(&str, &str)]) -> Ran {
    write(clone, "event.json", payload(remote, event).as_bytes());
    let name = event.split('-').next().unwrap_or(event);
    let at = |name: &str| clone.join(name);
    for name in ["summary", "outputs"] {
        write(clone, name, b"");
    }
    let mut command = Command::new("bash");
    scrub(&mut command);
    command.arg(home().join("action/check.sh")).current_dir(at("work"));
    command.env("PROGRAM", env!("CARGO_BIN_EXE_cargo-secret-guard")).env("RUNNER_TEMP", clone);
    command.env("GITHUB_EVENT_NAME", name).env("GITHUB_EVENT_PATH", at("event.json"));
    command.env("GITHUB_STEP_SUMMARY", at("summary")).env("GITHUB_OUTPUT", at("outputs"));
    for (name, value) in [("PATH", "."), ("TRUST", "auto"), ("SARIF", ""), ("UPLOAD_SARIF", "false")] {
        command.env(format!("INPUT_{name}"), value);
    }
    command.envs(more.iter().copied());
    let (code, out, err) = told(&command.output().expect("bash is needed"));
    let read = |name: &str| fs::read_to_string(at(name)).expect("it was made");
    Ran { code, out: out + &err, summary: read("summary"), outputs: read("outputs") }
}

#[test]
fn a_pull_request_is_judged_by_the_policy_of_its_base() {
    let remote = remote();
    // The runner checks out one commit, without history.
    let dir = clone(&remote, &["--depth=1", "--branch=topic"]);
    let ran = check(&remote, dir.path(), "pull_request", &[]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("::error file=src/new.rs,line=1"), "{}", ran.out);
    assert!(!ran.out.contains("OLD_API_KEY"), "what was there before is not reported: {}", ran.out);
    assert!(ran.outputs.contains("denied=1\n") && ran.outputs.contains("weakened=3\n"), "{}", ran.outputs);
    for weakened in
        ["suppression of env-read added", "sanction of src/new.rs for env-read", "entry of the baseline added"]
    {
        assert!(ran.summary.contains(weakened), "{}", ran.summary);
    }
}

#[test]
fn a_merge_queue_is_a_proposal_too_and_trust_can_be_chosen() {
    let remote = remote();
    let dir = clone(&remote, &["--depth=1", "--branch=topic"]);
    assert_eq!(check(&remote, dir.path(), "merge_group", &[]).code, 1);
    let ran = check(&remote, dir.path(), "merge_group", &[("INPUT_TRUST", "head")]);
    assert!(!ran.out.contains("NEW_API_KEY"), "{}", ran.out);
    assert_eq!(check(&remote, dir.path(), "merge_group", &[("INPUT_TRUST", "anything; id")]).code, 2);
}

#[test]
fn a_push_is_compared_with_what_was_there() {
    let remote = remote();
    for event in ["push", "push-forced", "push-new-branch"] {
        let dir = clone(&remote, &["--depth=1", "--branch=topic"]);
        let ran = check(&remote, dir.path(), event, &[("INPUT_TRUST", "base")]);
        assert_eq!(ran.code, 1, "{event}: {}", ran.out);
        assert!(ran.out.contains("NEW_API_KEY") && !ran.out.contains("OLD_API_KEY"), "{event}: {}", ran.out);
    }
}

#[test]
fn without_a_base_everything_is_checked() {
    let remote = remote();
    for event in ["push-first", "schedule"] {
        let dir = clone(&remote, &["--branch=main"]);
        let ran = check(&remote, dir.path(), event, &[]);
        assert_eq!(ran.code, 1, "{event}: {}", ran.out);
        assert!(ran.out.contains("OLD_API_KEY"), "{event}: {}", ran.out);
    }
    let dir = clone(&remote, &["--branch=main"]);
    let ran = check(&remote, dir.path(), "push-deleted", &[]);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn a_base_that_cannot_be_had_is_no_green() {
    let remote = remote();
    let dir = clone(&remote, &["--depth=1", "--branch=topic"]);
    git(&dir.path().join("work"), &["remote", "set-url", "origin", "file:///nowhere"]);
    let ran = check(&remote, dir.path(), "pull_request", &[]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.out.contains("fetch-depth: 0"), "{}", ran.out);
}

#[test]
fn a_sarif_report_is_written_where_it_was_asked_for() {
    let remote = remote();
    let dir = clone(&remote, &["--branch=topic"]);
    let ran = check(&remote, dir.path(), "pull_request", &[("INPUT_UPLOAD_SARIF", "true")]);
    let path = ran.outputs.lines().find_map(|line| line.strip_prefix("sarif=")).expect("an output");
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path).expect("it is there")).expect("JSON");
    let results = report["runs"][0]["results"].as_array().expect("a list");
    let counts = results.iter().filter(|result| result["suppressions"].as_array().is_none_or(Vec::is_empty));
    assert_eq!(counts.count(), 1, "{report}");
}

/// Runs `install.sh` in a copy of the action with programs of ours before
/// the system's.
fn install(dir: &Path, more: &[(&str, &str)]) -> (i32, String, Option<PathBuf>) {
    let bin = dir.join("bin");
    let mut command = Command::new("bash");
    scrub(&mut command);
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(bin).chain(std::env::split_paths(&paths));
    command
        .arg(dir.join("action/install.sh"))
        .current_dir(dir)
        .env("PATH", std::env::join_paths(paths).expect("paths"));
    command.env("GITHUB_ACTION_PATH", dir).env("GITHUB_ACTION_REPOSITORY", "example/secret-guard");
    command.env("GITHUB_OUTPUT", dir.join("outputs")).env("RUNNER_TEMP", dir.join("temp"));
    command.env("INPUT_VERSION", "").env("INPUT_BINARY", "").envs(more.iter().copied());
    let (code, out, err) = told(&command.output().expect("bash is needed"));
    let outputs = fs::read_to_string(dir.join("outputs")).unwrap_or_default();
    let program = outputs.lines().find_map(|line| line.strip_prefix("program=")).map(PathBuf::from);
    (code, out + &err, program)
}

/// A copy of the action; `curl` gives an archive, `cargo` says what it was
/// asked for.
fn action() -> tempfile::TempDir {
    let dir = folder(&[]);
    for name in ["Cargo.toml", "action/install.sh", "action/checksums.txt"] {
        write(dir.path(), name, &fs::read(home().join(name)).expect("it is there"));
    }
    let script = |name: &str, text: &str| {
        write(dir.path(), name, text.as_bytes());
        let path = dir.path().join(name);
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("it can be made to run");
    };
    script("made/cargo-secret-guard", "#!/bin/sh\necho cargo-secret-guard 9.9.9\n");
    let packed = dir.path().join("archive.tar.gz");
    let mut tar = Command::new("tar");
    tar.arg("-czf").arg(&packed).arg("-C").arg(dir.path().join("made")).arg("cargo-secret-guard");
    assert!(tar.status().expect("tar is needed").success());
    script(
        "bin/curl",
        &format!("#!/bin/sh\nwhile [ \"$1\" != --output ]; do shift; done\ncp '{}' \"$2\"\n", packed.display()),
    );
    let cargo = "#!/bin/sh\necho \"cargo $*\"\nwhile [ \"$1\" != --root ]; do shift; done\n";
    let made = dir.path().join("made/cargo-secret-guard");
    script("bin/cargo", &format!("{cargo}mkdir -p \"$2/bin\" && cp '{}' \"$2/bin/\"\n", made.display()));
    dir
}

fn checksums(dir: &Path, sum: &str) {
    let targets =
        ["x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl", "x86_64-apple-darwin", "aarch64-apple-darwin"];
    let lines: String = targets.iter().map(|t| format!("{sum}  cargo-secret-guard-9.9.9-{t}.tar.gz\n")).collect();
    write(dir, "action/checksums.txt", lines.as_bytes());
}

#[test]
fn only_an_archive_with_the_committed_checksum_is_run() {
    use sha2::{Digest as _, Sha256};
    let dir = action();
    let bytes = fs::read(dir.path().join("archive.tar.gz")).expect("it was made");
    let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    checksums(dir.path(), &sum);
    let (code, out, program) = install(dir.path(), &[("INPUT_VERSION", "9.9.9")]);
    assert_eq!(code, 0, "{out}");
    assert!(program.is_some_and(|path| path.is_file()) && out.contains("9.9.9"), "{out}");

    let dir = action();
    checksums(dir.path(), &sum.replace(&sum[..4], if sum.starts_with("0000") { "1111" } else { "0000" }));
    let (code, out, program) = install(dir.path(), &[("INPUT_VERSION", "9.9.9")]);
    assert_eq!((code, program), (2, None), "{out}");
    assert!(out.contains("checksum"), "{out}");
    assert!(!dir.path().join("temp/secret-guard/bin/cargo-secret-guard").exists(), "it is not even unpacked");
}

#[test]
fn without_a_checksum_the_program_is_built() {
    let dir = action();
    let (code, out, program) = install(dir.path(), &[]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("cargo install --quiet --locked --path") && program.is_some(), "{out}");
    let (_, out, _) = install(dir.path(), &[("INPUT_VERSION", "8.8.8")]);
    assert!(out.contains("--version 8.8.8 "), "{out}");
    for version in ["1.2", "1.2.3;id", "$(id)", "1.2.3\nx", "../1.2.3", "v1.2.3"] {
        let (code, out, _) = install(dir.path(), &[("INPUT_VERSION", version)]);
        assert_eq!(code, 2, "{version}: {out}");
        assert!(out.contains("::error::"), "{out}");
    }
    let (code, _, _) = install(dir.path(), &[("INPUT_BINARY", "/nowhere/cargo-secret-guard")]);
    assert_eq!(code, 2);
}

#[test]
fn the_audit_of_actions_finds_nothing() {
    let mut targets = vec![home().join("action.yml")];
    targets.extend(Some(home().join(".github")).filter(|path| path.exists()));
    let output =
        Command::new("zizmor").args(["--offline", "--persona=auditor", "--no-progress"]).args(targets).output();
    let (code, out, err) = told(&output.expect("zizmor is needed; tests/setup.sh installs it"));
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("No findings to report"), "{out}{err}");
}
