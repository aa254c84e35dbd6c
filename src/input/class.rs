//! What a path says of a file: how it is read and what it is for.

use crate::files::{Class, Crate, Kind, Target};

/// How the file is read; `None` for files the guard has nothing to say of.
pub(super) fn kind(path: &str) -> Option<Kind> {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "rs" => return Some(Kind::Rust),
        "sql" => return Some(Kind::Sql),
        "yaml" | "yml" | "toml" | "json" | "sh" | "bash" | "zsh" | "fish" | "md" | "env" | "envrc" | "ini" | "conf"
        | "cfg" | "properties" | "service" | "dockerfile" | "tf" | "tfvars" | "nix" | "just" | "mk" => {
            return Some(Kind::Config);
        }
        _ => {}
    }
    let begins = [".env", "dockerfile", "containerfile"];
    let whole = ["makefile", "justfile", "procfile", "gnumakefile"];
    let config = begins.iter().any(|start| name.starts_with(start)) || whole.contains(&&*name);
    config.then_some(Kind::Config)
}

/// What a file is for, by its path and the targets that begin in it.
pub(super) fn class(path: &str, crates: &[Crate]) -> Class {
    let target = crates.iter().find(|krate| &*krate.root == path).map(|krate| krate.target);
    let folders: Vec<&str> = path.split('/').collect();
    let within = |names: &[&str]| {
        let (_, above) = folders.split_last().unwrap_or((&"", &[]));
        above.iter().any(|folder| names.contains(folder))
    };
    if within(&["vendor", "third_party", "third-party", "node_modules"]) {
        return Class::Vendored;
    }
    match target {
        Some(Target::Test) => return Class::Test,
        Some(Target::Example) => return Class::Example,
        Some(Target::Bench) => return Class::Bench,
        Some(Target::BuildScript) => return Class::BuildScript,
        _ => {}
    }
    if within(&["tests", "test", "testdata", "testing"]) || is_test_module(path) {
        return Class::Test;
    }
    if within(&["examples", "example"]) {
        return Class::Example;
    }
    if within(&["benches", "benchmarks"]) {
        return Class::Bench;
    }
    match target {
        None if path.ends_with("/build.rs") || path == "build.rs" => Class::BuildScript,
        _ => Class::Main,
    }
}

/// `src/x/tests.rs` and `src/x_test.rs` stand behind `#[cfg(test)]`.
fn is_test_module(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, "tests.rs" | "test.rs") || name.ends_with("_test.rs") || name.ends_with("_tests.rs")
}

/// How many lines of a file may announce that a program wrote it.
const HEADER_LINES: usize = 20;

/// Whether the first comment lines say that a program wrote the file.
pub(super) fn is_generated(text: &str) -> bool {
    let header = text.lines().take(HEADER_LINES);
    header
        .map(|line| line.trim_start().get(..200).unwrap_or(line.trim_start()))
        .take_while(|line| is_comment(line) || line.is_empty())
        .any(|line| {
            line.contains("@generated")
                || line.contains("DO NOT EDIT")
                || line.to_ascii_lowercase().contains("automatically generated")
        })
}

fn is_comment(line: &str) -> bool {
    let openers = ["//", "/*", "*", "#", "--", "<!--", ";"];
    openers.iter().any(|opener| line.starts_with(opener))
}
