//! Rust source cut into pieces, for those who need no tree.
//!
//! A lexer for just enough of Rust's grammar not to be fooled: strings, raw
//! strings, byte and C strings, character literals against lifetimes, and
//! nested block comments. It never fails; an unclosed thing runs to the end.

mod comments;
mod literals;
#[cfg(test)]
mod tests;

use super::span::Span;

/// A piece of a text. White space is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: Kind,
    /// All of it, with its markers.
    pub span: Span,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An identifier, keyword or number.
    Word,
    /// A string; what stands between its quotes.
    Str {
        /// Whether `\` escapes in it.
        escapes: bool,
        /// Without prefix and quotes.
        text: Span,
    },
    /// A character or byte.
    Char,
    /// One byte of punctuation, brackets and a lifetime's quote included.
    Punct(u8),
    /// A comment; documentation or not.
    Comment {
        /// `///`, `//!`, `/** */`, `/*! */`
        doc: bool,
    },
}

/// The pieces of a text, in its order.
pub fn pieces(text: &str) -> Pieces<'_> {
    Pieces { text: text.as_bytes(), at: 0 }
}

/// See [`pieces`].
pub struct Pieces<'a> {
    text: &'a [u8],
    at: usize,
}

/// Bytes that words are made of.
const WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_' || byte >= 0x80;
        byte += 1;
    }
    table
};

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        while self.peek(0)?.is_ascii_whitespace() {
            self.at += 1;
        }
        let start = self.at;
        let kind = match (self.peek(0)?, self.peek(1)) {
            (b'/', Some(b'/')) => self.line_comment(),
            (b'/', Some(b'*')) => self.block_comment(),
            (b'"', _) => self.string(),
            (b'\'', _) => self.quote(),
            (byte, _) if WORD[byte as usize] => self.word(),
            (byte, _) => {
                self.at += 1;
                Kind::Punct(byte)
            }
        };
        Some(Piece { kind, span: Span::new(start, self.at) })
    }
}

impl Pieces<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn rest(&self) -> &[u8] {
        self.text.get(self.at..).unwrap_or(&[])
    }

    /// An identifier, a number, or a string with a prefix.
    fn word(&mut self) -> Kind {
        let start = self.at;
        self.skip_word();
        match (&self.text[start..self.at], self.peek(0)) {
            (b"r" | b"br" | b"cr", Some(b'"' | b'#')) => self.raw_string(),
            (b"b" | b"c", Some(b'"')) => self.string(),
            (b"b", Some(b'\'')) => self.quote(),
            _ => Kind::Word,
        }
    }

    fn skip_word(&mut self) {
        while self.peek(0).is_some_and(|byte| WORD[byte as usize]) {
            self.at += 1;
        }
    }
}
