//! The program as a hook of git.

use std::path::Path;

use crate::common::{folder, git, write};
use crate::token::github;
use crate::{commit, line, repo};

/// The program as a `pre-commit` hook.
fn hook(dir: &Path, name: &str, args: &str) {
    let program = env!("CARGO_BIN_EXE_cargo-secret-guard");
    write(dir, &format!(".git/hooks/{name}"), format!("#!/bin/sh\nexec '{program}' scan -q {args}\n").as_bytes());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(dir.join(".git/hooks").join(name), mode).expect("it is ours");
    }
}

fn try_git(dir: &Path, args: &[&str]) -> bool {
    let mut command = std::process::Command::new("git");
    command.args(["-c", "user.name=Test", "-c", "user.email=test@example.invalid"]).args(args);
    command.current_dir(dir).env("GIT_CONFIG_NOSYSTEM", "1").output().expect("git runs").status.success()
}

#[test]
fn a_hook_sees_what_is_about_to_be_committed() {
    let dir = repo();
    let path = dir.path();
    write(path, "other.txt", b"one\n");
    commit(path, "other");
    hook(path, "pre-commit", "--staged");
    write(path, "start.txt", line(1).as_bytes());
    assert!(!try_git(path, &["commit", "-qam", "all"]), "commit -a");
    assert!(!try_git(path, &["commit", "-qm", "path", "start.txt"]), "commit PATH");
    write(path, "other.txt", b"two\n");
    assert!(try_git(path, &["commit", "-qm", "path", "other.txt"]), "another path is clean");
    git(path, &["add", "-A"]);
    assert!(!try_git(path, &["commit", "-qm", "staged"]));
}

#[test]
fn pre_push_and_pre_receive_see_what_is_new() {
    let server = folder(&[]);
    git(server.path(), &["init", "-q", "--bare"]);
    let dir = repo();
    let path = dir.path();
    git(path, &["remote", "add", "origin", &server.path().to_string_lossy()]);
    write(path, "old.rs", line(1).as_bytes());
    commit(path, "old");
    git(path, &["push", "-q", "origin", "HEAD:refs/heads/main"]);
    hook(path, "pre-push", "--pre-push");
    write(path, "new.txt", b"clean\n");
    commit(path, "clean");
    assert!(try_git(path, &["push", "-q", "origin", "HEAD:refs/heads/main"]), "the old secret is there already");
    write(path, "new.txt", line(2).as_bytes());
    commit(path, "secret");
    write(path, "new.txt", b"clean\n");
    commit(path, "clean again");
    assert!(!try_git(path, &["push", "-q", "origin", "HEAD:refs/heads/main"]));
    assert!(!try_git(path, &["push", "-q", "origin", "HEAD:refs/heads/fresh"]), "a new branch");
    assert!(try_git(path, &["push", "-q", "origin", "HEAD~2:refs/heads/fresh"]));
    assert!(try_git(path, &["push", "-q", "origin", ":refs/heads/fresh"]), "a deletion");
    git(path, &["tag", "-am", &format!("see {}", github(3)), "v1", "HEAD~2"]);
    assert!(!try_git(path, &["push", "-q", "origin", "v1"]), "a tag's message");
    std::fs::remove_file(path.join(".git/hooks/pre-push")).expect("it is there");
    let program = env!("CARGO_BIN_EXE_cargo-secret-guard");
    write(
        server.path(),
        "hooks/pre-receive",
        format!("#!/bin/sh\nexec '{program}' scan -q --pre-receive\n").as_bytes(),
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(server.path().join("hooks/pre-receive"), mode).expect("it is ours");
    }
    assert!(!try_git(path, &["push", "-q", "origin", "HEAD:refs/heads/main"]), "the server says no");
    assert!(try_git(path, &["push", "-q", "origin", "HEAD~2:refs/heads/again"]));
}
