//! The ways of writing a secret down, in every language: `shapes.txt`.

use crate::finding::Confidence;
use crate::secrets::Scanner;
use crate::secrets::template::expand;

#[test]
fn every_shape_is_found() {
    let scanner = Scanner::new().unwrap();
    let mut missed = Vec::new();
    let lines = include_str!("shapes.txt").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let (path, template) = line.split_once('\t').unwrap();
        let text = expand(&template.replace("\\n", "\n"), 5);
        let found = |hit: &crate::secrets::Hit| hit.dropped.is_none() && hit.confidence >= Confidence::Medium;
        if !scanner.scan(path, &format!("{text}\n")).iter().any(found) {
            missed.push(line);
        }
    }
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}
