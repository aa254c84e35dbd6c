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
    /// In quotes after an operator, or as the argument of a call.
    Quoted,
    /// In quotes after a comma: the next argument, or the next of a list.
    Listed,
    /// In quotes, compared with.
    Compared,
    /// Without quotes.
    Bare,
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

pub(super) struct Parser<'a> {
    pub text: &'a [u8],
    pub at: usize,
    pub limit: usize,
    pub key: Range<usize>,
    pub place: Place,
}

type Value = Option<(Range<usize>, Form)>;

impl Parser<'_> {
    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.text.get(self.at + ahead).copied().filter(|_| self.at + ahead < self.limit).unwrap_or(0)
    }

    fn rest(&self) -> &[u8] {
        self.text.get(self.at..self.limit).unwrap_or(&[])
    }

    fn before_key(&self, back: usize) -> u8 {
        self.key.start.checked_sub(back).and_then(|at| self.text.get(at)).copied().unwrap_or(0)
    }

    pub(super) fn spaces(&mut self) -> usize {
        let count = self.rest().iter().take_while(|byte| b" \t".contains(byte)).count();
        self.at += count;
        count
    }

    /// Spaces and at most two line ends.
    fn gap(&mut self) {
        for _ in 0..2 {
            self.spaces();
            let ends = self.rest().iter().take_while(|byte| b"\r\n".contains(byte)).count();
            self.at += ends.min(2);
        }
        self.spaces();
    }

    fn eat(&mut self, text: &[u8]) -> bool {
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    fn run(&mut self) -> Value {
        if self.before_key(1) == b'<' || self.eat(b"</key>") {
            return self.tagged();
        }
        if self.before_key(1) == b'{' && b"$#".contains(&self.before_key(2)) {
            return self.fallback_in_braces();
        }
        let was_quoted = self.close_quote();
        while matches!(self.peek(0), b']' | b')') {
            self.at += 1;
        }
        let spaced = self.spaces();
        match self.peek(0) {
            b'>' if was_quoted => self.tagged(),
            b',' if was_quoted => self.listed(),
            b'(' if !was_quoted => self.call(),
            b'.' => self.method_default(),
            b'=' | b':' | b'!' | b'?' | b'|' => self.operated(spaced > 0),
            b'\'' | b'"' if spaced > 0 && self.is_sql_password() => self.string(Form::Quoted),
            b'\r' | b'\n' if !was_quoted || self.place.syntax == Syntax::Config => self.named_pair(),
            b'v' | b'V' | b'd' | b'c' if was_quoted => self.attribute(),
            _ if spaced > 0 && self.is_flag() => self.flag(),
            _ if spaced > 0 && self.is_docker() => bare(self, false).map(|value| (value, Form::Bare)),
            _ => None,
        }
    }

    /// The quote that ends a quoted name, escaped or not.
    fn close_quote(&mut self) -> bool {
        let escapes = self.rest().iter().take_while(|byte| **byte == b'\\').count();
        if escapes <= 3 && matches!(self.peek(escapes), b'"' | b'\'' | b'`') {
            self.at += escapes + 1;
            return true;
        }
        false
    }

    /// `>value<` or, in property lists, `</key><string>value<`.
    fn tagged(&mut self) -> Value {
        if !self.eat(b">") {
            self.gap();
            if !self.eat(b"<string>") {
                return None;
            }
        }
        self.gap();
        let len = memchr::memchr2(b'<', b'\n', &self.text[self.at..]).filter(|len| *len < 4096)?;
        let end = self.at + self.text[self.at..self.at + len].trim_ascii_end().len();
        Some((self.at..end, Form::Tagged))
    }

    /// `${NAME:-value}` and `${NAME:value}`.
    fn fallback_in_braces(&mut self) -> Value {
        if !self.eat(b":") {
            return None;
        }
        self.at += usize::from(matches!(self.peek(0), b'-' | b'='));
        let rest = &self.text[self.at..];
        let len = rest.iter().take(256).position(|byte| b"}\n\"' ".contains(byte))?;
        (rest[len] == b'}').then_some((self.at..self.at + len, Form::Bare))
    }

    /// `("name", "value")`; also `"name", "value": "…"` of a pair.
    fn listed(&mut self) -> Value {
        self.at += 1;
        self.gap();
        if self.rest().len() > 7
            && self.peek(0) == b'"'
            && self.rest()[1..].to_ascii_lowercase().starts_with(b"value\"")
        {
            return self.named_pair();
        }
        self.expression(Form::Listed, 0)
    }

    /// `value: …` or `"value": …` after a name.
    fn named_pair(&mut self) -> Value {
        self.gap();
        let quoted = self.close_quote();
        if !self.rest().get(..5)?.eq_ignore_ascii_case(b"value") {
            return None;
        }
        self.at += 5;
        if quoted {
            self.close_quote();
        }
        self.spaces();
        match self.peek(0) {
            b':' | b'=' => self.operated(true),
            _ => None,
        }
    }

    /// `key="name" value="…"`.
    fn attribute(&mut self) -> Value {
        let words: [&[u8]; 3] = [b"value", b"content", b"default"];
        let word = words.iter().find(|word| self.rest().starts_with(word))?;
        self.at += word.len();
        self.spaces();
        if !self.eat(b"=") {
            return None;
        }
        self.spaces();
        self.string(Form::Quoted)
    }

    fn call(&mut self) -> Value {
        self.at += 1;
        self.gap();
        self.expression(Form::Quoted, 0)
    }

    /// `.unwrap_or("…")` and its relatives.
    fn method_default(&mut self) -> Value {
        self.at += 1;
        let name = self.word();
        let known: [&[u8]; 8] =
            [b"unwrap_or", b"unwrap_or_else", b"getOrElse", b"orElse", b"or_else", b"orElseGet", b"get_or", b"default"];
        if !known.contains(&&self.text[name]) || !self.eat(b"(") {
            return None;
        }
        let closures: [&[u8]; 5] = [b"|_| ", b"|_|", b"|| ", b"() => ", b"() -> "];
        let _ = closures.iter().any(|closure| self.eat(closure));
        self.gap();
        self.expression(Form::Quoted, 0)
    }

    fn word(&mut self) -> Range<usize> {
        let len = self.rest().iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        self.at += len;
        self.at - len..self.at
    }

    /// After the name stands an operator.
    fn operated(&mut self, spaced: bool) -> Value {
        let start = self.at;
        let len = self.rest().iter().take(3).take_while(|byte| b":=!?|>".contains(byte)).count();
        self.at += len;
        let operator: &[u8] = &self.text[start..self.at];
        let form = match operator {
            b"==" | b"===" | b"!=" | b"!==" => Form::Compared,
            b"=" | b":" | b":=" | b"=>" | b"||" | b"??" | b"||=" | b"?:" | b"?=" | b"::=" | b"??=" => Form::Quoted,
            // `::` is a path, `=:` nothing.
            _ => return None,
        };
        let colon = operator == b":" || operator == b"?:";
        let after = self.spaces();
        if self.peek(0) == b'\r' || self.peek(0) == b'\n' {
            if self.place.syntax != Syntax::Code {
                return None;
            }
            self.gap();
        }
        if self.is_quote() {
            return self.string(form);
        }
        if self.place.syntax != Syntax::Code {
            let value = bare(self, colon || spaced || after > 0)?;
            return Some((value, if self.is_flag() { Form::Flag } else { Form::Bare }));
        }
        if !spaced
            && after == 0
            && operator == b"="
            && let Some(value) = self.embedded()
        {
            return Some(value);
        }
        if colon && self.annotation() {
            self.spaces();
        }
        self.expression(form, 0)
    }

    /// A type between `:` and `=`; the parser ends behind the `=`.
    fn annotation(&mut self) -> bool {
        let rest = self.rest();
        let type_byte = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_ <>&':.?|[],;*".contains(byte);
        let len = rest.iter().take(60).take_while(type_byte).count();
        let is_type = rest.get(len) == Some(&b'=') && rest.get(len + 1) != Some(&b'=');
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
        (len > 0 && (in_pairs && end != b'(' || whole || flag)).then_some((self.at..self.at + len, Form::Embedded))
    }

    fn is_quote(&self) -> bool {
        let escapes = self.rest().iter().take_while(|byte| **byte == b'\\').count();
        escapes <= 3 && matches!(self.peek(escapes), b'"' | b'\'' | b'`')
    }

    fn string(&mut self, form: Form) -> Value {
        quoted(self).map(|value| (value, form))
    }

    /// What an expression says in plain text: a literal, perhaps wrapped in
    /// a call or behind a lookup (`os.getenv("X", "…")`, `a.b || "…"`).
    fn expression(&mut self, form: Form, depth: usize) -> Value {
        self.spaces();
        while matches!(self.peek(0), b'&' | b'*' | b'@' | b'(' | b'[') {
            self.at += 1;
        }
        if self.is_quote() {
            return self.string(form);
        }
        let name = self.path()?;
        if self.is_quote() && name.len() <= 2 {
            return self.string(form);
        }
        if matches!(&self.text[name.clone()], b"new" | b"await" | b"const") {
            self.spaces();
            return if depth < 4 { self.expression(form, depth + 1) } else { None };
        }
        if self.peek(0) == b'(' {
            self.at += 1;
            self.gap();
            return match is_lookup(&self.text[name]) {
                true => self.second_argument(),
                false if depth < 4 => self.expression(form, depth + 1),
                false => None,
            };
        }
        self.fallback(form)
    }

    /// `a.b.C`, `a::b!`, `process.env["X"]`.
    fn path(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_.:!$".contains(byte);
        let len = self.rest().iter().take_while(part).count();
        self.at += len;
        if self.peek(0) == b'[' && self.rest().len() > 1 {
            let close = memchr::memchr(b']', self.rest())?;
            self.at += close + 1;
        }
        (len > 0).then_some(start..start + len)
    }

    fn fallback(&mut self, form: Form) -> Value {
        self.spaces();
        let operators: [&[u8]; 4] = [b"||", b"??", b"?:", b"or "];
        if !operators.iter().any(|operator| self.eat(operator)) {
            return None;
        }
        self.spaces();
        self.string(form)
    }

    fn second_argument(&mut self) -> Value {
        self.string(Form::Listed)?;
        self.spaces();
        match self.peek(0) {
            b',' => {
                self.at += 1;
                self.gap();
                self.string(Form::Quoted)
            }
            b')' => {
                self.at += 1;
                self.fallback(Form::Quoted)
            }
            _ => None,
        }
    }

    fn is_sql_password(&self) -> bool {
        let key = &self.text[self.key.clone()];
        key.eq_ignore_ascii_case(b"password") || self.is_flag()
    }

    fn is_flag(&self) -> bool {
        self.text[self.key.clone()].starts_with(b"--")
    }

    fn is_docker(&self) -> bool {
        self.place.syntax == Syntax::Config && self.text[..self.key.start].ends_with(b"ENV ")
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

/// Whether a call of this name looks its first argument up.
fn is_lookup(name: &[u8]) -> bool {
    let last = name.rsplit(|byte| b".:".contains(byte)).find(|part| !part.is_empty()).unwrap_or(name);
    let last = last.to_ascii_lowercase();
    let whole: [&[u8]; 22] = [
        b"get",
        b"env",
        b"env!",
        b"option_env!",
        b"var",
        b"var_os",
        b"t",
        b"_",
        b"i18n",
        b"gettext",
        b"translate",
        b"tr",
        b"config",
        b"param",
        b"lookup",
        b"fetch",
        b"e",
        b"prompt",
        b"input",
        b"getpass",
        b"resolve",
        b"require",
    ];
    let starts: [&[u8]; 6] = [b"get", b"read", b"load", b"find", b"ask", b"fetch"];
    whole.contains(&&last[..]) || starts.iter().any(|start| last.starts_with(start))
}
