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

/// The signs that a well-known framework draws its keys from.
const SIGNS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)";

#[test]
fn keys_of_all_signs_are_no_code() {
    let scanner = Scanner::new().unwrap();
    let mut state = 7u64;
    let mut sign = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(SIGNS[(state >> 33) as usize % SIGNS.len()])
    };
    let missed = (0..400).filter(|_| {
        let key: String = (0..50).map(|_| sign()).collect();
        let hits = scanner.scan("app/settings.py", &format!("SECRET_KEY = '{key}'\n"));
        !hits.iter().any(|hit| hit.dropped.is_none() && hit.confidence >= Confidence::Medium)
    });
    assert_eq!(missed.count(), 0);
}

#[test]
fn a_document_is_no_key() {
    let scanner = Scanner::new().unwrap();
    let challenge = expand("{base64url:43}", 3);
    let value = format!(r#"{{\"type\":\"authentication\",\"expected(Challenge)\":\"{challenge}\"}}"#);
    let text = format!("\"identifier\": \"verification-token\",\n\"access_token\": \"{value}\"\n");
    let hits = scanner.scan("src/a.json", &text);
    assert!(
        !hits.iter().any(|hit| hit.dropped.is_none() && (hit.span.end - hit.span.start) as usize >= value.len()),
        "{hits:?}"
    );
}
