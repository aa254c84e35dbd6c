//! Which files are asked what they write: those in which a name stands that
//! somebody waits for. Most files say nothing of the columns in question.

use std::collections::{BTreeSet, HashSet};

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use secret_guard_vault::schema::embedded::code::Code;

use super::elsewhere::Elsewhere;
use super::hiding;
use super::values::Values;
use crate::files::{Class, File, Kind};

/// What each Rust file tells of which `is_asked` holds, in the order of the
/// files. What tests write says nothing of the program.
pub(super) fn ask<T: Send>(
    files: &[File],
    elsewhere: &Elsewhere,
    is_asked: impl Fn(&File) -> bool + Sync,
    tell: impl Fn(&Values<'_>, &File) -> T + Sync,
) -> Vec<T> {
    let is_code = |file: &&File| file.kind == Kind::Rust && file.class != Class::Test;
    let asked = files.par_iter().filter(is_code).filter(|file| is_asked(file));
    let told = asked.map(|file| {
        let code = Code::new(file.source.text());
        let hiding = hiding::gather(&code);
        tell(&Values::of(&code, &hiding, elsewhere), file)
    });
    told.collect()
}

/// The identifiers of a file outside its tests, and its strings.
pub(super) fn outside_tests(code: &Code<'_>) -> impl Iterator<Item = usize> {
    let mut tests = super::tests(code).into_iter().peekable();
    (0..code.tokens.len()).filter(move |at| {
        while tests.next_if(|test| test.end <= *at).is_some() {}
        !tests.peek().is_some_and(|test| test.contains(at))
    })
}

/// Names that are looked for, in any case.
pub(super) struct Names {
    all: HashSet<String>,
    /// None when there are more than a machine can hold.
    machine: Option<AhoCorasick>,
}

impl Names {
    pub fn of(names: &BTreeSet<&str>) -> Names {
        let words = names.iter().filter(|name| !name.is_empty() && name.bytes().all(is_word));
        let all: HashSet<String> = words.map(|name| name.to_ascii_lowercase()).collect();
        let mut builder = AhoCorasick::builder();
        let builder = builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
        Names { machine: builder.build(&all).ok(), all }
    }

    /// Whether a name is one of them.
    pub fn has(&self, name: &str) -> bool {
        match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => self.all.contains(&name.to_ascii_lowercase()),
            false => self.all.contains(name),
        }
    }

    /// Whether one of them stands in a file as a whole word.
    pub fn stand_in(&self, file: &File) -> bool {
        self.any_in(file.source.text(), |_, _| true)
    }

    /// Whether one of them is called in a file.
    pub fn called_in(&self, file: &File) -> bool {
        let text = file.source.text();
        let opens = |end: usize| text.get(end..).is_some_and(|rest| rest.trim_start().starts_with('('));
        let declares = |start: usize| text.get(..start).is_some_and(|before| before.trim_end().ends_with("fn"));
        self.any_in(text, |start, end| opens(end) && !declares(start))
    }

    fn any_in(&self, text: &str, is_one: impl Fn(usize, usize) -> bool) -> bool {
        let Some(machine) = &self.machine else { return true };
        let is_word_at =
            |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(|byte| is_word(*byte));
        let is_whole = |start: usize, end: usize| !is_word_at(start.checked_sub(1)) && !is_word_at(Some(end));
        let mut found = machine.find_iter(text);
        !self.all.is_empty()
            && found.any(|found| is_whole(found.start(), found.end()) && is_one(found.start(), found.end()))
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
