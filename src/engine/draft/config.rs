//! `secret-guard.yaml`: the files that are there for settings.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::json;

use super::super::check::Examined;
use super::{Owner, by_path, guess};
use crate::finding::Finding;
use crate::input::Root;
use crate::words::segments;

/// Files that read secrets and are there for settings, by their names, with
/// the paths as the config's patterns see them.
pub(super) fn modules(reads: &Examined, root: &Root, home: &Path) -> Vec<String> {
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

pub(super) fn text(modules: &[String], owner: &Owner) -> String {
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
