//! Colours of a terminal, for text that miette does not draw.

use super::excerpt::Look;
use crate::finding::Level;

pub(super) const BOLD: &str = "1";
pub(super) const DIM: &str = "2";
/// What miette calls help in.
pub(super) const HELP: &str = "36";

/// The colour of a level, as miette draws it.
pub(super) fn of(level: Level) -> &'static str {
    match level {
        Level::Deny => "31",
        Level::Warn => "33",
        Level::Allow => "36",
    }
}

/// The text in a colour, when colours are wanted (ECMA-48, SGR).
pub(super) fn paint(look: Look, code: &str, text: &str) -> String {
    match look.colour {
        true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        false => text.to_owned(),
    }
}
