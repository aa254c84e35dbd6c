//! The Rust files, read as far as the rules ask.
//!
//! At first only those bodies of functions are read in which a rule's
//! needles stand. What the rules then ask for and nobody has read is read,
//! and the rules are asked again, until nothing is left to ask for: so the
//! words save time and hide nothing.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::alone::Showing;
use super::cache::Store;
use crate::files::{File, Kind};
use crate::finding::Note;
use crate::rust::facts::Facts;
use crate::rust::index::{Index, Unit};
use crate::rust::name::Name;
use crate::rust::needles::Needles;
use crate::rust::parse::{Problem, parse};
use crate::rust::parts;
use crate::rust::sites::Sites;
use crate::rust::wire::Record;
use crate::source::Source;

/// Reads every Rust file, as far as it can show something; what is no valid
/// Rust becomes a note.
pub(super) fn units(
    files: &[File],
    needles: &Needles,
    showing: Option<&Showing>,
    store: &Store,
    notes: &mut Vec<Note>,
) -> Vec<Unit> {
    let files = files.par_iter().filter(|file| file.kind == Kind::Rust);
    let read = |file: &File| match showing.is_none_or(|showing| showing.can(&file.source)) {
        true => parsed(&file.source, needles, store),
        // As a file in which nothing is.
        false => parse(&Source::new(file.source.path().clone(), ""), needles),
    };
    let parsed: Vec<_> = files.map(|file| (file, read(file))).collect();
    let mut units = Vec::with_capacity(parsed.len());
    for (file, (facts, problem)) in parsed {
        notes.extend(problem.map(|problem| note(&file.source, problem)));
        units.push(Unit { source: file.source.clone(), class: file.class, facts });
    }
    notes.sort();
    units
}

/// What is kept of a text that was read before, else what the parser makes
/// of it; a text that is read in part is not kept.
fn parsed(source: &Source, needles: &Needles, store: &Store) -> (Facts, Option<Problem>) {
    if !store.is_on() {
        return parse(source, needles);
    }
    store.get(source).unwrap_or_else(|| match needles.are_all() {
        true => {
            let before = store.before(source);
            let parsed = parts::read(source, before.as_deref().and_then(Record::open).as_ref());
            store.keep(source, &parsed);
            (parsed.facts, parsed.problem)
        }
        false => parse(source, needles),
    })
}

fn note(source: &Source, problem: Problem) -> Note {
    Note { path: Some(source.path().clone()), line: Some(source.line_of(problem.span.start)), message: problem.message }
}

/// What rules asked for while there were bodies that nobody had read.
pub(super) struct Asked {
    names: BTreeSet<Name>,
    files: BTreeSet<u32>,
}

impl Asked {
    /// What was asked of these.
    pub(super) fn of(index: &Index<'_>, sites: &Sites) -> Asked {
        Asked { names: sites.asked(), files: index.asked() }
    }
}

/// Reads again the files in whose unread bodies something may stand that was
/// asked for. Says whether there were any.
pub(super) fn deepen(units: &mut [Unit], asked: &Asked, needles: &Needles, notes: &mut Vec<Note>) -> bool {
    let names = Needles::words(asked.names.iter().map(|name| name.text()));
    let needles = needles.and(asked.names.iter().map(|name| name.text()));
    let parsed: Vec<_> = units
        .par_iter()
        .enumerate()
        .filter(|(_, unit)| !unit.facts.skipped.is_empty())
        .filter_map(|(at, unit)| {
            let needles = match asked.files.contains(&(at as u32)) {
                true => &Needles::all(),
                false if names.in_any(unit.source.text(), &unit.facts.skipped) => &needles,
                false => return None,
            };
            Some((at, parse(&unit.source, needles)))
        })
        .collect();
    let any = !parsed.is_empty();
    for (at, (facts, problem)) in parsed {
        notes.extend(problem.map(|problem| note(&units[at].source, problem)));
        units[at].facts = facts;
    }
    notes.sort();
    any
}
