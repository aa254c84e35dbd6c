//! What a change takes away from the guard itself: suppressions, entries of
//! the baseline, a looser config or manifest.
//!
//! None of it is a finding; a reviewer is to see it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use secret_guard_vault::manifest::{Kind, Manifest};

use super::directive::directives;
use super::options::{Failure, Options};
use super::{Baseline, own, since};
use crate::catalog::Card;
use crate::config::Config;
use crate::files::File;
use crate::finding::{Level, Note};
use crate::input::Root;
use crate::input::version::{Change, Version};

/// The guard's own files in one version.
struct Policy {
    config: Config,
    manifest: Option<Manifest>,
    baseline: Option<Baseline>,
}

impl Policy {
    /// `None` when a mistake in a file hides what it says.
    fn read(options: &Options, root: &Root, version: &Version) -> Result<Option<Policy>, Failure> {
        let options = Options { reads: Some(version.clone()), ..options.clone() };
        let read = || {
            let config = own::found_config(&options, root)?.unwrap_or_default();
            let (manifest, baseline) = (own::manifest(&options, root)?, own::baseline(&options, root, &config)?);
            Ok(Policy { config, manifest, baseline })
        };
        match read() {
            Ok(policy) => Ok(Some(policy)),
            Err(Failure::Problems(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

/// Whether a changed file has a suppression.
pub(super) fn may_suppress(change: &Change, files: &[File]) -> bool {
    files.iter().any(|file| change.has(file.source.path()) && !directives(file).is_empty())
}

/// What a change weakens in the guard's own files.
pub(super) fn policy(options: &Options, root: &Root, change: &Change) -> Result<Vec<Note>, Failure> {
    let mut notes = Vec::new();
    let version = since::version(options);
    // In the tree files are read of which git does not tell that they differ:
    // ignored ones, those behind a link, those that it was told to skip.
    let is_told = version == Version::Index && !own::staged(options, root)?.has_link();
    if is_told && !change.paths().iter().any(|path| is_own(options, path)) {
        return Ok(notes);
    }
    let now = Policy::read(options, root, &version)?;
    let then = Policy::read(options, root, &Version::Commit(change.commit.clone()))?;
    if let (Some(now), Some(then)) = (now, then) {
        config(&then.config, &now.config, &mut notes);
        manifest(then.manifest.as_ref(), now.manifest.as_ref(), &mut notes);
        baseline(then.baseline.as_ref(), now.baseline.as_ref(), &mut notes);
    }
    Ok(notes)
}

/// Whether a path is called as one of the guard's own files.
fn is_own(options: &Options, shown: &str) -> bool {
    let path = Path::new(shown);
    let given = options.config.as_ref().and_then(|config| config.file_name());
    own::is_own(path) || given.is_some_and(|name| path.file_name() == Some(name))
}

fn note(path: Option<Arc<str>>, line: Option<u32>, message: String) -> Note {
    Note { path, line, message }
}

/// Suppressions that no changed file had, by their words: one that moved is
/// not new.
pub(super) fn suppressions(files: &[File], before: &[File], change: &Change) -> Vec<Note> {
    let changed = |file: &&File| change.has(file.source.path());
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for file in before.iter().filter(changed) {
        for directive in directives(file) {
            *known.entry(file.source.slice(directive.comment).to_owned()).or_default() += 1;
        }
    }
    let mut notes = Vec::new();
    for file in files.iter().filter(changed) {
        for directive in directives(file) {
            let Ok(said) = &directive.said else { continue };
            match known.get_mut(file.source.slice(directive.comment)) {
                Some(left) if *left > 0 => *left -= 1,
                _ => {
                    let rules: Vec<&str> = said.rules.iter().map(|(rule, _)| rule.as_str()).collect();
                    let message = format!("suppression of {} added: {}", rules.join(", "), said.reason);
                    notes.push(note(Some(file.source.path().clone()), Some(directive.line), message));
                }
            }
        }
    }
    notes
}

fn config(then: &Config, now: &Config, notes: &mut Vec<Note>) {
    let source = now.source.as_ref().or(then.source.as_ref());
    let path = source.map(|source| source.path().clone());
    let mut say = |message: String| notes.push(note(path.clone(), None, message));
    for entry in added(&loosening(then), &loosening(now)) {
        say(format!("{entry} added"));
    }
    for entry in added(&tightening(now), &tightening(then)) {
        say(format!("{entry} removed"));
    }
    for card in super::cards() {
        let (was, is) = (level(then, card), level(now, card));
        if is < was {
            say(format!("level of {} lowered from {} to {}", card.id, was.word(), is.word()));
        }
    }
}

fn added(then: &BTreeSet<String>, now: &BTreeSet<String>) -> Vec<String> {
    now.difference(then).cloned().collect()
}

fn level(config: &Config, card: &Card) -> Level {
    config.rules.get(&card.id).and_then(|rule| rule.level).unwrap_or(card.level)
}

/// What lets something pass.
fn loosening(config: &Config) -> BTreeSet<String> {
    let sanctioned = config.sanctioned.iter().map(|entry| {
        let until = entry.expires.map_or(String::new(), |day| format!(" until {day}"));
        format!("sanction of {} for {}{until} ({})", entry.place, entry.rule, entry.owner)
    });
    let exclude = config.exclude.iter().map(|entry| format!("exclusion of {}", entry.glob));
    let columns = config.allow_columns.iter().map(|entry| format!("allowed column {}.{}", entry.table, entry.column));
    let cleaners = config.cleaners.iter().map(|entry| format!("cleaner {}", entry.path));
    let values = config.scan.allow.iter().map(|entry| format!("allowed value {}", entry.fingerprint));
    let classes =
        config.classes.iter().map(|(class, level)| format!("level {} for {} files", level.word(), class.word()));
    let rules = config.rules.iter().flat_map(|(id, rule)| {
        let options = rule.options.iter().map(move |(name, value)| format!("option {name} of {id}: {value:?}"));
        let levels = rule.classes.iter();
        options.chain(
            levels.map(move |(class, level)| format!("level {} of {id} for {} files", level.word(), class.word())),
        )
    });
    let least = config.scan.confidence.iter().map(|least| format!("least confidence {} of scan", least.word()));
    sanctioned
        .chain(exclude)
        .chain(columns)
        .chain(cleaners)
        .chain(values)
        .chain(classes)
        .chain(rules)
        .chain(least)
        .collect()
}

/// What catches something.
fn tightening(config: &Config) -> BTreeSet<String> {
    let types = config.secret_types.iter().map(|entry| format!("secret type {}", entry.path));
    types.chain(config.sinks.iter().map(|entry| format!("sink {}", entry.path))).collect()
}

fn manifest(then: Option<&Manifest>, now: Option<&Manifest>, notes: &mut Vec<Note>) {
    let secrets = |manifest: Option<&Manifest>| -> BTreeSet<String> {
        let entries = manifest.map_or(&[][..], |manifest| &manifest.secrets);
        entries.iter().filter(|entry| entry.kind == Kind::Secret).map(|entry| entry.env.text.clone()).collect()
    };
    for name in secrets(then).difference(&secrets(now)) {
        notes.push(note(
            Some(crate::config::MANIFEST_NAME.into()),
            None,
            format!("{name} is declared a secret no more"),
        ));
    }
}

fn baseline(then: Option<&Baseline>, now: Option<&Baseline>, notes: &mut Vec<Note>) {
    let Some(now) = now else { return };
    for (line, entry) in now.entries() {
        if then.is_none_or(|then| !then.knows(entry)) {
            let message = format!("entry of the baseline added: {}", entry.0);
            notes.push(note(Some(now.path()), Some(line), message));
        }
    }
}
