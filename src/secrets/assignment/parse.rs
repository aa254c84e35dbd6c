//! From a word in a name to the value that the name is given.
//!
//! One small parser for all languages: it knows what may stand between a
//! name and its value (quotes, types, operators, calls, tags, defaults), not
//! what the language is.

use std::ops::Range;

use super::cursor::{Form, Parser, Value};
use crate::secrets::place::{Place, Syntax};

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The name.
    pub key: Range<usize>,
    /// The value without quotes.
    pub value: Range<usize>,
    /// How the value stands.
    pub form: Form,
}

/// The longest name on each side of the word that was found.
const KEY: usize = 64;
/// The most that may stand between a name and its value.
const BETWEEN: usize = 120;

/// The name around `hit`.
pub fn key_at(text: &[u8], hit: usize) -> Range<usize> {
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.$".contains(byte);
    let before = text[..hit].iter().rev().take(KEY).take_while(|byte| part(byte)).count();
    let after = text[hit..].iter().take(KEY).take_while(|byte| part(byte)).count();
    let mut range = hit - before..hit + after;
    while range.end > range.start && b"-.$".contains(&text[range.end - 1]) {
        range.end -= 1;
    }
    range
}

/// The value that the name at `key` is given, if there is one.
pub fn assigned(text: &[u8], key: Range<usize>, place: Place) -> Option<Assigned> {
    let mut parser = Parser { text, at: key.end, limit: (key.end + BETWEEN).min(text.len()), key: key.clone(), place };
    let (value, form) = parser.run()?;
    (value.end > value.start).then_some(Assigned { key, value, form })
}

/// The literal that the expression at `at` comes down to.
pub fn literal_at(text: &[u8], at: usize, place: Place) -> Option<Range<usize>> {
    let mut parser = Parser { text, at, limit: (at + BETWEEN).min(text.len()), key: at..at, place };
    parser.gap();
    parser.label();
    let (value, _) = parser.expression(Form::Argument, 0)?;
    (value.end > value.start).then_some(value)
}

impl Parser<'_> {
    fn run(&mut self) -> Value {
        // `'/Password=…'` is an option, not a route.
        let option = matches!(self.before_key(2), b'"' | b'\'') && self.peek(0) == b'=';
        if self.before_key(1) == b'/' && matches!(self.before_key(2), b'"' | b'\'' | b'`' | b'/' | b'.') && !option {
            return None;
        }
        if self.before_key(1) == b'<' || self.eat(b"</key>") {
            return self.tagged();
        }
        if self.before_key(1) == b'{' && b"$#".contains(&self.before_key(2)) {
            return self.fallback_in_braces();
        }
        let was_quoted = self.close_quote();
        self.eat(b"[]");
        let closed = self.rest().iter().take_while(|byte| matches!(byte, b']' | b')')).count();
        let called = self.rest()[..closed].contains(&b')');
        self.at += closed;
        let spaced = self.spaces() > 0;
        let next = self.peek(0);
        match next {
            b'>' if was_quoted => self.tagged(),
            b'{' if was_quoted => self.block_default(),
            // `decode("password"), "…"`: the name was the argument of another call.
            b',' if called => None,
            b',' if was_quoted || self.before_key(1) == b'{' || self.before_key(2) == b'{' => self.listed(),
            b'(' | b'{' if !was_quoted && closed == 0 => self.called(),
            b'.' => self.method_default(),
            b':' if self.peek(1) == b':' && closed == 0 => self.made(),
            b'=' | b':' | b'!' | b'?' | b'|' => self.operated(spaced, closed > 0),
            b'\'' | b'"' | b'@' if spaced && closed == 0 => self.spaced_quote(),
            b'\r' | b'\n' if !was_quoted || self.place.syntax == Syntax::Config => self.named_pair(),
            b'v' | b'V' | b'd' | b'c' if was_quoted => self.attribute(),
            b'i' if spaced && self.place.syntax == Syntax::Prose && self.eat(b"is ") => self.stated(),
            _ if !spaced || closed > 0 => None,
            _ if self.is_flag() => self.flag(),
            _ if self.place.syntax == Syntax::Code => self.typed(),
            _ => self.directive(),
        }
    }
}
