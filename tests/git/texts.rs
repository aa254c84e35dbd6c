//! However a text is written.

use crate::common::{git, run, write};
use crate::token::{github, letters};
use crate::{found, line, repo};

#[test]
fn text_is_read_however_it_is_written() {
    let dir = repo();
    let path = dir.path();
    let text = format!("one\r\n{}", line(1));
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    write(path, "bom-le.txt", &[&[0xFF, 0xFE], &wide[..]].concat());
    write(path, "bom-be.txt", &[&[0xFE, 0xFF], &big[..]].concat());
    write(path, "bare-le.txt", &wide);
    write(path, "bare-be.txt", &big);
    write(path, "bom.txt", &[&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat());
    write(path, "latin.txt", &[b"caf\xE9\n", line(1).as_bytes()].concat());
    write(path, "nul.txt", &["one\ntwo\n".repeat(40).as_bytes(), b"\0\n", line(1).as_bytes()].concat());
    write(path, "crlf.txt", text.replace('\n', "\r\n").replace("\r\r", "\r").as_bytes());
    write(path, "cr.txt", text.replace('\n', "").as_bytes());
    write(path, "picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0");
    git(path, &["add", "-A"]);
    let places = [
        "bare-be.txt:2",
        "bare-le.txt:2",
        "bom-be.txt:2",
        "bom-le.txt:2",
        "bom.txt:2",
        "cr.txt:1",
        "crlf.txt:2",
        "latin.txt:2",
        "nul.txt:82",
    ];
    assert_eq!(found(path, &["--staged"]), places);
    assert_eq!(found(path, &[]), places);
    let (_, out, _) = run(path, &["scan", "--staged"]);
    assert!(out.contains("not scanned, no text: picture.png"), "{out}");
    // A file that is checked out with other line ends is not all new.
    git(path, &["commit", "-qm", "all"]);
    write(path, "crlf.txt", text.replace("\r\n", "\n").as_bytes());
    git(path, &["add", "-A"]);
    assert!(found(path, &["--staged"]).is_empty());
}

#[test]
fn columns_count_characters() {
    let dir = repo();
    write(dir.path(), "a.txt", format!("ä\u{1F600} x = \"{}\"\n", github(1)).as_bytes());
    let (_, out, _) = run(dir.path(), &["scan", "-q", "--format", "short"]);
    assert!(out.starts_with("a.txt:1:9: "), "{out}");
}

#[test]
fn an_encoded_token_is_found_where_it_stands() {
    let dir = repo();
    let path = dir.path();
    let token = format!("the token is {} and more", github(1));
    let base64 = |text: &str| {
        let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let each = text.as_bytes().chunks(3).map(|three| {
            let bits = three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
            let four = (0..4).map(|at| char::from(digits[(bits >> (18 - 6 * at)) as usize & 63]));
            let kept: String = four.take(three.len() + 1).collect();
            format!("{kept:=<4}")
        });
        each.collect::<String>()
    };
    let hex: String = token.bytes().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = token.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let lines = [base64(&token), base64(&base64(&token)), base64(&base64(&base64(&token))), hex, percent];
    let text: String = lines.iter().map(|line| format!("x = {line}\n")).collect();
    write(path, "a.txt", format!("{text}x = {}\n", base64(&lines[2])).as_bytes());
    git(path, &["add", "-A"]);
    let places: Vec<String> = (1..=5).map(|line| format!("a.txt:{line}")).collect();
    assert_eq!(found(path, &["--staged"]), places, "and no deeper than three times");
    let (_, out, _) = run(path, &["scan", "--staged", "--format", "short"]);
    assert!(out.contains("a.txt:1:5: deny[github-pat]: GitHub personal access token, encoded"), "{out}");
}

#[test]
fn the_syntax_tree_of_a_rust_file_is_asked() {
    let dir = repo();
    let path = dir.path();
    let value = letters(7, 12) + "7";
    let body = format!("pub const PAYMENT_API_KEY: &str = \"{value}\";\n");
    let text = format!("{body}#[cfg(test)]\nmod tests {{\n    fn f() {{ let password = \"{value}\"; }}\n}}\n");
    write(path, "src/lib.rs", text.as_bytes());
    let confidence = || {
        let (_, out, _) = run(path, &["scan", "--confidence", "low", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
        let findings = report["findings"].as_array().expect("a list").clone();
        let each = findings.iter().filter(|f| f["primary"]["path"] == "src/lib.rs");
        each.map(|f| (f["primary"]["line"].as_u64(), f["confidence"].as_str().map(str::to_owned))).collect::<Vec<_>>()
    };
    let before = confidence();
    assert!(before.iter().any(|(line, word)| *line == Some(4) && word.as_deref() != Some("high")), "{before:?}");
    let manifest = "version: 1\nsecrets:\n  - id: payment\n    class: integration\n    kind: secret\n    \
                    env: PAYMENT_API_KEY\n    aliases: []\n    deprecated: []\n    required_in: []\n    \
                    owner: payments\n";
    write(path, "secrets.yaml", manifest.as_bytes());
    let after = confidence();
    assert!(after.contains(&(Some(1), Some("certain".to_owned()))), "{after:?}");
}
