//! The examples in the detector files run.

use serde::Deserialize;

use super::detector::{Matcher, all};
use super::template::expand;
use super::{Hit, Scanner};
use crate::finding::Confidence;

#[derive(Deserialize)]
struct Provider {
    detectors: Vec<Examples>,
}

#[derive(Deserialize)]
pub(super) struct Examples {
    id: String,
    file: Option<String>,
    #[serde(default)]
    pub(super) positive: Vec<String>,
    #[serde(default)]
    negative: Vec<String>,
}

pub(super) fn examples() -> Vec<Examples> {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/secrets");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let provider: Provider = serde_saphyr::from_str(&text).unwrap();
        found.extend(provider.detectors);
    }
    found
}

fn found(scanner: &Scanner, file: Option<&str>, text: &str) -> Vec<Hit> {
    let hits = scanner.scan(file.unwrap_or("src/main.conf"), text).into_iter();
    hits.filter(|hit| hit.dropped.is_none() && hit.confidence >= Confidence::Medium).collect()
}

#[test]
fn every_positive_is_found_by_its_own_detector_and_no_negative_is() {
    let scanner = Scanner::new().unwrap();
    let mut wrong = Vec::new();
    for example in examples() {
        assert!(example.positive.len() >= 2 && example.negative.len() >= 2, "{} has too few examples", example.id);
        for (at, template) in example.positive.iter().enumerate() {
            for seed in 1..4 {
                let ids: Vec<_> = found(&scanner, example.file.as_deref(), &expand(template, seed))
                    .iter()
                    .map(|hit| hit.detector.id)
                    .collect();
                if ids != [example.id.as_str()] {
                    wrong.push(format!("{} positive {at} (seed {seed}): {ids:?}", example.id));
                }
            }
        }
        for (at, template) in example.negative.iter().enumerate() {
            let ids: Vec<_> = found(&scanner, example.file.as_deref(), &expand(template, 1))
                .iter()
                .map(|hit| hit.detector.id)
                .collect();
            if ids.contains(&example.id.as_str()) {
                wrong.push(format!("{} negative {at}", example.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn ids_are_distinct_and_every_pattern_has_literals() {
    let mut ids: Vec<_> = all().iter().map(|detector| detector.id).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count);
    for detector in all() {
        if let Matcher::Pattern(pattern) = &detector.matcher {
            assert!(!pattern.literals.is_empty(), "{}", detector.id);
        }
    }
}

#[test]
fn every_detector_says_what_it_opens_and_how_it_is_revoked() {
    for detector in all() {
        assert!(!detector.description.is_empty(), "{} has no description", detector.id);
        assert!(!detector.references.is_empty(), "{} has no reference", detector.id);
        assert!(detector.remediation.ends_with('.'), "{} has no remediation", detector.id);
    }
}

#[test]
fn every_pattern_compiles_within_the_engine_that_is_linear() {
    for detector in all() {
        let pattern = match &detector.matcher {
            Matcher::Pattern(pattern) => pattern.regex,
            Matcher::Assignment(found) => found.value,
            Matcher::Structure => continue,
        };
        // The engine has no backtracking; what it refuses would never match.
        let built = regex::bytes::RegexBuilder::new(pattern).unicode(false).size_limit(1 << 20).build();
        assert!(built.is_ok(), "{}: {:?}", detector.id, built.err());
    }
}
