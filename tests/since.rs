//! `check --since`: what a change introduces, and what it weakens.

mod common;

use std::path::Path;

use common::{branch, commit, folder, git, run, write};

const CARGO: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
const NAMES: &str = "pub const NAME: &str = \"HOME\";\n";
const USES: &str =
    "mod names;\nfn main() { let _ = std::env::var(names::NAME); let _ = std::env::var(\"OLD_TOKEN\"); }\n";

fn shop() -> tempfile::TempDir {
    branch(&[("Cargo.toml", CARGO), ("src/main.rs", USES), ("src/names.rs", NAMES)])
}

fn since(dir: &Path, args: &[&str]) -> (i32, String) {
    let (code, out, err) = run(dir, &[&["check", "--since", "main", "--format", "short", "-q"], args].concat());
    (code, out + &err)
}

#[test]
fn a_change_in_one_file_that_makes_another_wrong_is_reported_there() {
    let dir = shop();
    assert_eq!(run(dir.path(), &["check"]).0, 1);
    assert_eq!(since(dir.path(), &[]), (0, String::new()));
    write(dir.path(), "src/names.rs", NAMES.replace("HOME", "SHOP_TOKEN").as_bytes());
    for _ in ["not committed", "committed"] {
        let (code, out) = since(dir.path(), &[]);
        assert_eq!(code, 1, "{out}");
        assert!(out.starts_with("src/main.rs:2:") && out.contains("SHOP_TOKEN") && !out.contains("OLD_TOKEN"), "{out}");
        commit(dir.path());
    }
}

#[test]
fn a_secret_that_flows_through_an_unchanged_file_is_reported() {
    let dir = shop();
    git(dir.path(), &["checkout", "-q", "main"]);
    let settings = "pub struct Settings { pub host: String, pub db_password: String }\n\
                    pub fn shown(of: &Settings) -> String { of.host.clone() }\n";
    write(dir.path(), "src/names.rs", settings.as_bytes());
    let main = "mod names;\nfn run(of: &names::Settings) { log::info!(\"{}\", names::shown(of)); }\n";
    write(dir.path(), "src/main.rs", main.as_bytes());
    commit(dir.path());
    git(dir.path(), &["checkout", "-qB", "topic"]);
    assert_eq!(since(dir.path(), &[]), (0, String::new()));
    write(dir.path(), "src/names.rs", settings.replace("of.host", "of.db_password").as_bytes());
    let (code, out) = since(dir.path(), &[]);
    assert!(code == 1 && out.starts_with("src/main.rs:2:") && out.contains("secret-in-log"), "{out}");
}

#[test]
fn the_base_is_where_the_branch_was_left() {
    let dir = shop();
    git(dir.path(), &["checkout", "-q", "main"]);
    write(dir.path(), "src/main.rs", USES.replace("OLD_TOKEN", "USER").as_bytes());
    commit(dir.path());
    git(dir.path(), &["checkout", "-q", "topic"]);
    assert_eq!(since(dir.path(), &[]), (0, String::new()), "what main mended since is not held against the branch");
    assert_eq!(run(dir.path(), &["check", "--since", "nowhere"]).0, 2);
    git(dir.path(), &["checkout", "-q", "--orphan", "other"]);
    write(dir.path(), "src/names.rs", b"// another root\n");
    commit(dir.path());
    let (code, _, err) = run(dir.path(), &["check", "--since", "main"]);
    assert!(code == 2 && err.contains("no common history"), "{err}");
    let bare = folder(&[("main.rs", USES)]);
    assert_eq!(run(bare.path(), &["check", "--since", "main"]).0, 2, "there is no git here");
}

#[test]
fn moved_and_reformatted_code_is_not_new() {
    let dir = shop();
    let moved = "pub fn\nmain\n() { // moved\n\n    let _ = std::env::var(\n        \"OLD_TOKEN\",\n    );\n}\n";
    write(dir.path(), "src/main.rs", b"mod names;\nmod inner;\nfn main() { inner::main() }\n");
    write(dir.path(), "src/inner.rs", moved.as_bytes());
    assert_eq!(since(dir.path(), &[]), (0, String::new()));
}

#[test]
fn untracked_deleted_and_renamed_files_count() {
    let dir = shop();
    write(dir.path(), "src/bin/tool.rs", b"fn main() { let _ = std::env::var(\"TOOL_TOKEN\"); }\n");
    let (code, out) = since(dir.path(), &[]);
    assert!(code == 1 && out.starts_with("src/bin/tool.rs:1:"), "{out}");
    std::fs::remove_file(dir.path().join("src/bin/tool.rs")).expect("it is there");
    std::fs::rename(dir.path().join("src/main.rs"), dir.path().join("src/lib.rs")).expect("it is there");
    assert_eq!(since(dir.path(), &[]), (0, String::new()));
}

