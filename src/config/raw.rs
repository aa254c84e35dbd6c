//! The file as it is written, before it is judged.
//!
//! No `flatten` and no `untagged`: both make serde buffer values, and the
//! places they came from are lost.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::Value;

/// A word with its place.
pub(super) type Word = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawConfig {
    pub version: Spanned<u32>,
    #[serde(default)]
    pub rules: BTreeMap<Key, RawRule>,
    #[serde(default)]
    pub classes: BTreeMap<Key, Word>,
    #[serde(default)]
    pub sanctioned: Vec<Spanned<RawSanction>>,
    #[serde(default)]
    pub secret_types: Vec<RawNamed>,
    #[serde(default)]
    pub sinks: Vec<RawNamed>,
    #[serde(default)]
    pub cleaners: Vec<RawNamed>,
    #[serde(default)]
    pub allow_columns: Vec<RawColumn>,
    #[serde(default)]
    pub exclude: Vec<RawExclude>,
    #[serde(default)]
    pub scan: RawScan,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawScan {
    pub confidence: Option<Word>,
    pub foreign_marks: Option<bool>,
    pub salt: Option<Word>,
    #[serde(default)]
    pub allow: Vec<RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawValue {
    pub fingerprint: Word,
    pub reason: Word,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub level: Option<Word>,
    pub unsure: Option<Word>,
    #[serde(default)]
    pub classes: BTreeMap<Key, Word>,
    #[serde(default)]
    pub options: BTreeMap<Key, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSanction {
    pub path: Option<Word>,
    #[serde(rename = "crate")]
    pub krate: Option<Word>,
    pub module: Option<Word>,
    pub rule: Word,
    pub reason: Word,
    pub owner: Word,
    pub expires: Option<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNamed {
    pub path: Word,
    pub reason: Option<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawColumn {
    pub column: Word,
    pub reason: Word,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawExclude {
    pub path: Word,
    pub reason: Word,
}

/// A word with its place that can be a key: ordered by the word alone.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Key(pub Word);

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.0.value == other.0.value
    }
}

impl Eq for Key {}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.value.cmp(&other.0.value)
    }
}

/// Reads an option's value: a scalar or a list of words.
pub(super) struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`true`, `false`, a number, a word or a list of words")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(i64::try_from(value).unwrap_or(i64::MAX)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut words = Vec::new();
        while let Some(word) = list.next_element::<String>()? {
            words.push(word);
        }
        Ok(Value::List(words))
    }
}
