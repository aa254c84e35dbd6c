//! The ways of writing a secret down, in every language: `shapes.txt`; and
//! what only looks like one: `quiet.txt`.

use crate::finding::Confidence;
use crate::secrets::Scanner;
use crate::secrets::template::expand;

/// Each line of a list, expanded, and how many secrets are reported in it.
fn judged(list: &'static str) -> impl Iterator<Item = (&'static str, usize)> {
    let scanner = Scanner::new().unwrap();
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.map(move |line| {
        let (path, template) = line.split_once('\t').unwrap();
        let text = expand(&template.replace("\\n", "\n"), 5);
        let found = |hit: &crate::secrets::Hit| hit.dropped.is_none() && hit.confidence >= Confidence::Medium;
        (line, scanner.scan(path, &format!("{text}\n")).iter().filter(|hit| found(hit)).count())
    })
}

#[test]
fn every_shape_is_found() {
    let missed: Vec<_> = judged(include_str!("shapes.txt")).filter(|(_, found)| *found == 0).collect();
    assert!(missed.is_empty(), "{} missed:\n{missed:#?}", missed.len());
}

#[test]
fn what_only_looks_like_a_secret_is_quiet() {
    let wrong: Vec<_> = judged(include_str!("quiet.txt")).filter(|(_, found)| *found > 0).collect();
    assert!(wrong.is_empty(), "{} found:\n{wrong:#?}", wrong.len());
}
