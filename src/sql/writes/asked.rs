//! Which files are asked what they write: those in which a name stands that
//! somebody waits for. Most files say nothing of the columns in question.

use std::sync::OnceLock;

use rayon::prelude::*;
use secret_guard_vault::schema::embedded::code::Code;

use super::elsewhere::{self, Elsewhere};
use super::landmarks::Landmarks;
use super::values::Values;
use super::vocabulary::Vocabulary;
use crate::files::{File, Kind};

/// The code of a workspace. A file is cut into tokens when it is first asked,
/// and once: callers of callers are asked again and again.
pub(super) struct Workspace<'a> {
    files: Vec<Asked<'a>>,
    elsewhere: Elsewhere,
}

pub(super) struct Asked<'a> {
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

    fn landmarks(&self) -> &Landmarks<'a> {
        self.landmarks.get_or_init(|| Landmarks::of(Code::new(self.file.source.text())))
    }
}

impl<'a> Workspace<'a> {
    /// What tests and examples write says nothing of the program.
    pub fn of(files: &'a [File]) -> Workspace<'a> {
        let is_code = |file: &&File| file.kind == Kind::Rust && file.class.ships();
        let files = files.iter().filter(is_code).map(Asked::of).collect();
        let mut workspace = Workspace { files, elsewhere: Elsewhere::default() };
        workspace.elsewhere = elsewhere::gather(&workspace);
        workspace
    }

    /// What each file tells of which `is_asked` holds, in their order.
    pub fn ask<T: Send>(
        &self,
        is_asked: impl Fn(&Asked<'_>) -> bool + Sync,
        tell: impl Fn(&Values<'_>, &File) -> T + Sync,
    ) -> Vec<T> {
        self.tokens(is_asked, |marks, file| tell(&Values::of(marks, &self.elsewhere), file))
    }

    /// What the tokens of each file tell of which `is_asked` holds.
    pub fn tokens<T: Send>(
        &self,
        is_asked: impl Fn(&Asked<'_>) -> bool + Sync,
        tell: impl Fn(&Landmarks<'a>, &File) -> T + Sync,
    ) -> Vec<T> {
        let asked = self.files.par_iter().filter(|asked| is_asked(asked));
        asked.map(|asked| tell(asked.landmarks(), asked.file)).collect()
    }

    /// The texts of all files.
    pub fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.files.iter().map(|asked| asked.file.source.text())
    }
}
