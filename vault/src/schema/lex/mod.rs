//! A tolerant lexer for Postgres, SQLite and MySQL in any mixture.
//!
//! It never fails: what it cannot read becomes punctuation, a quote that is
//! never closed ends where the next statement visibly begins.

mod comments;
mod holes;
mod quotes;
mod statements;
mod words;

use memchr::memmem;

use super::span::Span;
use super::token::{Comment, Kind, Lexed, Token};
use words::starts_word;

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
    /// Whether no token stands before on this line.
    leads: bool,
    /// Index of the running statement's first token.
    first: usize,
}

impl<'a> Lexer<'a> {
    fn new(text: &'a str, strict: bool) -> Self {
        let bytes = text.as_bytes();
        let mysql = memchr::memchr(b'`', bytes).is_some() || memmem::find(bytes, b"ENGINE=").is_some();
        Lexer {
            text,
            bytes,
            at: 0,
            out: Lexed::default(),
            strict,
            escapes: mysql,
            delimiter: ";",
            live: 0,
            last_close: memmem::rfind(bytes, b"*/"),
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

    /// Takes what stands here: a blank, a comment or a token.
    fn step(&mut self) {
        if self.delimiter != ";" && self.text[self.at..].starts_with(self.delimiter) {
            return self.finish_statement(self.at + self.delimiter.len());
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
            b'*' if self.live > 0 && self.peek(1) == b'/' => self.end_live(),
            b'\\' if self.leads && self.live == 0 => self.command(),
            c => self.token(c),
        }
    }

    fn token(&mut self, c: u8) {
        match c {
            b'\'' => self.text_literal(self.at, self.at, self.escapes),
            b'"' | b'`' => self.quoted(c),
            b'[' if self.bracket().is_some() => self.push_to(Kind::Quoted, self.bracket()),
            b'$' => self.dollar(),
            b';' if self.delimiter == ";" => self.finish_statement(self.at + 1),
            b':' | b'%' | b'?' if self.param().is_some() => self.push_to(Kind::Param, self.param()),
            c if c.is_ascii_digit() => self.number(),
            c if starts_word(c) || holes::opens(self.bytes, self.at) => self.word(),
            c => self.push(Kind::Punct(c), self.at + 1),
        }
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn line_end(&self) -> usize {
        memchr::memchr(b'\n', &self.bytes[self.at..]).map_or(self.bytes.len(), |n| self.at + n)
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

    /// Takes what opens here and never closes as punctuation.
    fn unclosed(&mut self, quote: u8, end: usize) {
        self.out.broken = true;
        self.push(Kind::Punct(quote), end);
    }

    fn comment(&mut self, end: usize) {
        let span = Span::new(self.at, end);
        self.out.comments.push(Comment { span });
        self.at = end;
    }
}
