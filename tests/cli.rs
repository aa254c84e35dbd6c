//! What calling the program promises: exit codes, options, places.

mod common;

use std::process::Stdio;

use common::{folder, git, guard, run, told, write};

const MANIFEST: &str = "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
const CLEAN: &str = "pub fn f() {}\n";
/// One finding that is denied.
const DENIED: &str = "// secret-guard: allow(unused-suppression)\npub fn f() {}\n";
/// One finding that is warned of.
const WARNED: &str = "// secret-guard: allow(bad-suppression) -- a reason\npub fn f() {}\n";

const FORMATS: [&str; 7] = ["human", "short", "json", "sarif", "github", "cargo", "junit"];

#[test]
fn the_exit_code_is_the_same_in_every_format() {
    for (text, expected) in [(CLEAN, 0), (WARNED, 0), (DENIED, 1)] {
        let dir = folder(&[("Cargo.toml", MANIFEST), ("src/lib.rs", text)]);
        for format in FORMATS {
            let (code, _, err) = run(dir.path(), &["check", "--format", format]);
            assert_eq!(code, expected, "{format}: {err}");
        }
    }
}

#[test]
fn what_cannot_run_exits_with_2_in_every_format() {
    let dir = folder(&[("Cargo.toml", MANIFEST), ("src/lib.rs", CLEAN), ("secret-guard.yaml", "version: 9\n")]);
    for format in FORMATS {
        let (code, out, err) = run(dir.path(), &["check", "--format", format]);
        assert_eq!((code, out.as_str()), (2, ""), "{format}");
        assert!(err.contains("secret-guard.yaml:1:10"), "{err}");
    }
    for args in [
        &["check", "--format", "quux"][..],
        &["check", "--rule", "quux"],
        &["check", "--level", "env-read"],
        &["check", "--level", "quux=deny"],
        &["check", "not-there.rs"],
        &["check", "-p", "quux"],
        &["check", "--manifest-path", "no/Cargo.toml"],
        &["check", "--jobs", "0"],
        &["check", "--config", "no.yaml"],
        &["explain", "quux"],
        &["quux"],
        &[],
    ] {
        let (code, out, err) = run(dir.path(), args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(!err.is_empty(), "{args:?}");
    }
}

#[test]
fn nothing_to_check_is_no_success() {
    let dir = folder(&[("picture.png", "")]);
    let (code, _, err) = run(dir.path(), &["check"]);
    assert_eq!(code, 2);
    assert!(err.contains("no file to check"), "{err}");
}

#[test]
fn cargo_calls_it_with_its_own_name_first() {
    let dir = folder(&[("Cargo.toml", MANIFEST), ("src/lib.rs", DENIED)]);
    let direct = run(dir.path(), &["check", "--format", "short"]);
    let cargo = run(dir.path(), &["secret-guard", "check", "--message-format", "short"]);
    assert_eq!((direct.0, &direct.1), (cargo.0, &cargo.1));
    let help = run(dir.path(), &["--help"]);
    assert_eq!(help.0, 0);
    assert!(help.1.contains("cargo secret-guard"), "{}", help.1);
}

#[test]
fn output_goes_where_it_is_told() {
    let dir = folder(&[("Cargo.toml", MANIFEST), ("src/lib.rs", DENIED)]);
    let (code, out, _) = run(dir.path(), &["check", "--format", "json", "--output", "report.json"]);
    assert_eq!((code, out.as_str()), (1, ""));
    let text = std::fs::read_to_string(dir.path().join("report.json")).expect("it was written");
    let report: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(report["summary"]["denied"], 1);
    let (code, _, err) = run(dir.path(), &["check", "--output", "no/such/folder/x"]);
    assert_eq!(code, 2, "{err}");
    let (_, out, err) = run(dir.path(), &["check", "-q", "--format", "short"]);
    assert_eq!(out.lines().count(), 1);
    assert_eq!(err, "");
}

#[test]
fn colours_are_asked_for() {
    let dir = folder(&[("src/lib.rs", DENIED)]);
    let coloured = |args: &[&str], vars: &[(&str, &str)]| {
        let mut command = guard(dir.path());
        command.arg("check").args(args).envs(vars.iter().copied());
        told(&command.output().expect("it runs")).1.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "not on a pipe");
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&[], &[("CARGO_TERM_COLOR", "always")]));
    assert!(!coloured(&[], &[("CARGO_TERM_COLOR", "always"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CARGO_TERM_COLOR", "always")]));
    assert!(!coloured(&["--color", "always", "--format", "json"], &[]));
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let text = DENIED.repeat(3_000);
    let dir = folder(&[("src/lib.rs", &text)]);
    let mut child =
        guard(dir.path()).arg("check").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    let (code, _, err) = told(&output);
    assert_eq!(code, 1, "{err}");
    assert!(!err.contains("panicked"), "{err}");
}

#[test]
fn levels_come_from_the_command_line_then_the_config_then_the_card() {
    let dir = folder(&[("src/lib.rs", DENIED), ("tests/a.rs", DENIED)]);
    let levels = |args: &[&str]| {
        let args = [&["check", "-q", "--format", "short"], args].concat();
        let (_, out, _) = run(dir.path(), &args);
        let words = out.lines().map(|line| line.split([' ', '[']).nth(1).unwrap_or("").to_owned());
        words.collect::<Vec<_>>()
    };
    assert_eq!(levels(&[]), ["deny", "warn"], "code that does not ship only warns");
    assert_eq!(levels(&["--level", "bad-suppression=warn"]), ["warn", "warn"]);
    assert!(levels(&["--level", "bad-suppression=allow"]).is_empty());
    let config = "version: 1\nrules:\n  bad-suppression:\n    level: warn\n    classes: { test: deny }\n";
    write(dir.path(), "secret-guard.yaml", config.as_bytes());
    assert_eq!(levels(&[]), ["warn", "deny"]);
    assert_eq!(levels(&["--level", "bad-suppression=deny"]), ["deny", "deny"]);
    write(dir.path(), "secret-guard.yaml", b"version: 1\nclasses: { test: allow }\n");
    assert_eq!(levels(&[]), ["deny"]);
    assert!(levels(&["--rule", "unused-suppression"]).is_empty());
}

#[test]
fn packages_are_chosen_as_cargo_chooses_them() {
    let member = |name: &str| format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\n");
    let (a, b) = (member("alpha"), member("beta"));
    let dir = folder(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"crates/out\"]\n"),
        ("crates/a/Cargo.toml", &a),
        ("crates/a/src/lib.rs", DENIED),
        ("crates/b/Cargo.toml", &b),
        ("crates/b/src/main.rs", DENIED),
        ("tool.sh", "# secret-guard: allow()\n"),
    ]);
    let found = |args: &[&str]| {
        let args = [&["check", "-q", "--format", "short"], args].concat();
        let (code, out, err) = run(dir.path(), &args);
        assert!(code < 2, "{err}");
        let paths = out.lines().map(|line| line.split(':').next().unwrap_or("").to_owned());
        paths.collect::<Vec<_>>()
    };
    let (a, b) = ("crates/a/src/lib.rs", "crates/b/src/main.rs");
    assert_eq!(found(&[]), [a, b, "tool.sh"]);
    assert_eq!(found(&["-p", "alpha"]), [a]);
    assert_eq!(found(&["-p", "be*"]), [b]);
    assert_eq!(found(&["--workspace", "--exclude", "alpha"]), [b, "tool.sh"]);
    assert_eq!(found(&["crates/b"]), [b]);
    assert_eq!(found(&["--manifest-path", "crates/a/Cargo.toml"]), [a, b, "tool.sh"]);
}

#[test]
fn git_lists_the_files_and_an_ignore_file_hides_none_that_is_tracked() {
    let dir = folder(&[
        ("Cargo.toml", MANIFEST),
        ("src/lib.rs", DENIED),
        ("src/tracked.rs", DENIED),
        ("src/untracked.rs", DENIED),
        ("src/ignored.rs", DENIED),
    ]);
    git(dir.path(), &["init", "-q"]);
    git(dir.path(), &["add", "src/lib.rs", "src/tracked.rs"]);
    git(dir.path(), &["commit", "-qm", "start"]);
    write(dir.path(), ".gitignore", b"tracked.rs\nignored.rs\n");
    write(dir.path(), ".ignore", b"*\n");
    let mut command = guard(dir.path());
    let hostile = [("GIT_DIR", "/nonexistent"), ("GIT_WORK_TREE", "/"), ("GIT_CEILING_DIRECTORIES", "/")];
    command.args(["check", "-q", "--format", "short"]).envs(hostile);
    let (code, out, err) = told(&command.output().expect("it runs"));
    assert_eq!(code, 1, "{err}");
    let paths: Vec<&str> = out.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(paths, ["src/lib.rs", "src/tracked.rs", "src/untracked.rs"]);
    // What the user names is checked, ignored or not.
    let (_, out, _) = run(dir.path(), &["check", "-q", "--format", "short", "src/ignored.rs"]);
    assert!(out.starts_with("src/ignored.rs:1:1"), "{out}");
}

#[test]
fn the_config_is_searched_upward_to_the_top_of_the_tree_only() {
    let allow = "version: 1\nrules: { bad-suppression: { level: allow } }\n";
    let dir = folder(&[("secret-guard.yaml", allow), ("repo/a/b/lib.rs", DENIED)]);
    let below = dir.path().join("repo/a/b");
    git(&dir.path().join("repo"), &["init", "-q"]);
    assert_eq!(run(&below, &["check"]).0, 1, "a config above the repository does not count");
    write(dir.path(), "repo/secret-guard.yaml", allow.as_bytes());
    assert_eq!(run(&below, &["check"]).0, 0);
    write(dir.path(), "repo/a/secret-guard.yaml", b"version: 1\n");
    assert_eq!(run(&below, &["check"]).0, 1, "the nearest one alone counts");
}

#[test]
fn excluded_files_are_counted_and_can_be_named() {
    let config = "version: 1\nexclude:\n  - path: data/**\n    reason: fixtures\n";
    let dir = folder(&[("secret-guard.yaml", config), ("data/c/a.rs", DENIED), ("b.rs", CLEAN)]);
    for path in [&["check"][..], &["check", "."], &["check", "b.rs", "."]] {
        let (code, out, _) = run(dir.path(), path);
        assert_eq!(code, 0, "{path:?}");
        assert!(out.contains("1 files excluded") || out.contains("1 file excluded"), "{out}");
    }
    for path in ["data", "data/c", "data/c/a.rs"] {
        assert_eq!(run(dir.path(), &["check", path]).0, 1, "{path}");
    }
    let config = "version: 1\nexclude:\n  - path: '**/*.gen.rs'\n    reason: generated\n";
    let dir = folder(&[("secret-guard.yaml", config), ("src/a.gen.rs", DENIED), ("src/b.rs", CLEAN)]);
    git(dir.path(), &["init", "-q"]);
    assert_eq!(run(dir.path(), &["check", "src"]).0, 0, "a folder with other things in it");
    assert_eq!(run(dir.path(), &["check", "src/a.gen.rs"]).0, 1);
    git(dir.path(), &["add", "."]);
    assert_eq!(run(dir.path(), &["check", "--staged", "src"]).0, 0);
    assert_eq!(run(dir.path(), &["check", "--staged", "src/a.gen.rs"]).0, 1);
}

#[test]
fn a_suppression_is_counted_and_its_reason_kept() {
    let text = "// secret-guard: allow(bad-suppression) -- shown on purpose\n".to_owned();
    let dir = folder(&[("lib.rs", &(text + DENIED))]);
    let (_, out, _) = run(dir.path(), &["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let rules = report["findings"].as_array().expect("a list");
    // Findings about suppressions cannot be suppressed themselves.
    assert_eq!(rules.iter().filter(|f| f["rule"] == "bad-suppression").count(), 1);
}

#[test]
fn rules_and_explain_print_the_cards() {
    let dir = folder(&[]);
    let (code, out, _) = run(dir.path(), &["rules", "--format", "json"]);
    assert_eq!(code, 0);
    let cards: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let cards = cards.as_array().expect("a list");
    assert_eq!(cards.len(), secret_guard::rules::cards().len());
    for card in cards {
        let id = card["id"].as_str().expect("an id");
        let (code, out, _) = run(dir.path(), &["explain", id]);
        assert_eq!(code, 0);
        assert!(out.starts_with(id), "{out}");
    }
    let (_, _, err) = run(dir.path(), &["explain", "bad-supression"]);
    assert!(err.contains("did you mean `bad-suppression`?"), "{err}");
}

#[test]
fn a_rule_without_anything_to_do_says_so() {
    let dir = folder(&[("src/main.rs", "fn main() {}\n")]);
    let (code, out, err) = run(dir.path(), &["check", "--rule", "deprecated-alias"]);
    assert_eq!(code, 0, "{err}");
    assert!(format!("{out}{err}").contains("nothing to do without a `secrets.yaml`"), "{out}{err}");
}
