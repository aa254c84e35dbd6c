//! `secrets.yaml`: what the code reads, with the class that its name suggests.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use secret_guard_vault::manifest::Class;
use serde_json::json;

use super::super::check::Examined;
use super::{Owner, by_path, guess};
use crate::files::File;
use crate::finding::{Finding, Label};
use crate::words::segments;

/// One secret of the draft.
pub(super) struct Secret<'a> {
    name: &'a str,
    aliases: BTreeSet<&'a str>,
    place: &'a Label,
}

/// The names that code which ships reads, those that stand in for another as
/// its aliases.
pub(super) fn secrets(reads: &Examined) -> Vec<Secret<'_>> {
    let files = by_path(reads);
    let ships = |finding: &&Finding| files.get(&*finding.primary.path).is_some_and(|file| file.class.ships());
    let findings: Vec<&Finding> = reads.report.findings.iter().filter(ships).collect();
    let mut canonical: BTreeMap<&str, &str> = BTreeMap::new();
    for pair in findings.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        let [name, alias] = [before, after].map(|finding| match finding.names.as_slice() {
            [only] => Some(only.as_str()),
            _ => None,
        });
        if let (Some(name), Some(alias)) = (name, alias)
            && name != alias
            && stands_in(&files, &before.primary, &after.primary)
        {
            let first = canonical.get(name).copied().unwrap_or(name);
            canonical.entry(alias).or_insert(first);
        }
    }
    let mut secrets: BTreeMap<&str, Secret<'_>> = BTreeMap::new();
    for finding in findings {
        for name in finding.names.iter().map(String::as_str).filter(|name| is_env(name)) {
            let first = canonical.get(name).copied().filter(|first| !canonical.contains_key(first)).unwrap_or(name);
            let place = &finding.primary;
            let secret = secrets.entry(first).or_insert(Secret { name: first, aliases: BTreeSet::new(), place });
            secret.aliases.extend((name != first).then_some(name));
        }
    }
    secrets.into_values().collect()
}

/// Whether what is read second is read where the first is missing:
/// `var("A").or_else(|_| var("B"))`.
fn stands_in(files: &BTreeMap<&str, &File>, first: &Label, second: &Label) -> bool {
    static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^[)}\s]*(\s*\.(ok|map_err|and_then)\([^()]*\))*\s*\.(or|or_else|unwrap_or_else)\(\s*(move\s*)?(\|\w*\|)?\s*\{?\s*$").ok()
    });
    let Some(file) = files.get(&*first.path).filter(|_| first.path == second.path) else { return false };
    let between = file.source.text().get(first.span.end as usize..second.span.start as usize);
    let pattern = BETWEEN.as_ref();
    between.is_some_and(|text| pattern.is_some_and(|pattern| pattern.is_match(text)))
}

fn is_env(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && name.len() <= LONGEST
}

/// Longest name that is drafted; the manifest allows ids of 128 characters.
const LONGEST: usize = 120;

pub(super) fn text(secrets: &[Secret<'_>], owner: &Owner) -> String {
    let mut text = "# The secrets of this workspace, declared once: the guard checks code against it, the vault enforces it.\n\
                    # Drafted by `cargo secret-guard init` from the reads it found; look at what is marked as a guess.\n\
                    version: 1\n"
        .to_owned();
    text.push_str(if secrets.is_empty() { "secrets: []\n" } else { "secrets:\n" });
    let mut ids = BTreeSet::new();
    for secret in secrets {
        let (class, why) = class(secret.name);
        let id = id(secret.name, &mut ids);
        text.push_str(&format!(
            "  # read at {}:{}\n",
            crate::report::clean(&secret.place.path),
            secret.place.start.line
        ));
        text.push_str(&format!("  - id: {}\n    class: {class} # guess: {why}\n    kind: secret\n", json!(id)));
        text.push_str(&format!("    env: {}\n", json!(secret.name)));
        if !secret.aliases.is_empty() {
            text.push_str(&format!(
                "    aliases: {} # guess: read where the first is missing\n",
                json!(secret.aliases)
            ));
        }
        text.push_str(&format!("    owner: {} # guess: {}\n", json!(owner.name), owner.why));
    }
    text
}

fn id(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = name.trim_matches('_').to_lowercase().replace('_', "-");
    let plain = if plain.starts_with(|c: char| c.is_ascii_alphabetic()) { plain } else { format!("x-{plain}") };
    let others = (2..).map(|number| format!("{plain}-{number}"));
    let free = std::iter::once(plain.clone()).chain(others).find(|id| !taken.contains(id)).unwrap_or(plain);
    taken.insert(free.clone());
    free
}

fn class(name: &str) -> (Class, String) {
    let words = segments(name);
    let found = guess().classes.iter().find_map(|known| {
        let word = words.iter().find(|word| known.words.contains(*word))?;
        Some((known.class, format!("the name says `{word}`")))
    });
    found.unwrap_or((Class::Runtime, "no word of the name says more".to_owned()))
}
