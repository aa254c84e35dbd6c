//! What is about to be committed.

use crate::common::{git, run, write};
use crate::token::letters;
use crate::{commit, empty, found, line, repo};

#[test]
fn the_index_counts_and_not_the_work_tree() {
    let dir = repo();
    let path = dir.path();
    write(path, "a.rs", line(1).as_bytes());
    git(path, &["add", "a.rs"]);
    write(path, "a.rs", b"clean\n");
    assert_eq!(found(path, &["--staged"]), ["a.rs:1"], "cleaned in the work tree only");
    write(path, "b.rs", line(2).as_bytes());
    git(path, &["add", "-A"]);
    write(path, "start.txt", line(3).as_bytes());
    git(path, &["reset", "-q", "a.rs", "b.rs"]);
    assert!(found(path, &["--staged"]).is_empty(), "only in the work tree");
    assert_eq!(found(path, &["--unstaged"]), ["start.txt:1"]);
}

#[test]
fn the_first_commit_is_scanned() {
    let dir = empty();
    write(dir.path(), "a.rs", line(1).as_bytes());
    git(dir.path(), &["add", "-A"]);
    assert_eq!(found(dir.path(), &["--staged"]), ["a.rs:1"]);
    git(dir.path(), &["commit", "-qm", "first"]);
    assert_eq!(found(dir.path(), &["--history"]), ["a.rs:1"]);
    assert!(found(dir.path(), &["--staged"]).is_empty());
}

#[test]
fn an_old_secret_on_an_untouched_line_is_quiet() {
    let dir = repo();
    let path = dir.path();
    write(path, "a.rs", format!("one\n{}two\n", line(1)).as_bytes());
    commit(path, "secret");
    write(path, "a.rs", format!("zero\none\n{}three\n", line(1)).as_bytes());
    git(path, &["add", "-A"]);
    assert!(found(path, &["--staged"]).is_empty());
    git(path, &["reset", "-q"]);
    assert!(found(path, &["--unstaged"]).is_empty());
    commit(path, "around");
    assert!(found(path, &["--since", "HEAD~1"]).is_empty());
    assert_eq!(found(path, &["--since", "HEAD~2"]), ["a.rs:3"]);
    assert_eq!(found(path, &["--history"]).len(), 1);
}

#[test]
fn a_multi_line_secret_counts_when_one_of_its_lines_is_new() {
    let dir = repo();
    let key = |middle: &str| {
        let lines = [letters(1, 64), middle.to_owned(), letters(3, 64)].join("\n");
        let kind = "RSA PRIVATE";
        format!("-----BEGIN {kind} KEY-----\nMIAA{lines}\n-----END {kind} KEY-----\n")
    };
    write(dir.path(), "id.pem", key(&letters(2, 64)).as_bytes());
    commit(dir.path(), "key");
    write(dir.path(), "id.pem", key(&letters(9, 64)).as_bytes());
    git(dir.path(), &["add", "-A"]);
    assert_eq!(found(dir.path(), &["--staged"]), ["id.pem:1"]);
}

#[test]
fn a_rename_adds_nothing_and_an_edited_one_only_its_edits() {
    let dir = repo();
    let path = dir.path();
    let lines: String = (0..20).map(|number| format!("line {number}\n")).collect();
    write(path, "a.rs", format!("{}{lines}", line(1)).as_bytes());
    commit(path, "secret");
    git(path, &["mv", "a.rs", "b.rs"]);
    assert!(found(path, &["--staged"]).is_empty());
    write(path, "b.rs", format!("{}{lines}{}", line(1), line(2)).as_bytes());
    git(path, &["add", "-A"]);
    assert_eq!(found(path, &["--staged"]), ["b.rs:22"]);
    git(path, &["commit", "-qm", "moved"]);
    assert_eq!(found(path, &["--range", "HEAD~1..HEAD"]), ["b.rs:22"]);
    // A copy is no rename: the secret is there once more.
    std::fs::copy(path.join("b.rs"), path.join("c.rs")).expect("it copies");
    git(path, &["add", "-A"]);
    assert_eq!(found(path, &["--staged"]), ["c.rs:1", "c.rs:22"]);
}

#[test]
fn an_intent_to_add_is_not_staged() {
    let dir = repo();
    write(dir.path(), "a.rs", line(1).as_bytes());
    git(dir.path(), &["add", "-N", "a.rs"]);
    assert!(found(dir.path(), &["--staged"]).is_empty());
    assert_eq!(found(dir.path(), &["--unstaged"]), ["a.rs:1"]);
}

#[test]
fn nothing_in_scope_is_said() {
    let dir = repo();
    for args in [&["--staged"][..], &["--unstaged"], &["--range", "HEAD...HEAD"], &["--diff", "/dev/null"]] {
        let (code, out, err) = run(dir.path(), &[&["scan"], args].concat());
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("nothing to scan"), "{args:?}: {out}");
    }
}
