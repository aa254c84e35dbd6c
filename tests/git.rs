//! The scanner on real git repositories: what must be found there is found
//! whatever the configuration says, and what must stay quiet stays quiet.

#[path = "common/token.rs"]
mod token;

mod common;

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use common::{folder, git, guard, run, told, write};
use tempfile::TempDir;
use token::github;

/// A repository with one commit.
fn repo() -> TempDir {
    let dir = empty();
    write(dir.path(), "start.txt", b"hello\n");
    commit(dir.path(), "start");
    dir
}

fn empty() -> TempDir {
    let dir = folder(&[]);
    git(dir.path(), &["init", "-q"]);
    dir
}

fn commit(dir: &Path, message: &str) {
    git(dir, &["add", "-A"]);
    git(dir, &["commit", "-qm", message]);
}

fn line(seed: u64) -> String {
    format!("let key = \"{}\";\n", github(seed))
}

/// `path:line` of each finding; the run must not fail.
fn found(dir: &Path, args: &[&str]) -> Vec<String> {
    let (code, out, err) = run(dir, &[&["scan", "-q", "--format", "short"], args].concat());
    assert_eq!(code, i32::from(!places(&out).is_empty()), "{args:?}\n{out}{err}");
    places(&out)
}

fn places(out: &str) -> Vec<String> {
    let deny = out.lines().filter(|line| line.contains(": deny["));
    deny.map(|line| line.split(':').take(2).collect::<Vec<_>>().join(":")).collect()
}

fn fed(dir: &Path, args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = guard(dir)
        .args(["scan", "-q", "--format", "short"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(input).expect("it reads");
    told(&child.wait_with_output().expect("it ends"))
}

fn output(dir: &Path, args: &[&str]) -> Vec<u8> {
    let mut command = std::process::Command::new("git");
    let output = command.args(args).current_dir(dir).env("GIT_CONFIG_NOSYSTEM", "1").output().expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn word(dir: &Path, args: &[&str]) -> String {
    String::from_utf8(output(dir, args)).expect("a word").trim().to_owned()
}

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
        let lines = [token::letters(1, 64), middle.to_owned(), token::letters(3, 64)].join("\n");
        let kind = "RSA PRIVATE";
        format!("-----BEGIN {kind} KEY-----\nMIAA{lines}\n-----END {kind} KEY-----\n")
    };
    write(dir.path(), "id.pem", key(&token::letters(2, 64)).as_bytes());
    commit(dir.path(), "key");
    write(dir.path(), "id.pem", key(&token::letters(9, 64)).as_bytes());
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
fn a_coloured_diff_without_prefixes_is_read() {
    let dir = repo();
    let path = dir.path();
    write(path, "src/a.rs", format!("one\n{}", line(1)).as_bytes());
    git(path, &["add", "-A"]);
    for extra in [&["--color=always"][..], &["--no-prefix"], &["-U0"], &["--color=always", "--word-diff=none", "-M"]] {
        let args = [&["diff", "--cached"], extra].concat();
        let (code, out, err) = fed(path, &["--diff", "-"], &output(path, &args));
        assert_eq!((code, places(&out)), (1, vec!["src/a.rs:2".to_owned()]), "{extra:?} {err}");
    }
    let (code, _, err) = fed(path, &["--diff", "-"], b"this is no diff\n");
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("no unified diff"), "{err}");
    assert_eq!(fed(path, &["--diff", "-"], b"").0, 0);
}

#[test]
fn only_added_lines_of_a_diff_count() {
    let text = format!("--- a/x.rs\n+++ b/x.rs\n@@ -8,3 +8,3 @@\n {}-{}+{} tail\n", line(1), line(2), line(3));
    let dir = folder(&[]);
    let (code, out, _) = fed(dir.path(), &["--diff", "-"], text.as_bytes());
    assert_eq!((code, places(&out)), (1, vec!["x.rs:9".to_owned()]));
}

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

#[test]
fn nothing_in_scope_is_said() {
    let dir = repo();
    for args in [&["--staged"][..], &["--unstaged"], &["--range", "HEAD...HEAD"], &["--diff", "/dev/null"]] {
        let (code, out, err) = run(dir.path(), &[&["scan"], args].concat());
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("nothing to scan"), "{args:?}: {out}");
    }
}

