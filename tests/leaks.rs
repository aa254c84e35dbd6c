//! No report shows a secret: not the one it speaks of, not another one beside
//! it, in no format.

#[path = "common/token.rs"]
mod token;

mod common;

use proptest::prelude::*;
use secret_guard::engine::check;
use secret_guard::engine::scan::{Options, What, explain, scan};
use secret_guard::finding::Confidence;
use secret_guard::input::Scope;
use secret_guard::report::{Format, Look};

use common::{folder, run, sample};
use token::{github, letters};

const FORMATS: [Format; 7] =
    [Format::Human, Format::Short, Format::Json, Format::Sarif, Format::Github, Format::Cargo, Format::Junit];

/// A line that holds a value, and the value's secret part.
fn planted(kind: u8, seed: u64) -> (String, String) {
    let body = letters(seed, 24);
    match kind {
        0 => {
            let token = github(seed);
            (format!("let a = \"{token}\";"), token[4..].to_owned())
        }
        1 => (format!("password: \"{body}\","), body),
        2 => (format!("postgres://user:{body}@db.internal/x"), body),
        3 => (format!("Authorization: Bearer {body}"), body),
        4 => (format!("--api-key={body} --verbose"), body),
        5 => (format!("{{\\\"client_secret\\\": \\\"{body}\\\"}}"), body),
        // Nothing finds these; they only stand beside what is found.
        6 => (format!("token_type = '{body}'"), body),
        7 => (format!("call({body})"), body),
        _ => (format!("export AWS_SECRET_ACCESS_KEY={body}{}", letters(seed + 1, 16)), body),
    }
}

/// Whether some part of `secret` that could help to guess it is in `text`.
fn shows(text: &str, secret: &str) -> bool {
    secret.as_bytes().windows(6).any(|part| text.contains(std::str::from_utf8(part).unwrap_or("\0")))
}

fn report(path: &str, text: &str) -> secret_guard::report::Report {
    let scope = Scope { start: std::env::temp_dir(), ..Scope::default() };
    let common = check::Options { scope, without_baseline: true, ..check::Options::default() };
    let what = What::Text(path.to_owned(), text.as_bytes().to_vec());
    let options = Options { common, what, least: Some(Confidence::Low), ..Options::default() };
    scan(options).expect("a text can be scanned")
}

proptest! {
    #![proptest_config(sample(60))]

    #[test]
    fn no_format_shows_a_planted_value(
        planted in prop::collection::vec((0u8..9, 1u64..1_000_000, any::<bool>()), 1..8),
        path in prop::sample::select(vec!["src/a.rs", "a.yaml", ".env", "tests/b.py", "README.md", "c.min.js"]),
    ) {
        let mut text = String::new();
        let mut secrets = Vec::new();
        let found = planted.iter().filter(|(kind, ..)| *kind == 0).count();
        for (kind, seed, breaks) in planted {
            let (line, secret) = self::planted(kind, seed);
            text.push_str(&line);
            text.push_str(if breaks { "\n" } else { " " });
            secrets.push(secret);
        }
        let report = report(path, &text);
        prop_assert!(report.findings.len() >= found.min(1), "nothing is found in\n{text}");
        for format in FORMATS {
            for colour in [false, true] {
                let shown = report.render(format, Look { colour, ..Look::default() });
                for secret in &secrets {
                    prop_assert!(!shows(&shown, secret), "{format:?} shows a value of\n{text}");
                }
            }
        }
        let debug = format!("{report:?}");
        prop_assert!(secrets.iter().all(|secret| !shows(&debug, secret)), "the report's debug form");
    }
}

#[test]
fn lines_of_a_key_are_not_shown() {
    let lines: Vec<String> = (1..9).map(|seed| letters(seed, 64)).collect();
    let kind = "RSA PRIVATE";
    for join in ["\n", "\r\n", "\\n"] {
        let text =
            format!("key = \"-----BEGIN {kind} KEY-----{join}MIAA{}{join}-----END {kind} KEY-----\"", lines.join(join));
        let report = report("src/a.rs", &text);
        assert!(!report.findings.is_empty());
        for format in FORMATS {
            let shown = report.render(format, Look::default());
            assert!(lines.iter().all(|line| !shows(&shown, line)), "{format:?}");
        }
    }
}

#[test]
fn an_explanation_shows_no_value() {
    let secret = letters(5, 24);
    let text = format!("password = \"{secret}\"\ntoken_type = \"{secret}\"\npasswords: {secret}\n");
    let dir = folder(&[("a.yaml", &text)]);
    for line in 1..=3 {
        let scope = Scope { start: dir.path().to_path_buf(), paths: vec!["a.yaml".into()], ..Scope::default() };
        let common = check::Options { scope, ..check::Options::default() };
        let said = explain(&Options { common, ..Options::default() }, line).expect("the file is there");
        assert!(!said.lines.is_empty());
        assert!(!shows(&format!("{said:?}"), &secret), "{said:?}");
    }
}

#[test]
fn secrets_are_shown_on_a_terminal_only() {
    let dir = folder(&[("a.rs", &format!("let a = \"{}\";\n", github(1)))]);
    for args in [&["--show-secrets"][..], &["--show-secrets", "--format", "json"], &["--show-secrets", "-o", "x"]] {
        let (code, out, err) = run(dir.path(), &[&["scan"], args].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains("terminal"), "{err}");
        assert!(!dir.path().join("x").exists());
    }
}

/// Lines on which `check` finds something, each with a value beside it.
const FOUND: [(&str, &str); 7] = [
    ("src/a.rs", "const API_KEY: &str = \"VALUE\";\nfn f() { eprintln!(\"{API_KEY}\"); }\n"),
    ("src/b.rs", "fn f() {\n    let password = \"VALUE\".to_string();\n    eprintln!(\"{}\", password);\n}\n"),
    ("src/c.rs", "fn f() -> String { std::env::var(\"OLD_KEY\").unwrap_or(\"VALUE\".into()) }\n"),
    ("src/d.rs", "fn f(password: &str) { println!(\"{} {}\", password, \"VALUE\"); }\n"),
    (".env", "OLD_KEY=VALUE\n"),
    ("deploy.yaml", "env:\n  OLD_KEY: \"VALUE\"\n"),
    // secret-guard: allow(plaintext-column, plaintext-seed) -- a finding of this is what the test is about
    ("m/1_x.sql", "CREATE TABLE t (id INT, api_key TEXT DEFAULT 'VALUE');\n"),
];

#[test]
fn check_shows_no_value_on_the_lines_it_shows() {
    let manifest = "version: 1\nsecrets:\n  - id: key\n    class: runtime\n    env: NEW_KEY\n    kind: secret\n    \
                    owner: x\n    deprecated:\n      - name: OLD_KEY\n        since: 2025-01-31\n";
    for (number, (path, text)) in FOUND.iter().enumerate() {
        let value = letters(number as u64 + 1, 24);
        let dir = folder(&[("secrets.yaml", manifest), (path, &text.replace("VALUE", &value))]);
        for format in ["human", "short", "json", "sarif", "github", "cargo", "junit"] {
            let (code, out, err) = run(dir.path(), &["check", "--format", format]);
            assert_eq!(code, 1, "{path}: nothing is found: {err}");
            assert!(!shows(&out, &value) && !shows(&err, &value), "{path} in {format}");
        }
    }
}
