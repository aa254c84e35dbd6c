//! Turns `rules/secrets/*.yaml` into a Rust table and other data into JSON,
//! so that the program starts without parsing YAML, and proves that every pattern has literals
//! by which it can be found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use regex_syntax::hir::literal::{ExtractKind, Extractor};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Provider {
    provider: String,
    remediation: String,
    #[serde(default)]
    references: Vec<String>,
    detectors: Vec<Detector>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Detector {
    id: String,
    name: String,
    #[serde(default)]
    description: String,
    #[serde(default = "deny")]
    level: String,
    #[serde(default = "high")]
    confidence: String,
    pattern: Option<String>,
    assignment: Option<Assignment>,
    structure: Option<String>,
    #[serde(default)]
    capture: usize,
    /// Literals within the match, for forms that begin with none.
    #[serde(default)]
    inner: Vec<String>,
    /// How far before its literal a match may begin.
    #[serde(default)]
    back: usize,
    #[serde(default)]
    entropy: f32,
    checksum: Option<Checksum>,
    #[serde(default)]
    requires: Vec<String>,
    #[serde(default = "demote")]
    tests: String,
    #[serde(default = "cwe")]
    cwe: u32,
    /// The file that the examples stand in.
    #[serde(default)]
    #[allow(dead_code)]
    file: Option<String>,
    #[serde(default)]
    #[allow(dead_code)]
    positive: Vec<String>,
    #[serde(default)]
    #[allow(dead_code)]
    negative: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Assignment {
    keys: Vec<String>,
    value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Checksum {
    kind: String,
    on_fail: String,
}

fn deny() -> String {
    "deny".to_owned()
}

fn high() -> String {
    "high".to_owned()
}

fn demote() -> String {
    "demote".to_owned()
}

fn cwe() -> u32 {
    798
}

fn main() {
    let dir = Path::new("rules/secrets");
    println!("cargo::rerun-if-changed={}", dir.display());
    println!("cargo::rerun-if-changed=build.rs");
    let mut files: Vec<PathBuf> = std::fs::read_dir(dir)
        .expect("rules/secrets is part of the package")
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "yaml"))
        .collect();
    files.sort();
    let mut table = String::from("&[\n");
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a detector file is text");
        let provider: Provider =
            serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for detector in &provider.detectors {
            write_detector(&mut table, &provider, detector);
        }
    }
    table.push(']');
    write_out("detectors.rs", &table);
    write_words("names", "const");
    write_words("values", "pub(super) const");
    write_words("roles", "pub(super) const");
    write_words("context", "const");
    write_words("structures", "pub(super) const");
    write_words("placeholders", "const");
    write_words("places", "const");
    write_words("classes", "const");
    for name in ["flow/sinks", "flow/types", "flow/values", "init/guess", "words/audit", "words/env", "words/flow"] {
        write_data(name);
    }
    write_data("words/writes");
}

/// Data for the rules as JSON, which a program that starts in a hook reads in a fifth of the time.
/// A word that YAML takes for a number or a truth has to stand in quotes.
fn write_data(name: &str) {
    let path = format!("rules/{name}.yaml");
    println!("cargo::rerun-if-changed={path}");
    let text = std::fs::read_to_string(&path).expect("the data is part of the package");
    let data: serde_json::Value = serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    write_out(&format!("{name}.json"), &data.to_string());
}

fn write_out(name: &str, text: &str) {
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let path = Path::new(&out).join(name);
    path.parent().map_or(Ok(()), std::fs::create_dir_all).expect("OUT_DIR can be written");
    std::fs::write(path, text).expect("OUT_DIR can be written");
}

/// The lists of a file of words as sorted constants.
fn write_words(file: &str, visible: &str) {
    let path = format!("rules/words/{file}.yaml");
    println!("cargo::rerun-if-changed={path}");
    let text = std::fs::read_to_string(&path).expect("the word lists are part of the package");
    let lists: BTreeMap<String, BTreeSet<String>> =
        serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut table = String::new();
    for (name, words) in &lists {
        let words: Vec<&String> = words.iter().collect();
        writeln!(table, "{visible} {}: &[&str] = &{words:?};", name.to_uppercase())
            .expect("writing to a string does not fail");
    }
    write_out(&format!("{file}.rs"), &table);
}

