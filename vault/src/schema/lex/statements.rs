//! Where statements end, and what only a client reads between them.

use memchr::memmem;

use super::Lexer;
use crate::schema::token::{Kind, Token};

impl Lexer<'_> {
    /// Takes an end mark, and the rows behind it when the statement copies some.
    pub(super) fn finish_statement(&mut self, end: usize) {
        let copy = self.copies_from_stdin();
        self.push(Kind::End, end);
        self.first = self.out.tokens.len();
        if copy {
            self.copy_data();
        }
    }

    /// Takes a command of a client, which fills its line.
    pub(super) fn command(&mut self) {
        self.push(Kind::Meta, self.line_end().max(self.at + 1));
        self.first = self.out.tokens.len();
    }

    /// `DELIMITER //`; the word ends at `end`.
    pub(super) fn set_delimiter(&mut self, end: usize) {
        let line = self.text[end..self.line_end()].trim();
        self.delimiter = line.split_whitespace().next().unwrap_or(";");
        self.command();
    }

    fn copies_from_stdin(&self) -> bool {
        let tokens = &self.out.tokens[self.first..];
        let is = |token: &Token, word: &str| self.text[token.span.range()].eq_ignore_ascii_case(word);
        tokens.first().is_some_and(|t| is(t, "copy")) && tokens.iter().any(|t| is(t, "stdin"))
    }

    /// The rows behind `COPY … FROM stdin;`, up to `\.`.
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
