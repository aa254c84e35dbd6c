//! The scanner as a library: no file, no program, no option of the command
//! line.

#[path = "common/token.rs"]
mod token;

use secret_guard::engine::scan::Guard;
use secret_guard::finding::{Confidence, Fate};
use token::github;

fn guard() -> Guard {
    Guard::new().expect("the detectors load")
}

#[test]
fn bytes_diffs_and_streams_are_scanned() {
    let line = format!("let key = \"{}\";\n", github(1));
    let found = guard().scan_bytes("a.rs", line.as_bytes());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].rule, found[0].primary.start.line), ("github-pat", 1));
    let diff = format!("--- a/a.rs\n+++ b/a.rs\n@@ -7 +7,2 @@\n {line}+{line}");
    let found = guard().scan_diff(diff.as_bytes()).expect("it is a diff");
    assert_eq!(found.iter().map(|finding| finding.primary.start.line).collect::<Vec<_>>(), [8]);
    assert!(guard().scan_diff(b"no diff").is_err());
}

#[test]
fn a_stream_gives_what_the_whole_text_gives() {
    let guard = guard();
    // Tokens at and around the places where a long text is cut.
    for shift in 0..6 {
        let mut text = "x".repeat(shift * 7);
        let mut seed = 0;
        while text.len() < 9 << 20 {
            seed += 1;
            text.push_str(&format!("\nkey = \"{}\"\n", github(seed)));
            text.push_str(&"fn main() { call(1, 2, 3); }\n".repeat(997));
        }
        let places = |findings: &[secret_guard::finding::Finding]| -> Vec<_> {
            findings.iter().map(|finding| (finding.primary.start, finding.primary.end)).collect()
        };
        let whole = guard.scan_bytes("a.conf", text.as_bytes());
        let mut pieces = Vec::new();
        guard.scan_reader("a.conf", text.as_bytes(), &mut |finding| pieces.push(finding)).expect("memory can be read");
        assert!(whole.len() > 300);
        assert_eq!(places(&pieces), places(&whole), "shift {shift}");
    }
}

#[test]
fn a_salt_makes_fingerprints_of_values() {
    let guard = guard().salted("00112233445566778899aabbccddeeff").at_least(Confidence::High);
    let print = |path: &str, text: &str| guard.scan_bytes(path, text.as_bytes())[0].fingerprint.clone();
    let token = github(3);
    assert_eq!(print("a.rs", &format!("\"{token}\"")), print("b.py", &format!("\n\nx = '{token}'")));
    let text = format!("// secret-guard: allow(github-pat) -- a test\nlet x = \"{token}\";\n");
    assert!(matches!(guard.scan_bytes("a.rs", text.as_bytes())[0].fate, Fate::Suppressed { line: 1, .. }));
}
