//! What words say of a value beside that it is a secret; the lists are in
//! `rules/words/roles.yaml`.

use foldhash::HashSet;

use crate::words::segments;

include!(concat!(env!("OUT_DIR"), "/roles.rs"));

/// Whether one of a name's words is in a list.
pub(super) fn has_one(name: &str, words: &[&str]) -> bool {
    segments(name).iter().any(|word| words.contains(&word.as_str()))
}

/// The same of a list in `rules/flow/`.
pub(super) fn has_word(name: &str, words: &HashSet<String>) -> bool {
    segments(name).iter().any(|word| words.contains(word))
}

/// Whether a name's last word is in a list.
pub(super) fn ends_in(name: &str, words: &[&str]) -> bool {
    segments(name).last().is_some_and(|last| words.contains(&last.as_str()))
}
