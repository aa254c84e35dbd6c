//! The cards: what each rule is called, why it matters, how it looks.
//!
//! A card is `rules/<id>.yaml`, compiled into the program; `explain`, the
//! README's table and SARIF's rule list are all printed from it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::finding::{Confidence, Level};

/// Everything there is to say about one rule, apart from its code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The rule's id: lower case words joined by `-`.
    pub id: String,
    /// One line, lower case, no full stop.
    pub title: String,
    /// The level when the config says nothing.
    pub level: Level,
    /// The confidence most findings of the rule have.
    pub confidence: Confidence,
    /// Common Weakness Enumeration number.
    pub cwe: u32,
    /// GitHub's `security-severity`, 0.0 to 10.0.
    pub severity: f32,
    /// Why it matters, in a paragraph or two.
    pub why: String,
    /// A short example the rule finds.
    pub bad: String,
    /// The same, mended.
    pub good: String,
    /// What else the reader should know: limits, options, how to suppress.
    #[serde(default)]
    pub notes: String,
    /// The options the config may set, each with what it does.
    #[serde(default)]
    pub options: BTreeMap<String, String>,
    /// Where to read on.
    #[serde(default)]
    pub references: Vec<String>,
}

impl Card {
    /// Reads the text of `rules/<id>.yaml`.
    ///
    /// # Errors
    /// The parser's message with line and column, when the text is no card.
    pub fn parse(text: &str) -> Result<Card, String> {
        serde_saphyr::from_str(text).map_err(|error| error.to_string())
    }

    /// Reads a card compiled into the program.
    ///
    /// # Panics
    /// When the card is broken, which `tests/cards.rs` shows first.
    pub fn embedded(text: &str) -> Card {
        match Card::parse(text) {
            Ok(card) => card,
            Err(error) => panic!("a rule's card is broken: {error}"),
        }
    }
}

/// The card of the rule with this id, read once from `rules/<id>.yaml`.
#[macro_export]
macro_rules! card {
    ($id:literal) => {{
        static CARD: std::sync::LazyLock<$crate::catalog::Card> = std::sync::LazyLock::new(|| {
            $crate::catalog::Card::embedded(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $id, ".yaml")))
        });
        &*CARD
    }};
}

/// Reads the word lists with this name, once, from `rules/words/<name>.yaml`.
#[macro_export]
macro_rules! words {
    ($name:literal) => {
        $crate::data!(concat!("words/", $name), $crate::words::Words)
    };
}

/// Reads data compiled into the program.
///
/// # Panics
/// When the data is broken, which every fixture shows first.
pub fn data<T: serde::de::DeserializeOwned>(text: &str) -> T {
    match serde_json::from_str(text) {
        Ok(data) => data,
        Err(error) => panic!("data of the rules is broken: {error}"),
    }
}

/// Reads the data of this type, once, from `rules/<name>.yaml`, which the
/// build script has turned into JSON.
#[macro_export]
macro_rules! data {
    ($name:expr, $type:ty) => {{
        static DATA: std::sync::LazyLock<$type> = std::sync::LazyLock::new(|| {
            $crate::catalog::data(include_str!(concat!(env!("OUT_DIR"), "/", $name, ".json")))
        });
        &*DATA
    }};
}
