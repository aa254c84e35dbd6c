//! Applies the edits that a program may make without asking.
//!
//! A fix is applied as a whole or not at all, a file is replaced as a whole
//! or not touched, and nothing outside the root is written. What does not
//! parse afterwards, though it did before, is not written either.

#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use write::apply;

use super::check::{Examined, Failure, pool};
use crate::files::{Class, File, Kind};
use crate::finding::{Edit, Fate, Fix, Note};
use crate::input::Root;
use crate::report::clean;
use crate::rust::needles::Needles;
use crate::rust::parse;
use crate::secrets::Scanner;
use crate::source::Source;

/// A file as it is and as it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The path as shown.
    pub path: Arc<str>,
    /// The text that was checked.
    pub before: Arc<str>,
    /// The text with the edits.
    pub after: String,
}

/// What would be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// One for each file, sorted by path.
    pub changes: Vec<Change>,
    /// How many findings they mend.
    pub fixes: usize,
    /// Files that could be mended and are left alone, and why.
    pub left: Vec<Note>,
}

impl Change {
    /// The change as a unified diff in which secrets are masked.
    pub fn diff(&self, scanner: &Scanner) -> String {
        let path = clean(&self.path);
        let (before, after) = (masked(scanner, &path, &self.before), masked(scanner, &path, &self.after));
        let diff = similar::TextDiff::from_lines(&before, &after);
        diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string()
    }
}

/// The text without what is a secret, or what a terminal would obey.
fn masked(scanner: &Scanner, path: &str, text: &str) -> String {
    let secrets = scanner.scan(path, text);
    let mut hidden = vec![false; text.len()];
    for hit in secrets.iter().filter(|hit| hit.dropped.is_none()) {
        hidden[hit.span.range()].fill(true);
    }
    let shown: String = text.char_indices().map(|(at, c)| if hidden[at] && c != '\n' { '*' } else { c }).collect();
    let lines = shown.split_inclusive('\n').map(|line| match line.strip_suffix('\n') {
        Some(line) => clean(&line.trim_end_matches('\r').replace('\t', "    ")) + "\n",
        None => clean(line),
    });
    lines.collect()
}

/// The edits that mend reported findings and do not stand in each other's
/// way; what is left waits for another round.
///
/// # Errors
/// When no thread can be started to parse the result.
pub fn plan(examined: &Examined) -> Result<Plan, Failure> {
    Ok(pool(Some(1))?.install(|| sound(examined)))
}

fn sound(examined: &Examined) -> Plan {
    let files: BTreeMap<&str, &File> = examined.files.iter().map(|file| (&**file.source.path(), file)).collect();
    let counts = |fix: &&Fix| fix.machine_applicable && fix.edits.iter().all(|edit| ours(&files, edit));
    let reported = examined.report.findings.iter().filter(|finding| finding.fate == Fate::Reported);
    let fixes: Vec<&Fix> = reported.filter_map(|finding| finding.fix.as_ref()).filter(counts).collect();
    let mut left: Vec<Note> = Vec::new();
    loop {
        let stays = |edit: &Edit| left.iter().any(|note| note.path.as_ref() == Some(&edit.path));
        let plan = merge(&files, fixes.iter().copied().filter(|fix| !fix.edits.iter().any(stays)));
        let refused = plan.changes.iter().filter_map(|change| {
            let message = format!("not fixed: {}", obstacle(&examined.root, files[&*change.path], change)?);
            Some(Note { path: Some(change.path.clone()), line: None, message })
        });
        let refused: Vec<Note> = refused.collect();
        if refused.is_empty() {
            return Plan { left, ..plan };
        }
        left.extend(refused);
    }
}

/// Why a change cannot be written.
fn obstacle(root: &Root, file: &File, change: &Change) -> Option<String> {
    match write::current(root, &change.path, &change.before) {
        Err(why) => Some(why.to_string()),
        Ok(_) => breaks(file, change).then(|| "the result would not parse".to_owned()),
    }
}

/// Whether the file is written by the people who run the guard.
fn ours(files: &BTreeMap<&str, &File>, edit: &Edit) -> bool {
    files.get(&*edit.path).is_some_and(|file| {
        let text = file.source.text();
        !matches!(file.class, Class::Vendored | Class::Generated) && text.get(edit.span.range()).is_some()
    })
}

fn merge<'a>(files: &BTreeMap<&str, &File>, fixes: impl Iterator<Item = &'a Fix>) -> Plan {
    let mut taken: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    let mut plan = Plan::default();
    for fix in fixes {
        let free = |edit: &Edit| taken.get(&*edit.path).is_none_or(|others| others.iter().all(|o| apart(o, edit)));
        if !fix.edits.iter().all(free) {
            continue;
        }
        plan.fixes += 1;
        for edit in &fix.edits {
            let others = taken.entry(&edit.path).or_default();
            if !others.contains(&edit) {
                others.push(edit);
            }
        }
    }
    let changes = taken.into_iter().map(|(path, edits)| edited(&files[path].source, edits));
    plan.changes = changes.filter(|change| change.after != *change.before).collect();
    plan
}

/// Whether two edits can both be made: the same one is made once.
fn apart(a: &Edit, b: &Edit) -> bool {
    a == b || a.span.end < b.span.start || b.span.end < a.span.start
}

fn edited(source: &Source, mut edits: Vec<&Edit>) -> Change {
    edits.sort_by_key(|edit| edit.span);
    let mut after = String::with_capacity(source.text().len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        after.push_str(&source.text()[at..range.start]);
        after.push_str(&edit.text);
        at = range.end;
    }
    after.push_str(&source.text()[at..]);
    Change { path: source.path().clone(), before: source.text().into(), after }
}

fn breaks(file: &File, change: &Change) -> bool {
    let parses = |text: &str| parse::parse(&Source::new(change.path.clone(), text), &Needles::all()).1.is_none();
    file.kind == Kind::Rust && parses(&change.before) && !parses(&change.after)
}
