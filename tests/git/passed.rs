//! What is let pass, by whom, and how that is told.

use crate::common::{git, run, write};
use crate::token::github;
use crate::{commit, found, line, repo};

#[test]
fn a_suppression_on_the_line_above_counts_and_needs_a_reason() {
    let dir = repo();
    let path = dir.path();
    let text = format!("// secret-guard: allow(github-pat) -- revoked, kept for the test\n{}", line(1));
    write(path, "a.rs", text.as_bytes());
    write(path, "b.js", text.as_bytes());
    write(path, "c.py", text.replace("//", "#").as_bytes());
    git(path, &["add", "-A"]);
    assert!(found(path, &["--staged"]).is_empty());
    assert_eq!(run(path, &["check", "-q"]).0, 0, "check knows the ids of detectors");
    write(path, "a.rs", text.replace(" -- revoked, kept for the test", "").as_bytes());
    git(path, &["add", "-A"]);
    assert_eq!(found(path, &["--staged"]), ["a.rs:1", "a.rs:2"]);
}

#[test]
fn marks_of_other_scanners_count_and_are_counted() {
    let dir = repo();
    let path = dir.path();
    let marks = ["gitleaks:allow", "betterleaks:allow", "pragma: allowlist secret", "kingfisher:ignore"];
    let more = ["trufflehog:ignore", "ggignore"];
    let text: String =
        marks.iter().chain(&more).zip(1..).map(|(mark, n)| line(n).replace('\n', &format!(" // {mark}\n"))).collect();
    let text = format!("{text}# pragma: allowlist nextline secret\n{}", line(9));
    write(path, "a.py", text.as_bytes());
    git(path, &["add", "-A"]);
    assert!(found(path, &["--staged"]).is_empty());
    let (_, out, _) = run(path, &["scan", "--staged"]);
    assert!(out.contains("7 findings are let pass by marks of other scanners"), "{out}");
    assert_eq!(found(path, &["--staged", "--no-foreign-marks"]).len(), 7);
    write(path, "secret-guard.yaml", b"version: 1\nscan: { foreign_marks: false }\n");
    git(path, &["add", "-A"]);
    assert_eq!(found(path, &["--staged"]).len(), 7);
}

#[test]
fn a_baseline_knows_values_and_not_lines() {
    let dir = repo();
    let path = dir.path();
    write(path, "a.rs", format!("one\n{}", line(1)).as_bytes());
    commit(path, "secret");
    assert_eq!(run(path, &["baseline", "write"]).0, 0);
    let text = std::fs::read_to_string(path.join("secret-guard.baseline")).expect("it is written");
    assert!(text.contains("# salt: ") && !text.contains(&github(1)[4..]), "{text}");
    commit(path, "baseline");
    assert!(found(path, &[]).is_empty());
    // Twenty lines above, another file, another folder, once more.
    write(path, "a.rs", format!("{}{}", "new\n".repeat(20), line(1)).as_bytes());
    assert!(found(path, &[]).is_empty());
    git(path, &["add", "-A"]);
    git(path, &["mv", "a.rs", "b.rs"]);
    write(path, "src/c.rs", line(1).as_bytes());
    git(path, &["add", "-A"]);
    assert!(found(path, &["--staged"]).is_empty());
    assert!(found(path, &["--history"]).is_empty());
    // Most of `b.rs` is new; all of `src/c.rs` was in `a.rs`, which is gone.
    assert_eq!(found(path, &["--staged", "--no-baseline"]), ["b.rs:21"]);
    // A second secret on the known line, and another value in its place.
    let two = format!("let key = (\"{}\", \"{}\");\n", github(1), github(2));
    write(path, "b.rs", two.as_bytes());
    git(path, &["add", "-A"]);
    assert_eq!(found(path, &["--staged"]), ["b.rs:1"]);
    write(path, "b.rs", line(3).as_bytes());
    git(path, &["rm", "-rqf", "src"]);
    git(path, &["add", "-A"]);
    let places = found(path, &[]);
    assert_eq!(places, ["b.rs:1", "secret-guard.baseline:3"], "a new value, and an entry that died");
    assert_eq!(run(path, &["check", "-q"]).0, 0, "check leaves the scanner's entries alone");
    assert_eq!(run(path, &["baseline", "prune"]).0, 0);
    let after = std::fs::read_to_string(path.join("secret-guard.baseline")).expect("it is written");
    assert_eq!(after.lines().count(), 1, "{after}");
}

