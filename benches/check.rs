//! What `check` costs, as a ratio to parsing every file once with syn.
//!
//! `cargo bench --bench check -- FOLDER [RULE…]`: all rules, then each rule
//! that is named alone. All are measured in CPU seconds of a child process
//! each, so that a busy machine blurs none.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::cpu;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--parse-only", folder] => parse_only(folder),
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
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-secret-guard"));
    command.args(["check", folder, "--format", "short"]);
    command.args(rule.into_iter().flat_map(|rule| ["--rule", rule]));
    cpu(&mut command)
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
