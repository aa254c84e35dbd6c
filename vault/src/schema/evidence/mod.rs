//! What is said of a column apart from its name.

mod check;
mod comment;
mod expression;
mod value;

use std::sync::LazyLock;

use serde::Deserialize;

use super::words::words;

pub use check::of_check;
pub use comment::of_comment;
pub use expression::{hashes, of_expression, of_writes};
pub use value::hashed_value;

/// Which way a piece of evidence points, the weaker first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaning {
    /// It stays open.
    Open,
    /// A secret that can be read.
    Readable,
    /// A hash or ciphertext.
    Protected,
    /// Said outright to be readable here and protected there.
    Divided,
    /// Said outright that it can be read.
    Proven,
    /// A password as it came or a private key by what it is called itself,
    /// whatever the column is called.
    Bared,
}

impl Leaning {
    /// Whether it is said outright that it can be read.
    pub fn outright(self) -> bool {
        matches!(self, Leaning::Proven | Leaning::Bared)
    }
}

/// `evidence.yaml`, which says what each is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    hiding: Vec<String>,
    excerpts: Vec<String>,
    ambiguous: Vec<String>,
    shown: Vec<String>,
    parameters: Vec<String>,
    clear: Vec<String>,
    denied: Vec<String>,
    undone: Vec<String>,
    purposes: Vec<String>,
    serving: Vec<String>,
    tools: Vec<String>,
    kept: Vec<String>,
    functions: Vec<String>,
    asking: Vec<String>,
    undoing: Vec<String>,
    sealing: Vec<String>,
    drawing: Vec<String>,
    numbering: Vec<String>,
    schemes: Vec<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| match serde_saphyr::from_str(include_str!("evidence.yaml")) {
    Ok(lists) => lists,
    Err(error) => panic!("src/schema/evidence/evidence.yaml is broken: {error}"),
});

/// Whether a list has this word.
fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|known| known == word)
}

/// Whether a word speaks of hashing or encryption.
pub fn hides(word: &str) -> bool {
    words().lists.protected.has(word) || has(&LISTS.hiding, word)
}

/// Whether a word says, in code or comments as well, that the whole value is
/// hashed or sealed.
pub fn hides_value(word: &str) -> bool {
    hides(word) && !has(&LISTS.excerpts, word) && !has(&LISTS.ambiguous, word)
}

/// Whether the words name a hash or ciphertext, not an excerpt, a salt or how
/// it was made.
pub fn hidden_copy(name: &[String]) -> bool {
    let other = |word: &String| has(&LISTS.excerpts, word) || has(&LISTS.parameters, word);
    name.iter().any(|word| hides_value(word)) && !name.iter().any(other)
}
