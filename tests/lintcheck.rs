//! What `env-read` says of real crates, against what a person said of each
//! finding. `tests/lintcheck/NAME.txt` holds one crate:
//!
//! ```text
//! # name version
//! right src/main.rs:12 secret `API_KEY` is read from the environment
//! wrong src/main.rs:40 secret `X` is read from the environment -- why
//! missed src/other.rs:7 `OTHER_TOKEN` -- why
//! ```
//!
//! `tests/lintcheck/fetch` fetches the sources; without them this test is
//! shown as ignored, and asked for, it fails. `SECRET_GUARD_BLESS=1` writes
//! what is found now, keeps the verdicts, and marks new findings with `?`,
//! which a person must replace.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::home;

/// One line: a finding or a miss with its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    verdict: String,
    place: String,
    what: String,
    why: String,
}

struct Crate {
    path: PathBuf,
    name: String,
    version: String,
    entries: Vec<Entry>,
}

#[test]
#[ignore = "needs the sources of real crates; tests/lintcheck/fetch fetches them"]
fn real_crates_are_judged_as_written_down() {
    let bless = std::env::var_os("SECRET_GUARD_BLESS").is_some();
    let mut wrong = String::new();
    for krate in crates() {
        let found = findings(&sources(&krate));
        let now = judged(&krate, found);
        let text = written(&krate, &now);
        if bless {
            std::fs::write(&krate.path, &text).expect("a file of verdicts can be written");
        } else if std::fs::read_to_string(&krate.path).expect("it was read before") != text {
            wrong.push_str(&format!("{} has changed: run again with SECRET_GUARD_BLESS=1 and review\n", krate.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_table_says_what_was_judged() {
    let path = home().join("tests/lintcheck.md");
    let text = std::fs::read_to_string(&path).expect("the table is there");
    let (before, rest) = text.split_once("<!-- table -->\n").expect("the table begins");
    let (_, after) = rest.split_once("<!-- end -->").expect("the table ends");
    let whole = format!("{before}<!-- table -->\n{}<!-- end -->{after}", table(&crates()));
    if std::env::var_os("SECRET_GUARD_BLESS").is_some() {
        std::fs::write(&path, &whole).expect("the table can be written");
    } else {
        assert_eq!(text, whole, "run again with SECRET_GUARD_BLESS=1");
    }
}

#[test]
fn every_finding_was_read_by_a_person_and_enough_are_right() {
    let entries: Vec<Entry> = crates().into_iter().flat_map(|krate| krate.entries).collect();
    let count = |verdict: &str| entries.iter().filter(|entry| entry.verdict == verdict).count();
    let (right, wrong, missed) = (count("right"), count("wrong"), count("missed"));
    assert_eq!(right + wrong + missed, entries.len(), "a verdict is right, wrong or missed");
    assert!(right * 100 >= (right + wrong) * 95, "precision: {right} right, {wrong} wrong");
    assert!(right * 100 >= (right + missed) * 95, "recall: {right} right, {missed} missed");
}

fn crates() -> Vec<Crate> {
    let files = common::files(&home().join("tests/lintcheck"));
    let files = files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.map(read).collect()
}

fn read(path: PathBuf) -> Crate {
    let text = std::fs::read_to_string(&path).expect("verdicts are text");
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split_whitespace().collect();
    let ["#", name, version] = head.as_slice() else { panic!("{}: no `# name version`", path.display()) };
    let (name, version) = (name.to_string(), version.to_string());
    let entries = lines.map(|line| entry(line).unwrap_or_else(|| panic!("{}: {line}", path.display()))).collect();
    Crate { path, name, version, entries }
}

fn entry(line: &str) -> Option<Entry> {
    let (verdict, rest) = line.split_once(' ')?;
    let (place, rest) = rest.split_once(' ')?;
    let (what, why) = rest.split_once(" -- ").unwrap_or((rest, ""));
    Some(Entry { verdict: verdict.into(), place: place.into(), what: what.into(), why: why.into() })
}

/// Where cargo keeps the sources of a crate.
fn sources(krate: &Crate) -> PathBuf {
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).expect("cargo has a home");
    let registries = std::fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten();
    let mut folders = registries.map(|registry| registry.path().join(format!("{}-{}", krate.name, krate.version)));
    let found = folders.find(|folder| folder.is_dir());
    found.unwrap_or_else(|| {
        panic!("the sources of {} {} are missing; run tests/lintcheck/fetch", krate.name, krate.version)
    })
}

/// Place and message of each finding.
fn findings(dir: &Path) -> Vec<(String, String)> {
    let (_, out, err) = common::run(dir, &["check", ".", "--rule", "env-read", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("no report: {err}"));
    let findings = report["findings"].as_array().expect("a list of findings");
    let found = findings.iter().map(|finding| {
        let place = &finding["primary"];
        let message = finding["message"].as_str().unwrap_or_default().to_owned();
        (format!("{}:{}", place["path"].as_str().unwrap_or_default(), place["line"]), message)
    });
    found.collect()
}

/// What is found now with the verdicts of before; misses that are found have
/// become findings to look at.
fn judged(krate: &Crate, found: Vec<(String, String)>) -> Vec<Entry> {
    let known: BTreeMap<(&str, &str), &Entry> =
        krate.entries.iter().map(|entry| ((entry.place.as_str(), entry.what.as_str()), entry)).collect();
    let mut now: Vec<Entry> = Vec::new();
    for (place, what) in found {
        now.push(match known.get(&(place.as_str(), what.as_str())) {
            Some(entry) => (*entry).clone(),
            None => Entry { verdict: "?".into(), place, what, why: String::new() },
        });
    }
    let missed = krate.entries.iter().filter(|entry| entry.verdict == "missed");
    let places: Vec<String> = now.iter().map(|entry| entry.place.clone()).collect();
    now.extend(missed.filter(|entry| !places.contains(&entry.place)).cloned());
    now
}

fn written(krate: &Crate, entries: &[Entry]) -> String {
    let mut text = format!("# {} {}\n", krate.name, krate.version);
    for Entry { verdict, place, what, why } in entries {
        let why = if why.is_empty() { String::new() } else { format!(" -- {why}") };
        text.push_str(&format!("{verdict} {place} {what}{why}\n"));
    }
    text
}

fn table(crates: &[Crate]) -> String {
    let mut text = "| crate | findings | right | wrong | missed |\n|---|---:|---:|---:|---:|\n".to_owned();
    let count = |krate: &Crate, verdict: &str| krate.entries.iter().filter(|entry| entry.verdict == verdict).count();
    let mut sum = [0; 3];
    let mut quiet = Vec::new();
    for krate in crates {
        let counts = ["right", "wrong", "missed"].map(|verdict| count(krate, verdict));
        if counts == [0; 3] {
            quiet.push(format!("{} {}", krate.name, krate.version));
            continue;
        }
        let [right, wrong, missed] = counts;
        let findings = right + wrong;
        text.push_str(&format!("| {} {} | {findings} | {right} | {wrong} | {missed} |\n", krate.name, krate.version));
        sum = [sum[0] + right, sum[1] + wrong, sum[2] + missed];
    }
    let [right, wrong, missed] = sum;
    let share = |of: usize, rest: usize| of as f64 / (of + rest).max(1) as f64;
    text.push_str(&format!("| **all** | {} | {right} | {wrong} | {missed} |\n", right + wrong));
    let (precision, recall) = (share(right, wrong), share(right, missed));
    text.push_str(&format!(
        "\nPrecision {precision:.3}, recall {recall:.3}. Nothing to find in {}.\n",
        quiet.join(", ")
    ));
    text
}
