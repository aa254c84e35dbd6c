//! The tokens of a Rust file that schemas are read from; works on files that
//! do not parse.

use crate::schema::pieces::{self as lex, pieces};
use crate::schema::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An identifier or keyword.
    Ident,
    /// A string; the flag says whether `\` escapes in it.
    Str(bool),
    /// A number or character.
    Literal,
    /// One byte of punctuation, brackets included.
    Punct(u8),
}

/// A token; of strings the span is what stands between the quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Byte offsets in the file.
    pub span: Span,
}

/// Cuts Rust source into tokens, without comments.
pub fn lex(text: &str) -> Vec<Token> {
    let tokens = pieces(text).filter_map(|piece| {
        let (kind, span) = match piece.kind {
            lex::Kind::Word if text.as_bytes()[piece.span.start as usize].is_ascii_digit() => {
                (Kind::Literal, piece.span)
            }
            lex::Kind::Word => (Kind::Ident, piece.span),
            lex::Kind::Str { escapes, text } => (Kind::Str(escapes), text),
            lex::Kind::Char => (Kind::Literal, piece.span),
            // A lifetime is its name.
            lex::Kind::Punct(b'\'') | lex::Kind::Comment { .. } => return None,
            lex::Kind::Punct(byte) => (Kind::Punct(byte), piece.span),
        };
        Some(Token { kind, span })
    });
    tokens.collect()
}
