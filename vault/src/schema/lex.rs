//! A tolerant lexer for Postgres, SQLite and MySQL in any mixture.
//!
//! It never fails: what it cannot read becomes punctuation, a quote that is
//! never closed ends where the next statement visibly begins.

use memchr::memmem;

use super::span::Span;
use super::template;
use super::token::{Comment, Kind, Lexed, Token};

/// Cuts `text` into tokens; offsets are into `text`.
pub fn lex(text: &str) -> Lexed {
    let lexed = Lexer::new(text, false).run();
    if lexed.broken {
        return Lexer::new(text, true).run();
    }
    lexed
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    out: Lexed,
    /// Strings may not run over a visible statement start.
    strict: bool,
    /// `\` escapes inside plain quotes, as in MySQL.
    escapes: bool,
    delimiter: &'a str,
    /// Depth of open `/*!…*/`, whose text is live.
    live: u32,
    /// Where the last `*/` stands.
    last_close: Option<usize>,
    /// How many comments were looked through in vain for where nesting ends.
    endless: u32,
    leads: bool,
    /// Index of the running statement's first token.
    first: usize,
}

/// A text in which so many nestings never end nests nothing: each costs a
/// look at all that follows.
const MAX_ENDLESS: u32 = 16;

impl<'a> Lexer<'a> {
    fn new(text: &'a str, strict: bool) -> Self {
        let mysql =
            memchr::memchr(b'`', text.as_bytes()).is_some() || memmem::find(text.as_bytes(), b"ENGINE=").is_some();
        Lexer {
            text,
            bytes: text.as_bytes(),
            at: 0,
            out: Lexed::default(),
            strict,
            escapes: mysql,
            delimiter: ";",
            live: 0,
            last_close: memmem::rfind(text.as_bytes(), b"*/"),
            endless: 0,
            leads: true,
            first: 0,
        }
    }

