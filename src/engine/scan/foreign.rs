//! What other scanners were told to let pass, read once to be taken over
//! into the baseline.
//!
//! `.gitleaksignore` (lines of `[commit:]file:rule:line`), the allowlists of
//! `.gitleaks.toml`, and `.secrets.baseline` of detect-secrets, whose entries
//! are SHA-1 hashes of values.

use std::collections::BTreeSet;

use regex::Regex;
use sha1::{Digest as _, Sha1};

use crate::hex::hex;

/// Entries of other scanners.
#[derive(Clone, Debug, Default)]
pub struct Foreign {
    /// Path and line.
    places: BTreeSet<(String, u32)>,
    /// Path and hash of the value.
    hashes: BTreeSet<(String, String)>,
    lists: Vec<List>,
}

/// One allowlist of a `.gitleaks.toml`.
#[derive(Clone, Debug, Default)]
struct List {
    paths: Vec<Regex>,
    regexes: Vec<Regex>,
    words: Vec<String>,
    /// Whether the expressions are about the whole line.
    of_line: bool,
    /// Whether all kinds of conditions must hold, not one of them.
    all: bool,
}

/// What entries are compared with.
pub(super) struct Candidate<'a> {
    pub path: &'a str,
    pub line: u32,
    pub value: &'a str,
    pub text: &'a str,
}

impl Foreign {
    /// Adds the entries of a file; its name tells what it is.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(&mut self, name: &str, text: &str) -> Result<(), String> {
        let name = name.rsplit('/').next().unwrap_or(name);
        match name {
            name if name.ends_with("ignore") => self.ignore(text),
            name if name.ends_with(".toml") => self.toml(text),
            _ => self.json(text),
        }
    }

    fn ignore(&mut self, text: &str) -> Result<(), String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let mut parts = line.rsplitn(3, ':');
            let number = parts.next().and_then(|number| number.parse().ok());
            let (Some(number), Some(_rule), Some(path)) = (number, parts.next(), parts.next()) else {
                return Err(format!("`{line}` is no `file:rule:line`"));
            };
            let is_commit = |text: &str| text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
            let path = path.split_once(':').filter(|(commit, _)| is_commit(commit)).map_or(path, |(_, path)| path);
            self.places.insert((path.to_owned(), number));
        }
        Ok(())
    }

    fn toml(&mut self, text: &str) -> Result<(), String> {
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
        let one = table.get("allowlist").into_iter();
        let many = table.get("allowlists").and_then(toml::Value::as_array).into_iter().flatten();
        for list in one.chain(many).filter_map(toml::Value::as_table) {
            self.lists.push(List::read(list)?);
        }
        Ok(())
    }

    fn json(&mut self, text: &str) -> Result<(), String> {
        let root: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let results = root.get("results").and_then(serde_json::Value::as_object);
        let results = results.ok_or("it has no `results`, so it is no baseline of detect-secrets")?;
        for (path, entries) in results {
            for entry in entries.as_array().into_iter().flatten() {
                if let Some(hash) = entry.get("hashed_secret").and_then(serde_json::Value::as_str) {
                    self.hashes.insert((path.replace('\\', "/"), hash.to_ascii_lowercase()));
                }
            }
        }
        Ok(())
    }

    /// Whether an entry lets this pass.
    pub(super) fn allows(&self, found: &Candidate<'_>) -> bool {
        let place = (found.path.to_owned(), found.line);
        if self.places.contains(&place) || self.lists.iter().any(|list| list.allows(found)) {
            return true;
        }
        let hash = || hex(&Sha1::digest(found.value));
        !self.hashes.is_empty() && self.hashes.contains(&(found.path.to_owned(), hash()))
    }
}

impl List {
    fn read(table: &toml::Table) -> Result<List, String> {
        let words = |key: &str| -> Vec<String> {
            let list = table.get(key).and_then(toml::Value::as_array).into_iter().flatten();
            list.filter_map(toml::Value::as_str).map(str::to_owned).collect()
        };
        let compiled = |key: &str| -> Result<Vec<Regex>, String> {
            words(key).iter().map(|text| Regex::new(text).map_err(|_| format!("`{text}` is no expression"))).collect()
        };
        let text = |key: &str| table.get(key).and_then(toml::Value::as_str).unwrap_or("");
        Ok(List {
            paths: compiled("paths")?,
            regexes: compiled("regexes")?,
            words: words("stopwords").iter().map(|word| word.to_lowercase()).collect(),
            of_line: text("regexTarget") == "line",
            all: text("condition").eq_ignore_ascii_case("and"),
        })
    }

    fn allows(&self, found: &Candidate<'_>) -> bool {
        let about = if self.of_line { found.text } else { found.value };
        let lower = found.value.to_lowercase();
        let kinds = [
            (!self.paths.is_empty(), self.paths.iter().any(|regex| regex.is_match(found.path))),
            (!self.regexes.is_empty(), self.regexes.iter().any(|regex| regex.is_match(about))),
            (!self.words.is_empty(), self.words.iter().any(|word| lower.contains(word.as_str()))),
        ];
        let mut asked = kinds.iter().filter(|(asked, _)| *asked).map(|(_, holds)| *holds).peekable();
        asked.peek().is_some() && if self.all { asked.all(|holds| holds) } else { asked.any(|holds| holds) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(foreign: &Foreign, path: &str, line: u32, value: &str) -> bool {
        foreign.allows(&Candidate { path, line, value, text: &format!("key = {value} # line") })
    }

    #[test]
    fn entries_of_each_scanner_are_read() {
        let mut foreign = Foreign::default();
        let commit = "a".repeat(40);
        let ignore = format!("# known\n\nsrc/a.rs:generic-api-key:3\n{commit}:src/b:c.rs:jwt:7\n");
        foreign.read(".gitleaksignore", &ignore).expect("it is right");
        assert!(allows(&foreign, "src/a.rs", 3, "x") && !allows(&foreign, "src/a.rs", 4, "x"));
        assert!(allows(&foreign, "src/b:c.rs", 7, "x"));
        assert!(foreign.read(".gitleaksignore", "what").is_err());

        let mut foreign = Foreign::default();
        let list = "[allowlist]\npaths = ['''^docs/''']\nregexes = ['''^sample''']\n\
                    [[allowlists]]\nregexTarget = \"line\"\nregexes = ['# line$']\npaths = ['x']\ncondition = \"AND\"\n";
        foreign.read("conf/.gitleaks.toml", list).expect("it is right");
        assert!(allows(&foreign, "docs/a.md", 1, "v") && allows(&foreign, "a", 1, "sample1"));
        assert!(allows(&foreign, "x", 1, "v") && !allows(&foreign, "a", 1, "v"));
        assert!(foreign.read(".gitleaks.toml", "[allowlist]\npaths = ['(']\n").is_err());

        let mut foreign = Foreign::default();
        let hash = "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3";
        let baseline = format!("{{\"results\": {{\"a.py\": [{{\"hashed_secret\": \"{hash}\"}}]}}}}");
        foreign.read(".secrets.baseline", &baseline).expect("it is right");
        assert!(allows(&foreign, "a.py", 9, "test") && !allows(&foreign, "a.py", 9, "toast"));
        assert!(foreign.read(".secrets.baseline", "{}").is_err());
    }
}
