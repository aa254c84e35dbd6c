//! Input that wants to stop, hang or blind the guard.

mod common;

use std::path::Path;

use common::{folder, run, write};

const DENIED: &str = "// secret-guard: allow(unused-suppression)\npub fn f() {}\n";

/// Checks a folder; the run must end with findings or without, not fail.
fn check(dir: &Path) -> (i32, serde_json::Value) {
    let (code, out, err) = run(dir, &["check", "--format", "json"]);
    assert!(code == 0 || code == 1, "{code}: {err}");
    (code, serde_json::from_str(&out).expect("it is JSON"))
}

/// The notes about a file whose name ends so.
fn notes(report: &serde_json::Value, name: &str) -> Vec<String> {
    let all = report["notes"].as_array().expect("a list of notes");
    all.iter()
        .filter(|note| note["path"].as_str().is_some_and(|path| path.ends_with(name)))
        .map(|note| note["message"].as_str().unwrap_or("").to_owned())
        .collect()
}

fn found(report: &serde_json::Value, name: &str) -> usize {
    let all = report["findings"].as_array().expect("a list of findings");
    all.iter().filter(|f| f["primary"]["path"].as_str().is_some_and(|path| path.ends_with(name))).count()
}

#[test]
fn every_encoding_is_read() {
    let dir = folder(&[]);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(DENIED.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    write(dir.path(), "utf16.rs", &utf16);
    write(dir.path(), "bom.rs", format!("\u{feff}{DENIED}").as_bytes());
    write(dir.path(), "crlf.rs", DENIED.replace('\n', "\r\n").as_bytes());
    write(dir.path(), "latin.rs", &[DENIED.as_bytes(), b"// caf\xE9\n"].concat());
    write(dir.path(), "shebang.rs", format!("#!/usr/bin/env run\n{DENIED}").as_bytes());
    write(dir.path(), "script.rs", format!("---\n[dependencies]\n---\n{DENIED}").as_bytes());
    let (code, report) = check(dir.path());
    assert_eq!(code, 1);
    for name in ["utf16.rs", "bom.rs", "crlf.rs", "latin.rs", "shebang.rs", "script.rs"] {
        assert_eq!(found(&report, name), 1, "{name}");
    }
    assert_eq!(notes(&report, "latin.rs").len(), 1);
    assert_eq!(notes(&report, "utf16.rs").len(), 1);
    assert_eq!(notes(&report, "bom.rs").len(), 0);
}

#[test]
fn what_does_not_parse_is_noted_and_still_searched() {
    let deep = format!("fn f() {{ let x = {}1{}; }}\n", "(".repeat(10_000), ")".repeat(10_000));
    let dir = folder(&[
        ("syntax.rs", &format!("fn (\n{DENIED}")),
        ("broken.rs", &format!("fn f() {{ {{ }}\n{DENIED}")),
        ("deep.rs", &format!("{deep}{DENIED}")),
        ("words.rs", &format!("fn f() {{\n{}\n}}\n{DENIED}", "return\n".repeat(100_000))),
        ("lets.rs", &format!("fn f() {{\n{}\n}}\n{DENIED}", "if let A =\n".repeat(100_000))),
        ("pointers.rs", &format!("type A = {} u8;\n{DENIED}", "fn() ->\n".repeat(100_000))),
        ("empty.rs", ""),
    ]);
    let (code, report) = check(dir.path());
    assert_eq!(code, 1);
    for name in ["syntax.rs", "broken.rs", "deep.rs", "words.rs", "lets.rs", "pointers.rs"] {
        assert_eq!(found(&report, name), 1, "{name}");
        assert_eq!(notes(&report, name).len(), 1, "{name}");
    }
}

/// One function that is too deep to parse blinds the guard for no other.
#[test]
fn only_the_function_is_searched_by_line_that_is_too_deep() {
    let chain = "else if n == 1 {}\n".repeat(10_000);
    let deep = format!("if n == 0 {{}}\n{chain}let _ = {}1{};", "(".repeat(300), ")".repeat(300));
    let text = format!(
        "mod a {{ impl A {{ fn f(n: u8) {{ use other::kept;\n{deep}\n}} }} }}\nfn kept(text: &str) {{ println!(\"{{text:?}}\"); }}\n\
         fn g(password: &str) {{ let text = password.trim(); kept(text); }}\n\
         fn h() {{\nlet _ = std::env::var(\"A_TOKEN\");\n{deep}\n}}\n"
    );
    let dir = folder(&[("a.rs", &text)]);
    let (code, report) = check(dir.path());
    assert_eq!(code, 1);
    assert_eq!(notes(&report, "a.rs").len(), 1);
    assert!(notes(&report, "a.rs")[0].contains("its function is searched by line"), "{report}");
    let rules: Vec<_> = report["findings"].as_array().into_iter().flatten().map(|of| of["rule"].as_str()).collect();
    assert!(rules.contains(&Some("secret-in-log")) && rules.contains(&Some("env-read")), "{rules:?}");
}

#[test]
fn a_huge_file_is_noted() {
    let dir = folder(&[("small.rs", DENIED)]);
    let line = "x".repeat(50 << 20);
    write(dir.path(), "huge.rs", line.as_bytes());
    write(dir.path(), "huge.sql", line.as_bytes());
    write(dir.path(), "huge.yaml", line.as_bytes());
    let (code, report) = check(dir.path());
    assert_eq!(code, 1);
    assert!(notes(&report, "huge.rs")[0].contains("MiB"));
    assert!(notes(&report, "huge.yaml")[0].contains("MiB"));
}

#[cfg(unix)]
#[test]
fn strange_files_are_noted_and_never_waited_for() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = folder(&[("lib.rs", DENIED), ("sub/a.rs", DENIED)]);
    let path = dir.path();
    symlink("../sub", path.join("sub/loop")).expect("a link");
    symlink("self.rs", path.join("self.rs")).expect("a link");
    symlink("/etc/hostname", path.join("out.rs")).expect("a link");
    let fifo = std::process::Command::new("mkfifo").arg(path.join("pipe.rs")).status();
    assert!(fifo.is_ok_and(|status| status.success()), "mkfifo is needed for this test");
    write(path, "two\nlines.rs", DENIED.as_bytes());
    write(path, "locked.rs", DENIED.as_bytes());
    let locked = path.join("locked.rs");
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o000)).expect("it can be locked");
    let (code, report) = check(path);
    assert_eq!(code, 1);
    assert_eq!(found(&report, "sub/a.rs"), 1, "a loop of links is not walked");
    for name in ["self.rs", "out.rs", "pipe.rs"] {
        assert_eq!(notes(&report, name).len(), 1, "{name}");
    }
    assert_eq!(found(&report, "two\nlines.rs"), 1);
    // For root no file is locked; it is then read like any other.
    let readable = std::fs::read(&locked).is_ok();
    let (noted, seen) = (notes(&report, "locked.rs").len(), found(&report, "locked.rs"));
    assert_eq!((noted, seen), if readable { (0, 1) } else { (1, 0) });
    let (_, out, _) = run(path, &["check", "-q", "--format", "short"]);
    let lines = out.lines().filter(|line| line.contains("lines.rs")).count();
    assert_eq!(lines, 1, "{out}");
    assert!(out.contains("two\u{fffd}lines.rs:1:1"), "{out}");
}