    fn run(mut self) -> Lexed {
        if self.text.starts_with('\u{feff}') {
            self.at = 3;
        }
        while self.at < self.bytes.len() {
            let before = self.at;
            self.step();
            debug_assert!(self.at > before);
            self.at = self.at.max(before + 1);
        }
        self.out
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn step(&mut self) {
        if self.delimiter != ";" && self.text[self.at..].starts_with(self.delimiter) {
            let end = self.at + self.delimiter.len();
            return self.finish_statement(end);
        }
        match self.bytes[self.at] {
            b'\n' => {
                self.leads = true;
                self.at += 1;
            }
            c if c.is_ascii_whitespace() => self.at += 1,
            b'-' if self.peek(1) == b'-' => self.line_comment(),
            b'#' if self.hash_comments() => self.line_comment(),
            b'/' if self.peek(1) == b'*' => self.block_comment(),
            b'*' if self.live > 0 && self.peek(1) == b'/' => {
                self.live -= 1;
                self.at += 2;
            }
            b'\\' if self.leads && self.live == 0 => self.line(Kind::Meta),
            b'\'' => self.text_literal(self.at, self.at, self.escapes),
            b'"' | b'`' => self.quoted(self.bytes[self.at]),
            b'[' if self.bracket().is_some() => self.push_to(Kind::Quoted, self.bracket()),
            b'$' => self.dollar(),
            b';' if self.delimiter == ";" => self.finish_statement(self.at + 1),
            b':' | b'%' | b'?' if self.param().is_some() => self.push_to(Kind::Param, self.param()),
            c if c.is_ascii_digit() => self.number(),
            c if starts_word(c) || template::opens(self.bytes, self.at) => self.word(),
            c => self.push(Kind::Punct(c), self.at + 1),
        }
    }

    fn push(&mut self, kind: Kind, end: usize) {
        let span = Span::new(self.at, end);
        let leads = std::mem::take(&mut self.leads);
        self.out.tokens.push(Token { kind, span, leads });
        self.at = end;
    }

    fn push_to(&mut self, kind: Kind, end: Option<usize>) {
        self.push(kind, end.unwrap_or(self.at + 1));
    }

    fn line_end(&self) -> usize {
        memchr::memchr(b'\n', &self.bytes[self.at..]).map_or(self.bytes.len(), |n| self.at + n)
    }

    fn line(&mut self, kind: Kind) {
        self.push(kind, self.line_end().max(self.at + 1));
        self.first = self.out.tokens.len();
    }

    fn comment(&mut self, end: usize) {
        let span = Span::new(self.at, end);
        self.out.comments.push(Comment { span });
        self.at = end;
    }

    fn line_comment(&mut self) {
        self.comment(self.line_end());
    }

    /// `#` opens a comment in MySQL; `#>`, `#-` and `a#b` are operators, and
    /// `#__name` is a table prefix of some content systems.
    fn hash_comments(&self) -> bool {
        let after = self.peek(1);
        let blank_before = self.at == 0 || self.bytes[self.at - 1].is_ascii_whitespace();
        let operator = matches!(after, b'>' | b'-' | b'_' | b'=');
        (self.leads || blank_before) && !operator
    }

    fn block_comment(&mut self) {
        if self.peek(2) == b'!' || (self.peek(2) == b'M' && self.peek(3) == b'!') {
            self.live += 1;
            self.at += if self.peek(2) == b'M' { 4 } else { 3 };
            while self.peek(0).is_ascii_digit() {
                self.at += 1;
            }
            return;
        }
        match self.comment_end() {
            Some(end) => self.comment(end),
            None => {
                self.out.broken = true;
                self.comment(self.line_end());
            }
        }
    }

    /// Where the comment at hand ends: nested as Postgres reads it, or at
    /// the first close when the nesting never ends.
    fn comment_end(&mut self) -> Option<usize> {
        self.last_close.filter(|close| *close >= self.at + 2)?;
        if self.endless < MAX_ENDLESS {
            match self.nesting_end() {
                None => self.endless += 1,
                end => return end,
            }
        }
        memmem::find(&self.bytes[self.at + 2..], b"*/").map(|n| self.at + 2 + n + 2)
    }

    fn nesting_end(&self) -> Option<usize> {
        let body = &self.bytes[self.at..];
        let mut depth = 0usize;
        let mut at = 0;
        while let Some(step) = memchr::memchr2(b'*', b'/', &body[at..]) {
            at += step;
            match (body[at], body.get(at + 1)) {
                (b'/', Some(b'*')) => (depth, at) = (depth + 1, at + 2),
                (b'*', Some(b'/')) => (depth, at) = (depth - 1, at + 2),
                _ => at += 1,
            }
            if depth == 0 {
                return Some(self.at + at);
            }
        }
        None
    }

    fn text_literal(&mut self, start: usize, quote: usize, escapes: bool) {
        let end = self.closing(quote, b'\'', escapes);
        self.at = start;
        match end {
            Some(end) => self.push(Kind::Text, end),
            None => {
                self.out.broken = true;
                self.push(Kind::Punct(b'\''), quote + 1);
            }
        }
    }

    fn quoted(&mut self, quote: u8) {
        match self.closing(self.at, quote, self.escapes && quote == b'"') {
            Some(end) => self.push(Kind::Quoted, end),
            None => {
                self.out.broken = true;
                self.push(Kind::Punct(quote), self.at + 1);
            }
        }
    }

    /// The offset past the quote that closes the one at `open`.
    fn closing(&self, open: usize, quote: u8, escapes: bool) -> Option<usize> {
        let mut at = open + 1;
        loop {
            at += memchr::memchr2(quote, b'\\', self.bytes.get(at..)?)?;
            if self.bytes[at] == b'\\' {
                at += 1 + usize::from(escapes);
            } else if self.bytes.get(at + 1) == Some(&quote) {
                at += 2;
            } else if self.strict && runs_over(&self.text[open..at]) {
                return None;
            } else {
                return Some(at + 1);
            }
        }
    }

    /// The end of `[name]`; arrays and subscripts are none.
    fn bracket(&self) -> Option<usize> {
        let before = self.at.checked_sub(1).map_or(b' ', |at| self.bytes[at]);
        if continues_word(before) || matches!(before, b']' | b')' | b'"' | b'\'') {
            return None;
        }
        let close = memchr::memchr(b']', &self.bytes[self.at..])?;
        let inside = &self.bytes[self.at + 1..self.at + close];
        let named =
            inside.first().copied().is_some_and(starts_word) && inside.iter().all(|c| continues_word(*c) || *c == b' ');
        named.then_some(self.at + close + 1)
    }

    fn dollar(&mut self) {
        if self.peek(1).is_ascii_digit() {
            let digits = self.bytes[self.at + 1..].iter().take_while(|c| c.is_ascii_digit());
            let end = self.at + 1 + digits.count();
            return self.push(Kind::Param, end);
        }
        if template::opens(self.bytes, self.at) {
            return self.word();
        }
        let name = self.bytes[self.at + 1..].iter().take_while(|c| continues_word(**c) && **c != b'$');
        let tag_end = self.at + 1 + name.count();
        if self.bytes.get(tag_end) != Some(&b'$') {
            return self.push(Kind::Param, tag_end.max(self.at + 1));
        }
        let tag = &self.bytes[self.at..=tag_end];
        match memmem::find(&self.bytes[tag_end + 1..], tag) {
            Some(n) => self.push(Kind::Dollar, tag_end + 1 + n + tag.len()),
            None => {
                self.out.broken = true;
                self.push(Kind::Punct(b'$'), self.at + 1);
            }
        }
    }

    /// The end of `:name`, `:'name'`, `%s`, `%I`, `%(name)s` or `?`.
    fn param(&self) -> Option<usize> {
        let rest = &self.bytes[self.at + 1..];
        let word = |skip: usize| rest.iter().skip(skip).take_while(|c| continues_word(**c)).count();
        match (self.bytes[self.at], rest.first().copied().unwrap_or(0)) {
            (b'?', _) => Some(self.at + 1 + rest.iter().take_while(|c| c.is_ascii_digit()).count()),
            (b':', quote @ (b'\'' | b'"')) => {
                let end = self.at + 2 + word(1);
                (self.bytes.get(end) == Some(&quote)).then_some(end + 1)
            }
            (b':', c) if starts_word(c) && self.bytes[..self.at].last() != Some(&b':') => Some(self.at + 1 + word(0)),
            (b'%', b'(') => Some(self.at + 2 + word(1) + 2).filter(|end| *end <= self.bytes.len()),
            (b'%', b's' | b'd' | b'I' | b'L') if word(0) == 1 => Some(self.at + 2),
            _ => None,
        }
        .filter(|end| self.text.is_char_boundary(*end))
    }

    fn number(&mut self) {
        let rest = &self.bytes[self.at..];
        let len = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == b'.' || **c == b'_');
        self.push(Kind::Number, self.at + len.count());
    }

