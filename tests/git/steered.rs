//! What tries to steer git or the scanner.

use std::path::Path;

use crate::common::{folder, git, guard, told, write};
use crate::{commit, fed, found, line, places, repo};

#[test]
fn no_configuration_and_no_attribute_blinds_the_scan() {
    let home = folder(&[(".gitconfig", "[color]\n\tui = always\n[diff]\n\tnoprefix = true\n\texternal = /bin/true\n")]);
    let settings = [
        ("color.ui", "always"),
        ("color.diff", "always"),
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.external", "/bin/true"),
        ("diff.orderFile", "/nonexistent/order"),
        ("diff.ignoreSubmodules", "all"),
        ("diff.context", "0"),
        ("diff.relative", "true"),
        ("diff.renames", "copies"),
        ("diff.none.textconv", "true"),
        ("diff.none.command", "/bin/true"),
        ("diff.none.binary", "true"),
        ("core.quotePath", "true"),
        ("core.fsmonitor", "/bin/false"),
        ("core.hooksPath", "/nonexistent"),
        ("log.showSignature", "true"),
        ("core.pager", "/bin/false"),
    ];
    let dir = repo();
    let path = dir.path();
    write(path, ".gitattributes", b"* -diff -text\n*.rs diff=none binary\n");
    commit(path, "attributes");
    write(path, "sub/a b\u{fc}.rs", line(1).as_bytes());
    git(path, &["add", "-A"]);
    for (key, value) in settings {
        git(path, &["config", key, value]);
    }
    let places = |args: &[&str], at: &Path| {
        let mut command = guard(at);
        command.env("HOME", home.path()).args(["scan", "-q", "--format", "short"]).args(args);
        let (code, out, err) = told(&command.output().expect("it runs"));
        assert_eq!(code, 1, "{args:?}: {out}{err}");
        self::places(&out)
    };
    assert_eq!(places(&["--staged"], path), ["sub/a b\u{fc}.rs:1"]);
    assert_eq!(places(&["--staged"], &path.join("sub")), ["sub/a b\u{fc}.rs:1"], "from a folder below");
    let mut diff = std::process::Command::new("git");
    diff.args(["diff", "--cached", "--no-ext-diff", "--text"]).current_dir(path).env("HOME", home.path());
    let diff = diff.env_remove("GIT_EXTERNAL_DIFF").output().expect("git runs").stdout;
    // The order file cannot be read, so git's own diff may say nothing.
    if !diff.is_empty() {
        let (code, out, err) = fed(path, &["--diff", "-"], &diff);
        assert_eq!((code, self::places(&out)), (1, vec!["sub/a b\u{fc}.rs:1".to_owned()]), "{err}");
    }
    git(path, &["-c", "core.hooksPath=/dev/null", "-c", "diff.orderFile=/dev/null", "commit", "-qm", "secret"]);
    assert_eq!(places(&["--range", "HEAD~1...HEAD"], path), ["sub/a b\u{fc}.rs:1"]);
    assert_eq!(places(&["--history"], path), ["sub/a b\u{fc}.rs:1"]);
}

#[test]
fn an_ignore_file_hides_no_tracked_file() {
    let dir = repo();
    let path = dir.path();
    write(path, "a.lock", line(1).as_bytes());
    write(path, "noextension", line(2).as_bytes());
    commit(path, "all");
    write(path, "ignored.txt", line(3).as_bytes());
    write(path, ".gitignore", b"*\n");
    write(path, ".ignore", b"*\n");
    assert_eq!(found(path, &[]), ["a.lock:1", "noextension:1"]);
    assert_eq!(found(path, &["ignored.txt"]), ["ignored.txt:1"]);
}
