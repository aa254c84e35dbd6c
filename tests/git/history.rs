//! Ranges and the whole history.

use crate::common::{folder, git, run, write};
use crate::token::github;
use crate::{commit, fed, found, line, places, repo, word};

#[test]
fn a_secret_that_only_a_merge_brings_is_in_history() {
    let dir = repo();
    let path = dir.path();
    git(path, &["checkout", "-qb", "side"]);
    write(path, "side.txt", b"side\n");
    commit(path, "side");
    git(path, &["checkout", "-q", "-"]);
    write(path, "main.txt", b"main\n");
    commit(path, "main");
    git(path, &["merge", "-q", "--no-commit", "side"]);
    write(path, "main.txt", format!("main\n{}", line(1)).as_bytes());
    write(path, "evil.txt", line(2).as_bytes());
    commit(path, "merge");
    write(path, "main.txt", b"main\n");
    std::fs::remove_file(path.join("evil.txt")).expect("it is there");
    commit(path, "clean");
    assert_eq!(found(path, &["--history"]), ["evil.txt:1", "main.txt:2"]);
    assert_eq!(found(path, &["--range", "HEAD~3..HEAD"]), ["evil.txt:1", "main.txt:2"]);
    assert!(found(path, &[]).is_empty());
}

#[test]
fn a_merge_of_the_main_line_brings_no_secrets_of_its_own() {
    let dir = repo();
    let path = dir.path();
    git(path, &["checkout", "-qb", "feature"]);
    write(path, "feature.txt", b"feature\n");
    commit(path, "feature");
    git(path, &["checkout", "-q", "-"]);
    write(path, "old.txt", line(1).as_bytes());
    commit(path, "old");
    git(path, &["branch", "-f", "base"]);
    git(path, &["checkout", "-q", "feature"]);
    git(path, &["merge", "-q", "--no-edit", "base"]);
    assert!(found(path, &["--range", "base...HEAD"]).is_empty());
}

#[test]
fn a_secret_that_a_later_commit_takes_away_is_still_pushed() {
    let dir = repo();
    let path = dir.path();
    write(path, "a.rs", line(1).as_bytes());
    commit(path, "secret");
    write(path, "a.rs", b"clean\n");
    commit(path, "clean");
    let (code, out, _) = run(path, &["scan", "-q", "--format", "short", "--range", "HEAD~2...HEAD"]);
    assert_eq!(code, 1);
    let commit = word(path, &["rev-parse", "HEAD~1"]);
    assert!(out.contains(&format!("in commit {}", &commit[..12])), "{out}");
}

#[test]
fn messages_of_commits_and_tags_are_in_history() {
    let dir = repo();
    let path = dir.path();
    git(path, &["commit", "-q", "--allow-empty", "-m", &format!("use\n\nthe key {}", github(1))]);
    git(path, &["tag", "-am", &format!("with {}", github(2)), "v1"]);
    let commit = word(path, &["rev-parse", "HEAD"]);
    let tag = word(path, &["rev-parse", "v1"]);
    let places = [format!("commit {}:3", &commit[..12]), format!("tag {}:1", &tag[..12])];
    assert_eq!(found(path, &["--history"]), places);
    assert_eq!(found(path, &["--range", "HEAD~1..HEAD"]), places[..1]);
}

#[test]
fn history_names_the_commit_and_reports_a_value_once() {
    let dir = repo();
    let path = dir.path();
    for number in 0..5 {
        write(path, "a.rs", format!("{}// {number}\n", line(1)).as_bytes());
        commit(path, "change");
    }
    let (_, out, _) = run(path, &["scan", "-q", "--format", "short", "--history"]);
    assert_eq!(places(&out), ["a.rs:1"]);
    let first = word(path, &["rev-parse", "HEAD~4"]);
    assert!(out.contains(&first[..12]), "{out}");
    // What no reference reaches is no history.
    git(path, &["checkout", "-q", "--orphan", "new"]);
    git(path, &["rm", "-rfq", "--cached", "."]);
    write(path, "a.rs", b"clean\n");
    commit(path, "new");
    git(
        path,
        &[
            "branch",
            "-D",
            "-q",
            &word(path, &["for-each-ref", "--format=%(refname:short)", "--no-contains", "HEAD", "refs/heads"]),
        ],
    );
    assert!(found(path, &["--history"]).is_empty());
}

#[test]
fn what_git_cannot_answer_is_no_success() {
    let bare = folder(&[("a.rs", "fn a() {}\n")]);
    for args in [&["--staged"][..], &["--unstaged"], &["--history"], &["--range", "a...b"], &["--since", "HEAD"]] {
        let (code, out, err) = run(bare.path(), &[&["scan"], args].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains("not a git repository"), "{args:?}: {err}");
    }
    let dir = repo();
    let path = dir.path();
    for range in ["nowhere...HEAD", "HEAD...nowhere", "nowhere..HEAD", "--all..HEAD", "HEAD"] {
        let (code, _, err) = run(path, &["scan", &format!("--range={range}")]);
        assert_eq!(code, 2, "{range}: {err}");
    }
    let (_, _, err) = run(path, &["scan", "--since", "nowhere"]);
    assert!(err.contains("`nowhere` names no commit here; fetch it"), "{err}");
    git(path, &["checkout", "-q", "--orphan", "other"]);
    git(path, &["commit", "-qm", "other"]);
    let main = word(path, &["for-each-ref", "--format=%(refname:short)", "--no-contains", "HEAD", "refs/heads"]);
    let (code, _, err) = run(path, &["scan", "--range", &format!("{main}...HEAD")]);
    assert_eq!(code, 2);
    assert!(err.contains("no common commit here; fetch the whole history"), "{err}");
    for hook in ["--pre-push", "--pre-receive"] {
        assert_eq!(fed(path, &[hook], b"what is this\n").0, 2);
    }
}

#[test]
fn a_shallow_clone_is_no_success() {
    let dir = repo();
    let path = dir.path();
    for number in 0..3 {
        write(path, "a.rs", format!("{number}\n").as_bytes());
        commit(path, "change");
    }
    let clone = folder(&[]);
    let from = format!("file://{}", path.display());
    git(clone.path(), &["clone", "-q", "--depth", "2", &from, "here"]);
    let here = clone.path().join("here");
    let (code, _, err) = run(&here, &["scan", "--history"]);
    assert_eq!(code, 2);
    assert!(err.contains("shallow") && err.contains("--unshallow"), "{err}");
    assert!(found(&here, &["--range", "HEAD~1...HEAD"]).is_empty(), "what is there can be compared");
    git(&here, &["checkout", "-q", "--orphan", "other"]);
    git(&here, &["commit", "-qm", "other"]);
    assert_eq!(run(&here, &["scan", "--range", "origin/HEAD...HEAD"]).0, 2);
}
