//! Text that may go to a terminal or into a line-based format.

use crate::finding::{Finding, Note};

/// The text with every character replaced that ends a line, moves a cursor
/// or turns the direction of reading.
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if is_plain(c) { c } else { '\u{fffd}' }).collect()
}

fn is_plain(c: char) -> bool {
    let turns = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    !c.is_control() && !turns
}

/// A note on one line, its place first.
pub fn note_line(note: &Note) -> String {
    let message = clean(&note.message);
    match (&note.path, note.line) {
        (Some(path), Some(line)) => format!("{}:{line}: {message}", clean(path)),
        (Some(path), None) => format!("{}: {message}", clean(path)),
        _ => message,
    }
}

/// A finding on one line.
pub(super) fn finding_line(finding: &Finding) -> String {
    let at = finding.primary.start;
    let (path, message) = (clean(&finding.primary.path), clean(&finding.message));
    format!("{path}:{}:{}: {}[{}]: {message}", at.line, at.col, finding.level.word(), finding.rule)
}

/// A number with the word for the things it counts.
pub fn count(number: usize, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        number => format!("{number} {one}s"),
    }
}

/// A relative path as a URI reference: every byte outside the unreserved set
/// of RFC 3986 is percent-encoded, except `/`.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        if plain {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// A value as JSON in which every character that a terminal obeys is
/// escaped; JSON itself only asks for that below U+0020.
pub(super) fn json(value: &serde_json::Value) -> String {
    escaped(&value.to_string())
}

/// The same over several lines, with a line feed at the end.
pub(super) fn json_lines(value: &serde_json::Value) -> String {
    // Only maps with keys that are no strings cannot be written.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    escaped(&text) + "\n"
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push(c),
            c if is_plain(c) => out.push(c),
            // All of them lie below U+FFFF.
            c => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
    }
    out
}
