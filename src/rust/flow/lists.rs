//! The data the analysis goes by, from `rules/flow/`.

use std::collections::BTreeMap;

use foldhash::HashSet;
use serde::Deserialize;

use crate::words::segments;

/// `rules/flow/values.yaml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the file says what each list means")]
pub struct Values {
    pub keeps: HashSet<String>,
    pub passes: HashSet<String>,
    pub encodings: Vec<String>,
    pub fills: HashSet<String>,
    pub writes: HashSet<String>,
    pub signs: HashSet<String>,
    pub copies: HashSet<String>,
    pub sends: HashSet<String>,
    pub bodies: HashSet<String>,
    pub payloads: HashSet<String>,
    pub wraps: HashSet<String>,
    pub restyles: HashSet<String>,
    pub text_types: HashSet<String>,
    pub text_like: HashSet<String>,
    pub text_hidden: HashSet<String>,
    pub formats: HashSet<String>,
    pub serializes: HashSet<String>,
    pub prompts: BTreeMap<String, HashSet<String>>,
    pub gives: BTreeMap<String, HashSet<String>>,
    pub keyed_by: HashSet<String>,
    pub addressed_by: HashSet<String>,
    pub pools: HashSet<String>,
    pub revealing: HashSet<String>,
    pub keys: HashSet<String>,
    pub key_bytes: HashSet<String>,
    pub opens: HashSet<String>,
    pub protected: HashSet<String>,
    pub removers: HashSet<String>,
    pub removed: HashSet<String>,
    pub runs_in: HashSet<String>,
    pub joins: HashSet<String>,
    pub selects: HashSet<String>,
    pub lends: HashSet<String>,
    pub runs: HashSet<String>,
    pub reads_files: HashSet<String>,
    pub secret_folders: Vec<String>,
    pub secret_files: HashSet<String>,
    pub environment: HashSet<String>,
    pub environment_macros: HashSet<String>,
    pub cleaners: HashSet<String>,
    pub acts: HashSet<String>,
    pub company: HashSet<String>,
    pub signs_in: HashSet<String>,
    pub tries: BTreeMap<String, HashSet<String>>,
    pub handles: BTreeMap<String, HashSet<String>>,
    pub beside: BTreeMap<String, HashSet<String>>,
    pub lexical: HashSet<String>,
    pub vocabularies: HashSet<String>,
    pub pieces: HashSet<String>,
    pub published: HashSet<String>,
    pub openly_shown: HashSet<String>,
    pub numbered_keys: HashSet<String>,
    pub opens_files: HashSet<String>,
    pub lookups: HashSet<String>,
    pub key_makers: HashSet<String>,
    pub bearers: HashSet<String>,
    pub cookie_words: HashSet<String>,
    pub cookie_others: HashSet<String>,
    pub parses: HashSet<String>,
    pub reads: HashSet<String>,
    pub taken_by: HashSet<String>,
    pub draws: HashSet<String>,
    pub puts: HashSet<String>,
    pub asks: HashSet<String>,
    pub members: HashSet<String>,
    pub unchanged: HashSet<String>,
    pub keeps_urls: HashSet<String>,
    pub secret_headers: HashSet<String>,
    pub handing_headers: HashSet<String>,
    pub handed_out: HashSet<String>,
    pub typed_in: HashSet<String>,
    pub handed_kinds: HashSet<String>,
    pub carriers: HashSet<String>,
    pub about: HashSet<String>,
    pub channels: HashSet<String>,
}

impl Values {
    /// Whether a function of this name takes the secret out of its argument.
    pub fn cleans(&self, name: &str) -> bool {
        let words = segments(name);
        let phrasal =
            |at: usize| words.get(at + 1).is_some_and(|next| matches!(next.as_str(), "in" | "up" | "on" | "out"));
        // Who signs in has signed nothing.
        let mut each = words.iter().enumerate();
        each.any(|(at, word)| {
            self.cleaners.contains(word) && !phrasal(at) && self.removes_secret(word, &words[at + 1..])
        })
    }

    /// Whether what goes away is a secret, if a cleaner says what: after
    /// `without_db` a password is still there.
    fn removes_secret(&self, word: &str, what: &[String]) -> bool {
        !self.removers.contains(word) || what.is_empty() || what.iter().any(|what| self.removed.contains(what))
    }

    /// Whether a function of another crate is called as those are that make a
    /// text look otherwise.
    pub fn restyles(&self, name: &str) -> bool {
        let words = segments(name);
        let restyles = words.first().is_some_and(|word| self.restyles.contains(word));
        // A key is wrapped by another one.
        restyles && name.starts_with(char::is_lowercase) && !words.iter().skip(1).any(|word| word == "key")
    }

    /// Whether somebody stays signed in with a cookie of this name.
    pub fn is_cookie(&self, name: &str) -> bool {
        let words = segments(&name.to_lowercase().replace('-', "_"));
        words.iter().any(|word| self.cookie_words.contains(word))
            && !words.iter().any(|word| self.cookie_others.contains(word))
    }

    /// Whether a method of this name sends what it is given.
    pub fn is_sent(&self, name: &str) -> bool {
        self.sends.contains(name) || self.bodies.contains(name)
    }

    /// Whether a function of this name does something about what it names.
    pub fn is_act(&self, name: &str) -> bool {
        segments(name).first().is_some_and(|word| self.acts.contains(word))
    }
}

/// The last two segments of a path: what the lists name functions by.
pub fn end_of(path: &str) -> &str {
    let mut at = path.rmatch_indices("::");
    at.next();
    at.next().map_or(path, |(at, _)| &path[at + 2..])
}

/// `rules/flow/sinks.yaml`: what one rule watches.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sinks {
    /// Macros by crate.
    #[serde(default)]
    pub macros: BTreeMap<String, HashSet<String>>,
    /// Those that write a program's output.
    #[serde(default)]
    pub outputs: HashSet<String>,
    /// Their arguments that are no part of what is said.
    #[serde(default)]
    pub directives: HashSet<String>,
    /// Types whose write methods show what they are given.
    #[serde(default)]
    pub writers: HashSet<String>,
    /// Methods that show an argument.
    #[serde(default)]
    pub methods: Vec<Method>,
    /// Functions of other crates that show their arguments, or one of them.
    #[serde(default)]
    pub calls: BTreeMap<String, Option<usize>>,
    /// Types of other crates and the fields that show what they hold.
    #[serde(default)]
    pub structs: BTreeMap<String, HashSet<String>>,
    /// Whether what an error is built from is shown.
    #[serde(default)]
    pub errors: bool,
    /// Whether what is formatted into the query of a URL is shown.
    #[serde(default)]
    pub queries: bool,
}

/// A method that shows an argument.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// The types it is a sink on; any when empty.
    #[serde(default)]
    pub of: HashSet<String>,
    /// The argument's number.
    pub arg: usize,
}

/// All sinks by rule.
pub type AllSinks = BTreeMap<String, Sinks>;
