//! The files of a change, looked at by themselves.
//!
//! A hook must not keep anybody waiting, and most of what a change brings in
//! is seen in the files that it touches: nearly all reads of the environment,
//! types and schemas, and the flows inside a file. So these are judged first,
//! and the whole workspace only when they show something new: nothing is said
//! that the whole would not say. What only several files together show is
//! left to the run that looks at all of them.

use std::collections::{BTreeMap, BTreeSet};

use secret_guard_vault::manifest::Manifest;

use super::options::{Failure, Options};
use super::since;
use crate::config::{Config, Named};
use crate::files::Crate;
use crate::finding::{Fate, Finding};
use crate::input::Root;
use crate::report::Report;
use crate::rules::{self, Rule};
use crate::rust::flow::Beginnings;
use crate::rust::needles::Needles;
use crate::source::Source;

/// What is asked when only the changed files are looked at; nothing where no
/// change is asked for. Before and after are judged by one policy, so a change
/// of the policy brings nothing in that other files would show.
pub(super) fn changed(options: &Options) -> Result<Option<Options>, Failure> {
    if !options.quick {
        return Ok(None);
    }
    let root = Root::find(&options.scope)?;
    let Some(change) = since::change(options, &root)? else { return Ok(None) };
    let mut alone = options.clone();
    alone.scope.only = Some(change);
    Ok(Some(alone))
}

/// Which files can show something by themselves; the others need not be
/// parsed.
pub(super) struct Showing {
    /// Words for which rules look.
    words: Needles,
    /// Where flows begin.
    flows: Beginnings<'static>,
}

impl Showing {
    /// What these rules look for; nothing when one of them looks everywhere.
    pub(super) fn of(rules: &[&dyn Rule], manifest: Option<&Manifest>, config: &Config) -> Option<Showing> {
        let others = rules.iter().filter(|rule| rule.looks().code() && !rule.begins_at_secrets());
        let words: Vec<Vec<String>> = others.map(|rule| rule.needles(manifest)).collect::<Option<_>>()?;
        let types: Vec<&str> = config.secret_types.iter().map(Named::last).collect();
        let flows = Beginnings::of(rules::names(), rules::values(), &types);
        Some(Showing { words: Needles::only(words.iter().flatten().map(String::as_str)), flows })
    }

    pub(super) fn can(&self, source: &Source) -> bool {
        self.words.are_in(source.text()) || self.flows.are_in(source.text())
    }
}

/// Where it is asked what was there before a change: in the packages in which
/// something is found, and in all that can make a difference there. A finding
/// that was there already is not told of, so nothing may be left out that made
/// its line clean.
pub(super) struct Beside<'a> {
    folders: BTreeSet<&'a str>,
    /// Everywhere, if nothing.
    near: Option<BTreeSet<&'a str>>,
}

impl<'a> Beside<'a> {
    /// By findings of rules of which it is known whether they look at code
    /// alone: what schemas and other files say may lie in any package.
    pub(super) fn of(findings: &[Finding], crates: &'a [Crate], code_alone: impl Fn(&str) -> bool) -> Beside<'a> {
        let folders = crates.iter().map(|one| &*one.dir).filter(|dir| !dir.is_empty()).collect();
        let mut beside = Beside { folders, near: None };
        let mut reported = findings.iter().filter(|finding| finding.fate == Fate::Reported);
        let found = reported.clone().filter_map(|finding| beside.package(&finding.primary.path)).collect();
        let within = |finding: &Finding| code_alone(finding.rule) && beside.package(&finding.primary.path).is_some();
        if reported.all(within) {
            beside.near = Some(connected(found, crates));
        }
        beside
    }

    /// Whether a file belongs to what matters; what lies in no package does.
    pub(super) fn has(&self, path: &str) -> bool {
        let Some(near) = &self.near else { return true };
        self.package(path).is_none_or(|package| near.contains(package))
    }

    /// The innermost package that a file lies in; none for the root's.
    fn package(&self, path: &str) -> Option<&'a str> {
        path.match_indices('/').rev().find_map(|(at, _)| self.folders.get(&path[..at]).copied())
    }
}

/// The folders of these packages, of those that they can name, and of those
/// that can name them, however far.
fn connected<'a>(mut near: BTreeSet<&'a str>, crates: &'a [Crate]) -> BTreeSet<&'a str> {
    let mut sides: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let by_name: BTreeMap<&str, Vec<&str>> = crates.iter().fold(BTreeMap::new(), |mut by_name, one| {
        by_name.entry(&*one.package).or_insert_with(Vec::new).push(&*one.dir);
        by_name
    });
    for one in crates {
        for dir in one.dependencies.iter().filter_map(|(_, package)| by_name.get(&**package)).flatten() {
            sides.entry(&one.dir).or_default().insert(dir);
            sides.entry(dir).or_default().insert(&one.dir);
        }
    }
    let mut open: Vec<&str> = near.iter().copied().collect();
    while let Some(dir) = open.pop() {
        let new = sides.get(dir).into_iter().flatten().filter(|other| near.insert(other));
        open.extend(new.copied());
    }
    near
}

/// Whether nothing is left to ask of the whole.
pub(super) fn settles(report: &Report) -> bool {
    !report.findings.iter().any(|finding| finding.fate == Fate::Reported)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn what_the_fixtures_show_is_in_files_that_can_show_something() {
        let rules = rules::all();
        let rules: Vec<&dyn Rule> = rules.iter().map(|rule| &**rule).collect();
        let showing = Showing::of(&rules, None, &Config::default()).expect("every rule says what it looks for");
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata");
        let files = walkdir::WalkDir::new(folder).into_iter().flatten();
        // What is shown in `twins` another crate names.
        let is_rust = |path: &Path| {
            path.extension().is_some_and(|extension| extension == "rs") && !path.iter().any(|part| part == "twins")
        };
        let rust = files.filter(|entry| is_rust(entry.path()));
        let (mut seen, mut unseen) = (0, Vec::new());
        for entry in rust {
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            let marked = ["//~ secret-", "//~ env-read"].iter().any(|mark| text.contains(mark));
            // The marks name secrets themselves.
            let bare: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
            let source = Source::new(entry.path().to_string_lossy(), bare.join("\n"));
            match marked.then(|| showing.can(&source)) {
                Some(true) => seen += 1,
                Some(false) => unseen.push(entry.path().to_owned()),
                None => {}
            }
        }
        assert!(seen > 50, "{seen}");
        assert!(unseen.is_empty(), "{unseen:#?}");
    }
}