#[test]
fn what_the_change_takes_from_the_guard_is_listed() {
    let dir = shop();
    git(dir.path(), &["checkout", "-q", "main"]);
    let config = "version: 1\nsecret_types: [{ path: Pin }]\nsinks: [{ path: emit }]\n";
    let secrets = "version: 1\nsecrets:\n  - { id: a, class: runtime, kind: secret, env: OLD_TOKEN, owner: us }\n";
    write(dir.path(), "secret-guard.yaml", config.as_bytes());
    write(dir.path(), "secrets.yaml", secrets.as_bytes());
    commit(dir.path());
    git(dir.path(), &["checkout", "-qB", "topic"]);
    let looser = "version: 1\nrules: { env-read: { level: warn } }\nclasses: { main: warn }\n\
                  exclude: [{ path: data/**, reason: fixtures }]\n\
                  sanctioned: [{ path: src/main.rs, rule: env-read, reason: it may, owner: us }]\n";
    write(dir.path(), "secret-guard.yaml", looser.as_bytes());
    write(dir.path(), "secrets.yaml", secrets.replace("kind: secret", "kind: config").as_bytes());
    write(dir.path(), "secret-guard.baseline", b"env-read 0123456789abcdef01234567 src/main.rs\n");
    let allowed = format!("// secret-guard: allow(env-read) -- on purpose\n{USES}");
    write(dir.path(), "src/main.rs", allowed.as_bytes());
    let (_, out, err) = run(dir.path(), &["check", "--since", "main"]);
    let said: Vec<&str> = out.lines().filter_map(|line| line.strip_prefix("weakened: ")).collect();
    assert_eq!(
        said,
        [
            "secret-guard.baseline:1: entry of the baseline added: env-read",
            "secret-guard.yaml: exclusion of data/** added",
            "secret-guard.yaml: level of env-read lowered from deny to warn",
            "secret-guard.yaml: level warn for main files added",
            "secret-guard.yaml: sanction of src/main.rs for env-read (us) added",
            "secret-guard.yaml: secret type Pin removed",
            "secret-guard.yaml: sink emit removed",
            "secrets.yaml: OLD_TOKEN is declared a secret no more",
            "src/main.rs:1: suppression of env-read added: on purpose",
        ],
        "{err}"
    );
    // None of it holds when the base is trusted.
    let (code, out) = since(dir.path(), &["--trust", "base", "--no-baseline"]);
    assert_eq!(code, 0, "{out}");
    write(dir.path(), "src/more.rs", b"pub fn f() { let _ = std::env::var(\"MORE_TOKEN\"); }\n");
    let (code, out) = since(dir.path(), &["--trust", "base"]);
    assert!(code == 1 && out.contains("deny[env-read]"), "{out}");
    assert_eq!(run(dir.path(), &["check", "--trust", "base"]).0, 2, "there is no base without a change");
}

/// A check of the branch with and without `--quick`.
fn both(dir: &Path) -> (i32, i32) {
    (since(dir, &["--quick"]).0, since(dir, &[]).0)
}

#[test]
fn a_quick_check_sees_what_the_changed_files_show() {
    let dir = shop();
    assert_eq!(both(dir.path()), (0, 0), "nothing has changed");
    write(dir.path(), "src/main.rs", USES.replace("OLD_TOKEN", "NEW_TOKEN").as_bytes());
    let (quick, whole) = (since(dir.path(), &["--quick"]), since(dir.path(), &[]));
    assert!(quick.0 == 1 && quick.1.contains("NEW_TOKEN"), "{}", quick.1);
    assert_eq!(quick, whole, "the whole workspace says it");
    git(dir.path(), &["checkout", "-q", "main", "--", "src/main.rs"]);
    write(dir.path(), "src/names.rs", NAMES.replace("HOME", "SHOP_TOKEN").as_bytes());
    assert_eq!(both(dir.path()), (0, 1), "only both files together show it");
}

#[test]
fn a_quick_check_says_nothing_that_the_whole_would_not_say() {
    let dir = shop();
    write(dir.path(), "src/names.rs", b"pub fn tries() -> usize { 3 }\n");
    commit(dir.path());
    git(dir.path(), &["checkout", "-qB", "main"]);
    git(dir.path(), &["checkout", "-qB", "topic"]);
    let counts = "mod names;\nfn run() { let password = names::tries(); log::info!(\"{password}\"); }\n";
    write(dir.path(), "src/main.rs", counts.as_bytes());
    assert_eq!(run(dir.path(), &["check", "src/main.rs"]).0, 1, "by itself it looks like a leak");
    assert_eq!(both(dir.path()), (0, 0));
}

fn package(name: &str, dependencies: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n{dependencies}\n")
}

