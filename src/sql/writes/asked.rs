//! Which files are asked what they write: those in which a name stands that
//! somebody waits for. Most files say nothing of the columns in question.

use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use secret_guard_vault::schema::embedded::code::Code;

use super::elsewhere::{self, Elsewhere};
use super::landmarks::Landmarks;
use super::values::Values;
use crate::files::{Class, File, Kind};

/// The code of a workspace. A file is cut into tokens when it is first asked,
/// and once: callers of callers are asked again and again.
pub(super) struct Workspace<'a> {
    files: Vec<Asked<'a>>,
    elsewhere: Elsewhere,
}

struct Asked<'a> {
    file: &'a File,
    landmarks: OnceLock<Landmarks<'a>>,
}

impl<'a> Asked<'a> {
    fn landmarks(&self) -> &Landmarks<'a> {
        self.landmarks.get_or_init(|| Landmarks::of(Code::new(self.file.source.text())))
    }
}

impl<'a> Workspace<'a> {
    /// What tests write says nothing of the program.
    pub fn of(files: &'a [File]) -> Workspace<'a> {
        let is_code = |file: &&File| file.kind == Kind::Rust && file.class != Class::Test;
        let files = files.iter().filter(is_code).map(|file| Asked { file, landmarks: OnceLock::new() }).collect();
        let mut workspace = Workspace { files, elsewhere: Elsewhere::default() };
        workspace.elsewhere = elsewhere::gather(&workspace);
        workspace
    }

    /// What each file tells of which `is_asked` holds, in their order.
    pub fn ask<T: Send>(
        &self,
        is_asked: impl Fn(&File) -> bool + Sync,
        tell: impl Fn(&Values<'_>, &File) -> T + Sync,
    ) -> Vec<T> {
        self.tokens(is_asked, |marks, file| tell(&Values::of(marks, &self.elsewhere), file))
    }

    /// What the tokens of each file tell of which `is_asked` holds.
    pub fn tokens<T: Send>(
        &self,
        is_asked: impl Fn(&File) -> bool + Sync,
        tell: impl Fn(&Landmarks<'a>, &File) -> T + Sync,
    ) -> Vec<T> {
        let asked = self.files.par_iter().filter(|asked| is_asked(asked.file));
        asked.map(|asked| tell(asked.landmarks(), asked.file)).collect()
    }

    /// The texts of all files.
    pub fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.files.iter().map(|asked| asked.file.source.text())
    }
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
