//! SECURITY.md promises nothing that no test holds.

mod common;

use common::home;

#[test]
fn every_promise_names_tests_that_exist() {
    let text = std::fs::read_to_string(home().join("SECURITY.md")).expect("it is there");
    let mut named = 0;
    for line in text.lines().filter(|line| line.starts_with("| to ")) {
        let tests = line.rsplit('|').nth(1).expect("three columns");
        let names: Vec<&str> = tests.split('`').filter(|word| word.starts_with("tests/")).collect();
        assert!(!names.is_empty(), "no test: {line}");
        for name in names {
            let (file, function) = name.split_once("::").unwrap_or((name, ""));
            let code = std::fs::read_to_string(home().join(file)).unwrap_or_default();
            assert!(code.contains("#[test]"), "{file} holds no test");
            assert!(code.contains(&format!("fn {function}")), "{name} does not exist");
            named += 1;
        }
    }
    assert!(named >= 12, "{named} tests are named");
}
