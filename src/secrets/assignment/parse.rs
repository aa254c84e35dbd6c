//! From a word in a name to the value that the name is given.
//!
//! One small parser for all languages: it knows what may stand between a
//! name and its value (quotes, types, operators, calls, tags, defaults), not
//! what the language is.

use std::ops::Range;

use super::value::{bare, quoted};
use crate::secrets::place::{Place, Syntax};

/// How a value stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In quotes after an operator.
    Quoted,
    /// In quotes, turned into bytes: what one does with keys.
    Bytes,
    /// Numbers in brackets: the bytes of a key.
    Array,
    /// In quotes, the argument of a call.
    Argument,
    /// In quotes after a comma: the next argument, or the next of a list.
    Listed,
    /// In quotes, compared with.
    Compared,
    /// Without quotes.
    Bare,
    /// Without quotes, and only white space between name and value.
    Spaced,
    /// Between tags.
    Tagged,
    /// After a command-line flag.
    Flag,
    /// In a connection string or a query.
    Embedded,
}

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

/// How much of a line is looked at before a name.
const LINE: usize = 256;

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

/// Where the reading of a value stands.
pub(super) struct Parser<'a> {
    pub text: &'a [u8],
    pub at: usize,
    pub limit: usize,
    pub key: Range<usize>,
    pub place: Place,
}

/// A value's place and how it stands there.
pub(super) type Value = Option<(Range<usize>, Form)>;

