//! Repositories of other kinds: linked, split, sparse.

use crate::common::{folder, git, write};
use crate::{commit, found, line, repo};

#[test]
fn linked_worktrees_submodules_and_odd_indexes_are_read() {
    let dir = repo();
    let path = dir.path();
    let beside = folder(&[]);
    let linked = beside.path().join("linked");
    git(path, &["worktree", "add", "-q", &linked.to_string_lossy()]);
    write(&linked, "a.rs", line(1).as_bytes());
    git(&linked, &["add", "-A"]);
    assert_eq!(found(&linked, &["--staged"]), ["a.rs:1"]);
    assert!(found(path, &["--staged"]).is_empty());
    // A submodule is a repository of its own.
    let inner = repo();
    let from = inner.path().to_string_lossy().into_owned();
    git(path, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &from, "sub"]);
    git(path, &["commit", "-qm", "sub"]);
    write(&path.join("sub"), "b.rs", line(2).as_bytes());
    git(&path.join("sub"), &["add", "-A"]);
    assert_eq!(found(&path.join("sub"), &["--staged"]), ["b.rs:1"]);
    git(&path.join("sub"), &["commit", "-qm", "secret"]);
    git(path, &["add", "sub"]);
    assert!(found(path, &["--staged"]).is_empty());
}

#[test]
fn sparse_and_split_indexes_are_read() {
    let dir = repo();
    let path = dir.path();
    for name in ["in/a.txt", "out/b.txt", "out/deep/c.txt"] {
        write(path, name, b"hello\n");
    }
    commit(path, "folders");
    git(path, &["sparse-checkout", "set", "--cone", "--sparse-index", "in"]);
    write(path, "in/a.txt", line(1).as_bytes());
    git(path, &["add", "in"]);
    assert_eq!(found(path, &["--staged"]), ["in/a.txt:1"]);
    assert_eq!(found(path, &[]), ["in/a.txt:1"]);
    let split = repo();
    git(split.path(), &["update-index", "--split-index"]);
    write(split.path(), "a.rs", line(1).as_bytes());
    git(split.path(), &["add", "-A"]);
    assert_eq!(found(split.path(), &["--staged"]), ["a.rs:1"]);
}

#[test]
fn a_sha256_repository_is_read() {
    let dir = folder(&[]);
    let path = dir.path();
    git(path, &["init", "-q", "--object-format=sha256"]);
    write(path, "a.rs", line(1).as_bytes());
    git(path, &["add", "-A"]);
    assert_eq!(found(path, &["--staged"]), ["a.rs:1"], "before the first commit");
    git(path, &["commit", "-qm", "first"]);
    write(path, "b.rs", line(2).as_bytes());
    commit(path, "second");
    assert_eq!(found(path, &["--range", "HEAD~1...HEAD"]), ["b.rs:1"]);
    assert_eq!(found(path, &["--history"]), ["a.rs:1", "b.rs:1"]);
}
