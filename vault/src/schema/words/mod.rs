//! The words of names: `words.yaml`, read once.
//!
//! `spelling` cuts a name into words that are spelled in one way, `meaning`
//! says what they mean; what the lists say beside that is asked of [`Lists`].

mod lists;
mod meaning;
mod plural;
mod spelling;

use std::sync::LazyLock;

use serde::Deserialize;

use lists::{HashMap, Lists};

pub(super) use lists::Set;

/// What kind of secret a name speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What a person types; often only its hash is kept.
    Password,
    /// A shared secret.
    Secret,
    /// A key that signs, decrypts or opens an interface.
    Key,
    /// A bearer token, or a text that carries one.
    Token,
    /// An address for push messages: presented with a key of the sender.
    Push,
    /// A short code that is typed once.
    Code,
    /// Credentials of any shape.
    Credential,
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A secret; `true` when nothing but the kind's own word is said.
    Secret(Kind, bool),
    /// A hash, ciphertext or excerpt of one.
    Protected,
    /// Known to be harmless.
    Harmless,
    /// Takes its meaning from the table.
    Generic,
    /// Something else.
    Unrelated,
}

/// The words with their phrases indexed.
pub struct Words {
    /// The lists as they stand in the file.
    pub(super) lists: Lists,
    phrases: HashMap<String, Kind>,
    /// The last words of all phrases: what ends in none of them is none.
    ends: Set,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| match serde_saphyr::from_str(include_str!("words.yaml")) {
    Ok(lists) => Words::new(lists),
    Err(error) => panic!("src/schema/words/words.yaml is broken: {error}"),
});

/// The words, read at first use.
pub fn words() -> &'static Words {
    &WORDS
}

impl Words {
    fn new(lists: Lists) -> Words {
        let phrases = lists.secrets.iter().flat_map(|(kind, phrases)| phrases.iter().map(|p| (p.clone(), *kind)));
        let last = |phrase: &String| phrase.rsplit(' ').next().unwrap_or(phrase).to_owned();
        let ends = lists.secrets.values().flatten().chain(lists.harmless.iter()).map(last).collect();
        Words { phrases: phrases.collect(), ends, lists }
    }
}

/// Whether any of the words is one of these.
pub(super) fn any_of(words: &[String], these: &[&str]) -> bool {
    words.iter().any(|word| these.contains(&word.as_str()))
}

/// Whether the words end like this.
pub(super) fn ends_with(words: &[String], end: &[&str]) -> bool {
    let from = words.len().checked_sub(end.len());
    from.is_some_and(|from| words[from..].iter().eq(end))
}
