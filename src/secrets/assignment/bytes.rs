//! Keys that are written byte by byte: as numbers, or as the escapes of a text.

use super::cursor::Form;
use super::key::Promise;
use crate::finding::Confidence;
use crate::secrets::place::{Place, Role};
use crate::secrets::shape::entropy;

/// The bytes of a key, written as numbers.
pub(super) fn array(promise: Promise, value: &str, place: Place) -> Result<Confidence, &'static str> {
    let number = |word: &str| match word.trim().trim_start_matches("(byte)").trim().strip_prefix("0x") {
        Some(digits) => u8::from_str_radix(digits.trim_end_matches("u8").trim_end_matches('_'), 16).ok(),
        None => word.trim().trim_end_matches("u8").trim_end_matches('_').parse().ok(),
    };
    let bytes: Option<Vec<u8>> = value.split(',').filter(|word| !word.trim().is_empty()).map(number).collect();
    let bytes = bytes.ok_or("not bytes")?;
    match promise {
        _ if is_dull(&bytes) => Err("a placeholder"),
        Promise::Token if place.role == Role::Main && bytes.len() <= 64 => Ok(Confidence::Medium),
        Promise::Token | Promise::Password => Ok(Confidence::Low),
        _ => Err("the name only hints"),
    }
}

/// Whether bytes count up, repeat, or are few different ones.
fn is_dull(bytes: &[u8]) -> bool {
    let steps = bytes.windows(2).filter(|pair| pair[1] == pair[0] || pair[1] == pair[0].wrapping_add(1)).count();
    steps * 2 >= bytes.len() || entropy(bytes) < 3.0
}

/// The fewest escapes that make a text one of bytes.
const ESCAPES: usize = 3;

/// What `\x12\xfc+\n…` stands for, if it is no text: a key as an interpreter
/// prints it.
pub(super) fn escaped(value: &str) -> Option<Vec<u8>> {
    if value.matches("\\x").count() < ESCAPES {
        return None;
    }
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'\\' { unescaped(&mut rest)? } else { byte });
    }
    let strange = bytes.iter().filter(|byte| !(b' '..=b'~').contains(byte)).count();
    (bytes.len() >= 12 && strange * 3 >= bytes.len() && std::str::from_utf8(&bytes).is_err()).then_some(bytes)
}

/// The byte that an escape stands for, behind its backslash.
fn unescaped(rest: &mut impl Iterator<Item = u8>) -> Option<u8> {
    Some(match rest.next()? {
        b'x' => {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            (digit()? * 16 + digit()?) as u8
        }
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'0' => 0,
        byte => byte,
    })
}

/// Judges what was written in escapes.
pub(super) fn raw(promise: Promise, bytes: &[u8], form: Form, place: Place) -> Result<Confidence, &'static str> {
    match promise {
        _ if is_dull(bytes) => Err("a placeholder"),
        _ if place.role != Role::Main => Ok(Confidence::Low),
        Promise::Token | Promise::Password => Ok(Confidence::Medium),
        _ if form == Form::Bytes && matches!(bytes.len(), 16 | 24 | 32 | 48 | 64) => Ok(Confidence::Medium),
        _ => Err("the name only hints"),
    }
}