#[test]
fn a_value_is_allowed_by_its_fingerprint() {
    let dir = repo();
    let path = dir.path();
    let config = "version: 1\nscan:\n  salt: 00112233445566778899aabbccddeeff\n";
    write(path, "secret-guard.yaml", config.as_bytes());
    write(path, "a.rs", line(1).as_bytes());
    let (_, out, _) = run(path, &["scan", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let print = report["findings"][0]["fingerprint"].as_str().expect("a fingerprint").to_owned();
    let allow = format!("  allow:\n    - fingerprint: {print}\n      reason: revoked\n");
    write(path, "secret-guard.yaml", format!("{config}{allow}").as_bytes());
    assert!(found(path, &[]).is_empty());
    write(path, "b/c.py", format!("\n\n{}", line(1)).as_bytes());
    assert!(found(path, &[]).is_empty(), "wherever it stands");
    write(path, "a.rs", line(2).as_bytes());
    assert_eq!(found(path, &[]), ["a.rs:1"], "and nothing else");
    write(path, "secret-guard.yaml", format!("version: 1\nscan:\n{allow}").as_bytes());
    let (code, _, err) = run(path, &["scan"]);
    assert_eq!(code, 2);
    assert!(err.contains("needs a salt"), "{err}");
}

#[test]
fn explain_says_who_found_a_line_and_who_dropped_it() {
    let dir = repo();
    let path = dir.path();
    let text = format!(
        "{}password = \"changeme\";\nlet ghp_ = 1;\nnothing\n{}",
        line(1),
        line(2).replace('\n', " // gitleaks:allow\n")
    );
    write(path, "a.rs", text.as_bytes());
    let explain = |line: &str| {
        let (code, out, err) = run(path, &["explain", line]);
        assert_eq!(code, 0, "{err}");
        assert!(!out.contains(&github(1)[4..]) && !out.contains(&github(2)[4..]), "{out}");
        out
    };
    let out = explain("a.rs:1");
    assert!(out.contains("the beginning of `github-pat`: `github-pat` found it, confidence certain"), "{out}");
    assert!(out.contains("`github-pat` in the end: reported, deny"), "{out}");
    assert!(explain("a.rs:2").contains("dropped it: "));
    assert!(explain("a.rs:3:5").contains("what follows has not its form"));
    assert!(explain("a.rs:4").contains("no detector looked"));
    assert!(explain("a.rs:5").contains("suppressed on line 5: another scanner's `gitleaks:allow`"));
    write(
        path,
        "c.txt",
        b"see https://host.corp.io/x\ncurl -v https://host.corp.io\n-----BEGIN RSA PRIVATE KEY-----\n",
    );
    assert!(explain("c.txt:1").contains("the address has no user and password before its host"));
    assert!(explain("c.txt:2").contains("the command has no user with a password"));
    assert!(explain("c.txt:3").contains("no whole private key with a random body follows"));
    assert_eq!(run(path, &["explain", "a.rs:99"]).0, 2);
    assert_eq!(run(path, &["explain", "b.rs:1"]).0, 2);
    assert!(explain("github-pat").starts_with("github-pat: "));
}

#[test]
fn what_other_scanners_let_pass_is_taken_over_once() {
    let dir = repo();
    let path = dir.path();
    write(path, "a.rs", format!("{}{}{}", line(1), line(2), line(3)).as_bytes());
    commit(path, "secrets");
    write(path, ".gitleaksignore", b"a.rs:github-pat:1\n");
    let value = github(2);
    write(path, ".gitleaks.toml", format!("[allowlist]\nregexes = ['{value}']\n").as_bytes());
    let (code, _, err) = run(path, &["import", ".gitleaksignore", ".gitleaks.toml"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("; 1 are not") || err.contains("; 2 are not"), "{err}");
    std::fs::remove_file(path.join(".gitleaks.toml")).expect("it is there");
    std::fs::remove_file(path.join(".gitleaksignore")).expect("it is there");
    assert_eq!(found(path, &[]), ["a.rs:3"], "by value, without the other files");
    assert_eq!(run(path, &["import", "nothing.toml"]).0, 2);
}
