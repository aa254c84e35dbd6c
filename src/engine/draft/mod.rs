//! `init`: drafts of the guard's own files from what a workspace does today.
//!
//! What is a guess is marked as one. A file that is there is left as it is.

mod config;
mod manifest;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use secret_guard_vault::manifest::Class;
use serde::Deserialize;

use super::Baseline;
use super::check::{Examined, Failure, Options, examine};
use super::own::{self, Own};
use super::scan;
use crate::config::{FILE_NAME, MANIFEST_NAME};
use crate::files::File;
use crate::input::Root;
use crate::source::Source;

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
    class: Class,
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
    let secrets = manifest::secrets(&reads);
    let draft = Draft::new(there, home.join(MANIFEST_NAME), secrets.len(), || manifest::text(&secrets, &owner));
    options.own.manifest = draft.given(&root);
    drafts.push(draft);

    let there = own::config_path(&options, &root);
    let modules = config::modules(&reads, &root, &home);
    let draft = Draft::new(there, home.join(FILE_NAME), modules.len(), || config::text(&modules, &owner));
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

fn by_path(reads: &Examined) -> BTreeMap<&str, &File> {
    reads.files.iter().map(|file| (&**file.source.path(), file)).collect()
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
