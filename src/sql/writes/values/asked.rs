//! Which files are asked what they write: those in which a name stands that
//! somebody waits for. Most files say nothing of the columns in question.

use std::sync::OnceLock;

use rayon::prelude::*;
use secret_guard_vault::schema::embedded::code::Code;

use super::Values;
use super::elsewhere::{self, Elsewhere};
use super::landmarks::Landmarks;
use crate::files::{File, Kind};
use crate::sql::writes::tokens::vocabulary::{Names, Vocabulary};

/// The code of a workspace. A file is cut into tokens when it is first asked,
/// and once: callers of callers are asked again and again.
pub(in crate::sql::writes) struct Workspace<'a> {
    files: Vec<Asked<'a>>,
    elsewhere: OnceLock<Elsewhere>,
}

pub(in crate::sql::writes) struct Asked<'a> {
    pub file: &'a File,
    vocabulary: OnceLock<Vocabulary>,
    landmarks: OnceLock<Landmarks<'a>>,
}

impl<'a> Asked<'a> {
    fn of(file: &'a File) -> Asked<'a> {
        Asked { file, vocabulary: OnceLock::new(), landmarks: OnceLock::new() }
    }

    /// The names that stand in it.
    pub fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::of(self.file.source.text()))
    }

    /// Whether one of some names stands in it.
    pub fn has(&self, names: &Names) -> bool {
        match self.vocabulary.get() {
            Some(vocabulary) => vocabulary.has(names),
            None => names.are_in(self.file.source.text()),
        }
    }

    fn landmarks(&self) -> &Landmarks<'a> {
        self.landmarks.get_or_init(|| Landmarks::of(Code::new(self.file.source.text())))
    }
}

impl<'a> Workspace<'a> {
    /// What tests and examples write says nothing of the program.
    pub fn of(files: &'a [File]) -> Workspace<'a> {
        let is_code = |file: &&File| file.kind == Kind::Rust && file.class.ships();
        let files = files.iter().filter(is_code).map(Asked::of).collect();
        Workspace { files, elsewhere: OnceLock::new() }
    }

    /// What all files hash and seal with: told when the first is asked.
    fn elsewhere(&self) -> &Elsewhere {
        self.elsewhere.get_or_init(|| elsewhere::gather(self))
    }

    /// What each file tells of which `is_asked` holds, in their order.
    pub fn ask<T: Send>(
        &self,
        is_asked: impl Fn(&Asked<'_>) -> bool + Sync,
        tell: impl Fn(&Values<'_>, &File) -> T + Sync,
    ) -> Vec<T> {
        let asked = self.those(is_asked);
        if asked.is_empty() {
            return Vec::new();
        }
        let elsewhere = self.elsewhere();
        let tell = |asked: &&Asked<'a>| tell(&Values::of(asked.landmarks(), elsewhere), asked.file);
        asked.par_iter().map(tell).collect()
    }

    /// What the tokens of each file tell of which `is_asked` holds.
    pub fn tokens<T: Send>(
        &self,
        is_asked: impl Fn(&Asked<'_>) -> bool + Sync,
        tell: impl Fn(&Landmarks<'a>, &File) -> T + Sync,
    ) -> Vec<T> {
        self.those(is_asked).par_iter().map(|asked| tell(asked.landmarks(), asked.file)).collect()
    }

    fn those(&self, is_asked: impl Fn(&Asked<'_>) -> bool + Sync) -> Vec<&Asked<'a>> {
        self.files.par_iter().filter(|asked| is_asked(asked)).collect()
    }

    /// The texts of all files.
    pub fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.files.iter().map(|asked| asked.file.source.text())
    }
}
