//! What the pre-commit hook's look at the code costs.
//!
//! `cargo bench --bench hook -- FOLDER`: the folder's Rust files as one
//! repository, checked once so that the cache is warm; then rounds in which a
//! hundred of them get a new function each, and `check --staged --quick` is
//! run. All in CPU seconds, git included, beside those of parsing the same
//! hundred files with syn.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::cpu;

const ROUNDS: usize = 10;
const CHANGED: usize = 100;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--parse", files @ ..] => parse(files),
        [folder] => hook(Path::new(folder)),
        _ => eprintln!("usage: cargo bench --bench hook -- FOLDER"),
    }
}

fn hook(folder: &Path) {
    let repository = std::env::temp_dir().join(format!("secret-guard-hook-{}", std::process::id()));
    let files = repository_of(folder, &repository);
    println!("{} files; the first check: {:.2} s", files.len(), cpu(&mut guard(&repository, &[])));
    println!("a second check: {:.2} s", cpu(&mut guard(&repository, &[])));
    let this = std::env::current_exe().expect("a program knows its own path");
    let (mut floor, mut new, mut known) = (0.0, 0.0, 0.0);
    for round in 0..ROUNDS {
        let changed: Vec<&PathBuf> =
            files.iter().skip(round).step_by((files.len() / CHANGED).max(1)).take(CHANGED).collect();
        for (number, path) in changed.iter().enumerate() {
            let text = fs::read_to_string(path).unwrap_or_default();
            let _ = fs::write(path, format!("{text}\npub fn added_{round}_{number}(n: usize) -> usize {{ n + 1 }}\n"));
        }
        git(&repository, &["add", "--all"]);
        floor += cpu(Command::new(&this).arg("--parse").args(&changed));
        new += cpu(&mut guard(&repository, &["--staged", "--quick"]));
        known += cpu(&mut guard(&repository, &["--staged", "--quick"]));
        git(&repository, &["commit", "--quiet", "--message", "changed"]);
    }
    let mean = |sum: f64| sum / ROUNDS as f64;
    println!("parsing {CHANGED} files: {:.3} s", mean(floor));
    println!(
        "the hook on {CHANGED} changed files: {:.3} s, on texts that it has seen: {:.3} s",
        mean(new),
        mean(known)
    );
    let _ = fs::remove_dir_all(repository);
}

/// The Rust files and manifests of a folder, committed.
fn repository_of(folder: &Path, repository: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let walk = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    for entry in walk {
        let extension = entry.path().extension().and_then(|extension| extension.to_str());
        let (Some("rs" | "toml"), Ok(inside)) = (extension, entry.path().strip_prefix(folder)) else { continue };
        let target = repository.join(inside);
        let _ = target.parent().map(fs::create_dir_all);
        let _ = fs::copy(entry.path(), &target);
        files.extend((extension == Some("rs")).then_some(target));
    }
    let top = repository.join("Cargo.toml");
    if !top.exists() {
        let _ = fs::write(top, "[workspace]\nmembers = [\"*\"]\nexclude = [\"target\"]\n");
    }
    // Only where something was built before is a cache kept.
    let _ = fs::create_dir_all(repository.join("target"));
    let _ = fs::write(repository.join(".gitignore"), "/target\n");
    git(repository, &["init", "--quiet"]);
    git(repository, &["add", "--all", "--force"]);
    git(repository, &["commit", "--quiet", "--message", "all"]);
    files.sort();
    files
}

fn git(repository: &Path, args: &[&str]) {
    let who = ["-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "gc.auto=0"];
    let done = Command::new("git").args(who).args(args).current_dir(repository).status();
    assert!(done.is_ok_and(|status| status.success()), "git {args:?}");
}

fn guard(repository: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-secret-guard"));
    command.arg("check").args(args).current_dir(repository);
    command
}

fn parse(files: &[&str]) {
    let parsed = files.iter().filter_map(|path| fs::read_to_string(path).ok());
    println!("{} files", parsed.filter(|text| syn::parse_file(text).is_ok()).count());
}
