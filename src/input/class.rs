//! What a path says of a file: how it is read and what it is for.

use crate::files::{Class, Crate, Kind, Target};
use crate::words::segments;

include!(concat!(env!("OUT_DIR"), "/classes.rs"));

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
    let parts: Vec<&str> = path.split('/').collect();
    let (name, above) = parts.split_last().unwrap_or((&"", &[]));
    let within = |names: &[&str]| above.iter().any(|folder| names.contains(folder));
    if within(VENDORED) {
        return Class::Vendored;
    }
    match target {
        Some(Target::Test) => return Class::Test,
        Some(Target::Example) => return Class::Example,
        Some(Target::Bench) => return Class::Bench,
        Some(Target::BuildScript) => return Class::BuildScript,
        _ => {}
    }
    let sources = above.iter().rposition(|folder| *folder == "src");
    let (outside, inside) = parts.split_at(sources.unwrap_or(above.len()));
    match target {
        _ if outside.iter().any(|folder| TESTS.contains(folder)) => Class::Test,
        _ if within(EXAMPLES) => Class::Example,
        _ if within(BENCHES) => Class::Bench,
        None if *name == "build.rs" => Class::BuildScript,
        // What a `mod` behind `#[cfg(test)]` declares, the index knows.
        _ if inside.iter().any(|part| helps_tests(part.strip_suffix(".rs").unwrap_or(part))) => Class::Test,
        _ => Class::Main,
    }
}

/// Whether a folder or file among the sources is one of tests by its name: no
/// word of it says anything else, and it is not `test` alone, as a command
/// may be.
fn helps_tests(name: &str) -> bool {
    let words = segments(name);
    let tests = |word: &String| TESTING.contains(&word.as_str());
    let helps = |word: &String| HELPERS.contains(&word.as_str());
    match words.as_slice() {
        [only] => only != "test" && tests(only),
        [.., test, last] if tests(test) && HELPING.contains(&last.as_str()) => true,
        [.., last] if last == "tests" => true,
        words => words.iter().any(tests) && words.iter().all(|word| tests(word) || helps(word)),
    }
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

#[cfg(test)]
mod tests {
    use super::{Class, class};

    #[test]
    fn a_path_says_what_is_for_tests() {
        let is_test = |path: &str| class(path, &[]) == Class::Test;
        for path in ["tests/login.rs", "a/tests/common/mod.rs", "test/x.sql", "testdata/a/src/lib.rs"] {
            assert!(is_test(path), "{path}");
        }
        for path in ["src/tests.rs", "src/a/tests/b.rs", "src/login_tests.rs", "src/testing/mod.rs"] {
            assert!(is_test(path), "{path}");
        }
        for path in ["src/test_utils/mod.rs", "src/iam_test_helper.rs", "src/test_server.rs", "src/testkit.rs"] {
            assert!(is_test(path), "{path}");
        }
    }

    #[test]
    fn what_may_be_a_command_or_ship_is_not() {
        for path in ["src/commands/test.rs", "src/test/mod.rs", "src/load_test.rs", "src/testimony.rs"] {
            assert_eq!(class(path, &[]), Class::Main, "{path}");
        }
        for path in ["src/mock_server.rs", "src/fixtures.rs", "src/fake.rs", "src/mocks/mod.rs", "src/helpers.rs"] {
            assert_eq!(class(path, &[]), Class::Main, "{path}");
        }
    }
}
