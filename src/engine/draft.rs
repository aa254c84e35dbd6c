//! `init`: drafts of the guard's own files from what a workspace does today.
//!
//! What is a guess is marked as one. A file that is there is left as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;
use secret_guard_vault::manifest;
use serde::Deserialize;
use serde_json::json;

use super::Baseline;
use super::check::{Examined, Failure, Options, examine};
use super::own::{self, Own};
use super::scan;
use crate::config::{FILE_NAME, MANIFEST_NAME};
use crate::files::File;
use crate::finding::{Finding, Label};
use crate::input::Root;
use crate::source::Source;
use crate::words::segments;

/// A file that `init` would write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Where.
    pub path: PathBuf,
    /// What is in it; `None` when there is one already.
    pub text: Option<String>,
    /// How many entries the draft has.
    pub entries: usize,
}

/// The words by which is guessed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Guess {
    modules: BTreeSet<String>,
    classes: Vec<ClassWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassWords {
    class: manifest::Class,
    words: BTreeSet<String>,
}

fn guess() -> &'static Guess {
    crate::data!("init/guess", Guess)
}

/// Drafts the manifest, the config and the baseline, in this order.
///
/// # Errors
/// As a check.
pub fn drafts(options: &Options) -> Result<Vec<Draft>, Failure> {
    let root = Root::find(&options.scope)?;
    let home = own::home(&root);
    let mut options = Options { without_baseline: true, ..options.clone() };
    let reads = examine(&Options { only: vec!["env-read".to_owned()], ..options.clone() })?;
    let mut drafts = Vec::new();
    let owner = owner(&root);

    let there = root.search(MANIFEST_NAME);
    let secrets = secrets(&reads);
    let draft = Draft::new(there, home.join(MANIFEST_NAME), secrets.len(), || manifest_text(&secrets, &owner));
    options.own.manifest = draft.given(&root);
    drafts.push(draft);

    let there = own::config_path(&options, &root);
    let modules = modules(&reads, &root, &home);
    let draft = Draft::new(there, home.join(FILE_NAME), modules.len(), || config_text(&modules, &owner));
    options.own.config = draft.given(&root);
    drafts.push(draft);

    let there = own::baseline_file(&options)?;
    let known = there.known.map(|_| there.path.clone());
    let found = examine(&options)?.report;
    let (secrets, salt) = scan::for_baseline(&options, None)?;
    let all = || found.reported().chain(secrets.reported());
    drafts.push(Draft::new(known, there.path, all().count(), || Baseline::write(all(), Some(&salt))));
    Ok(drafts)
}

impl Draft {
    fn new(there: Option<PathBuf>, path: PathBuf, entries: usize, text: impl FnOnce() -> String) -> Draft {
        match there {
            Some(path) => Draft { path, text: None, entries: 0 },
            None => Draft { path, text: Some(text()), entries },
        }
    }

    /// The draft as the check that follows is to see it.
    fn given(&self, root: &Root) -> Own {
        match &self.text {
            Some(text) => Own::Given(Source::new(root.shown(&self.path), text.as_str())),
            None => Own::Found,
        }
    }
}

/// One secret of the draft.
struct Secret<'a> {
    name: &'a str,
    aliases: BTreeSet<&'a str>,
    place: &'a Label,
}

/// The names that code which ships reads, those that stand in for another as
/// its aliases.
fn secrets(reads: &Examined) -> Vec<Secret<'_>> {
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

fn by_path(reads: &Examined) -> BTreeMap<&str, &File> {
    reads.files.iter().map(|file| (&**file.source.path(), file)).collect()
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

fn manifest_text(secrets: &[Secret<'_>], owner: &Owner) -> String {
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

fn class(name: &str) -> (manifest::Class, String) {
    let words = segments(name);
    let found = guess().classes.iter().find_map(|known| {
        let word = words.iter().find(|word| known.words.contains(*word))?;
        Some((known.class, format!("the name says `{word}`")))
    });
    found.unwrap_or((manifest::Class::Runtime, "no word of the name says more".to_owned()))
}

/// Files that read secrets and are there for settings, by their names, with
/// the paths as the config's patterns see them.
fn modules(reads: &Examined, root: &Root, home: &Path) -> Vec<String> {
    let files = by_path(reads);
    let folder = crate::input::relative(&root.dir, home);
    let local = |path: &str| match path.strip_prefix(&format!("{folder}/")) {
        Some(below) => below.to_owned(),
        None => path.to_owned(),
    };
    let named = |finding: &&Finding| {
        let file = files.get(&*finding.primary.path);
        file.is_some_and(|file| file.class.ships()) && is_for_settings(&finding.primary.path)
    };
    let found: BTreeSet<String> = reads.report.reported().filter(named).map(|f| local(&f.primary.path)).collect();
    found.into_iter().collect()
}

fn is_for_settings(path: &str) -> bool {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    let stem = ["/mod", "/lib", "/src"].iter().fold(stem, |stem, end| stem.strip_suffix(end).unwrap_or(stem));
    let name = stem.rsplit('/').next();
    name.is_some_and(|name| segments(name).iter().any(|word| guess().modules.contains(word)))
}

fn config_text(modules: &[String], owner: &Owner) -> String {
    let mut text =
        "# The guard's policy: levels, sanctioned modules, exclusions; `cargo secret-guard rules` lists the rules.\n\
                    # Drafted by `cargo secret-guard init`; look at what is marked as a guess.\n\
                    version: 1\n"
            .to_owned();
    if !modules.is_empty() {
        text.push_str("sanctioned:\n");
    }
    for module in modules {
        let glob = globset::escape(module);
        text.push_str(&format!("  - path: {} # guess: it is there for settings, by its name\n", json!(glob)));
        text.push_str("    rule: env-read\n    reason: reads the settings of the program; drafted, to be confirmed\n");
        text.push_str(&format!("    owner: {} # guess: {}\n", json!(owner.name), owner.why));
    }
    text
}

struct Owner {
    name: String,
    why: &'static str,
}

/// Who owns everything, as CODEOWNERS says.
fn owner(root: &Root) -> Owner {
    let places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];
    let texts = places.iter().filter_map(|place| std::fs::read_to_string(root.dir.join(place)).ok());
    let named = texts.flat_map(|text| {
        let lines = text.lines().filter_map(|line| line.trim().strip_prefix("* ")?.split_whitespace().next());
        lines.map(str::to_owned).collect::<Vec<_>>()
    });
    match named.last() {
        Some(name) => Owner { name, why: "from CODEOWNERS" },
        None => Owner { name: "unassigned".to_owned(), why: "name the person or team" },
    }
}