#[test]
fn text_is_read_however_it_is_written() {
    let dir = repo();
    let path = dir.path();
    let text = format!("one\r\n{}", line(1));
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    write(path, "bom-le.txt", &[&[0xFF, 0xFE], &wide[..]].concat());
    write(path, "bom-be.txt", &[&[0xFE, 0xFF], &big[..]].concat());
    write(path, "bare-le.txt", &wide);
    write(path, "bare-be.txt", &big);
    write(path, "bom.txt", &[&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat());
    write(path, "latin.txt", &[b"caf\xE9\n", line(1).as_bytes()].concat());
    write(path, "nul.txt", &["one\ntwo\n".repeat(40).as_bytes(), b"\0\n", line(1).as_bytes()].concat());
    write(path, "crlf.txt", text.replace('\n', "\r\n").replace("\r\r", "\r").as_bytes());
    write(path, "cr.txt", text.replace('\n', "").as_bytes());
    write(path, "picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0");
    git(path, &["add", "-A"]);
    let places = [
        "bare-be.txt:2",
        "bare-le.txt:2",
        "bom-be.txt:2",
        "bom-le.txt:2",
        "bom.txt:2",
        "cr.txt:1",
        "crlf.txt:2",
        "latin.txt:2",
        "nul.txt:82",
    ];
    assert_eq!(found(path, &["--staged"]), places);
    assert_eq!(found(path, &[]), places);
    let (_, out, _) = run(path, &["scan", "--staged"]);
    assert!(out.contains("not scanned, no text: picture.png"), "{out}");
    // A file that is checked out with other line ends is not all new.
    git(path, &["commit", "-qm", "all"]);
    write(path, "crlf.txt", text.replace("\r\n", "\n").as_bytes());
    git(path, &["add", "-A"]);
    assert!(found(path, &["--staged"]).is_empty());
}

#[test]
fn columns_count_characters() {
    let dir = repo();
    write(dir.path(), "a.txt", format!("ä\u{1F600} x = \"{}\"\n", github(1)).as_bytes());
    let (_, out, _) = run(dir.path(), &["scan", "-q", "--format", "short"]);
    assert!(out.starts_with("a.txt:1:9: "), "{out}");
}

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

#[test]
fn an_intent_to_add_is_not_staged() {
    let dir = repo();
    write(dir.path(), "a.rs", line(1).as_bytes());
    git(dir.path(), &["add", "-N", "a.rs"]);
    assert!(found(dir.path(), &["--staged"]).is_empty());
    assert_eq!(found(dir.path(), &["--unstaged"]), ["a.rs:1"]);
}

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

#[test]
fn a_suppression_on_the_line_above_counts_and_needs_a_reason() {
    let dir = repo();
    let path = dir.path();
    let text = format!("// secret-guard: allow(github-pat) -- revoked, kept for the test\n{}", line(1));
    write(path, "a.rs", text.as_bytes());
    write(path, "b.js", text.as_bytes());
    write(path, "c.py", text.replace("//", "#").as_bytes());
    git(path, &["add", "-A"]);
    assert!(found(path, &["--staged"]).is_empty());
    assert_eq!(run(path, &["check", "-q"]).0, 0, "check knows the ids of detectors");
    write(path, "a.rs", text.replace(" -- revoked, kept for the test", "").as_bytes());
    git(path, &["add", "-A"]);
    assert_eq!(found(path, &["--staged"]), ["a.rs:1", "a.rs:2"]);
}

#[test]
fn marks_of_other_scanners_count_and_are_counted() {
    let dir = repo();
    let path = dir.path();
    let marks = ["gitleaks:allow", "betterleaks:allow", "pragma: allowlist secret", "kingfisher:ignore"];
    let more = ["trufflehog:ignore", "ggignore"];
    let text: String =
        marks.iter().chain(&more).zip(1..).map(|(mark, n)| line(n).replace('\n', &format!(" // {mark}\n"))).collect();
    let text = format!("{text}# pragma: allowlist nextline secret\n{}", line(9));
    write(path, "a.py", text.as_bytes());
    git(path, &["add", "-A"]);
    assert!(found(path, &["--staged"]).is_empty());
    let (_, out, _) = run(path, &["scan", "--staged"]);
    assert!(out.contains("7 findings are let pass by marks of other scanners"), "{out}");
    assert_eq!(found(path, &["--staged", "--no-foreign-marks"]).len(), 7);
    write(path, "secret-guard.yaml", b"version: 1\nscan: { foreign_marks: false }\n");
    git(path, &["add", "-A"]);
    assert_eq!(found(path, &["--staged"]).len(), 7);
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

#[test]
fn a_text_on_standard_input_is_scanned() {
    let dir = folder(&[]);
    let (code, out, _) = fed(dir.path(), &["--stdin", "--stdin-path", "x.rs"], line(1).as_bytes());
    assert_eq!((code, places(&out)), (1, vec!["x.rs:1".to_owned()]));
    assert_eq!(fed(dir.path(), &["--stdin"], b"hello\n").0, 0);
}

#[test]
fn a_baseline_knows_values_and_not_lines() {
    let dir = repo();
    let path = dir.path();
    write(path, "a.rs", format!("one\n{}", line(1)).as_bytes());
    commit(path, "secret");
    assert_eq!(run(path, &["baseline", "write"]).0, 0);
    let text = std::fs::read_to_string(path.join("secret-guard.baseline")).expect("it is written");
    assert!(text.contains("# salt: ") && !text.contains(&github(1)[4..]), "{text}");
    commit(path, "baseline");
    assert!(found(path, &[]).is_empty());
    // Twenty lines above, another file, another folder, once more.
    write(path, "a.rs", format!("{}{}", "new\n".repeat(20), line(1)).as_bytes());
    assert!(found(path, &[]).is_empty());
    git(path, &["add", "-A"]);
    git(path, &["mv", "a.rs", "b.rs"]);
    write(path, "src/c.rs", line(1).as_bytes());
    git(path, &["add", "-A"]);
    assert!(found(path, &["--staged"]).is_empty());
    assert!(found(path, &["--history"]).is_empty());
    // Most of `b.rs` is new; all of `src/c.rs` was in `a.rs`, which is gone.
    assert_eq!(found(path, &["--staged", "--no-baseline"]), ["b.rs:21"]);
    // A second secret on the known line, and another value in its place.
    let two = format!("let key = (\"{}\", \"{}\");\n", github(1), github(2));
    write(path, "b.rs", two.as_bytes());
    git(path, &["add", "-A"]);
    assert_eq!(found(path, &["--staged"]), ["b.rs:1"]);
    write(path, "b.rs", line(3).as_bytes());
    git(path, &["rm", "-rqf", "src"]);
    git(path, &["add", "-A"]);
    let places = found(path, &[]);
    assert_eq!(places, ["b.rs:1", "secret-guard.baseline:3"], "a new value, and an entry that died");
    assert_eq!(run(path, &["check", "-q"]).0, 0, "check leaves the scanner's entries alone");
    assert_eq!(run(path, &["baseline", "prune"]).0, 0);
    let after = std::fs::read_to_string(path.join("secret-guard.baseline")).expect("it is written");
    assert_eq!(after.lines().count(), 1, "{after}");
}

#[test]
fn a_value_is_allowed_by_its_fingerprint() {
    let dir = repo();
    let path = dir.path();
    let config = "version: 1\nscan:\n  salt: 00112233445566778899aabbccddeeff\n";
    write(path, "secret-guard.yaml", config.as_bytes());
    write(path, "a.rs", line(1).as_bytes());
    let (_, out, _) = run(path, &["scan", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let print = report["findings"][0]["fingerprint"].as_str().expect("a fingerprint").to_owned();
    let allow = format!("  allow:\n    - fingerprint: {print}\n      reason: revoked\n");
    write(path, "secret-guard.yaml", format!("{config}{allow}").as_bytes());
    assert!(found(path, &[]).is_empty());
    write(path, "b/c.py", format!("\n\n{}", line(1)).as_bytes());
    assert!(found(path, &[]).is_empty(), "wherever it stands");
    write(path, "a.rs", line(2).as_bytes());
    assert_eq!(found(path, &[]), ["a.rs:1"], "and nothing else");
    write(path, "secret-guard.yaml", format!("version: 1\nscan:\n{allow}").as_bytes());
    let (code, _, err) = run(path, &["scan"]);
    assert_eq!(code, 2);
    assert!(err.contains("needs a salt"), "{err}");
}

#[test]
fn explain_says_who_found_a_line_and_who_dropped_it() {
    let dir = repo();
    let path = dir.path();
    let text = format!(
        "{}password = \"changeme\";\nlet ghp_ = 1;\nnothing\n{}",
        line(1),
        line(2).replace('\n', " // gitleaks:allow\n")
    );
    write(path, "a.rs", text.as_bytes());
    let explain = |line: &str| {
        let (code, out, err) = run(path, &["explain", line]);
        assert_eq!(code, 0, "{err}");
        assert!(!out.contains(&github(1)[4..]) && !out.contains(&github(2)[4..]), "{out}");
        out
    };
    let out = explain("a.rs:1");
    assert!(out.contains("the beginning of `github-pat`: `github-pat` found it, confidence certain"), "{out}");
    assert!(out.contains("`github-pat` in the end: reported, deny"), "{out}");
    assert!(explain("a.rs:2").contains("dropped it: "));
    assert!(explain("a.rs:3:5").contains("what follows has not its form"));
    assert!(explain("a.rs:4").contains("no detector looked"));
    assert!(explain("a.rs:5").contains("suppressed on line 5: another scanner's `gitleaks:allow`"));
    write(
        path,
        "c.txt",
        b"see https://host.corp.io/x\ncurl -v https://host.corp.io\n-----BEGIN RSA PRIVATE KEY-----\n",
    );
    assert!(explain("c.txt:1").contains("the address has no user and password before its host"));
    assert!(explain("c.txt:2").contains("the command has no user with a password"));
    assert!(explain("c.txt:3").contains("no whole private key with a random body follows"));
    assert_eq!(run(path, &["explain", "a.rs:99"]).0, 2);
    assert_eq!(run(path, &["explain", "b.rs:1"]).0, 2);
    assert!(explain("github-pat").starts_with("github-pat: "));
}

#[test]
fn an_encoded_token_is_found_where_it_stands() {
    let dir = repo();
    let path = dir.path();
    let token = format!("the token is {} and more", github(1));
    let base64 = |text: &str| {
        let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let each = text.as_bytes().chunks(3).map(|three| {
            let bits = three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
            let four = (0..4).map(|at| char::from(digits[(bits >> (18 - 6 * at)) as usize & 63]));
            let kept: String = four.take(three.len() + 1).collect();
            format!("{kept:=<4}")
        });
        each.collect::<String>()
    };
    let hex: String = token.bytes().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = token.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let lines = [base64(&token), base64(&base64(&token)), base64(&base64(&base64(&token))), hex, percent];
    let text: String = lines.iter().map(|line| format!("x = {line}\n")).collect();
    write(path, "a.txt", format!("{text}x = {}\n", base64(&lines[2])).as_bytes());
    git(path, &["add", "-A"]);
    let places: Vec<String> = (1..=5).map(|line| format!("a.txt:{line}")).collect();
    assert_eq!(found(path, &["--staged"]), places, "and no deeper than three times");
    let (_, out, _) = run(path, &["scan", "--staged", "--format", "short"]);
    assert!(out.contains("a.txt:1:5: deny[github-pat]: GitHub personal access token, encoded"), "{out}");
}

#[test]
fn what_other_scanners_let_pass_is_taken_over_once() {
    let dir = repo();
    let path = dir.path();
    write(path, "a.rs", format!("{}{}{}", line(1), line(2), line(3)).as_bytes());
    commit(path, "secrets");
    write(path, ".gitleaksignore", b"a.rs:github-pat:1\n");
    let value = github(2);
    write(path, ".gitleaks.toml", format!("[allowlist]\nregexes = ['{value}']\n").as_bytes());
    let (code, _, err) = run(path, &["import", ".gitleaksignore", ".gitleaks.toml"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("; 1 are not") || err.contains("; 2 are not"), "{err}");
    std::fs::remove_file(path.join(".gitleaks.toml")).expect("it is there");
    std::fs::remove_file(path.join(".gitleaksignore")).expect("it is there");
    assert_eq!(found(path, &[]), ["a.rs:3"], "by value, without the other files");
    assert_eq!(run(path, &["import", "nothing.toml"]).0, 2);
}

#[test]
fn the_syntax_tree_of_a_rust_file_is_asked() {
    let dir = repo();
    let path = dir.path();
    let value = token::letters(7, 12) + "7";
    let body = format!("pub const PAYMENT_API_KEY: &str = \"{value}\";\n");
    let text = format!("{body}#[cfg(test)]\nmod tests {{\n    fn f() {{ let password = \"{value}\"; }}\n}}\n");
    write(path, "src/lib.rs", text.as_bytes());
    let confidence = || {
        let (_, out, _) = run(path, &["scan", "--confidence", "low", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
        let findings = report["findings"].as_array().expect("a list").clone();
        let each = findings.iter().filter(|f| f["primary"]["path"] == "src/lib.rs");
        each.map(|f| (f["primary"]["line"].as_u64(), f["confidence"].as_str().map(str::to_owned))).collect::<Vec<_>>()
    };
    let before = confidence();
    assert!(before.iter().any(|(line, word)| *line == Some(4) && word.as_deref() != Some("high")), "{before:?}");
    let manifest = "version: 1\nsecrets:\n  - id: payment\n    class: integration\n    kind: secret\n    \
                    env: PAYMENT_API_KEY\n    aliases: []\n    deprecated: []\n    required_in: []\n    \
                    owner: payments\n";
    write(path, "secrets.yaml", manifest.as_bytes());
    let after = confidence();
    assert!(after.contains(&(Some(1), Some("certain".to_owned()))), "{after:?}");
}
