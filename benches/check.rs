//! What `check` costs, as a ratio to parsing every file once with syn.
//!
//! `cargo bench --bench check -- FOLDER [RULE…]`: all rules, then each rule
//! that is named alone. All are measured in CPU seconds of a child process
//! each, so that a busy machine blurs none.
//!
//! `… -- --growth FOLDER`: how the cost grows over one, two and four copies
//! of it in one workspace, as an exponent (1 is linear), and the memory that
//! each takes at most.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::{cpu, cpu_and_memory};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--parse-only", folder] => parse_only(folder),
        ["--growth", folder] => growth(Path::new(folder)),
        [folder, rules @ ..] => compare(folder, rules),
        [] => eprintln!("usage: cargo bench --bench check -- FOLDER [RULE…]"),
    }
}

fn compare(folder: &str, rules: &[&str]) {
    let this = std::env::current_exe().expect("a program knows its own path");
    for round in 1..=3 {
        let floor = cpu(Command::new(&this).args(["--parse-only", folder])).max(0.01);
        println!("round {round}: parse {floor:.2} s");
        for rule in [None].into_iter().chain(rules.iter().map(Some)) {
            let check = check(folder, rule.copied());
            let what = rule.unwrap_or(&"all rules");
            println!("  {what}: {check:.2} s, ratio {:.2}", check / floor);
        }
    }
}

fn check(folder: &str, rule: Option<&str>) -> f64 {
    cpu(&mut command(folder, rule))
}

fn command(folder: &str, rule: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-secret-guard"));
    command.args(["check", folder, "--format", "short"]);
    command.args(rule.into_iter().flat_map(|rule| ["--rule", rule]));
    command
}

/// One, two and four copies, each the crates of its own.
fn growth(folder: &Path) {
    let scratch = std::env::temp_dir().join(format!("secret-guard-growth-{}", std::process::id()));
    let mut costs = Vec::new();
    for copies in [1, 2, 4] {
        let root = scratch.join(copies.to_string());
        for number in 0..copies {
            copy(folder, &root.join(format!("copy{number}")));
        }
        let (seconds, peak) = cpu_and_memory(&mut command(&root.to_string_lossy(), None));
        println!("{copies} copies: {seconds:.2} s, {} MB at most", peak / 1024);
        costs.push(seconds.max(0.01));
    }
    println!("exponent {:.2}", (costs[2] / costs[0]).ln() / 4f64.ln());
    let _ = std::fs::remove_dir_all(scratch);
}

/// The Rust sources and manifests of a folder.
fn copy(from: &Path, to: &Path) {
    let walk = walkdir::WalkDir::new(from).into_iter().flatten();
    let wanted = walk.filter(|entry| {
        entry.path().extension().is_some_and(|e| e == "rs" || e == "toml") && entry.file_type().is_file()
    });
    for entry in wanted {
        let Ok(inside) = entry.path().strip_prefix(from) else { continue };
        let target = to.join(inside);
        let made = target.parent().map(std::fs::create_dir_all);
        if made.is_some_and(|made| made.is_ok()) {
            let _ = std::fs::copy(entry.path(), target);
        }
    }
}

fn parse_only(folder: &str) {
    let mut files: Vec<PathBuf> = Vec::new();
    collect(Path::new(folder), &mut files);
    let parsed = files.iter().filter_map(|path| std::fs::read_to_string(path).ok());
    let count = parsed.filter(|text| syn::parse_file(text).is_ok()).count();
    println!("{count} files");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let walk = walkdir::WalkDir::new(folder).into_iter().flatten();
    let rust = walk.filter(|entry| entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "rs"));
    files.extend(rust.map(walkdir::DirEntry::into_path));
}
