//! What tokens say by themselves: shapes, blocks, words.

pub(in crate::sql::writes) mod expression;
pub(in crate::sql::writes) mod hiding;
pub(in crate::sql::writes) mod impls;
pub(in crate::sql::writes) mod lists;
pub(in crate::sql::writes) mod tests;
pub(in crate::sql::writes) mod vocabulary;

/// The front of a text.
pub(super) fn front(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}
