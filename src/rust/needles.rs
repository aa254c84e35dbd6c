//! Words that make the body of a function worth reading.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::source::Span;

/// What stands in a body that others may need to know of: implementations
/// hold for the whole workspace, wherever they are written.
const ALWAYS: [&str; 2] = ["impl", "macro_rules"];

/// See the module's text.
#[derive(Clone, Debug, Default)]
pub struct Needles {
    words: Vec<String>,
    /// None: every body is worth it.
    machine: Option<AhoCorasick>,
}

impl Needles {
    /// Every body.
    pub fn all() -> Needles {
        Needles::default()
    }

    /// Whether that is every body.
    pub fn are_all(&self) -> bool {
        self.machine.is_none()
    }

    /// Bodies in which one of these words stands, in code or in a string, and
    /// those that hold for the whole workspace.
    pub fn words<'w>(words: impl IntoIterator<Item = &'w str>) -> Needles {
        Needles::only(words.into_iter().chain(ALWAYS))
    }

    /// These words and no others.
    pub fn only<'w>(words: impl IntoIterator<Item = &'w str>) -> Needles {
        let words = words.into_iter().filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(str::to_owned).collect();
        // Too many words for a machine: read everything.
        let machine = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words).ok();
        Needles { words, machine }
    }

    /// These words as well.
    pub fn and<'w>(&'w self, words: impl IntoIterator<Item = &'w str>) -> Needles {
        match self.machine {
            Some(_) => Needles::words(self.words.iter().map(String::as_str).chain(words)),
            None => Needles::all(),
        }
    }

    /// Where the words stand, in order; nothing when every body is worth it.
    pub(super) fn spots(&self, text: &str) -> Option<Vec<u32>> {
        let found = self.machine.as_ref()?.find_iter(text);
        let whole = found.map(|found| found.start()..found.end()).filter(|at| is_whole(text, at));
        Some(whole.map(|at| at.start as u32).collect())
    }

    /// Whether a word stands in the text.
    pub fn are_in(&self, text: &str) -> bool {
        let Some(machine) = &self.machine else { return true };
        machine.find_iter(text).any(|found| is_whole(text, &(found.start()..found.end())))
    }

    /// Whether a word stands in one of these sorted parts of the text.
    pub fn in_any(&self, text: &str, parts: &[Span]) -> bool {
        let holds = |at: u32| {
            let next = parts.partition_point(|part| part.end <= at);
            parts.get(next).is_some_and(|part| part.start <= at)
        };
        self.spots(text).is_none_or(|spots| spots.into_iter().any(holds))
    }
}

fn is_whole(text: &str, at: &std::ops::Range<usize>) -> bool {
    let is_word = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let before = at.start.checked_sub(1).and_then(|before| text.as_bytes().get(before));
    !is_word(before) && !is_word(text.as_bytes().get(at.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        let needles = Needles::words(["env", "env_os"]);
        assert_eq!(needles.spots("env environ env_os \"env\" r#impl"), Some(vec![0, 12, 20, 27]));
        assert_eq!(Needles::all().spots("env"), None);
    }

    #[test]
    fn parts_are_searched_alone() {
        let needles = Needles::words(["b"]);
        assert!(needles.in_any("a b c", &[Span::new(0, 1), Span::new(2, 3)]));
        assert!(!needles.in_any("a b c", &[Span::new(0, 1), Span::new(3, 5)]));
    }
}
