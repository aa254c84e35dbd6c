//! What a change takes from the guard, where nothing is found and where git
//! does not tell that the guard's own files differ.

mod common;

use std::path::Path;

use common::{branch, commit, folder, git, run, write};

const CARGO: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
const STRICT: &str = "version: 1\nsinks: [{ path: emit }]\n";
const LOOSE: &str = "version: 1\nrules: { env-read: { level: warn } }\nsinks: [{ path: emit }]\n";
const LOWERED: &str = "level of env-read lowered from deny to warn";

/// A branch of a package with these files.
fn package(files: &[(&str, &str)]) -> tempfile::TempDir {
    branch(&[&[("Cargo.toml", CARGO), ("src/main.rs", "fn main() {}\n")], files].concat())
}

/// What is said to be weakened by a change in which nothing is found.
fn weakened(dir: &Path, args: &[&str]) -> Vec<String> {
    let (code, out, err) = run(dir, &[&["check"], args].concat());
    assert_eq!(code, 0, "{out}{err}");
    let said = out.lines().filter_map(|line| line.strip_prefix("weakened: "));
    said.map(|line| line.split_once(": ").expect("a place is named").1.to_owned()).collect()
}

const SINCE: [&str; 2] = ["--since", "main"];

#[test]
fn a_suppression_is_listed_where_nothing_else_is_found() {
    let dir = package(&[]);
    let allowed = "fn main() {\n    // secret-guard: allow(env-read) -- on purpose\n    \
                   let _ = std::env::var(\"SHOP_TOKEN\");\n}\n";
    write(dir.path(), "src/main.rs", allowed.as_bytes());
    let said = ["suppression of env-read added: on purpose"];
    assert_eq!(weakened(dir.path(), &SINCE), said);
    git(dir.path(), &["add", "-A"]);
    assert_eq!(weakened(dir.path(), &["--staged"]), said);
    assert_eq!(weakened(dir.path(), &["--staged", "--quick"]), said);
}

#[test]
fn a_config_that_git_is_told_to_skip_is_compared() {
    for skip in ["--skip-worktree", "--assume-unchanged"] {
        let dir = package(&[("secret-guard.yaml", STRICT)]);
        git(dir.path(), &["update-index", skip, "secret-guard.yaml"]);
        assert_eq!(weakened(dir.path(), &SINCE), [""; 0]);
        write(dir.path(), "secret-guard.yaml", LOOSE.as_bytes());
        assert_eq!(weakened(dir.path(), &SINCE), [LOWERED], "{skip}");
        assert_eq!(weakened(dir.path(), &["--staged"]), [""; 0], "the index has what the commit has");
    }
}

#[test]
fn files_that_git_ignores_are_compared() {
    let dir = package(&[(".gitignore", "secret-guard.*\n")]);
    assert_eq!(weakened(dir.path(), &SINCE), [""; 0]);
    write(dir.path(), "secret-guard.yaml", LOOSE.as_bytes());
    assert_eq!(weakened(dir.path(), &SINCE), [LOWERED]);
}

#[test]
fn a_config_that_lies_outside_is_no_part_of_a_change() {
    let dir = package(&[]);
    let outside = folder(&[("guard.yaml", LOOSE)]);
    let path = outside.path().join("guard.yaml");
    let named = path.to_str().expect("a path of letters");
    for args in [&SINCE[..], &["--staged"], &["--since", "main", "--trust", "base"]] {
        assert_eq!(weakened(dir.path(), &[args, &["--config", named]].concat()), [""; 0], "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_config_behind_a_link_is_compared() {
    let dir = package(&[("policy/guard.yaml", STRICT)]);
    git(dir.path(), &["checkout", "-q", "main"]);
    std::os::unix::fs::symlink("policy/guard.yaml", dir.path().join("secret-guard.yaml")).expect("a link");
    commit(dir.path());
    git(dir.path(), &["checkout", "-qB", "topic"]);
    assert_eq!(weakened(dir.path(), &SINCE), [""; 0], "the commit has the same behind the link");
    write(dir.path(), "policy/guard.yaml", LOOSE.as_bytes());
    assert_eq!(weakened(dir.path(), &SINCE), [LOWERED]);
    git(dir.path(), &["add", "-A"]);
    assert_eq!(weakened(dir.path(), &["--staged"]), [LOWERED]);
}

#[cfg(unix)]
#[test]
fn names_that_are_shown_alike_are_two_files() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let dir = package(&[]);
    for (byte, name) in [(0xFE, "FIRST_TOKEN"), (0xFF, "SECOND_TOKEN")] {
        let path = dir.path().join(OsStr::from_bytes(&[b's', b'r', b'c', b'/', byte, b'.', b'r', b's']));
        // Not every file system takes such a name.
        let Ok(()) = std::fs::write(path, format!("fn f() {{ let _ = std::env::var(\"{name}\"); }}\n")) else { return };
    }
    git(dir.path(), &["add", "-A"]);
    for args in [&["--staged", "--quick"][..], &["--staged"], &SINCE, &[]] {
        let (code, out, err) = run(dir.path(), &[&["check", "--format", "short", "-q"], args].concat());
        assert!(code == 1 && out.contains("FIRST_TOKEN") && out.contains("SECOND_TOKEN"), "{args:?}: {out}{err}");
    }
}

#[test]
fn each_run_asks_git_anew() {
    use secret_guard::engine::check::{Options, check};
    use secret_guard::finding::Fate;
    use secret_guard::input::Scope;
    let dir = package(&[]);
    let scope = Scope { start: dir.path().to_owned(), ..Scope::default() };
    let options = Options { scope, since: Some("main".to_owned()), ..Options::default() };
    let new = || {
        let report = check(&options).expect("it runs");
        report.findings.iter().filter(|finding| finding.fate == Fate::Reported).count()
    };
    assert_eq!(new(), 0);
    // As a fix may write what the change had not touched.
    write(dir.path(), "src/lib.rs", b"pub fn f() { let _ = std::env::var(\"SHOP_TOKEN\"); }\n");
    assert_eq!(new(), 1);
}
