//! What an object gives, and what stays of it in memory.

use super::*;

#[test]
fn texts_are_values_and_the_rest_is_named() {
    let pairs =
        parse("{\n \"A\": \"x\\ny\",\n \"B\": 1, \"C\": {\"D\": [null, true]},\n \"E\": null\n}").expect("an object");
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

#[test]
fn an_escaped_text_is_what_it_stands_for() {
    let text = r#"{"A": "\"\\\/\b\f\n\r\t", "B": "\u0041\u00e9\ud83d\ude00é😀", "C": "", "D": "x\uFFFDy"}"#;
    let pairs = parse(text).expect("an object");
    let values: Vec<_> = pairs.iter().map(|pair| pair.value.as_ref().expect("a text").as_str()).collect();
    assert_eq!(values, ["\"\\/\u{8}\u{c}\n\r\t", "Aé😀é😀", "", "x\u{fffd}y"]);
    for half in [r"\ud83d", r"\ude00", r"\ud83dx", r"\ud83d\n", r"\ud83d\ud83d"] {
        let refused = parse(&format!("{{\n\"A\": \"secret words {half}\"}}")).err();
        assert_eq!(refused.as_deref(), Some("line 2: no object of names and texts"), "{half}");
    }
}

#[cfg(target_os = "linux")]
#[path = "../../../../../tests/common/memory.rs"]
mod memory;

#[cfg(target_os = "linux")]
#[test]
fn r05_an_escaped_value_leaves_no_copy() {
    let needle = memory::Needle::text(40, 240);
    // Written so that the file itself is no copy.
    let mut text = String::with_capacity(2048);
    text.push_str("{\"A\": \"");
    needle.bytes_then_wiped().iter().for_each(|byte| text.push_str(&format!("\\u00{byte:02x}")));
    text.push_str("\"}");
    let pairs = parse(&text).expect("an object");
    assert!(needle.copies() >= 1, "the scan must find what is live, or it proves nothing");
    drop(pairs);
    // The begin of a block that was freed is overwritten.
    assert_eq!((needle.copies(), needle.end().copies()), (0, 0));
}