impl Parser<'_> {
    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.text.get(self.at + ahead).copied().filter(|_| self.at + ahead < self.limit).unwrap_or(0)
    }

    pub(super) fn rest(&self) -> &[u8] {
        self.text.get(self.at..self.limit).unwrap_or(&[])
    }

    pub(super) fn before_key(&self, back: usize) -> u8 {
        self.key.start.checked_sub(back).and_then(|at| self.text.get(at)).copied().unwrap_or(0)
    }

    /// What stands before the name on its line. Lines may be as long as
    /// files, so that only the end of it is looked at.
    fn before_on_line(&self) -> &[u8] {
        let window = &self.text[self.key.start.saturating_sub(LINE)..self.key.start];
        window.rsplit(|byte| *byte == b'\n').next().unwrap_or(window).trim_ascii()
    }

    pub(super) fn spaces(&mut self) -> usize {
        let count = self.rest().iter().take_while(|byte| b" \t".contains(byte)).count();
        self.at += count;
        count
    }

    /// Spaces and at most two line ends.
    pub(super) fn gap(&mut self) {
        for _ in 0..2 {
            self.spaces();
            let ends = self.rest().iter().take_while(|byte| b"\r\n".contains(byte)).count();
            self.at += ends.min(2);
        }
        self.spaces();
    }

    pub(super) fn eat(&mut self, text: &[u8]) -> bool {
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    fn run(&mut self) -> Value {
        if self.before_key(1) == b'/' && matches!(self.before_key(2), b'"' | b'\'' | b'`' | b'/' | b'.') {
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

    /// The quote that ends a quoted name, escaped or not.
    pub(super) fn close_quote(&mut self) -> bool {
        let escapes = self.rest().iter().take_while(|byte| **byte == b'\\').count();
        if escapes <= 3 && matches!(self.peek(escapes), b'"' | b'\'' | b'`') {
            self.at += escapes + 1;
            return true;
        }
        false
    }

    /// `name Type = "…"`, as Go declares.
    fn typed(&mut self) -> Value {
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
    fn spaced_quote(&mut self) -> Value {
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
    fn stated(&mut self) -> Value {
        self.spaces();
        if self.is_quote() {
            return self.string(Form::Spaced);
        }
        bare(self, false).map(|value| (value, Form::Spaced))
    }

    /// `requirepass kx83…` alone on its line, `ENV NAME value`, `machine … password kx83…`.
    fn directive(&mut self) -> Value {
        let before = self.before_on_line();
        let opens = before.is_empty() || matches!(before, b"#" | b"ENV" | b"ARG" | b"set" | b"//");
        let netrc = before.starts_with(b"machine ") || memchr::memmem::find(before, b"login ").is_some();
        if !(netrc || opens && self.place.directives && self.place.syntax != Syntax::Prose) {
            return None;
        }
        bare(self, !netrc).map(|value| (value, Form::Spaced))
    }

    /// After the name stands an operator.
    pub(super) fn operated(&mut self, spaced: bool, closed: bool) -> Value {
        let start = self.at;
        let len = self.rest().iter().take(3).take_while(|byte| b":=!?|>".contains(byte)).count();
        self.at += len;
        let operator: &[u8] = &self.text[start..self.at];
        let form = match operator {
            b"==" | b"===" | b"!=" | b"!==" => Form::Compared,
            b"=" | b":" | b":=" | b"=>" | b"||" | b"??" | b"||=" | b"?:" | b"?=" | b"::=" | b"??=" => Form::Quoted,
            b"|" if self.place.syntax == Syntax::Prose => return self.cell(),
            // `::` is a path, `=:` nothing.
            _ => return None,
        };
        if closed && operator.contains(&b':') {
            return None;
        }
        let colon = operator == b":" || operator == b"?:";
        let after = self.spaces();
        if self.peek(0) == b'\r' || self.peek(0) == b'\n' {
            if self.place.syntax != Syntax::Code || colon {
                return None;
            }
            self.gap();
        }
        if self.is_quote() {
            return self.literal(form, 0);
        }
        let code = self.place.syntax == Syntax::Code;
        if code
            && !spaced
            && after == 0
            && operator == b"="
            && let Some(value) = self.embedded()
        {
            return Some(value);
        }
        if code
            && colon
            && let Some(value) = self.header()
        {
            return Some(value);
        }
        let tight = !spaced && after == 0;
        if code || self.place.syntax == Syntax::Prose && self.begins_call() {
            if colon && self.annotation() {
                self.spaces();
            }
            return self.expression(form, 0);
        }
        let value = bare(self, !tight || colon)?;
        Some((value, if self.is_flag() { Form::Flag } else { Form::Bare }))
    }

    /// `| password | kx83… |`, a row of a table.
    fn cell(&mut self) -> Value {
        self.spaces();
        self.eat(b"`");
        let stop = |byte: &u8| byte.is_ascii_whitespace() || b"|`".contains(byte);
        let len = self.rest().iter().position(stop)?;
        let end = self.rest()[len..].iter().find(|byte| !b"` ".contains(byte));
        (end == Some(&b'|')).then_some((self.at..self.at + len, Form::Spaced))
    }

    /// A type between `:` and `=` on one line; the parser ends behind the `=`.
    fn annotation(&mut self) -> bool {
        let rest = self.rest();
        let type_byte = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_ <>&':.?|[],;*".contains(byte);
        let len = rest.iter().take(60).take_while(type_byte).count();
        let is_type = rest.get(len) == Some(&b'=') && !matches!(rest.get(len + 1), Some(b'=' | b'>'));
        if is_type {
            self.at += len + 1;
        }
        is_type
    }

    /// `Password=…;` in a string of code.
    fn embedded(&mut self) -> Value {
        let before = self.before_key(1);
        let rest = &self.text[self.at..];
        let len = rest.iter().take(512).position(|byte| b";&\"'`\\ \r\n<>(){}$|,".contains(byte))?;
        let end = rest[len];
        let in_pairs =
            matches!(before, b';' | b'?' | b'&') || matches!(end, b';' | b'&') && matches!(before, b'"' | b'\'' | b' ');
        let whole = matches!(before, b'"' | b'\'') && end == before;
        let flag = self.is_flag() && matches!(end, b'"' | b'\'' | b' ' | b'`' | b'\n');
        let listed = before == b' ' && matches!(end, b'"' | b'\'' | b' ') && self.follows_pair();
        let pairs = in_pairs && end != b'(' || listed;
        (len > 0 && (pairs || whole || flag)).then_some((self.at..self.at + len, Form::Embedded))
    }

    /// Whether the word before is a pair as well: `host=h user=u password=…`,
    /// as drivers of databases take it.
    fn follows_pair(&self) -> bool {
        let before = &self.text[self.key.start.saturating_sub(64)..self.key.start.saturating_sub(1)];
        let start = before.iter().rposition(|byte| byte.is_ascii_whitespace() || b"\"'`,;<>(){}".contains(byte));
        let word = &before[start.map_or(0, |at| at + 1)..];
        let name = word.iter().take_while(|byte| byte.is_ascii_lowercase() || **byte == b'_').count();
        name > 1 && word.get(name) == Some(&b'=') && word.len() > name + 1
    }

    /// `"X-Api-Key: …"`, a header in a string of code.
    fn header(&mut self) -> Value {
        let quote = self.before_key(1);
        if self.text.get(self.key.end) == Some(&quote) {
            return None;
        }
        let rest = &self.text[self.at..];
        let len = rest.iter().take(512).position(|byte| byte.is_ascii_whitespace() || b"\"'`{$<>\\".contains(byte))?;
        let escaped = rest[len] == b'\\' && rest.get(len + 1) == Some(&quote);
        let whole = matches!(quote, b'"' | b'\'' | b'`') && (rest[len] == quote || escaped) && len > 0;
        whole.then_some((self.at..self.at + len, Form::Embedded))
    }

    pub(super) fn is_quote(&self) -> bool {
        let escapes = self.rest().iter().take_while(|byte| **byte == b'\\').count();
        escapes <= 3 && matches!(self.peek(escapes), b'"' | b'\'' | b'`')
    }

    /// A string that is a value: not the name of a next pair.
    pub(super) fn string(&mut self, form: Form) -> Value {
        let value = quoted(self)?;
        let after = self.text[self.at..].iter().take(8).copied().find(|byte| !b" \t".contains(byte));
        let is_name = after == Some(b':') || self.text[self.at..].trim_ascii_start().starts_with(b"=>");
        (!is_name || form == Form::Compared).then_some((value, form))
    }

    pub(super) fn is_flag(&self) -> bool {
        self.text[self.key.clone()].starts_with(b"--")
    }

    fn flag(&mut self) -> Value {
        if self.is_quote() {
            return self.string(Form::Flag);
        }
        if matches!(self.peek(0), b'-' | b'$' | b'<' | b'[' | b'{' | b'|') {
            return None;
        }
        bare(self, false).map(|value| (value, Form::Flag))
    }
}