#[test]
fn a_broken_cargo_toml_is_said() {
    let dir = folder(&[("Cargo.toml", "[package\n"), ("src/lib.rs", DENIED)]);
    let (code, _, err) = run(dir.path(), &["check"]);
    assert_eq!(code, 2);
    assert!(err.contains("Cargo.toml"), "{err}");
    let dir = folder(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\", \"../..\"]\n"),
        ("a/Cargo.toml", "name = "),
        ("a/src/lib.rs", DENIED),
        ("b/Cargo.toml", "[package]\nname = 3\n"),
        ("b/src/lib.rs", DENIED),
    ]);
    let (code, report) = check(dir.path());
    assert_eq!(code, 1);
    assert_eq!(notes(&report, "a/Cargo.toml").len(), 1);
    assert_eq!(found(&report, "lib.rs"), 2);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let dir = folder(&[]);
    for at in 0..60 {
        let text = format!("// {at}\n{DENIED}\nfn f{at}( {{\n");
        write(dir.path(), &format!("src/m{}/f{at}.rs", at % 7), text.as_bytes());
        write(dir.path(), &format!("sql/{at}.sql"), b"-- secret-guard: allow()\nSELECT 1;\n");
    }
    for format in ["human", "short", "json", "sarif", "github", "cargo", "junit"] {
        let with = |jobs| run(dir.path(), &["check", "--format", format, "--jobs", jobs]);
        let one = with("1");
        for jobs in ["2", "16"] {
            let other = with(jobs);
            assert!(one.0 == other.0 && one.1 == other.1, "{format} with {jobs} threads");
        }
    }
}

/// Any of these globs may hold what the others import from.
#[test]
fn globs_of_globs_are_given_up() {
    let imports: String = (0..40).map(|n| format!("pub use foreign{n}::prelude::*;\n")).collect();
    let module =
        "use crate::imports::*;\npub fn f(password: &str) { log(Made::of(password)); println!(\"{password:?}\"); }\n";
    let modules: String = (0..10).map(|n| format!("pub mod m{n} {{ {module} }}\n")).collect();
    let dir = folder(&[("lib.rs", &format!("mod imports;\n{modules}")), ("imports.rs", &imports)]);
    let (_, report) = check(dir.path());
    assert_eq!(found(&report, "lib.rs"), 10, "{report}");
}

