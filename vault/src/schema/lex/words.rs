//! Words, numbers and parameters.

use super::{Lexer, holes};
use crate::schema::token::Kind;

impl Lexer<'_> {
    /// The offset past the bytes from `from` on that are such.
    pub(super) fn past(&self, from: usize, such: impl Fn(u8) -> bool) -> usize {
        from + self.bytes[from..].iter().take_while(|c| such(**c)).count()
    }

    /// The end of `:name`, `:'name'`, `%s`, `%I`, `%(name)s` or `?`.
    pub(super) fn param(&self) -> Option<usize> {
        let next = self.at + 1;
        let word = |from: usize| self.past(from.min(self.bytes.len()), continues_word);
        let end = match (self.bytes[self.at], self.peek(1)) {
            (b'?', _) => Some(self.past(next, |c| c.is_ascii_digit())),
            (b':', quote @ (b'\'' | b'"')) => {
                let end = word(next + 1);
                (self.bytes.get(end) == Some(&quote)).then_some(end + 1)
            }
            (b':', c) if starts_word(c) && self.bytes[..self.at].last() != Some(&b':') => Some(word(next)),
            (b'%', b'(') => Some(word(next + 1) + 2).filter(|end| *end <= self.bytes.len()),
            (b'%', b's' | b'd' | b'I' | b'L') if word(next) == next + 1 => Some(next + 1),
            _ => None,
        };
        end.filter(|end| self.text.is_char_boundary(*end))
    }

    pub(super) fn number(&mut self) {
        let end = self.past(self.at, |c| c.is_ascii_alphanumeric() || c == b'.' || c == b'_');
        self.push(Kind::Number, end);
    }

    /// A word, glued from pieces and the holes between them; a hole that only
    /// steers its template is a comment.
    pub(super) fn word(&mut self) {
        let start = self.at;
        let mut end = start;
        while let Some(c) = self.bytes.get(end).copied() {
            if let Some(hole) = holes::piece(self.bytes, end) {
                if hole.control && end == start {
                    return self.comment(hole.end);
                }
                end = hole.end;
            } else if continues_word(c) && !(c == b'$' && end == start) || (end == start && c == b'@') {
                end += 1;
            } else {
                break;
            }
        }
        self.finish_word(start, ceil(self.text, end.max(start + 1)));
    }

    /// What the word is: a string's prefix, a command of a client, a word.
    fn finish_word(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        if self.bytes.get(end) == Some(&b'\'') && matches!(word, "e" | "E" | "n" | "N" | "x" | "X" | "b" | "B") {
            let escapes = self.escapes || word.eq_ignore_ascii_case("e");
            return self.text_literal(start, end, escapes);
        }
        if self.leads && word.eq_ignore_ascii_case("delimiter") {
            return self.set_delimiter(end);
        }
        if self.leads && word.eq_ignore_ascii_case("go") && self.text[end..self.line_end()].trim().is_empty() {
            return self.finish_statement(end);
        }
        self.push(Kind::Word, end);
    }
}

pub(super) fn starts_word(c: u8) -> bool {
    c.is_ascii_alphabetic() || c == b'_' || c == b'@' || c >= 0x80
}

pub(super) fn continues_word(c: u8) -> bool {
    c.is_ascii_alphanumeric() || c == b'_' || c == b'$' || c >= 0x80
}

/// The next boundary of a character.
fn ceil(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}