#[test]
fn what_another_package_held_before_counts_in_a_quick_check() {
    let types =
        "pub struct Config { pub db_password: bool }\npub fn load() -> Config { Config { db_password: true } }\n";
    let uses = "fn main() { let config = b::load(); log::info!(\"{}\", config.db_password); }\n";
    let dir = branch(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\"]\n"),
        ("a/Cargo.toml", &package("a", "b = { path = \"../b\" }\nlog = \"0.4\"")),
        ("a/src/main.rs", uses),
        ("b/Cargo.toml", &package("b", "")),
        ("b/src/lib.rs", types),
    ]);
    let readable = types.replace("bool", "String").replace("true", "std::fs::read_to_string(\"p\").unwrap()");
    write(dir.path(), "b/src/lib.rs", readable.as_bytes());
    write(dir.path(), "a/src/main.rs", format!("{uses}// more\n").as_bytes());
    assert_eq!(both(dir.path()), (1, 1));
}

#[test]
fn what_schemas_held_before_counts_in_a_quick_check() {
    let write_with = |value: &str| {
        format!(
            "pub async fn put(db: &Db, token: &str) {{\n    let query = \"INSERT INTO sessions (id, token) VALUES (1, $1)\";\n    \
             sqlx::query(query).bind({value}).execute(db).await.unwrap();\n}}\n"
        )
    };
    let table = ["CREATE TABLE", " sessions (id int, token text, user_id int);\n"].concat();
    let dir = branch(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"a\"]\n"),
        ("a/Cargo.toml", &package("a", "sqlx = \"0.8\"")),
        ("a/src/lib.rs", &write_with("sha256_hash(token)")),
        ("migrations/1.sql", &table),
    ]);
    write(dir.path(), "a/src/lib.rs", write_with("token").as_bytes());
    write(dir.path(), "migrations/1.sql", format!("{table}CREATE INDEX by_user ON sessions (user_id);\n").as_bytes());
    assert_eq!(both(dir.path()), (1, 1));
}

#[test]
fn a_quick_check_of_the_index_reads_the_index_and_nothing_else() {
    let dir = shop();
    let quick = |args: &[&str]| {
        let (code, out, err) = run(dir.path(), &[&["check", "--staged", "--format", "short", "-q"], args].concat());
        (code, out + &err)
    };
    write(dir.path(), "src/main.rs", USES.replace("OLD_TOKEN", "NEW_TOKEN").as_bytes());
    assert_eq!(quick(&["--quick"]).0, 0, "nothing is staged");
    git(dir.path(), &["add", "-A"]);
    write(dir.path(), "src/main.rs", USES.as_bytes());
    let found = quick(&["--quick"]);
    assert!(found.0 == 1 && found.1.contains("NEW_TOKEN"), "{}", found.1);
    assert_eq!(found, quick(&[]));
    // What is taken away shows nothing, and neither does a file without a secret.
    git(dir.path(), &["rm", "-qf", "--cached", "src/main.rs"]);
    write(dir.path(), "src/names.rs", b"pub fn tries() -> usize { 3 }\n");
    git(dir.path(), &["add", "src/names.rs"]);
    assert_eq!(quick(&["--quick"]), (0, String::new()));
}

#[test]
fn the_index_is_compared_with_the_last_commit_if_there_is_one() {
    let dir = folder(&[("Cargo.toml", CARGO), ("src/main.rs", USES), ("src/names.rs", NAMES), ("HEAD", "a file\n")]);
    git(dir.path(), &["init", "-q", "-b", "main"]);
    git(dir.path(), &["add", "-A"]);
    for args in [&["--quick"][..], &[]] {
        let (code, out, err) = run(dir.path(), &[&["check", "--staged", "--format", "short"], args].concat());
        assert!(code == 1 && out.contains("OLD_TOKEN"), "before the first: {out}{err}");
    }
    commit(dir.path());
    let (code, out, err) = run(dir.path(), &["check", "--staged", "--quick", "--format", "short", "-q"]);
    assert_eq!((code, &*out), (0, ""), "{err}");
}

#[test]
fn a_quick_check_tells_of_what_it_cannot_read() {
    let dir = shop();
    write(dir.path(), "src/names.rs", b"pub const NAME: &str = \"OURS\";\n");
    commit(dir.path());
    git(dir.path(), &["checkout", "-q", "main"]);
    write(dir.path(), "src/names.rs", b"pub const NAME: &str = \"THEIRS\";\n");
    commit(dir.path());
    let mut merge = std::process::Command::new("git");
    common::scrub(&mut merge);
    let who = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid"];
    let merged = merge.args(who).args(["merge", "-q", "topic"]).current_dir(dir.path()).output();
    assert!(merged.is_ok_and(|merged| !merged.status.success()), "both changed one line");
    let (code, out, err) = run(dir.path(), &["check", "--staged", "--quick", "--format", "short"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!((out.clone() + &err).contains("src/names.rs: not checked: its merge is not decided"), "{out}{err}");
}
