//! All forms of all known values, ready to be looked for at once.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, MatchKind};
use zeroize::Zeroizing;

use crate::secret::Secret;

use super::{REDACTED, forms};

#[derive(Default)]
pub(super) struct Patterns {
    automaton: Option<AhoCorasick>,
    /// In order, so that the forms with a given begin stand together.
    forms: Vec<Zeroizing<Vec<u8>>>,
    longest: usize,
}

impl Patterns {
    pub(super) fn of<'s>(values: impl Iterator<Item = &'s Secret<Vec<u8>>>) -> Self {
        let mut all: Vec<Zeroizing<Vec<u8>>> =
            values.flat_map(|value| value.expose(|bytes| forms::of(bytes))).collect();
        all.sort_by(|one, other| one.as_slice().cmp(other));
        all.dedup();
        if all.is_empty() {
            return Self::default();
        }
        let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(all.iter().map(|form| &**form));
        let longest = all.iter().map(|form| form.len()).max().unwrap_or_default();
        // Building fails only past four billion states; the numbers of values and of their bytes are bounded.
        Self { automaton: built.ok(), forms: all, longest }
    }

    pub(super) fn replace<'b>(&self, bytes: &'b [u8]) -> Cow<'b, [u8]> {
        let mut matches = self.automaton.iter().flat_map(|automaton| automaton.find_iter(bytes)).peekable();
        if matches.peek().is_none() {
            return Cow::Borrowed(bytes);
        }
        let (mut clean, mut done) = (Vec::with_capacity(bytes.len()), 0);
        for found in matches {
            clean.extend_from_slice(&bytes[done..found.start()]);
            clean.extend_from_slice(REDACTED.as_bytes());
            done = found.end();
        }
        clean.extend_from_slice(&bytes[done..]);
        Cow::Owned(clean)
    }

    /// How many of the bytes can be passed on: all but an end that may be the begin of a form.
    pub(super) fn settled(&self, bytes: &[u8]) -> usize {
        let matches = self.automaton.iter().flat_map(|automaton| automaton.find_iter(bytes));
        let matched = matches.last().map_or(0, |found| found.end());
        let first = matched.max(bytes.len().saturating_sub(self.longest));
        (first..bytes.len()).find(|start| self.begins(&bytes[*start..])).unwrap_or(bytes.len())
    }

    /// Whether some form is longer than `end` and begins with it.
    fn begins(&self, end: &[u8]) -> bool {
        let at = self.forms.partition_point(|form| form.as_slice() <= end);
        self.forms.get(at).is_some_and(|form| form.starts_with(end))
    }
}
