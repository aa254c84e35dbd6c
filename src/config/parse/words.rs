//! Single words: levels, days, patterns of paths, what must be said.

use globset::{GlobBuilder, GlobMatcher};

use super::super::Day;
use super::super::raw::Word;
use super::Reader;
use crate::finding::{Confidence, Level};

impl Reader<'_> {
    pub(super) fn level(&mut self, word: &Word) -> Option<Level> {
        let levels = [Level::Allow, Level::Warn, Level::Deny];
        let level = levels.into_iter().find(|level| level.word() == word.value);
        if level.is_none() {
            let problem = self.at(word, format!("`{}` is no level", word.value));
            let words = levels.map(Level::word);
            self.problems.push(problem.with_nearest(&word.value, &words));
        }
        level
    }

    pub(super) fn salt(&mut self, word: Word) -> Option<String> {
        let fits = word.value.len() >= 16 && word.value.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !fits {
            let problem = self.at(&word, "a salt is at least 16 hexadecimal digits");
            self.problems.push(problem.with_help("`cargo secret-guard baseline write` draws one for the baseline"));
        }
        fits.then_some(word.value)
    }

    pub(super) fn confidence(&mut self, word: &Word) -> Option<Confidence> {
        let found = Confidence::parse(&word.value);
        if found.is_none() {
            let problem = self.at(word, format!("`{}` is no confidence", word.value));
            self.problems.push(problem.with_nearest(&word.value, &Confidence::ALL.map(Confidence::word)));
        }
        found
    }

    pub(super) fn said(&mut self, word: Word, otherwise: &str) -> Option<String> {
        if word.value.trim().is_empty() {
            let problem = self.at(&word, otherwise);
            self.problems.push(problem);
            return None;
        }
        Some(word.value)
    }

    pub(super) fn day(&mut self, word: &Word) -> Option<Day> {
        let day = Day::parse(&word.value);
        if day.is_none() {
            let problem = self.at(word, format!("`{}` is no day", word.value));
            self.problems.push(problem.with_help("write it as YYYY-MM-DD"));
        }
        day
    }

    pub(super) fn glob(&mut self, word: &Word) -> Option<GlobMatcher> {
        let pattern = word.value.trim_start_matches('/');
        let built = GlobBuilder::new(pattern).literal_separator(true).build();
        match built {
            Ok(glob) => Some(glob.compile_matcher()),
            Err(error) => {
                let problem = self.at(word, format!("no valid path pattern: {}", error.kind()));
                self.problems.push(problem);
                None
            }
        }
    }
}
