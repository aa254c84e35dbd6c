//! What stands between quotes: strings, quoted names, dollar bodies.

use memchr::memmem;

use super::words::{continues_word, starts_word};
use super::{Lexer, holes};
use crate::schema::token::Kind;

impl Lexer<'_> {
    /// A string whose prefix, if any, begins at `start`.
    pub(super) fn text_literal(&mut self, start: usize, quote: usize, escapes: bool) {
        let end = self.closing(quote, b'\'', escapes);
        self.at = start;
        match end {
            Some(end) => self.push(Kind::Text, end),
            None => self.unclosed(b'\'', quote + 1),
        }
    }

    pub(super) fn quoted(&mut self, quote: u8) {
        match self.closing(self.at, quote, self.escapes && quote == b'"') {
            Some(end) => self.push(Kind::Quoted, end),
            None => self.unclosed(quote, self.at + 1),
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
    pub(super) fn bracket(&self) -> Option<usize> {
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

    /// `$1`, `${hole}`, `$name`, `$$ … $$` or `$tag$ … $tag$`.
    pub(super) fn dollar(&mut self) {
        if self.peek(1).is_ascii_digit() {
            let end = self.past(self.at + 1, |c| c.is_ascii_digit());
            return self.push(Kind::Param, end);
        }
        if holes::opens(self.bytes, self.at) {
            return self.word();
        }
        let tag_end = self.past(self.at + 1, |c| continues_word(c) && c != b'$');
        match self.bytes.get(tag_end) {
            Some(b'$') => self.dollar_body(tag_end + 1),
            _ => self.push(Kind::Param, tag_end),
        }
    }

    /// A body, whose tag ends before `start`.
    fn dollar_body(&mut self, start: usize) {
        let tag = &self.bytes[self.at..start];
        match memmem::find(&self.bytes[start..], tag) {
            Some(n) => self.push(Kind::Dollar, start + n + tag.len()),
            None => self.unclosed(b'$', self.at + 1),
        }
    }
}

/// Whether a supposed string swallowed the beginning of a statement.
fn runs_over(text: &str) -> bool {
    const STARTS: [&str; 4] = ["create table", "alter table", "insert into", "drop table"];
    text.match_indices('\n').any(|(at, _)| {
        let line = text[at..].trim_start().as_bytes();
        STARTS
            .iter()
            .any(|start| line.len() > start.len() && line[..start.len()].eq_ignore_ascii_case(start.as_bytes()))
    })
}
