//! YAML as a plain tree in which every node knows its bytes, so that one pass can report every problem.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Budget, Location, Spanned};

use super::ManifestError;
use super::shown::shown;

/// The longest text that is read: far above any real manifest, far below what could hurt.
pub const MAX_BYTES: usize = 1 << 20;

/// A YAML node and where it stands in the text.
pub(super) struct Node {
    pub value: Value,
    pub span: Range<usize>,
}

/// What a YAML node holds.
pub(super) enum Value {
    Null,
    Bool,
    Number(u64),
    /// A number that no field accepts: negative, fractional or too large.
    OddNumber,
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

impl Value {
    /// The name of the node's type in messages.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool => "a boolean",
            Self::Number(_) | Self::OddNumber => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}

/// Reads `text` as one YAML document; duplicate keys, anchors in bulk and bombs are errors.
pub(super) fn parse(text: &str) -> Result<Node, ManifestError> {
    if text.len() > MAX_BYTES {
        let message = format!("the manifest is larger than {} KiB", MAX_BYTES / 1024);
        return Err(ManifestError { message, span: 0..0, help: Some("declare fewer entries in one file".into()) });
    }
    serde_saphyr::from_str_with_options::<RawNode>(text, options())
        .map(|raw| raw.into_node(text))
        .map_err(|error| syntax_error(text, &error))
}

fn options() -> serde_saphyr::Options {
    let mut budget = Budget::default();
    budget.max_depth = 16;
    budget.max_aliases = 0;
    budget.max_anchors = 0;
    let mut options = serde_saphyr::Options::default();
    options.budget = Some(budget);
    options
}

fn syntax_error(text: &str, error: &serde_saphyr::Error) -> ManifestError {
    let error = error.without_snippet();
    let span = error.location().map_or(0..0, |at| widen(text, byte_range(text, at)));
    if let serde_saphyr::Error::DuplicateMappingKey { key, .. } = error {
        let name = key.as_deref().map_or_else(String::new, |key| format!(" `{}`", shown(key)));
        let help = Some("keep one of them; a second value would silently win".to_owned());
        return ManifestError { message: format!("duplicate key{name}"), span, help };
    }
    // The parser appends the place to its message; the span already says it.
    let full = error.to_string();
    let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(message, _)| message);
    let message = format!("not valid YAML: {}", shown(message.trim_end_matches([',', ':'])));
    ManifestError { message, span, help: None }
}

/// The parser gives many errors as a point: underline the word that stands there.
fn widen(text: &str, span: Range<usize>) -> Range<usize> {
    if !span.is_empty() {
        return span;
    }
    let rest = &text[span.start..];
    let length = rest.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(rest.len());
    span.start..span.start + length
}

/// The bytes of a location, always inside `text` and on character boundaries.
fn byte_range(text: &str, at: Location) -> Range<usize> {
    let number = |offset: Option<u64>| offset.and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0);
    let start = floor(text, number(at.span().byte_offset()));
    let end = floor(text, start.saturating_add(number(at.span().byte_len())));
    start..end.max(start)
}

fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

struct RawNode(Spanned<RawValue>);

enum RawValue {
    Plain(Value),
    List(Vec<RawNode>),
    Map(Vec<(RawNode, RawNode)>),
}

impl RawNode {
    fn into_node(self, text: &str) -> Node {
        let span = byte_range(text, self.0.referenced);
        let value = match self.0.value {
            RawValue::Plain(value) => value,
            RawValue::List(items) => Value::List(items.into_iter().map(|item| item.into_node(text)).collect()),
            RawValue::Map(pairs) => {
                Value::Map(pairs.into_iter().map(|(key, value)| (key.into_node(text), value.into_node(text))).collect())
            }
        };
        Node { value, span }
    }
}

impl<'de> Deserialize<'de> for RawNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(RawNode)
    }
}

impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = RawValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::Null))
    }

    fn visit_none<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<RawValue, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::Bool))
    }

    fn visit_u64<E>(self, number: u64) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::Number(number)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<RawValue, E> {
        Ok(RawValue::Plain(u64::try_from(number).map_or(Value::OddNumber, Value::Number)))
    }

    fn visit_u128<E>(self, _: u128) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::OddNumber))
    }

    fn visit_i128<E>(self, _: i128) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::OddNumber))
    }

    fn visit_f64<E>(self, _: f64) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::OddNumber))
    }

    fn visit_str<E>(self, text: &str) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::Text(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RawValue, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(RawValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<RawValue, A::Error> {
        let mut map = Vec::new();
        while let Some(pair) = pairs.next_entry()? {
            map.push(pair);
        }
        Ok(RawValue::Map(map))
    }
}
