//! Where a value ends.

use std::ops::Range;

use super::cursor::{Form, Parser, Value};

/// The longest value that is looked at.
const LONGEST: usize = 4096;

/// A quoted value; the parser stands on the quote, or on the backslashes
/// before it, and ends behind the closing one.
pub(super) fn quoted(parser: &mut Parser<'_>) -> Option<Range<usize>> {
    let text = parser.text;
    let escapes = text[parser.at..].iter().take(4).take_while(|byte| **byte == b'\\').count();
    let quote = *text.get(parser.at + escapes).filter(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
    let mut start = parser.at + escapes + 1;
    if escapes == 0 && text.get(start..start + 2) == Some(&[quote, quote]) {
        start += 2;
    }
    let end = closing(text, start, quote, escapes)?;
    parser.at = end + escapes + 1;
    parser.limit = parser.limit.max((parser.at + 64).min(text.len()));
    Some(start..end)
}

fn closing(text: &[u8], start: usize, quote: u8, escapes: usize) -> Option<usize> {
    let mut at = start;
    let limit = (start + LONGEST).min(text.len());
    while at < limit {
        match text[at] {
            b'\n' => return None,
            b'\\' => {
                let run = text[at..limit].iter().take_while(|byte| **byte == b'\\').count();
                if escapes > 0 && run == escapes && text.get(at + run) == Some(&quote) {
                    return Some(at);
                }
                // An even run escapes itself only.
                at += if escapes == 0 && run % 2 == 1 { run + 1 } else { run };
            }
            byte if byte == quote => return (escapes == 0).then_some(at),
            _ => at += 1,
        }
    }
    None
}

/// A value without quotes, up to white space. With `alone` nothing but a
/// comment may follow it on the line.
pub(super) fn bare(parser: &mut Parser<'_>, alone: bool) -> Option<Range<usize>> {
    parser.spaces();
    let start = parser.at;
    let rest = &parser.text[start..];
    let stop = |byte: &u8| byte.is_ascii_whitespace() || b"\"'`<>".contains(byte);
    let len = rest.iter().take(LONGEST).position(stop).unwrap_or(rest.len());
    if len >= LONGEST {
        return None;
    }
    let value = &rest[..len];
    let query = parser.key.start.checked_sub(1).is_some_and(|at| b"?&".contains(&parser.text[at]));
    let len = if query { value.iter().position(|byte| *byte == b'&').unwrap_or(len) } else { len };
    let len = next_pair(&rest[..len]).unwrap_or(len);
    let framed = parser.before_key(1);
    let framed = matches!(framed, b'"' | b'\'') && rest.get(len) == Some(&framed);
    if alone && !framed && !ends_line(&rest[len..]) {
        return None;
    }
    let value = &rest[..len];
    // `x}).` ends a term, `x.` may end a password.
    let value = match value {
        [rest @ .., b')' | b'}' | b']', b'.'] => &value[..rest.len() + 1],
        value => value,
    };
    let trimmed = value.iter().rposition(|byte| !b",;)}]\\".contains(byte)).map_or(0, |at| at + 1);
    // A closing bracket belongs to a value that opens one.
    let opens = value[..trimmed].iter().any(|byte| b"([{".contains(byte));
    let end = if opens { len } else { trimmed };
    Some(start..start + end)
}

/// Where the next pair begins in `x,name=y` and `x;name=y`.
fn next_pair(value: &[u8]) -> Option<usize> {
    memchr::memchr2_iter(b',', b';', value).find(|at| {
        let rest = &value[at + 1..];
        let name = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"_$ ".contains(byte)).count();
        name > 0 && rest.get(name) == Some(&b'=') && !rest[0].is_ascii_digit()
    })
}

/// How many blanks may stand between a value and a comment.
const BLANKS: usize = 256;

fn ends_line(rest: &[u8]) -> bool {
    let blanks = rest.iter().take(BLANKS).take_while(|byte| b" \t\r\x0C".contains(byte)).count();
    let next = &rest[blanks..];
    let ends: [&[u8]; 5] = [b"\n", b"#", b"//", b";", b"--"];
    next.is_empty() || ends.iter().any(|end| next.starts_with(end))
}

impl Parser<'_> {
    /// A string that is a value: not the name of a next pair.
    pub(super) fn string(&mut self, form: Form) -> Value {
        let value = quoted(self)?;
        let after = self.text[self.at..].iter().take(8).copied().find(|byte| !b" \t".contains(byte));
        let is_name = after == Some(b':') || self.text[self.at..].trim_ascii_start().starts_with(b"=>");
        (!is_name || form == Form::Compared).then_some((value, form))
    }
}
