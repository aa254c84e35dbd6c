//! `init`: from an unprepared workspace to a guarded one.

mod common;

use std::fs;
use std::path::Path;

use common::{folder, run, write};

const CARGO: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
const MAIN: &str = r#"mod settings;
fn main() {
    let key = std::env::var("STRIPE_API_KEY")
        .or_else(|_| std::env::var("STRIPE_KEY"))
        .unwrap_or_else(|_| std::env::var("STRIPE_SECRET").unwrap_or_default());
    let admin = std::env::var("ADMIN_TOKEN");
    let _ = (key, admin, std::env::var("HOME"), settings::database());
}
"#;
const SETTINGS: &str = "pub fn database() -> String { std::env::var(\"DATABASE_PASSWORD\").unwrap_or_default() }\n";
const TEST: &str = "#[test]\nfn t() { let _ = std::env::var(\"TEST_ONLY_TOKEN\"); }\n";
const NAMES: [&str; 3] = ["secrets.yaml", "secret-guard.yaml", "secret-guard.baseline"];

fn shop() -> tempfile::TempDir {
    folder(&[
        ("Cargo.toml", CARGO),
        ("src/main.rs", MAIN),
        ("src/settings.rs", SETTINGS),
        ("tests/t.rs", TEST),
        (".github/CODEOWNERS", "# owners\n* @shop/platform\n"),
    ])
}

fn read(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join(name)).expect("the file is there")
}

#[test]
fn afterwards_check_is_green_and_the_next_new_read_is_red() {
    let dir = shop();
    let path = dir.path();
    assert_eq!(run(path, &["check"]).0, 1);
    let (code, _, err) = run(path, &["init"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("wrote secrets.yaml (3 entries)"), "{err}");
    let (code, out, err) = run(path, &["check"]);
    assert_eq!(code, 0, "{out}{err}");
    write(path, "src/settings.rs", format!("{SETTINGS}pub mod more;\n").as_bytes());
    write(path, "src/settings/more.rs", b"pub fn f() { let _ = std::env::var(\"OTHER_TOKEN\"); }\n");
    let (code, out, _) = run(path, &["check", "--format", "short"]);
    assert_eq!(code, 1);
    assert!(out.starts_with("src/settings/more.rs:1:"), "{out}");
}

#[test]
fn the_drafts_say_what_was_read_and_what_is_guessed() {
    let dir = shop();
    assert_eq!(run(dir.path(), &["init"]).0, 0);
    let secrets = read(dir.path(), "secrets.yaml");
    let manifest = secret_guard_vault::manifest::Manifest::parse(&secrets).expect("the draft is a manifest");
    let told: Vec<_> =
        manifest.secrets.iter().map(|e| (e.id.text.as_str(), e.class.to_string(), e.aliases.len())).collect();
    let class = |word: &str| word.to_owned();
    assert_eq!(
        told,
        [
            ("admin-token", class("operator"), 0),
            ("database-password", class("runtime"), 0),
            ("stripe-api-key", class("integration"), 2)
        ]
    );
    assert!(manifest.secrets.iter().all(|entry| entry.owner == "@shop/platform"));
    assert!(secrets.contains("class: operator # guess: the name says `admin`"), "{secrets}");
    assert!(!secrets.contains("TEST_ONLY_TOKEN"), "{secrets}");
    let config = read(dir.path(), "secret-guard.yaml");
    assert!(config.contains("- path: \"src/settings.rs\" # guess"), "{config}");
    assert!(!config.contains("main.rs"), "{config}");
    assert!(read(dir.path(), "secret-guard.baseline").contains("env-read"));
}

#[test]
fn it_never_overwrites_and_a_second_run_changes_nothing() {
    let dir = shop();
    let mine = "version: 1\n# mine\n";
    write(dir.path(), "secret-guard.yaml", mine.as_bytes());
    assert_eq!(run(dir.path(), &["init"]).0, 0);
    assert_eq!(read(dir.path(), "secret-guard.yaml"), mine);
    assert_eq!(run(dir.path(), &["check"]).0, 0);
    let before = NAMES.map(|name| read(dir.path(), name));
    write(
        dir.path(),
        "src/settings.rs",
        format!("{SETTINGS}pub fn g() {{ let _ = std::env::var(\"NEW_TOKEN\"); }}\n").as_bytes(),
    );
    let (code, _, err) = run(dir.path(), &["init"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(err.matches("kept ").count(), 3, "{err}");
    assert_eq!(NAMES.map(|name| read(dir.path(), name)), before);
    assert_eq!(run(dir.path(), &["check"]).0, 1, "a second init does not take in what is new");
}

#[test]
fn a_dry_run_prints_the_drafts_and_writes_nothing() {
    let dir = shop();
    let (code, out, err) = run(dir.path(), &["init", "--dry-run"]);
    assert_eq!(code, 0);
    assert!(out.contains("env: \"STRIPE_API_KEY\""), "{out}");
    assert!(err.contains("would write secret-guard.baseline"), "{err}");
    assert!(NAMES.iter().all(|name| !dir.path().join(name).exists()));
}

#[test]
fn a_workspace_without_secrets_and_hostile_names_give_valid_drafts() {
    let hostile = "fn main() { let _ = std::env::var(\"A: {TOKEN\\nB_TOKEN\"); let _ = std::env::var(\"9_TOKEN\"); \
                   let _ = std::env::var(\"_x_token\"); let _ = std::env::var(\"X_TOKEN\"); }";
    for main in ["fn main() {}\n", hostile] {
        let dir = folder(&[("Cargo.toml", CARGO), ("src/main.rs", main)]);
        let (code, _, err) = run(dir.path(), &["init"]);
        assert_eq!(code, 0, "{err}");
        let (code, out, err) = run(dir.path(), &["check"]);
        assert_eq!(code, 0, "{out}{err}");
    }
}