fn write_detector(table: &mut String, provider: &Provider, detector: &Detector) {
    let id = &detector.id;
    let checksum = detector.checksum.as_ref().map_or("None".to_owned(), |check| {
        format!("Some(Checksum {{ kind: Kind::{}, on_fail: OnFail::{} }})", camel(&check.kind), camel(&check.on_fail))
    });
    writeln!(
        table,
        "Detector {{ id: {id:?}, provider: {:?}, name: {:?}, description: {:?}, remediation: {:?}, \
         references: &{:?}, level: Level::{}, confidence: Confidence::{}, matcher: {}, entropy: {:?}, \
         checksum: {checksum}, requires: &{:?}, in_tests: InTests::{}, cwe: {} }},",
        provider.provider,
        detector.name,
        detector.description,
        provider.remediation,
        provider.references,
        camel(&detector.level),
        camel(&detector.confidence),
        matcher(detector),
        detector.entropy,
        detector.requires,
        camel(&detector.tests),
        detector.cwe,
    )
    .expect("writing to a string does not fail");
}

fn matcher(detector: &Detector) -> String {
    match (&detector.pattern, &detector.assignment, &detector.structure) {
        (Some(pattern), None, None) => {
            let (literals, max_len) = match &detector.inner[..] {
                [] => literals(&detector.id, pattern),
                inner => (within(&detector.id, pattern, inner), longest(&parsed(&detector.id, pattern))),
            };
            let (capture, back) = (detector.capture, detector.back);
            format!(
                "Matcher::Pattern(Pattern {{ regex: {pattern:?}, literals: &{literals:?}, \
                 max_len: {max_len}, capture: {capture}, back: {back} }})"
            )
        }
        (None, Some(Assignment { keys, value }), None) => {
            parsed(&detector.id, value);
            format!("Matcher::Assignment(Assignment {{ keys: &{keys:?}, value: {value:?} }})")
        }
        (None, None, Some(_)) => "Matcher::Structure".to_owned(),
        _ => panic!("{}: give exactly one of pattern, assignment and structure", detector.id),
    }
}

/// The longest match of a pattern without an upper bound that is looked at.
const UNBOUNDED: usize = 4096;

/// The strings one of which begins every match, and the longest match.
fn literals(id: &str, pattern: &str) -> (Vec<String>, usize) {
    let hir = parsed(id, pattern);
    let found = Extractor::new().kind(ExtractKind::Prefix).limit_class(4).limit_total(64).extract(&hir);
    let found = found.literals().unwrap_or_else(|| panic!("{id}: the pattern has no literal prefix"));
    let text = |literal: &regex_syntax::hir::literal::Literal| {
        String::from_utf8(literal.as_bytes().to_vec()).expect("patterns are ASCII")
    };
    let literals: Vec<String> = found.iter().map(text).collect();
    assert!(literals.iter().all(|text| text.len() >= 2), "{id}: a literal of one byte is no filter: {literals:?}");
    (literals, longest(&hir))
}

fn longest(hir: &regex_syntax::hir::Hir) -> usize {
    hir.properties().maximum_len().unwrap_or(UNBOUNDED)
}

/// The literals within a pattern; the pattern must spell each of them.
fn within(id: &str, pattern: &str, inner: &[String]) -> Vec<String> {
    for literal in inner {
        let spelled = pattern.contains(literal.as_str()) || pattern.contains(&regex_syntax::escape(literal));
        assert!(spelled, "{id}: the pattern does not hold {literal:?}");
        assert!(literal.len() >= 2, "{id}: a literal of one byte is no filter: {literal:?}");
    }
    inner.to_vec()
}

fn parsed(id: &str, pattern: &str) -> regex_syntax::hir::Hir {
    let mut parser = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build();
    parser.parse(pattern).unwrap_or_else(|error| panic!("{id}: {error}"))
}

fn camel(word: &str) -> String {
    let parts = word.split('-');
    parts.map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}
