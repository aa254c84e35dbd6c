//! Strings and characters, and the lifetimes that look like them.

use super::{Kind, Pieces, WORD};
use crate::schema::span::Span;

impl Pieces<'_> {
    pub(super) fn string(&mut self) -> Kind {
        let start = self.at + 1;
        let end = self.string_end(start);
        self.at = (end + 1).min(self.text.len());
        Kind::Str { escapes: true, text: Span::new(start, end) }
    }

    /// Where the quote stands that closes the string whose text begins at `at`.
    fn string_end(&self, mut at: usize) -> usize {
        while let Some(step) = memchr::memchr2(b'"', b'\\', &self.text[at..]) {
            at += step;
            if self.text[at] == b'"' {
                return at;
            }
            at = self.past(at);
        }
        self.text.len()
    }

    /// `"…"#` behind `r#`; `r#type` is an identifier.
    pub(super) fn raw_string(&mut self) -> Kind {
        let hashes = self.hashes(self.at, usize::MAX);
        if self.peek(hashes) != Some(b'"') {
            return self.raw_identifier(hashes);
        }
        let start = self.at + hashes + 1;
        let end = self.raw_end(start, hashes);
        self.at = (end + 1 + hashes).min(self.text.len());
        Kind::Str { escapes: false, text: Span::new(start, end) }
    }

    fn raw_end(&self, start: usize, hashes: usize) -> usize {
        let mut quotes = memchr::memchr_iter(b'"', &self.text[start..]).map(|quote| start + quote);
        quotes.find(|quote| self.hashes(quote + 1, hashes) == hashes).unwrap_or(self.text.len())
    }

    /// How many `#` stand at `at`, as far as they are asked for.
    fn hashes(&self, at: usize, most: usize) -> usize {
        self.text[at..].iter().take(most).take_while(|b| **b == b'#').count()
    }

    fn raw_identifier(&mut self, hashes: usize) -> Kind {
        if hashes == 1 && self.peek(1).is_some_and(|byte| WORD[byte as usize]) {
            self.at += 1;
            self.skip_word();
        }
        Kind::Word
    }

    /// Behind the character that the `\` at `at` escapes.
    fn past(&self, at: usize) -> usize {
        let past = (at + 2).min(self.text.len());
        past + self.continued(past)
    }

    /// How many bytes at `at` go on with a character.
    fn continued(&self, at: usize) -> usize {
        self.text[at..].iter().take_while(|byte| **byte & 0xC0 == 0x80).count()
    }

    /// A character literal, or the quote of a lifetime.
    pub(super) fn quote(&mut self) -> Kind {
        let literal = self.opens_character();
        self.at += 1;
        if !literal {
            return Kind::Punct(b'\'');
        }
        while let Some(byte) = self.peek(0) {
            self.at = if byte == b'\\' { self.past(self.at) } else { self.at + 1 };
            if byte == b'\'' || byte == b'\n' {
                break;
            }
        }
        Kind::Char
    }

    /// Whether the quote at hand opens an escape or one character and a quote:
    /// `'\n'`, `'a'`, `'"'`, `'é'`.
    fn opens_character(&self) -> bool {
        match self.peek(1) {
            Some(b'\\') => true,
            Some(_) => self.peek(2 + self.continued(self.at + 2)) == Some(b'\''),
            None => false,
        }
    }
}
