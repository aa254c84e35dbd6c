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
