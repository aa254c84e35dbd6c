//! The hooks as pre-commit runs them.

use std::fs;
use std::process::Command;

use crate::commits::commits;
use crate::common::{self, told};
use crate::{Repo, bad};

/// A repository that pre-commit takes the hooks from.
fn hooks() -> tempfile::TempDir {
    let manifest = fs::read_to_string(common::home().join(".pre-commit-hooks.yaml")).expect("the manifest is there");
    let dir = common::folder(&[(".pre-commit-hooks.yaml", &manifest)]);
    common::git(dir.path(), &["init", "-q"]);
    common::git(dir.path(), &["add", "."]);
    common::git(dir.path(), &["commit", "-qm", "hooks"]);
    dir
}

fn pre_commit(repo: &Repo, args: &[&str]) {
    let output = repo.command("python3", repo.path()).args(["-m", "pre_commit"]).args(args).output().expect("python3");
    let (code, out, err) = told(&output);
    assert_eq!(code, 0, "pre-commit {args:?}; tests/setup.sh installs it: {out}{err}");
}

fn with_pre_commit(id: &str, kinds: &[&str]) -> (Repo, tempfile::TempDir) {
    let (repo, hooks) = (Repo::new(), hooks());
    let head = Command::new("git").args(["rev-parse", "HEAD"]).current_dir(hooks.path()).output().expect("git");
    let rev = String::from_utf8_lossy(&head.stdout).trim().to_owned();
    let config = format!("repos:\n  - repo: {}\n    rev: {rev}\n    hooks: [{{ id: {id} }}]\n", hooks.path().display());
    repo.write(".pre-commit-config.yaml", &config);
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "pre-commit"]);
    for kind in kinds {
        pre_commit(&repo, &["install", "--hook-type", kind]);
    }
    (repo, hooks)
}

#[test]
fn pre_commit_runs_the_hook_on_every_kind_of_commit() {
    let (repo, _hooks) = with_pre_commit("secret-guard-system", &["pre-commit", "pre-merge-commit"]);
    pre_commit(&repo, &["validate-config"]);
    pre_commit(&repo, &["validate-manifest", common::home().join(".pre-commit-hooks.yaml").to_str().expect("plain")]);
    commits(&repo);
    repo.git(&["checkout", "-qb", "side", "HEAD~1"]);
    repo.write("src/side.rs", &bad("side"));
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qnm", "past the hook"]);
    repo.git(&["checkout", "-q", "main"]);
    repo.refuses(&["merge", "-q", "--no-edit", "side"], "STRIPE_API_KEY");
    repo.git(&["reset", "-q", "--hard"]);
    repo.git(&["rebase", "-q", "HEAD~1"]);
}

#[test]
fn pre_commit_runs_the_hooks_of_messages_and_pushes() {
    let token = format!("sk_{}_{}", "live", "4eC39HqLyjWDarjtT1zdp7dc");
    let (repo, _hooks) = with_pre_commit("secret-guard-system-message", &["commit-msg"]);
    repo.refuses(&["commit", "--allow-empty", "-qm", &format!("with stripe_key={token}")], "stripe");
    repo.git(&["commit", "--allow-empty", "-qm", "without"]);
    let (repo, _hooks) = with_pre_commit("secret-guard-system-push", &["pre-push"]);
    let remote = repo.home.path().join("remote.git");
    let remote = remote.to_str().expect("a plain path");
    repo.git(&["init", "-q", "--bare", remote]);
    repo.git(&["remote", "add", "origin", remote]);
    repo.git(&["push", "-q", "origin", "main"]);
    repo.write("notes.txt", &format!("stripe_key = {token}\n"));
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "a secret"]);
    repo.refuses(&["push", "-q", "origin", "main"], "stripe");
}
