//! `check --stats`: what was read, and what was skipped and why.

mod common;

use common::{folder, run};

#[test]
fn statements_read_and_skipped_are_counted_with_their_reasons() {
    let dir = folder(&[
        ("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2024\"\n"),
        ("src/lib.rs", "pub const A: &str = \"CREATE TABLE hooks (id INT, signing_secret_digest TEXT)\";\n"),
        ("a.sql", "CREATE TABLE a (x INT);\nSELECT 1;\nFROBNICATE the database;\n\nFROBNICATE it again;\n"),
        ("b.sql", "INSERT INTO a VALUES ('never closed);\nCREATE TABLE b (y INT);\n"),
    ]);
    let (code, _, err) = run(dir.path(), &["check", "--stats"]);
    assert_eq!(code, 0, "{err}");
    let line = |name: &str| {
        let found = err.lines().find(|line| line.starts_with("sql ") && line.contains(name));
        found.unwrap_or_else(|| panic!("no `{name}` in\n{err}")).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("files and strings"), "sql 3 SQL files and strings");
    assert_eq!(line("statements read"), "sql 5 statements read");
    assert_eq!(line("statements skipped"), "sql 2 statements skipped");
    assert_eq!(line("skipped: unknown"), "sql 2 skipped: unknown first word (first at a.sql:3)");
    assert_eq!(line("never closes"), "sql 1 texts with a quote or comment that never closes");
    assert_eq!(line("tables"), "sql 3 tables");
}

#[test]
fn a_broken_file_is_noted_without_being_asked() {
    let dir = folder(&[("b.sql", "INSERT INTO a VALUES ('never closed);\n")]);
    let (_, out, _) = run(dir.path(), &["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let note = &report["notes"][0];
    assert_eq!(note["path"], "b.sql");
    assert!(note["message"].as_str().is_some_and(|text| text.contains("never closes")), "{note}");
}

#[test]
fn sarif_names_the_column_at_every_place() {
    let dir = folder(&[
        // secret-guard: allow(plaintext-column) -- a finding of this is what the test is about
        ("migrations/1.sql", "CREATE TABLE hooks (id INT, api_key TEXT);\n"),
        ("sqlite/schema.sql", "CREATE TABLE hooks (id INT, api_key TEXT);\n"),
    ]);
    let (code, out, _) = run(dir.path(), &["check", "--format", "sarif"]);
    assert_eq!(code, 1);
    let sarif: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "plaintext-column");
    for place in [&result["locations"][0], &result["relatedLocations"][0]] {
        assert_eq!(place["logicalLocations"][0]["name"], "hooks.api_key", "{place}");
    }
}
