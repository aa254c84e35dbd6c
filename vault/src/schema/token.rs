//! The words of SQL as they stand in a text.

use super::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A bare word: keyword, identifier, or one glued from template pieces.
    Word,
    /// An identifier in `"…"`, `` `…` `` or `[…]`; MySQL reads `"…"` as text.
    Quoted,
    /// A string in single quotes, with its prefix (`E'…'`).
    Text,
    /// A dollar-quoted body, with both tags.
    Dollar,
    /// A number.
    Number,
    /// A bind parameter or a value filled in by a template.
    Param,
    /// One byte of punctuation.
    Punct(u8),
    /// The end of a statement: `;`, the current `DELIMITER`, a lone `GO`.
    End,
    /// A client command: `\connect`, `DELIMITER //`; a statement of its own.
    Meta,
    /// The rows after `COPY … FROM stdin;`.
    Data,
}

/// One token with its place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Byte offsets in the lexed text, quotes included.
    pub span: Span,
    /// Whether it is the first token on its line.
    pub leads: bool,
}

/// A comment with its place, delimiters included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Byte offsets in the lexed text.
    pub span: Span,
}

/// A text cut into tokens and comments.
#[derive(Clone, Debug, Default)]
pub struct Lexed {
    /// Every token, in order.
    pub tokens: Vec<Token>,
    /// Every comment, in order.
    pub comments: Vec<Comment>,
    /// Whether a quote or comment was never closed.
    pub broken: bool,
}

/// The text of an identifier or string without its quotes; doubled quotes
/// stay doubled.
pub fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let open = text.find(['\'', '"', '`', '[']).unwrap_or(0);
    let bytes = text.as_bytes();
    match (bytes.get(open), bytes.last()) {
        (Some(b'['), Some(b']')) => text[open + 1..text.len() - 1].trim(),
        (Some(a @ (b'\'' | b'"' | b'`')), Some(z)) if a == z && text.len() > open + 1 => {
            text[open + 1..text.len() - 1].trim()
        }
        _ => text,
    }
}

/// The span of a dollar-quoted body without its tags.
pub fn dollar_body(text: &str, span: Span) -> Span {
    let whole = text.get(span.range()).unwrap_or("");
    let tag = whole[1.min(whole.len())..].find('$').map_or(0, |at| at + 2);
    let (start, end) = (span.start as usize + tag, span.end as usize);
    Span::new(start, end.saturating_sub(tag).max(start))
}
