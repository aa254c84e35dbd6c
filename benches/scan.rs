//! What `scan` costs.
//!
//! `cargo bench --bench scan -- FOLDER`: start-up, staged files in a large
//! index, the files of FOLDER against a plain read of the same bytes, a long
//! history, one long line, and twice the detectors. Children are measured in
//! CPU seconds, so that a busy machine blurs neither.

mod common;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{children, cpu};
use std::time::Instant;

use secret_guard::secrets::Scanner;
use secret_guard::secrets::detector::{Assignment, Detector, Matcher, Pattern, all};

const GUARD: &str = env!("CARGO_BIN_EXE_cargo-secret-guard");

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--read-only", folder] => println!("{}", read_all(Path::new(folder))),
        ["--lines"] => long_lines(),
        ["--double", folder] => double(Path::new(folder)),
        [folder] => {
            start_up();
            staged();
            tree(folder);
            history();
            long_lines();
            double(Path::new(folder));
        }
        _ => eprintln!("usage: cargo bench --bench scan -- FOLDER"),
    }
}

fn scan(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(GUARD);
    command.arg("scan").args(args).current_dir(dir).stdin(Stdio::null());
    command
}

fn start_up() {
    let cost = mean(50, || scan(Path::new("."), &["--stdin"]));
    println!("start-up: {:.1} ms CPU", cost * 1e3);
}

fn staged() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path();
    git(path, &["init", "-q"]);
    for number in 0..11_000 {
        let folder = path.join(format!("d{}/e{}", number % 100, number % 7));
        std::fs::create_dir_all(&folder).expect("a folder");
        let text = format!("fn f{number}() {{ let x = {number}; }}\n").repeat(30);
        std::fs::write(folder.join(format!("f{number}.rs")), text).expect("a file");
    }
    git(path, &["add", "-A"]);
    git(path, &["commit", "-qm", "all"]);
    for count in [1, 20] {
        for number in 0..count {
            let file = path.join(format!("d{number}/e{}/f{number}.rs", number % 7));
            std::fs::write(file, "fn changed() { let password = secret(); }\n").expect("a file");
        }
        git(path, &["add", "-A"]);
        let cost = mean(20, || scan(path, &["--staged"]));
        println!("staged, {count} of 11,000 files: {:.1} ms CPU, git included", cost * 1e3);
    }
}

fn tree(folder: &str) {
    let this = std::env::current_exe().expect("a program knows its own path");
    let bytes = read_all(Path::new(folder)) as f64 / 1e6;
    for round in 1..=3 {
        let read = cpu(Command::new(&this).args(["--read-only", folder]));
        let scan = cpu(&mut scan(Path::new("."), &[folder]));
        println!(
            "tree, round {round}: {bytes:.0} MB; read {:.0} MB/s, scan {:.0} MB/s of CPU, ratio {:.2}",
            bytes / read,
            bytes / scan,
            scan / read
        );
    }
}

/// Walks and reads every file, as the floor of any scanner.
fn read_all(folder: &Path) -> usize {
    let walk = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    walk.filter_map(|entry| std::fs::read(entry.path()).ok()).map(|bytes| bytes.len()).sum()
}

fn history() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    git(dir.path(), &["init", "-q"]);
    let mut import = Command::new("git")
        .args(["fast-import", "--quiet"])
        .current_dir(dir.path())
        .stdin(Stdio::piped())
        .spawn()
        .expect("git runs");
    import.stdin.take().expect("a pipe").write_all(commits(3_000).as_bytes()).expect("git reads");
    assert!(import.wait().expect("git ends").success());
    let cost = mean(3, || scan(dir.path(), &["--history"]));
    println!("history of 3,000 commits: {cost:.2} s CPU, git included");
}

fn commits(count: usize) -> String {
    let mut dice = Dice(7);
    let mut files: Vec<Vec<String>> = (0..200).map(|_| (0..100).map(|_| dice.line()).collect()).collect();
    let mut text = String::new();
    for number in 1..=count {
        let _ =
            write!(text, "commit refs/heads/main\nmark :{number}\ncommitter n <n@example.invalid> {number} +0000\n");
        let _ = write!(text, "data 7\nchange\n");
        if number > 1 {
            let _ = writeln!(text, "from :{}", number - 1);
        }
        for _ in 0..=dice.below(3) {
            let file = dice.below(files.len());
            let line = dice.line();
            let at = dice.below(files[file].len());
            files[file].insert(at, line);
            let body = files[file].concat();
            let _ = write!(text, "M 100644 inline src/m{}/f{file}.rs\ndata {}\n{body}\n", file % 20, body.len());
        }
    }
    text
}

