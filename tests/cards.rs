//! Code, cards, fixtures and lists agree.

mod common;

use std::collections::BTreeSet;

use common::home;
use secret_guard::catalog::Card;
use secret_guard::rules;

fn names(dir: &str, suffix: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(home().join(dir)).expect("the folder is there");
    entries
        .map(|entry| entry.expect("it can be read").file_name())
        .filter_map(|name| Some(name.to_str()?.strip_suffix(suffix)?.to_owned()))
        .collect()
}

fn ids() -> BTreeSet<String> {
    rules::cards().iter().map(|card| card.id.clone()).collect()
}

/// Whether the text of `rules/<name>.yaml` is a card; word lists are not.
fn is_card(name: &str) -> bool {
    let path = home().join("rules").join(format!("{name}.yaml"));
    let text = std::fs::read_to_string(path).expect("it can be read");
    text.starts_with("id:")
}

#[test]
fn cards_and_code_agree() {
    let cards: BTreeSet<String> = names("rules", ".yaml").into_iter().filter(|name| is_card(name)).collect();
    assert_eq!(cards, ids(), "rules/*.yaml on the left, src/rules/mod.rs on the right");
    assert_eq!(rules::cards().len(), ids().len(), "an id is there twice");
}

#[test]
fn the_list_is_in_order() {
    let listed: Vec<&str> = rules::all_ids();
    let mut sorted = listed.clone();
    sorted.sort_unstable();
    assert_eq!(listed, sorted);
}

#[test]
fn every_rule_has_fixtures() {
    let folders = names("testdata", "");
    for id in ids() {
        assert!(folders.contains(&id), "testdata/{id}/ is missing");
    }
}

#[test]
fn cards_keep_the_conventions() {
    for card in rules::cards() {
        check(card);
    }
}

fn check(card: &Card) {
    let id = &card.id;
    let plain = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    assert!(plain, "{id}: an id is lower case words joined by `-`");
    assert!(!card.title.ends_with('.') && !card.title.contains('\n'), "{id}: title");
    let first = card.title.chars().next().expect("a title");
    let word: String = card.title.chars().take_while(|c| c.is_alphanumeric()).collect();
    let is_name = word.chars().filter(|c| c.is_uppercase()).count() > 1;
    assert!(!first.is_uppercase() || is_name, "{id}: the title begins in lower case");
    assert!(card.why.split_whitespace().count() >= 20, "{id}: `why` explains");
    assert!(card.why.trim_end().ends_with('.'), "{id}: `why` is made of sentences");
    assert!(!card.bad.trim().is_empty() && card.bad != card.good, "{id}: examples");
    assert!((0.0..=10.0).contains(&card.severity) && card.cwe > 0, "{id}: severity, cwe");
    for reference in &card.references {
        assert!(reference.starts_with("https://"), "{id}: {reference}");
    }
}

#[test]
fn options_are_explained() {
    for card in rules::cards() {
        for (name, meaning) in &card.options {
            assert!(!meaning.trim().is_empty(), "{}: option {name}", card.id);
        }
    }
}

/// A file that an example stands in: the one its first comment names, else
/// one of the kind that it looks like.
fn file_of(text: &str) -> (String, String) {
    let first = text.lines().next().unwrap_or_default();
    let named = first.strip_prefix("# ").and_then(|rest| rest.split([',', ';', ' ']).next());
    if let Some(name) = named.filter(|name| name.contains('.')) {
        return (name.to_owned(), text.to_owned());
    }
    if first.starts_with("--") || first.starts_with("CREATE") || first.starts_with("INSERT") {
        return ("migrations/0001_example.sql".to_owned(), text.to_owned());
    }
    let statements = text.lines().any(|line| line.starts_with("let "));
    let text = if statements { format!("fn f() -> Option<()> {{\n{text}}}\n") } else { text.to_owned() };
    ("src/lib.rs".to_owned(), text)
}

/// What examples of some rules need around them.
fn around(id: &str) -> Vec<(&'static str, &'static str)> {
    const DATABASE: &str = "version: 1\nsecrets:\n  - id: database-url\n    class: runtime\n    env: DATABASE_URL\n    \
        kind: secret\n    owner: storage\n    deprecated:\n      - name: POSTGRES_DSN\n        since: 2025-01-31\n";
    const DEPLOY: &str = "env:\n  DEPLOY_TOKEN: ${{ secrets.DEPLOY_TOKEN }}\n";
    match id {
        "deprecated-alias" => vec![("secrets.yaml", DATABASE)],
        "registry-parity" => vec![("secrets.yaml", DATABASE), (".github/workflows/deploy.yml", DEPLOY)],
        "stale-sanction" => {
            vec![("src/config/env.rs", "fn f() { let _ = std::env::var(\"BOOTSTRAP_TOKEN\"); }\n")]
        }
        "stale-baseline" => vec![("src/main.rs", "fn main() {}\n")],
        _ => Vec::new(),
    }
}

#[test]
fn the_examples_of_cards_run() {
    for card in rules::cards() {
        for (text, expected) in [(&card.bad, true), (&card.good, false)] {
            let dir = tempfile::tempdir().expect("a temporary folder");
            for (name, text) in around(&card.id) {
                common::write(dir.path(), name, text.as_bytes());
            }
            let (name, text) = file_of(text);
            // A list of entries stands below the manifest's key.
            let text = match text.split_once("\n- {") {
                Some((_, entry)) => format!("version: 1\nsecrets:\n  - {{{entry}"),
                None => text,
            };
            common::write(dir.path(), &name, text.as_bytes());
            let (code, out, err) = common::run(dir.path(), &["check", "--format", "json"]);
            assert!(code < 2, "{}: {err}", card.id);
            let report: serde_json::Value = serde_json::from_str(&out).expect("a report");
            let all = report["findings"].as_array().expect("a list of findings").iter();
            let found = all.filter(|f| f["rule"] == card.id.as_str() && f["fate"]["kind"] == "reported").count();
            assert_eq!(found > 0, expected, "{}: {name}\n{text}\n{out}", card.id);
        }
    }
}
