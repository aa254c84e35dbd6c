//! What is judged, whatever the way to commit or push.

use std::io::Write as _;
use std::process::Stdio;

use crate::common::{self, told, write};
use crate::{CLEAN, Repo, bad};

/// Every way to commit; each must judge what is committed, not what lies
/// there.
pub(crate) fn commits(repo: &Repo) {
    // In the index, cleaned in the work tree.
    repo.write("src/lib.rs", &bad("g"));
    repo.git(&["add", "src/lib.rs"]);
    repo.write("src/lib.rs", CLEAN);
    repo.refuses(&["commit", "-qm", "x"], "STRIPE_API_KEY");
    repo.git(&["reset", "-q", "--hard"]);
    // In the work tree only.
    repo.write("src/lib.rs", &bad("g"));
    repo.write("src/other.rs", "pub fn h() {}\n");
    repo.git(&["add", "src/other.rs"]);
    repo.git(&["commit", "-qm", "only the other file"]);
    repo.refuses(&["commit", "-qam", "x"], "STRIPE_API_KEY");
    // A file by name, while another one is staged.
    repo.write("src/third.rs", CLEAN);
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "third alone", "src/third.rs"]);
    repo.refuses(&["commit", "-qm", "x", "src/lib.rs"], "STRIPE_API_KEY");
    repo.git(&["reset", "-q", "--hard"]);
    parts(repo);
    // What was there before is not held against a commit that touches it.
    repo.write("src/old.rs", &bad("old"));
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qnm", "the past"]);
    repo.write("src/old.rs", &format!("// moved\n\n{}", bad("old")));
    repo.git(&["commit", "-qam", "a line above"]);
}

/// `add -p`: one hunk of two.
fn parts(repo: &Repo) {
    let gap = "// a line\n".repeat(12);
    repo.write("src/parts.rs", &format!("// first\n{gap}// last\n"));
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "two ends"]);
    repo.write("src/parts.rs", &format!("pub fn first() {{}}\n{gap}{}", bad("last")));
    let choose = |answers: &str| {
        let mut git = repo.command("git", repo.path());
        let mut child =
            git.args(["add", "-p"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("git starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(answers.as_bytes()).expect("git reads");
        drop(stdin);
        assert!(child.wait().expect("git ends").success());
    };
    choose("y\nn\n");
    repo.git(&["commit", "-qm", "the clean hunk"]);
    choose("y\n");
    repo.refuses(&["commit", "-qm", "x"], "STRIPE_API_KEY");
    repo.git(&["reset", "-q", "--hard"]);
}

#[test]
fn a_commit_is_judged_by_what_it_will_hold() {
    commits(&Repo::guarded(&[]));
}

#[test]
fn the_first_commit_counts_whole_and_one_without_code_passes() {
    let repo = Repo { dir: common::folder(&[]), home: common::folder(&[]) };
    repo.git(&["init", "-q"]);
    assert_eq!(repo.guard(&["hook", "install"]).0, 0);
    repo.write("picture.png", "");
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "no code"]);
    repo.git(&["update-ref", "-d", "HEAD"]);
    repo.write("main.rs", &bad("main"));
    repo.git(&["add", "."]);
    repo.refuses(&["commit", "-qm", "x"], "STRIPE_API_KEY");
}

#[test]
fn secrets_in_text_are_stopped_and_not_shown() {
    let repo = Repo::guarded(&[]);
    let token = format!("sk_{}_{}", "live", "4eC39HqLyjWDarjtT1zdp7dc");
    repo.write("notes.txt", &format!("key = {token}\n"));
    repo.git(&["add", "."]);
    let (code, out, err) = told(&repo.output(repo.path(), &["commit", "-qm", "x"]));
    assert_ne!(code, 0, "{out}{err}");
    assert!(!format!("{out}{err}").contains(&token[8..20]), "{out}{err}");
}

