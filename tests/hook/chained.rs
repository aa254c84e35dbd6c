//! Beside the hooks that a repository, its user or another program has.

use std::fs;

use crate::common::told;
use crate::{Repo, bad};

const EXISTING: &str = "#!/bin/sh\necho existing hook ran >&2\n[ ! -f forbidden ]\n";

#[test]
fn a_hook_that_was_there_runs_first_and_comes_back() {
    let repo = Repo::new();
    let own = repo.script(".git/hooks/pre-commit", EXISTING);
    assert_eq!(repo.guard(&["hook", "install"]).0, 0);
    assert_eq!(repo.guard(&["hook", "install"]).0, 0, "a second time changes nothing");
    repo.write("src/lib.rs", &bad("g"));
    repo.refuses(&["commit", "-qam", "x"], "existing hook ran");
    repo.refuses(&["commit", "-qam", "x"], "STRIPE_API_KEY");
    repo.write("src/lib.rs", "pub fn g() {}\n");
    repo.write("forbidden", "");
    repo.refuses(&["commit", "-qam", "x"], "existing hook ran");
    fs::remove_file(repo.path().join("forbidden")).expect("it is there");
    repo.git(&["commit", "-qam", "both agree"]);
    assert_eq!(repo.guard(&["hook", "uninstall"]).0, 0);
    assert_eq!(fs::read_to_string(&own).expect("it is back"), EXISTING);
    assert!(!repo.path().join(".git/hooks/pre-merge-commit").exists());
    assert_eq!(repo.guard(&["hook", "uninstall"]).0, 2, "there is nothing left");
}

#[test]
fn core_hooks_path_is_honoured() {
    let repo = Repo::new();
    repo.git(&["config", "core.hooksPath", "tools/hooks"]);
    assert_eq!(repo.guard(&["hook", "install"]).0, 0);
    let script = fs::read_to_string(repo.path().join("tools/hooks/pre-commit")).expect("it is there");
    assert!(script.contains("guard='cargo-secret-guard'"), "no path of this machine in a shared file: {script}");
    repo.write("src/lib.rs", &bad("g"));
    repo.refuses(&["commit", "-qam", "x"], "STRIPE_API_KEY");
}

#[test]
fn husky_and_lefthook_keep_their_say() {
    let repo = Repo::new();
    // What husky 9 leaves: git runs `.husky/_`, which runs the files above.
    let run = "#!/bin/sh\nn=$(basename \"$0\")\ns=$(dirname \"$(dirname \"$0\")\")/$n\n[ ! -f \"$s\" ] || exec sh -e \"$s\" \"$@\"\n";
    repo.script(".husky/_/pre-commit", run);
    repo.write(".husky/pre-commit", "echo husky ran >&2\n");
    repo.git(&["config", "core.hooksPath", ".husky/_"]);
    assert_eq!(repo.guard(&["hook", "install", "--pre-commit"]).0, 0);
    repo.write("src/lib.rs", &bad("g"));
    repo.refuses(&["commit", "-qam", "x"], "husky ran");
    repo.refuses(&["commit", "-qam", "x"], "STRIPE_API_KEY");
    assert_eq!(repo.guard(&["hook", "uninstall"]).0, 0);
    let left = fs::read_to_string(repo.path().join(".husky/pre-commit")).expect("it is there");
    assert_eq!(left, "echo husky ran >&2\n");
    assert!(!repo.path().join(".husky/pre-merge-commit").exists());

    let repo = Repo::new();
    repo.write("lefthook.yml", "pre-push: {}\n");
    let (code, _, err) = repo.guard(&["hook", "install"]);
    assert_eq!(code, 2);
    assert!(err.contains("run: cargo-secret-guard hook run pre-commit"), "{err}");
}

#[test]
fn all_repositories_are_guarded_and_keep_their_own_hooks() {
    let repo = Repo::new();
    repo.script(".git/hooks/pre-commit", EXISTING);
    repo.script(".git/hooks/post-commit", "#!/bin/sh\necho after >&2\n");
    assert_eq!(repo.guard(&["hook", "install", "--global"]).0, 0);
    repo.write("src/lib.rs", &bad("g"));
    repo.refuses(&["commit", "-qam", "x"], "existing hook ran");
    repo.refuses(&["commit", "-qam", "x"], "STRIPE_API_KEY");
    repo.write("src/lib.rs", "pub fn g() {}\n");
    let (code, _, err) = told(&repo.output(repo.path(), &["commit", "-qam", "clean"]));
    assert!(code == 0 && err.contains("after"), "{err}");
    assert_eq!(repo.guard(&["hook", "install"]).0, 2, "a local one would not be run");
    assert_eq!(repo.guard(&["hook", "uninstall", "--global"]).0, 0);
    let set = repo.output(repo.path(), &["config", "--global", "core.hooksPath"]);
    assert_eq!(String::from_utf8_lossy(&set.stdout), "");
    repo.write("src/lib.rs", &bad("g"));
    repo.git(&["commit", "-qam", "nobody looks"]);
}

#[test]
fn a_program_that_is_gone_stops_the_commit_and_says_so() {
    let repo = Repo::guarded(&[]);
    let hook = repo.path().join(".git/hooks/pre-commit");
    let text = fs::read_to_string(&hook).expect("it is there");
    let gone: String = text
        .lines()
        .map(|line| match line.strip_prefix("guard=") {
            Some(_) => "guard=/nowhere/cargo-secret-guard\n".to_owned(),
            None => format!("{}\n", line.replace("guard=cargo-secret-guard", "guard=also-nowhere")),
        })
        .collect();
    repo.script(".git/hooks/pre-commit", &gone);
    repo.write("src/lib.rs", "pub fn g() {}\n");
    repo.refuses(&["commit", "-qam", "x"], "install it again");
}
