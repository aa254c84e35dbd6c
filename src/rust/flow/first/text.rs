//! What a text must name for a flow to begin in it.

use memchr::memmem;

use crate::rust::flow::lists::Values;
use crate::rust::flow::roles::{CHATS, HOOKS, WATCHED};
use crate::rust::needles::Needles;
use crate::words::Words;

/// See the module's text.
pub struct Beginnings<'i> {
    words: &'i Words,
    /// What opens, reads or asks for a secret, and types that are one.
    others: Needles,
    /// Types of chats into which one may post by an address alone.
    chats: Vec<String>,
}

impl<'i> Beginnings<'i> {
    /// Names of secrets, what `values` lists, and types that a team names.
    pub fn of(words: &'i Words, values: &'i Values, types: &[&str]) -> Beginnings<'i> {
        let lists =
            [&values.opens, &values.revealing, &values.keys, &values.environment_macros, &values.draws, &values.pools];
        // What reads a variable is called from everywhere under its last name,
        // but its crate or module is named.
        let paths = values.environment.iter().filter_map(|path| path.split("::").next());
        let listed =
            lists.into_iter().flatten().chain(values.prompts.keys()).chain(values.beside.keys()).map(String::as_str);
        let posts = HOOKS.iter().chain(CHATS).chain(&["headers"]).copied();
        let others = Needles::only(listed.chain(paths).chain(posts).chain(types.iter().copied()));
        Beginnings { words, others, chats: CHATS.iter().map(|chat| capitalised(chat)).collect() }
    }

    /// Whether a text names one of these.
    pub fn are_in(&self, text: &str) -> bool {
        let has = |part: &str| memmem::find(text.as_bytes(), part.as_bytes()).is_some();
        let watched = || WATCHED.iter().any(|word| ends_a_name(text, word));
        // `auth: HashMap<String, String>`
        let signs_in = || has(" auth:") && has("Map<");
        let posts = || self.chats.iter().any(|chat| has(chat));
        self.others.are_in(text) || self.words.any_in(text) || watched() || signs_in() || posts()
    }
}

/// Whether a name of a text ends in a word.
fn ends_a_name(text: &str, word: &str) -> bool {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    memmem::find_iter(text.as_bytes(), word).any(|at| !is_part(text.as_bytes().get(at + word.len())))
}

/// A word as the name of a type begins with it.
fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
    first.to_ascii_uppercase() + rest
}