/// Small files whose types, values or calls multiply. Each is checked with
/// little memory, and none may end the guard.
#[test]
fn what_doubles_with_every_line_is_given_up() {
    let lines = |count: usize, line: &dyn Fn(usize) -> String| -> String { (0..count).map(line).collect() };
    let aliases = lines(40, &|n| format!("type A{n} = (A{}, A{});\n", n + 1, n + 1));
    let tuples = lines(40, &|n| format!("let a{} = (a{n}, a{n});\n", n + 1));
    let cases = [
        ("circle.rs", "type A = B;\ntype B = A;\ntype C = Option<C>;\nfn f(password: A, token: C) {".to_owned()),
        ("aliases.rs", format!("{aliases}type A40 = String;\nfn f(password: A0) {{")),
        ("tuples.rs", format!("fn f(password: String) {{ let a0 = (1, password.clone());\n{tuples}drop(a40);")),
        (
            "generics.rs",
            format!(
                "struct W<T>(T); impl<T> W<T> {{ fn f(self) -> W<(T, T)> {{ loop {{}} }} }}\nfn f(password: String) {{ W(password.clone()){};",
                ".f()".repeat(60)
            ),
        ),
        (
            "pushes.rs",
            format!("fn f(password: &str) {{ let mut s = String::new();\n{}", "s.push_str(password);\n".repeat(20_000)),
        ),
        (
            "uses.rs",
            format!(
                "fn g(x: &str) -> String {{ x.to_owned() }}\nfn f(password: &str) {{\n{}",
                "g(password);\n".repeat(20_000)
            ),
        ),
        ("lets.rs", format!("fn f(password: &str) {{\n{}", lines(20_000, &|n| format!("let v{n} = {n};\n")))),
    ];
    for (name, text) in cases {
        let dir = folder(&[(name, &format!("{text}\nprintln!(\"{{:?}}\", password); }}\n"))]);
        let (code, report) = check(dir.path());
        assert_eq!(code, 1, "{name}: the leak is found: {report}");
        assert!(found(&report, name) >= 1, "{name}");
    }
}

#[test]
fn conditions_on_one_line_are_read_once() {
    let dir = folder(&[("a.rs", &"#[cfg(".repeat(200_000)), ("b.rs", &"#[cfg(test)]".repeat(100_000))]);
    let began = std::time::Instant::now();
    let (code, _, err) = run(dir.path(), &["scan", "."]);
    assert_eq!(code, 0, "{err}");
    assert!(began.elapsed().as_secs() < 6, "{:?}", began.elapsed());
}

/// Code that writes columns and adds to one list, or one hasher, in thousands
/// of lines, each of which is asked about.
#[test]
fn what_many_lines_add_to_is_read_in_its_time() {
    let insert = "db.execute(\"INSERT INTO sessions (owner, token) VALUES (?1, ?2)\", ";
    let lines = |begin: &str, line: &str, end: &str, count: usize| {
        let schema = "const S: &str = \"CREATE TABLE sessions (owner TEXT, token TEXT)\";";
        format!("{schema}\nfn f(db: &Db, token: &str) {{\n{begin}{}{end}}}\n", line.repeat(count))
    };
    let cases = [
        ("one.rs", lines("let mut args = vec![];\n", "args.push(token);\n", &format!("{insert}&args);\n"), 20_000)),
        ("lists.rs", lines("let mut args = vec![];\n", &format!("args.push(token);\n{insert}&args);\n"), "", 2_000)),
        ("lent.rs", lines("let mut args = vec![];\n", &format!("add(&mut args);\n{insert}&args);\n"), "", 2_000)),
        (
            "hasher.rs",
            lines("let mut h = Sha256::new();\n", "h.update(token);\n", &format!("{insert}[&o, token]);\n"), 20_000),
        ),
        (
            "hashers.rs",
            lines(
                "let mut h = Sha256::new();\n",
                "h.update(\"a\");\nlet d = h.finalize();\n",
                &format!("{insert}[&d, token]);\n"),
                5_000,
            ),
        ),
    ];
    for (name, text) in cases {
        let dir = folder(&[(name, &text)]);
        let start = std::time::Instant::now();
        let (code, report) = check(dir.path());
        assert_eq!(code, 1, "{name}: the column is found: {report}");
        assert!(start.elapsed().as_secs() < 120, "{name} took {:?}", start.elapsed());
    }
}