    fn word(&mut self) {
        let start = self.at;
        let mut end = start;
        while let Some(c) = self.bytes.get(end).copied() {
            if let Some(piece) = template::piece(self.bytes, end) {
                if piece.control && end == start {
                    return self.comment(piece.end);
                }
                end = piece.end;
            } else if continues_word(c) && !(c == b'$' && end == start) || (end == start && c == b'@') {
                end += 1;
            } else {
                break;
            }
        }
        self.finish_word(start, end.max(start + 1));
    }

    fn finish_word(&mut self, start: usize, end: usize) {
        let end = ceil(self.text, end);
        let word = &self.text[start..end];
        let prefix = matches!(word, "e" | "E" | "n" | "N" | "x" | "X" | "b" | "B");
        if prefix && self.bytes.get(end) == Some(&b'\'') {
            let escapes = self.escapes || word.eq_ignore_ascii_case("e");
            return self.text_literal(start, end, escapes);
        }
        if self.leads && word.eq_ignore_ascii_case("delimiter") {
            let line = self.text[end..self.line_end()].trim();
            self.delimiter = line.split_whitespace().next().unwrap_or(";");
            return self.line(Kind::Meta);
        }
        if self.leads && word.eq_ignore_ascii_case("go") && self.text[end..self.line_end()].trim().is_empty() {
            return self.finish_statement(end);
        }
        self.push(Kind::Word, end);
    }

    fn finish_statement(&mut self, end: usize) {
        let copy = self.copies_from_stdin();
        self.push(Kind::End, end);
        self.first = self.out.tokens.len();
        if copy {
            self.copy_data();
        }
    }

    fn copies_from_stdin(&self) -> bool {
        let tokens = &self.out.tokens[self.first..];
        let is = |token: &Token, word: &str| self.text[token.span.range()].eq_ignore_ascii_case(word);
        tokens.first().is_some_and(|t| is(t, "copy")) && tokens.iter().any(|t| is(t, "stdin"))
    }

    fn copy_data(&mut self) {
        self.at = self.line_end();
        if self.at >= self.bytes.len() {
            return;
        }
        let rest = &self.bytes[self.at..];
        let end = memmem::find(rest, b"\n\\.").map_or(self.bytes.len(), |n| self.at + n + 3);
        self.leads = true;
        self.push(Kind::Data, end);
        self.first = self.out.tokens.len();
    }
}

fn starts_word(c: u8) -> bool {
    c.is_ascii_alphabetic() || c == b'_' || c == b'@' || c >= 0x80
}

fn continues_word(c: u8) -> bool {
    c.is_ascii_alphanumeric() || c == b'_' || c == b'$' || c >= 0x80
}

fn ceil(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}

/// Whether a supposed string swallowed the beginning of a statement.
fn runs_over(text: &str) -> bool {
    text.match_indices('\n').any(|(at, _)| {
        let line = text[at..].trim_start().as_bytes();
        ["create table", "alter table", "insert into", "drop table"]
            .iter()
            .any(|start| line.len() > start.len() && line[..start.len()].eq_ignore_ascii_case(start.as_bytes()))
    })
}
