//! Values that only white space parts from their name: directives, flags,
//! statements, declarations with a type between.

use super::cursor::{Form, Parser, Value};
use super::value::bare;
use crate::secrets::place::Syntax;

impl Parser<'_> {
    /// `name Type = "…"`, as Go declares.
    pub(super) fn typed(&mut self) -> Value {
        let part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_.*[]".contains(byte);
        let len = self.rest().iter().take(40).take_while(part).count();
        self.at += len;
        let spaced = self.spaces() > 0;
        let one = self.peek(0) == b'=' && self.peek(1) != b'=';
        if len == 0 || !spaced || !one {
            return None;
        }
        self.operated(true, false)
    }

    /// `password '…'` in SQL, `keyPassword "…"` in build files, `#define`.
    pub(super) fn spaced_quote(&mut self) -> Value {
        self.eat(b"@");
        let key = &self.text[self.key.clone()];
        let sql = key.eq_ignore_ascii_case(b"password");
        let before = self.before_on_line();
        let opens = before.is_empty() || matches!(before, b"#define" | b"# define" | b"set" | b":" | b"(setq");
        match () {
            () if self.is_flag() => self.string(Form::Flag),
            () if sql || opens || before.ends_with(b"(") || before.ends_with(b" :") => self.string(Form::Quoted),
            () => None,
        }
    }

    /// `password is kx83…` in a text for people.
    pub(super) fn stated(&mut self) -> Value {
        self.spaces();
        if self.is_quote() {
            return self.string(Form::Spaced);
        }
        bare(self, false).map(|value| (value, Form::Spaced))
    }

    /// `requirepass kx83…` alone on its line, `ENV NAME value`, `machine … password kx83…`.
    pub(super) fn directive(&mut self) -> Value {
        let before = self.before_on_line();
        let opens = before.is_empty() || matches!(before, b"#" | b"ENV" | b"ARG" | b"set" | b"//");
        let netrc = before.starts_with(b"machine ") || memchr::memmem::find(before, b"login ").is_some();
        if !(netrc || opens && self.place.directives && self.place.syntax != Syntax::Prose) {
            return None;
        }
        bare(self, !netrc).map(|value| (value, Form::Spaced))
    }

    pub(super) fn flag(&mut self) -> Value {
        if self.is_quote() {
            return self.string(Form::Flag);
        }
        if matches!(self.peek(0), b'-' | b'$' | b'<' | b'[' | b'{' | b'|') {
            return None;
        }
        bare(self, false).map(|value| (value, Form::Flag))
    }
}
