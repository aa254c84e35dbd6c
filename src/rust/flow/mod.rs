//! Where secret values go: whether an expression's value is a secret.
//!
//! `types` says what a written type can carry, `values` follows a value back
//! through locals, fields, calls and formatting, `prints` what a macro shows.

mod prints;
mod types;
mod values;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::index::{Index, ItemId};
use super::infer::Infer;
use super::tree::ExprId;
use crate::words::Words;
pub use prints::Shown;
pub use types::Carries;

/// What is known of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taint {
    /// It is, or holds, the secret with this name.
    Secret(String),
    /// It cannot hold one.
    Clean,
    /// Nothing is known; never reported, never called clean.
    Unknown,
}

impl Taint {
    /// What two values together are.
    fn join(self, other: Taint) -> Taint {
        match (self, other) {
            (secret @ Taint::Secret(_), _) | (_, secret @ Taint::Secret(_)) => secret,
            (Taint::Clean, Taint::Clean) => Taint::Clean,
            _ => Taint::Unknown,
        }
    }
}

/// The lists the analysis goes by; the data is in `rules/flow/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    macros: BTreeMap<String, HashSet<String>>,
    directives: HashSet<String>,
    text: HashSet<String>,
    scalars: HashSet<String>,
    wrappers: HashSet<String>,
    keeps: HashSet<String>,
    makes_text: HashSet<String>,
    opens: HashSet<String>,
    wraps: HashSet<String>,
    measures: HashSet<String>,
}

impl Lists {
    /// The names of all macros that print: where to look at all.
    pub fn macro_names(&self) -> impl Iterator<Item = &str> {
        self.macros.values().flatten().map(String::as_str)
    }
}

/// The analysis of one workspace; answers are kept.
pub struct Flow<'i, 'a> {
    /// Types and locals.
    pub infer: Infer<'i, 'a>,
    words: &'i Words,
    lists: &'i Lists,
    values: RefCell<HashMap<(u32, ExprId), Taint>>,
    returns: RefCell<HashMap<ItemId, Taint>>,
}

impl<'i, 'a> Flow<'i, 'a> {
    /// Nothing is worked out yet.
    pub fn new(index: &'i Index<'a>, words: &'i Words, lists: &'i Lists) -> Self {
        Flow { infer: Infer::new(index), words, lists, values: RefCell::default(), returns: RefCell::default() }
    }

    /// Whether a name is that of a secret; one word alone (`token`) is, only
    /// when the value is known to be text.
    fn named(&self, name: &str, text: bool) -> Taint {
        let bare = matches!(crate::words::segments(name).as_slice(), [only] if only == "token" || only == "secret");
        match self.words.is_secret(name) && (text || !bare) {
            true => Taint::Secret(name.to_owned()),
            false => Taint::Unknown,
        }
    }
}