/// The time for one line of 10, 50 and 100 MB, and how it grows.
fn long_lines() {
    let scanner = Scanner::new().expect("the detectors load");
    // Each syntax has readers of its own.
    for path in ["one.js", "one.map", "one.md", "one.rs"] {
        long_line(&scanner, path);
    }
}

fn long_line(scanner: &Scanner, path: &str) {
    let mut before: Option<(f64, f64)> = None;
    for megabytes in [10usize, 50, 100] {
        let mut dice = Dice(megabytes as u64);
        let mut line = String::with_capacity(megabytes * 1_000_000 + 200);
        while line.len() < megabytes * 1_000_000 {
            line.push_str(dice.line().trim_end());
        }
        let began = Instant::now();
        let hits = scanner.scan(path, &line).len();
        let seconds = began.elapsed().as_secs_f64();
        let size = line.len() as f64;
        let growth = before.map_or(String::new(), |(time, length)| {
            format!(", exponent {:.2}", (seconds / time).ln() / (size / length).ln())
        });
        println!(
            "{path}, one line of {megabytes} MB: {seconds:.2} s, {:.0} MB/s, {hits} candidates{growth}",
            size / 1e6 / seconds
        );
        before = Some((seconds, size));
    }
}

/// The same texts with all detectors, and with as many more.
fn double(folder: &Path) {
    let walk = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let texts: Vec<String> = walk.filter_map(|entry| std::fs::read_to_string(entry.path()).ok()).take(5_000).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let more: Vec<Detector> = all().iter().map(same).chain(all().iter().filter_map(another)).collect();
    let (once, twice) = (all().len(), more.len());
    let scanners = [Scanner::new(), Scanner::with(Box::leak(more.into_boxed_slice()))];
    let [single, doubled] = scanners.map(|scanner| scanner.expect("the detectors load"));
    for round in 1..=3 {
        let time = |scanner: &Scanner| {
            let began = Instant::now();
            let hits: usize = texts.iter().map(|text| scanner.scan("src/main.rs", text).len()).sum();
            (began.elapsed().as_secs_f64(), hits)
        };
        let ((one, _), (two, _)) = (time(&single), time(&doubled));
        println!(
            "round {round}: {:.0} MB with {once} detectors {one:.2} s, with {twice} {two:.2} s, ratio {:.2}",
            bytes as f64 / 1e6,
            two / one
        );
    }
}

fn same(detector: &'static Detector) -> Detector {
    let matcher = match &detector.matcher {
        Matcher::Pattern(pattern) => Matcher::Pattern(Pattern { ..*pattern }),
        Matcher::Assignment(assignment) => Matcher::Assignment(Assignment { ..*assignment }),
        Matcher::Structure => Matcher::Structure,
    };
    Detector { matcher, ..*detector }
}

/// A detector of another prefix for each that has one.
fn another(detector: &'static Detector) -> Option<Detector> {
    let Matcher::Pattern(pattern) = &detector.matcher else { return None };
    let turned = |text: &str| -> &'static str {
        let turned: String = text.chars().rev().filter(char::is_ascii_alphanumeric).collect();
        Box::leak(format!("{turned}zq").into_boxed_str())
    };
    let literals: Vec<&'static str> = pattern.literals.iter().map(|text| turned(text)).collect();
    let regex = format!("(?:{})[0-9A-Za-z]{{36}}", literals.join("|"));
    let matcher = Matcher::Pattern(Pattern {
        regex: Box::leak(regex.into_boxed_str()),
        literals: Box::leak(literals.into_boxed_slice()),
        max_len: 64,
        capture: 0,
        back: 0,
    });
    Some(Detector { matcher, ..same(detector) })
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn line(&mut self) -> String {
        const WORDS: [&str; 16] = [
            "let",
            "fn",
            "password",
            "token",
            "=",
            "config",
            "(",
            ")",
            "\"hello\"",
            "key",
            "user",
            "{",
            "}",
            "return",
            "a.b.c(1)",
            "secret:",
        ];
        let words: Vec<&str> = (0..3 + self.below(8)).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ") + ";\n"
    }
}

fn git(dir: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=n", "-c", "user.email=n@example.invalid"]).args(args).current_dir(dir);
    assert!(command.status().expect("git runs").success());
}

fn mean(count: u32, command: impl Fn() -> Command) -> f64 {
    let before = children();
    for _ in 0..count {
        let _ = command().stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
    (children() - before) / f64::from(count)
}
