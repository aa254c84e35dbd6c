//! Where the comments of a Rust file are.

use crate::lex::{Kind, pieces};
use crate::source::Span;

/// The spans of all comments that are no documentation, with their markers,
/// in the order of the text.
pub fn comments(text: &str) -> Vec<Span> {
    let comments = pieces(text).filter(|piece| piece.kind == Kind::Comment { doc: false });
    comments.map(|piece| piece.span).collect()
}
