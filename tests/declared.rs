//! What `scan` takes from the workspace around a text: the manifest's names,
//! attributes of fields, reviewed values, names of files.

#[path = "common/token.rs"]
mod token;

mod common;

use std::path::Path;

use common::{folder, git, run, write};
use token::{github, letters};

const MANIFEST: &str = "version: 1\nsecrets:\n  - id: payment\n    class: integration\n    kind: secret\n    env: \
                        PAYMENT_API_KEY\n    aliases: []\n    deprecated: []\n    required_in: []\n    owner: payments\n";

/// Line and confidence of each finding in `src/lib.rs`.
fn found(dir: &Path, text: &str) -> Vec<(u64, String)> {
    write(dir, "src/lib.rs", text.as_bytes());
    let (_, out, err) = run(dir, &["scan", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect(&err);
    let findings = report["findings"].as_array().expect("a list").clone();
    let here = findings.iter().filter(|finding| finding["primary"]["path"] == "src/lib.rs");
    here.map(|finding| {
        let line = finding["primary"]["line"].as_u64().expect("a number");
        (line, finding["confidence"].as_str().unwrap_or_default().to_owned())
    })
    .collect()
}

#[test]
fn a_constant_that_the_manifest_names_is_certain_in_every_shape() {
    let dir = folder(&[("secrets.yaml", MANIFEST)]);
    for shape in [
        "pub const PAYMENT_API_KEY: &str = \"open sesame\";",
        "static PAYMENT_API_KEY: &str = \"sesame\";",
        "const PAYMENT_API_KEY: Option<&str> = Some(\"sesame\");",
        "const PAYMENT_API_KEY: &[u8] = b\"sesame\";",
        "struct S; impl S { const PAYMENT_API_KEY: &'static str = r#\"sesame\"#; }",
        "fn f() { const PAYMENT_API_KEY: &str = \"sesame\"; }",
    ] {
        assert_eq!(found(dir.path(), &format!("{shape}\n")), [(1, "certain".to_owned())], "{shape}");
    }
    for none in [
        "const PAYMENT_API_KEY: &str = \"PAYMENT_API_KEY\";",
        "const PAYMENT_API_KEY: Option<&str> = option_env!(\"PAYMENT_API_KEY\");",
        "const PAYMENT_API_KEY: &str = \"<your key here>\";",
        "const PAYMENT_API: &str = \"sesame\";",
    ] {
        assert_eq!(found(dir.path(), &format!("{none}\n")), [], "{none}");
    }
}

#[test]
fn an_attribute_gives_its_field_a_value() {
    let dir = folder(&[]);
    let value = letters(3, 14) + "x9";
    let text = format!(
        "#[derive(Parser)]\nstruct Args {{\n    /// Where to.\n    #[arg(long, default_value = \"{value}\")]\n    \
         host: String,\n    #[arg(long, default_value = \"{value}\")]\n    db_password: String,\n}}\n"
    );
    let lines: Vec<u64> = found(dir.path(), &text).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [6]);
}

#[test]
fn a_reviewed_value_that_is_gone_is_said() {
    let dir = folder(&[]);
    let path = dir.path();
    let config = "version: 1\nscan:\n  salt: 00112233445566778899aabbccddeeff\n  allow:\n    - fingerprint: \
                  0123456789abcdef01234567\n      reason: a sample of the provider's documentation\n";
    write(path, "secret-guard.yaml", config.as_bytes());
    write(path, "a.txt", b"nothing\n");
    let (code, out, err) = run(path, &["scan", "-q", "--format", "short"]);
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.contains("secret-guard.yaml:5:") && out.contains("no secret of this fingerprint"), "{out}");
    // A change says nothing of the rest.
    let (code, out, err) = run(path, &["scan", "-q", "a.txt"]);
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn a_secret_in_the_name_of_a_file_is_not_shown() {
    let dir = folder(&[]);
    let path = dir.path();
    git(path, &["init", "-q"]);
    write(path, &format!("backup-{}.txt", github(1)), format!("key = {}\n", github(2)).as_bytes());
    for args in [&["scan"][..], &["scan", "--format", "json"], &["scan", "--format", "sarif"]] {
        let (code, out, err) = run(path, args);
        assert_eq!(code, 1, "{out}{err}");
        assert!(out.contains("********.txt") || out.contains("%2A%2A.txt"), "{out}");
        assert!(!out.contains(&github(1)[4..]) && !err.contains(&github(1)[4..]), "{out}{err}");
    }
}

#[test]
fn an_aws_key_names_its_account() {
    let dir = folder(&[]);
    // The account 999888777666, as its number stands in the id.
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits = u128::from(999_888_777_666_u64) << 39 | 0x2A_5B37_91C4;
    let body: String = (0..16).map(|at| char::from(digits[(bits >> (75 - 5 * at)) as usize & 31])).collect();
    write(dir.path(), "a.txt", format!("id AKIA{body}\n").as_bytes());
    let (_, out, err) = run(dir.path(), &["scan", "--format", "short"]);
    assert!(out.contains("of account 999888777666"), "{out}{err}");
}

#[test]
fn the_draft_of_a_baseline_holds_the_secrets_that_are_there() {
    let dir = folder(&[("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2024\"\n")]);
    let path = dir.path();
    git(path, &["init", "-q"]);
    write(path, "src/lib.rs", format!("const A: &str = \"{}\";\n", github(1)).as_bytes());
    let (code, out, err) = run(path, &["init"]);
    assert_eq!(code, 0, "{out}{err}");
    let (code, out, err) = run(path, &["scan"]);
    assert_eq!(code, 0, "{out}{err}");
    write(path, "src/lib.rs", format!("const A: &str = \"{}\";\n", github(2)).as_bytes());
    assert_eq!(run(path, &["scan"]).0, 1, "another value is new");
}
