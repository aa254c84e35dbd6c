//! One JSON object of names and texts.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::lines::Lines;

use super::Pair;

/// Every pair; the message names a place and never what stands there.
pub(super) fn parse(text: &str) -> Result<Vec<Pair>, String> {
    let bad = |line: usize| format!("line {line}: no object of names and texts");
    let object: Object<'_> = serde_json::from_str(text).map_err(|error| bad(error.line()))?;
    let mut lines = Lines::of(text);
    let pair = |(written, Text(value)): (&RawValue, Text)| {
        // The parser tells no places; but a name as it is written is a part of the text.
        let line = lines.at(written.get().as_ptr().addr() - text.as_ptr().addr());
        let name = serde_json::from_str(written.get()).map_err(|_| bad(line))?;
        Ok(Pair { line, name, value })
    };
    object.0.into_iter().map(pair).collect()
}

/// Names as they are written, and what they name.
struct Object<'t>(Vec<(&'t RawValue, Text)>);

/// A text, or `None` for anything else.
struct Text(Option<Zeroizing<String>>);

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

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        Ok(Text(Some(Zeroizing::new(text.to_owned()))))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Text, E> {
        Ok(Text(None))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Text, E> {
        Ok(Text(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Text, E> {
        Ok(Text(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Text, E> {
        Ok(Text(None))
    }

    fn visit_unit<E>(self) -> Result<Text, E> {
        Ok(Text(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Text, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Text(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Text(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_values_and_the_rest_is_named() {
        let pairs = parse("{\n \"A\": \"x\\ny\",\n \"B\": 1, \"C\": {\"D\": [null, true]},\n \"E\": null\n}")
            .expect("an object");
        let told: Vec<_> = pairs.iter().map(|pair| (pair.name.as_str(), pair.value.is_some(), pair.line)).collect();
        assert_eq!(told, [("A", true, 2), ("B", false, 3), ("C", false, 3), ("E", false, 4)]);
        assert_eq!(pairs[0].value.as_ref().expect("a text").as_str(), "x\ny");
    }

    #[test]
    fn a_name_that_stands_twice_has_each_its_line() {
        let pairs = parse("{\n \"clé\": \"x\",\n \"clé\": \"y\"\n}").expect("an object");
        assert_eq!(pairs.iter().map(|pair| pair.line).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn a_name_is_found_where_it_stands_however_it_is_written() {
        let text = "{\n \"A\": \"B\",\n \"C\": {\"B\": 1},\n \"B\": \"x\",\n \"\\u0044\\n\": \"y\",\n\n\"E\": 2}";
        let pairs = parse(text).expect("an object");
        let told: Vec<_> = pairs.iter().map(|pair| (pair.name.as_str(), pair.line)).collect();
        assert_eq!(told, [("A", 2), ("C", 3), ("B", 4), ("D\n", 5), ("E", 7)]);
        let half = parse("{\n \"A\": 1,\n \"\\ud800\": \"secret words\"\n}").err();
        assert_eq!(half.as_deref(), Some("line 3: no object of names and texts"));
    }

    #[test]
    fn what_is_no_object_is_a_mistake_without_its_text() {
        for text in ["[\"secret words\"]", "{\"A\": \"secret words}", "\"secret words\"", "{\"A\": }"] {
            assert!(parse(text).is_err_and(|error| !error.contains("secret words")));
        }
    }
}
