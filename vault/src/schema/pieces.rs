//! Rust source cut into pieces, for those who need no tree.
//!
//! A lexer for just enough of Rust's grammar not to be fooled: strings, raw
//! strings, byte and C strings, character literals against lifetimes, and
//! nested block comments. It never fails; an unclosed thing runs to the end.

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

    fn line_comment(&mut self) -> Kind {
        let rest = self.rest();
        let len = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let len = len - usize::from(rest[..len].ends_with(b"\r"));
        let text = &rest[..len];
        let doc = text.starts_with(b"//!") || text.starts_with(b"///") && !text.starts_with(b"////");
        self.at += len;
        Kind::Comment { doc }
    }

    fn block_comment(&mut self) -> Kind {
        let start = self.at;
        let mut depth = 0usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some(b'/'), Some(b'*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (Some(b'*'), Some(b'/')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        break;
                    }
                }
                (Some(_), _) => self.at += 1,
                (None, _) => break,
            }
        }
        let text = &self.text[start..self.at];
        let doc = text.starts_with(b"/*!") || text.starts_with(b"/**") && !text.starts_with(b"/***") && text.len() > 4;
        Kind::Comment { doc }
    }

    /// An identifier, a number, or a string with a prefix.
    fn word(&mut self) -> Kind {
        let start = self.at;
        while self.peek(0).is_some_and(|byte| WORD[byte as usize]) {
            self.at += 1;
        }
        match (&self.text[start..self.at], self.peek(0)) {
            (b"r" | b"br" | b"cr", Some(b'"' | b'#')) => self.raw_string(),
            (b"b" | b"c", Some(b'"')) => self.string(),
            (b"b", Some(b'\'')) => self.quote(),
            _ => Kind::Word,
        }
    }

    fn raw_string(&mut self) -> Kind {
        let hashes = self.rest().iter().take_while(|b| **b == b'#').count();
        // `r#type` is an identifier.
        if self.peek(hashes) != Some(b'"') {
            if hashes == 1 && self.peek(1).is_some_and(|byte| WORD[byte as usize]) {
                self.at += 1;
                while self.peek(0).is_some_and(|byte| WORD[byte as usize]) {
                    self.at += 1;
                }
            }
            return Kind::Word;
        }
        self.at += hashes + 1;
        let start = self.at;
        while let Some(quote) = memchr::memchr(b'"', self.rest()) {
            let end = self.at + quote;
            self.at = end + 1;
            let closing = self.rest().iter().take(hashes).take_while(|b| **b == b'#');
            if closing.count() == hashes {
                self.at += hashes;
                return Kind::Str { escapes: false, text: Span::new(start, end) };
            }
        }
        self.at = self.text.len();
        Kind::Str { escapes: false, text: Span::new(start, self.at) }
    }

    fn string(&mut self) -> Kind {
        self.at += 1;
        let start = self.at;
        while let Some(step) = memchr::memchr2(b'"', b'\\', self.rest()) {
            let found = self.at + step;
            if self.text[found] == b'"' {
                self.at = found + 1;
                return Kind::Str { escapes: true, text: Span::new(start, found) };
            }
            self.at = self.past(found);
        }
        self.at = self.text.len();
        Kind::Str { escapes: true, text: Span::new(start, self.at) }
    }

    /// Behind the character that the `\` at `at` escapes.
    fn past(&self, at: usize) -> usize {
        let mut past = (at + 2).min(self.text.len());
        while self.text.get(past).is_some_and(|byte| byte & 0xC0 == 0x80) {
            past += 1;
        }
        past
    }

    /// A character literal, or the quote of a lifetime.
    fn quote(&mut self) -> Kind {
        let literal = match self.peek(1) {
            Some(b'\\') => true,
            // One character and a quote: 'a', '"', 'é'.
            Some(_) => {
                let width = self.rest()[1..].iter().skip(1);
                let width = 1 + width.take_while(|b| **b & 0xC0 == 0x80).count();
                self.peek(1 + width) == Some(b'\'')
            }
            None => false,
        };
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, wanted: impl Fn(Kind) -> bool) -> Vec<&str> {
        pieces(text).filter(|piece| wanted(piece.kind)).map(|piece| &text[piece.span.range()]).collect()
    }

    #[test]
    fn comments_are_found_between_things_that_look_like_them() {
        let text = r####"
let a = "// no"; // one
let b = r#"// no " // no"#; /* two /* nested */ still */
let c = '"'; // three
let d: &'a str = x; // four
let e = b'\''; // five
let f = br"// no\"; // six
let g = 'é'; // seven
let r#type = 1; // eight
/// documentation
//! documentation
/** documentation */
//// nine
let h = "a\"// no"; /**/"####;
        let found = texts(text, |kind| kind == Kind::Comment { doc: false });
        let expected = [
            "// one",
            "/* two /* nested */ still */",
            "// three",
            "// four",
            "// five",
            "// six",
            "// seven",
            "// eight",
            "//// nine",
            "/**/",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn strings_are_told_from_what_looks_like_them() {
        let text =
            "let a = 'x'; // \"no\"\nfn f<'a>() { r#\"raw \"one\"\"#; \"two\\\"\"; b\"three\" } /* \"no\" */ c\"é\"";
        let found: Vec<&str> = pieces(text)
            .filter_map(|piece| match piece.kind {
                Kind::Str { text: inner, .. } => Some(&text[inner.range()]),
                _ => None,
            })
            .collect();
        assert_eq!(found, ["raw \"one\"", "two\\\"", "three", "é"]);
    }

    #[test]
    fn what_is_not_closed_runs_to_the_end() {
        let broken = ["/* a", "\"a // b", "r##\"// \"#", "'", "'\\", "\"\\", "// é\r\n", "'\\é", "\"\\é", "b'", "r#"];
        for text in broken {
            for piece in pieces(text) {
                assert!(text.get(piece.span.range()).is_some(), "{text:?}");
            }
        }
        assert_eq!(texts("// a\r\n// b", |_| true), ["// a", "// b"]);
    }
}
