//! The fixtures: in `testdata/<rule>/`, what is found stands exactly on the
//! lines that say so.
//!
//! A case is a file or a folder; it is copied to a folder of its own and
//! checked there with every rule, so that cross-talk shows. A line that must
//! be found ends in a comment with the rules' ids:
//!
//! ```text
//! let key = env::var("STRIPE_API_KEY"); //~ env-read
//! ```
//!
//! The comment is `//~` in Rust, `--~` in SQL, `#~` elsewhere, `<!--~ id -->`
//! in Markdown. `//~^ id` speaks of the line above, one more `^` for each
//! line. Several ids are separated by spaces; an id that is there twice must
//! be found twice. `id@warn` says at which level, where that matters.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::{files, home};

/// Path, line and rule, with how many times.
type Found = BTreeMap<(String, usize, String), usize>;

#[test]
fn what_is_found_is_what_is_annotated() {
    let chosen = std::env::var("SECRET_GUARD_CASE").ok();
    let mut wrong = String::new();
    let mut count = 0;
    for case in cases() {
        let name = name_of(&case);
        if chosen.as_ref().is_some_and(|chosen| !name.contains(chosen)) {
            continue;
        }
        count += 1;
        if let Err(text) = judge(&case, None) {
            wrong.push_str(&format!("\n{name}\n{text}"));
        }
    }
    assert!(count > 0, "no fixture was checked");
    assert!(wrong.is_empty(), "{wrong}");
}

/// A rule that runs alone reads only the bodies that it asks for.
#[test]
fn a_rule_alone_finds_the_same() {
    let mut wrong = String::new();
    for case in cases() {
        let name = name_of(&case);
        let rule = name.split('/').next().expect("a case lies in a rule's folder");
        if secret_guard::rules::all_ids().contains(&rule)
            && let Err(text) = judge(&case, Some(rule))
        {
            wrong.push_str(&format!("\n{name} alone\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_has_cases_and_every_folder_a_rule() {
    let mut rules: Vec<String> = secret_guard::rules::cards().iter().map(|card| card.id.clone()).collect();
    rules.sort();
    for rule in &rules {
        let dir = home().join("testdata").join(rule);
        let text: String = files(&dir).iter().map(|path| lossy(path)).collect();
        let annotated = text.lines().flat_map(|line| annotation(line).1);
        let bad = annotated.filter(|id| id == rule).count();
        assert!(bad > 0, "testdata/{rule} has no line that must be found");
    }
    for folder in folders() {
        let name = name_of(&folder);
        let is_rule = rules.contains(&name);
        assert!(is_rule, "testdata/{name} belongs to no rule");
    }
}

/// Folders of `testdata` that hold fixtures of a rule: those whose name is
/// not listed in `testdata/README.md` as something else.
fn folders() -> Vec<PathBuf> {
    let other = ["schema", "sample", "events"];
    let entries = std::fs::read_dir(home().join("testdata")).expect("testdata is there");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("testdata can be read").path())
        .filter(|path| path.is_dir())
        .filter(|path| {
            let card = home().join("rules").join(format!("{}.yaml", name_of(path)));
            card.is_file() || !other.iter().any(|name| path.ends_with(name))
        })
        .collect();
    folders.sort();
    folders
}

fn cases() -> Vec<PathBuf> {
    let mut cases = Vec::new();
    for folder in folders() {
        let entries = std::fs::read_dir(&folder).expect("a folder of fixtures");
        cases.extend(entries.map(|entry| entry.expect("it can be read").path()));
    }
    cases.sort();
    cases
}

fn name_of(path: &Path) -> String {
    let name = path.strip_prefix(home().join("testdata")).unwrap_or(path);
    name.to_string_lossy().replace('\\', "/")
}

fn lossy(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("a fixture can be read");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Compares one case; the error lists what is missing and what is too much.
fn judge(case: &Path, only: Option<&str>) -> Result<(), String> {
    let copy = copy(case);
    let mut args = vec!["check", "--format", "json"];
    args.extend(only.into_iter().flat_map(|rule| ["--rule", rule]));
    let (code, out, err) = common::run(copy.path(), &args);
    if code == 2 {
        return Err(format!("  could not run: {err}"));
    }
    let report: serde_json::Value = serde_json::from_str(&out).map_err(|error| format!("  no JSON: {error}"))?;
    let mut expected = expected(copy.path());
    expected.retain(|(_, _, id), _| only.is_none_or(|only| rule(id) == only));
    let found = found(&report, &expected);
    let mut text = String::new();
    let mut say = |what: &str, (path, line, rule): &(String, usize, String)| {
        text.push_str(&format!("  {what}: {path}:{line} {rule}\n"));
    };
    for (key, count) in &expected {
        let times = found.get(key).copied().unwrap_or(0);
        (times..*count).for_each(|_| say("not found", key));
    }
    for (key, count) in &found {
        let times = expected.get(key).copied().unwrap_or(0);
        (times..*count).for_each(|_| say("wrongly found", key));
    }
    if text.is_empty() { Ok(()) } else { Err(text) }
}

fn copy(case: &Path) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let base = if case.is_dir() { case } else { case.parent().expect("a case lies in a folder") };
    for path in files(case) {
        let name = path.strip_prefix(base).expect("it lies below the case");
        let bytes = std::fs::read(&path).expect("a fixture can be read");
        common::write(dir.path(), &name.to_string_lossy(), &bytes);
    }
    dir
}

/// The rule of an id that may say a level.
fn rule(id: &str) -> &str {
    id.split('@').next().unwrap_or(id)
}

/// What was found, with its level where one is expected.
fn found(report: &serde_json::Value, expected: &Found) -> Found {
    let levelled = |path: &str, line: usize, of: &str| {
        expected.keys().any(|(at, number, id)| at == path && *number == line && id.contains('@') && rule(id) == of)
    };
    let mut found = Found::new();
    let findings = report["findings"].as_array().expect("a list of findings");
    let counts = findings.iter().filter(|f| f["fate"]["kind"] == "reported");
    for finding in counts {
        let place = &finding["primary"];
        let (path, line) = (place["path"].as_str().unwrap_or(""), place["line"].as_u64().unwrap_or(0) as usize);
        let (id, level) = (finding["rule"].as_str().unwrap_or(""), finding["level"].as_str().unwrap_or(""));
        let id = if levelled(path, line, id) { format!("{id}@{level}") } else { id.to_owned() };
        let key = (path.to_owned(), line, id);
        *found.entry(key).or_default() += 1;
    }
    found
}

fn expected(dir: &Path) -> Found {
    let mut expected = Found::new();
    for path in files(dir) {
        let name = path.strip_prefix(dir).expect("it lies below the case");
        let name = name.to_string_lossy().replace('\\', "/");
        for (at, line) in lossy(&path).lines().enumerate() {
            let (up, rules) = annotation(line);
            for rule in rules {
                let key = (name.clone(), at + 1 - up, rule);
                *expected.entry(key).or_default() += 1;
            }
        }
    }
    expected
}

/// How many lines up the annotation of a line points, and the ids in it.
fn annotation(line: &str) -> (usize, Vec<String>) {
    let markers = ["//~", "--~", "#~"];
    let Some(after) = markers.iter().find_map(|mark| Some(line.split_once(mark)?.1)) else {
        return (0, Vec::new());
    };
    let after = after.trim_end().trim_end_matches("-->");
    let up = after.chars().take_while(|c| *c == '^').count();
    let ids = after[up..].split_whitespace().map(str::to_owned).collect();
    (up, ids)
}
