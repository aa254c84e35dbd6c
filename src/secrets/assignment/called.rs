//! What a call of a function with a secret's name is given.

use std::ops::Range;

use super::cursor::{Form, Parser, Value};
use super::judge::judge;
use super::key::Promise;
use super::meaning::{DEFAULTS, MAKERS, SETTERS};
use crate::finding::Confidence;

impl Parser<'_> {
    /// `name("…")`, or `name{"…"}` where a value is made that way.
    pub(super) fn called(&mut self) -> Value {
        let braced = self.peek(0) == b'{';
        self.at += 1;
        self.gap();
        if braced && !self.is_quote() {
            return None;
        }
        let first = self.expression(Form::Argument, 0);
        let second = self.second_of_two();
        // `UsernamePassword("user", "…")`, `setPassword("…", "UTF-8")`.
        if self.surely(&second) > self.surely(&first) { second } else { first.or(second) }
    }

    /// The second of two literals that a password's function is given.
    fn second_of_two(&mut self) -> Value {
        let name = self.text[self.key.clone()].to_ascii_lowercase();
        if !name.ends_with(b"password") {
            return None;
        }
        self.spaces();
        let comma = self.peek(0) == b',';
        self.at += usize::from(comma);
        self.gap();
        let found = if comma && self.is_quote() { self.string(Form::Argument) } else { None };
        self.spaces();
        found.filter(|_| self.peek(0) == b')')
    }

    /// How sure it is that a value is a password.
    fn surely(&self, value: &Value) -> Option<Confidence> {
        let (span, form) = value.clone()?;
        let text = std::str::from_utf8(&self.text[span]).ok()?;
        judge(Promise::Password, "", text, form, self.place).ok()
    }

    /// `Type::from("…")`, `Key::<Kind>::from_slice(b"…")`: the type is the name.
    pub(super) fn made(&mut self) -> Value {
        self.at += 2;
        if self.peek(0) == b'<' {
            self.at += memchr::memchr(b'>', self.rest())? + 1;
            self.eat(b"::");
        }
        let name = self.word();
        let maker = std::str::from_utf8(&self.text[name]).is_ok_and(|name| MAKERS.contains(&name));
        if !maker || !self.eat(b"(") {
            return None;
        }
        self.gap();
        let bytes = self.peek(0) == b'b' && self.peek(1) == b'"';
        self.expression(if bytes { Form::Quoted } else { Form::Argument }, 0)
    }

    /// `.unwrap_or("…")` and its relatives; `.val("…")` of a field.
    pub(super) fn method_default(&mut self) -> Value {
        self.at += 1;
        let name = self.word();
        let called = std::str::from_utf8(&self.text[name]).unwrap_or("");
        let sets = SETTERS.contains(&called);
        if !sets && !DEFAULTS.contains(&called) || !self.eat(b"(") {
            return None;
        }
        let closures: [&[u8]; 5] = [b"|_| ", b"|_|", b"|| ", b"() => ", b"() -> "];
        let _ = closures.iter().any(|closure| self.eat(closure));
        self.gap();
        self.expression(if sets { Form::Listed } else { Form::Quoted }, 0)
    }

    fn word(&mut self) -> Range<usize> {
        let len = self.rest().iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        self.at += len;
        self.at - len..self.at
    }

    /// Whether a call with a quoted argument stands here.
    pub(super) fn begins_call(&self) -> bool {
        let part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_.:".contains(byte);
        let name = self.rest().iter().take_while(part).count();
        name > 0 && self.peek(name) == b'(' && matches!(self.peek(name + 1), b'"' | b'\'')
    }
}
