//! Passwords by their place among the arguments of well-known calls.

use std::ops::Range;

use super::{Found, password, password_in_use};
use crate::secrets::assignment::{Form, Promise, Verdict, judge, judge_in_use, literal_at};
use crate::secrets::place::Place;

/// The longest list of arguments that is looked at.
const ARGUMENTS: usize = 300;
const ID: &str = "call-password";

/// Where argument `index` of the call whose name begins at `at` begins.
fn argument(text: &[u8], at: usize, index: usize) -> Option<usize> {
    let open = at + memchr::memchr(b'(', &text[at..(at + 64).min(text.len())])? + 1;
    let window = &text[open..(open + ARGUMENTS).min(text.len())];
    let (mut depth, mut commas, mut quote) = (0usize, 0usize, None);
    let mut bytes = window.iter().enumerate();
    if index == 0 {
        return Some(open);
    }
    while let Some((offset, &byte)) = bytes.next() {
        match (quote, byte) {
            (Some(_), b'\\') => drop(bytes.next()),
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'(' | b'[' | b'{') => depth += 1,
            (None, b')' | b']' | b'}') => depth = depth.checked_sub(1)?,
            (None, b',') if depth == 0 => commas += 1,
            _ => {}
        }
        if commas == index {
            return Some(open + offset + 1);
        }
    }
    None
}

fn literal(text: &[u8], at: usize, index: usize, place: Place) -> Option<Range<usize>> {
    literal_at(text, argument(text, at, index)?, place)
}

/// How a literal is judged.
type Judge = fn(&[u8], Form, Place) -> Verdict;

/// Judges the literal at `index`, unless it repeats the user before it.
fn judged(text: &[u8], at: usize, index: usize, place: Place, judge: Judge) -> Option<Found> {
    let span = literal(text, at, index, place)?;
    let repeated =
        index > 0 && literal(text, at, index - 1, place).is_some_and(|user| text[user] == text[span.clone()]);
    let verdict = match repeated {
        true => Err("the value repeats the name"),
        false => judge(&text[span.clone()], Form::Argument, place),
    };
    Some((ID, span, verdict))
}

fn report(text: &[u8], at: usize, index: usize, place: Place, found: &mut Vec<Found>) {
    found.extend(judged(text, at, index, place, password));
}

/// `basic_auth(user, password)`.
pub(super) fn second(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    report(text, at, 1, place, found);
}

/// `login(user, password)`, and `login(token)` of bots.
pub(super) fn login(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    if literal(text, at, 1, place).is_some() {
        return report(text, at, 1, place, found);
    }
    let token = literal(text, at, 0, place).filter(|token| token.len() >= 20);
    if let Some((token, Ok(value))) = token.map(|token| (token.clone(), std::str::from_utf8(&text[token]))) {
        found.push((ID, token, judge(Promise::Token, "", value, Form::Argument, place)));
    }
}

/// The password at `index` of what is opened with it: it is in use, whatever
/// it looks like.
fn opening(text: &[u8], at: usize, index: usize, place: Place, found: &mut Vec<Found>) {
    found.extend(judged(text, at, index, place, password_in_use));
}

/// `connect(where, user, password)` of a database.
pub(super) fn third(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    opening(text, at, 2, place, found);
}

/// `WiFi.begin(network, password)`.
pub(super) fn joining(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    opening(text, at, 1, place, found);
}

/// The key at `index`, whatever it looks like.
fn key(text: &[u8], at: usize, index: usize, place: Place, found: &mut Vec<Found>) {
    let Some(span) = literal(text, at, index, place) else {
        return;
    };
    if let Ok(value) = std::str::from_utf8(&text[span.clone()]) {
        found.push((ID, span, judge_in_use(Promise::Token, "", value, Form::Argument, place)));
    }
}

/// `jwt.sign(claims, secret)`.
pub(super) fn signing(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    key(text, at, 1, place, found);
}

/// `EncodingKey::from_secret(secret)`.
pub(super) fn keyed(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    key(text, at, 0, place, found);
}

/// `Zeroizing::new("…")`: what is wiped when it is no longer used.
pub(super) fn kept(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let value = literal(text, at, 0, place).map(|span| (span.clone(), std::str::from_utf8(&text[span])));
    if let Some((span, Ok(value))) = value {
        found.push((ID, span, judge(Promise::Token, "", value, Form::Argument, place)));
    }
}

/// `ConvertTo-SecureString "…"`.
pub(super) fn secure_string(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let rest = &text[at..(at + 64).min(text.len())];
    let Some(quote) = memchr::memchr2(b'"', b'\'', rest) else {
        return;
    };
    let between = rest["securestring ".len().min(quote)..quote].trim_ascii();
    let direct = between.is_empty() || between.eq_ignore_ascii_case(b"-string");
    let Some(span) = literal_at(text, at + quote, place).filter(|_| direct) else {
        return;
    };
    let verdict = password(&text[span.clone()], Form::Argument, place);
    found.push((ID, span, verdict));
}