#[test]
fn merges_rebases_and_linked_worktrees_are_judged() {
    let repo = Repo::guarded(&[]);
    repo.git(&["checkout", "-qb", "side"]);
    repo.write("src/side.rs", &bad("side"));
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qnm", "past the hook"]);
    repo.git(&["checkout", "-q", "main"]);
    repo.write("src/other.rs", "pub fn h() {}\n");
    repo.git(&["commit", "-qam", "main goes on"]);
    repo.refuses(&["merge", "-q", "--no-edit", "side"], "STRIPE_API_KEY");
    repo.git(&["merge", "--abort"]);
    // A merge that is decided by hand.
    repo.git(&["checkout", "-q", "side"]);
    repo.write("src/other.rs", "pub fn i() {}\n");
    repo.git(&["commit", "-qnam", "the same line"]);
    repo.git(&["checkout", "-q", "main"]);
    assert_ne!(repo.output(repo.path(), &["merge", "-q", "side"]).status.code(), Some(0), "it conflicts");
    repo.write("src/other.rs", "pub fn i() {}\n");
    repo.git(&["add", "."]);
    repo.refuses(&["commit", "-q", "--no-edit"], "STRIPE_API_KEY");
    repo.git(&["reset", "-q", "--hard"]);
    // A rebase replays clean commits.
    repo.git(&["checkout", "-qb", "topic", "HEAD~1"]);
    repo.write("src/topic.rs", CLEAN);
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "topic"]);
    repo.git(&["rebase", "-q", "main"]);
    repo.write("src/topic.rs", &bad("topic"));
    repo.git(&["add", "."]);
    repo.refuses(&["commit", "-q", "--amend", "--no-edit"], "STRIPE_API_KEY");
    repo.git(&["reset", "-q", "--hard"]);
    // A linked worktree has an index of its own.
    let linked = repo.home.path().join("linked");
    repo.git(&["worktree", "add", "-q", linked.to_str().expect("a plain path"), "-b", "linked"]);
    write(&linked, "src/linked.rs", bad("linked").as_bytes());
    assert!(repo.output(&linked, &["add", "."]).status.success());
    let (code, out, err) = told(&repo.output(&linked, &["commit", "-qm", "x"]));
    assert!(code != 0 && format!("{out}{err}").contains("STRIPE_API_KEY"), "{out}{err}");
    write(&linked, "src/linked.rs", CLEAN.as_bytes());
    assert!(repo.output(&linked, &["commit", "-qam", "clean"]).status.success());
}

#[test]
fn the_policy_is_the_one_that_is_committed_too() {
    let repo = Repo::guarded(&[]);
    let policy = "version: 1\nsanctioned:\n  - { path: src/lib.rs, rule: env-read, reason: reads, owner: us }\n";
    repo.write("secret-guard.yaml", policy);
    repo.write("src/lib.rs", &bad("g"));
    repo.git(&["add", "src/lib.rs"]);
    repo.refuses(&["commit", "-qm", "the policy is not staged"], "STRIPE_API_KEY");
    repo.git(&["add", "secret-guard.yaml"]);
    repo.git(&["commit", "-qm", "with the policy"]);
}

#[test]
fn messages_and_pushes_are_judged() {
    let repo = Repo::guarded(&["--commit-msg", "--pre-push"]);
    let token = format!("sk_{}_{}", "live", "4eC39HqLyjWDarjtT1zdp7dc");
    repo.refuses(&["commit", "--allow-empty", "-qm", &format!("with stripe_key={token}")], "stripe");
    repo.git(&["commit", "--allow-empty", "-qm", "without"]);
    let remote = repo.home.path().join("remote.git");
    let remote = remote.to_str().expect("a plain path");
    repo.git(&["init", "-q", "--bare", remote]);
    repo.git(&["push", "-q", remote, "main"]);
    repo.write("notes.txt", &format!("stripe_key = {token}\n"));
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "no pre-commit hook here"]);
    repo.refuses(&["push", "-q", remote, "main"], "stripe");
}
