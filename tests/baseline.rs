//! The list of known findings: it only shrinks, and lives with moves, other
//! branches and other hands.

mod common;

use std::path::Path;

use common::{folder, git, run, write};

const MANIFEST: &str = "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
const CLEAN: &str = "pub fn f() {}\n";
/// One finding that is denied.
const DENIED: &str = "// secret-guard: allow(unused-suppression)\npub fn f() {}\n";
const FILE: &str = "secret-guard.baseline";

/// A function that reads a secret of this name.
fn read(name: &str) -> String {
    format!("pub fn read() {{\n    let _ = std::env::var(\"{name}_API_KEY\");\n}}\n")
}

fn entries(dir: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(dir.join(FILE)).expect("there is a baseline");
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn the_baseline_only_shrinks() {
    let two = DENIED.replace("f()", "g()") + DENIED;
    let dir = folder(&[("Cargo.toml", MANIFEST), ("src/lib.rs", &two)]);
    let path = dir.path();
    assert_eq!(run(path, &["baseline", "show"]).0, 2, "there is none yet");
    assert_eq!(run(path, &["baseline", "write"]).0, 0);
    assert_eq!(run(path, &["check"]).0, 0);
    assert_eq!(run(path, &["check", "--no-baseline"]).0, 1);
    // Lines and files may move.
    write(path, "src/lib.rs", format!("\n\npub mod moved;\n{DENIED}").as_bytes());
    write(path, "src/moved.rs", DENIED.as_bytes());
    assert_eq!(run(path, &["check"]).0, 0);
    // One more is new.
    write(path, "src/more.rs", DENIED.as_bytes());
    assert_eq!(run(path, &["check"]).0, 1);
    let (code, _, err) = run(path, &["baseline", "write"]);
    assert_eq!(code, 2);
    assert!(err.contains("would grow: `bad-suppression` from 2 to 3"), "{err}");
    // Two fewer leave a stale entry, which prune removes.
    write(path, "src/more.rs", CLEAN.as_bytes());
    write(path, "src/moved.rs", CLEAN.as_bytes());
    let (code, out, _) = run(path, &["check", "--format", "short"]);
    assert_eq!(code, 1);
    assert!(out.contains("deny[stale-baseline]"), "{out}");
    assert_eq!(run(path, &["baseline", "prune"]).0, 0);
    assert_eq!(run(path, &["check"]).0, 0);
    let (_, out, _) = run(path, &["baseline", "show"]);
    assert!(out.contains("1 bad-suppression"), "{out}");
    let (code, _, err) = run(path, &["baseline", "write", "-p", "sample"]);
    assert_eq!(code, 2, "{err}");
    write(path, "secret-guard.baseline", b"bad-suppression xyz\n");
    assert_eq!(run(path, &["check"]).0, 2, "a broken baseline is an error");
}

/// A workspace whose files each read one secret, with its baseline.
fn repository(names: &[&str]) -> tempfile::TempDir {
    let modules: String = names.iter().map(|name| format!("mod {};\n", name.to_lowercase())).collect();
    let dir = folder(&[("Cargo.toml", MANIFEST), ("src/lib.rs", &modules)]);
    for name in names {
        write(dir.path(), &format!("src/{}.rs", name.to_lowercase()), read(name).as_bytes());
    }
    git(dir.path(), &["init", "-q"]);
    assert_eq!(run(dir.path(), &["baseline", "write"]).0, 0);
    commit(dir.path(), "begin");
    dir
}

fn commit(dir: &Path, message: &str) {
    git(dir, &["add", "-A"]);
    git(dir, &["commit", "-q", "-m", message]);
}

/// Mends the finding of an entry, on a branch of its own.
fn mend(dir: &Path, branch: &str, entry: &str) {
    git(dir, &["checkout", "-q", "-b", branch, "main"]);
    let file = entry.rsplit(' ').next().expect("a hint");
    write(dir, file, CLEAN.as_bytes());
    assert_eq!(run(dir, &["check"]).0, 1, "the entry is stale");
    assert_eq!(run(dir, &["baseline", "prune"]).0, 0);
    commit(dir, branch);
}

#[test]
fn a_finding_of_one_rule_makes_no_room_for_another_rule() {
    let dir = folder(&[("Cargo.toml", MANIFEST), ("src/lib.rs", DENIED)]);
    assert_eq!(run(dir.path(), &["baseline", "write"]).0, 0);
    write(dir.path(), "src/lib.rs", read("OTHER").as_bytes());
    let (code, _, err) = run(dir.path(), &["baseline", "write"]);
    assert_eq!(code, 2);
    assert!(err.contains("`env-read` from 0 to 1"), "{err}");
    assert_eq!(run(dir.path(), &["baseline", "write", "--grow"]).0, 0);
    assert_eq!(run(dir.path(), &["check"]).0, 0);
}

#[test]
fn branches_that_mend_different_findings_merge() {
    let dir = repository(&["ALPHA", "BRAVO", "CHARLIE", "DELTA", "ECHO", "FOXTROT"]);
    let known = entries(dir.path());
    let (first, last) = (known.first().expect("one").clone(), known.last().expect("one").clone());
    mend(dir.path(), "one", &first);
    mend(dir.path(), "two", &last);
    git(dir.path(), &["merge", "-q", "--no-edit", "one"]);
    assert_eq!(entries(dir.path()), known[1..known.len() - 1]);
    assert_eq!(run(dir.path(), &["check"]).0, 0);
}

#[test]
fn a_merge_that_keeps_too_much_is_pruned() {
    let dir = repository(&["ALPHA", "BRAVO", "CHARLIE", "DELTA"]);
    write(dir.path(), ".gitattributes", b"secret-guard.baseline merge=union\n");
    commit(dir.path(), "union");
    let known = entries(dir.path());
    mend(dir.path(), "one", &known[1]);
    mend(dir.path(), "two", &known[2]);
    git(dir.path(), &["merge", "-q", "--no-edit", "one"]);
    assert_eq!(run(dir.path(), &["check"]).0, 1, "what both kept for each other is stale");
    assert_eq!(run(dir.path(), &["baseline", "prune"]).0, 0);
    assert_eq!(entries(dir.path()), [known[0].clone(), known[3].clone()]);
    assert_eq!(run(dir.path(), &["check"]).0, 0);
}

#[test]
fn reformatting_changes_no_entry() {
    let dir = repository(&["ALPHA", "BRAVO"]);
    let known = entries(dir.path());
    let wide = "\n\npub   fn read( )\n{\n\tlet _\n\t\t= ::std :: env::var(\n\t\t\"ALPHA_API_KEY\" ,\n\t) ;\n}\n";
    write(dir.path(), "src/alpha.rs", wide.as_bytes());
    assert_eq!(run(dir.path(), &["check"]).0, 0);
    assert_eq!(run(dir.path(), &["baseline", "write"]).0, 0);
    assert_eq!(entries(dir.path()), known);
}
