//! One JSON object of names and texts.

use std::fmt;
use std::str::Chars;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::lines::Lines;

use super::Pair;

/// Every pair; the message names a place and never what stands there.
pub(super) fn parse(text: &str) -> Result<Vec<Pair>, String> {
    let bad = |line: usize| format!("line {line}: no object of names and texts");
    let object: Object<'_> = serde_json::from_str(text).map_err(|error| bad(error.line()))?;
    let mut lines = Lines::of(text);
    let pair = |(name, value): (&RawValue, &RawValue)| {
        // The parser tells no places; but a name as it is written is a part of the text.
        let line = lines.at(name.get().as_ptr().addr() - text.as_ptr().addr());
        let name = serde_json::from_str(name.get()).map_err(|_| bad(line))?;
        Ok(Pair { line, name, value: value_of(value.get()).map_err(|NoCharacter| bad(line))? })
    };
    object.0.into_iter().map(pair).collect()
}

/// Names and values as they are written: the parser would work out a text in a buffer of its own and not wipe that.
struct Object<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Pairs)
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Object(pairs))
    }
}

/// An escape that stands for no character: half of a pair.
struct NoCharacter;

/// The text that a value is; `None` for any other value. The parser has seen that it is one.
fn value_of(written: &str) -> Result<Option<Zeroizing<String>>, NoCharacter> {
    let Some(inner) = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return Ok(None) };
    // No text is longer than it is written: growing would leave copies behind.
    let mut text = Zeroizing::new(String::with_capacity(inner.len()));
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        text.push(if c == '\\' { escaped(&mut rest).ok_or(NoCharacter)? } else { c });
    }
    Ok(Some(text))
}

/// The character that stands behind a backslash.
fn escaped(rest: &mut Chars<'_>) -> Option<char> {
    Some(match rest.next()? {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return by_number(rest),
        itself => itself,
    })
}

/// One of four digits, or of a pair of them.
fn by_number(rest: &mut Chars<'_>) -> Option<char> {
    let first = digits(rest)?;
    let second = match rest.as_str().strip_prefix("\\u") {
        Some(after) if (0xd800..0xdc00).contains(&first) => {
            *rest = after.chars();
            digits(rest)
        }
        _ => None,
    };
    char::decode_utf16([first].into_iter().chain(second)).next()?.ok()
}

fn digits(rest: &mut Chars<'_>) -> Option<u16> {
    let (digits, after) = rest.as_str().split_at_checked(4)?;
    *rest = after.chars();
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests;
