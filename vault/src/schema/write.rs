//! What code writes into columns, as far as someone can tell.

use super::evidence::Leaning;

/// The table that a write goes to, as far as the code tells.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Goal {
    /// A table by name.
    Table(String),
    /// The table that a struct of this name is a row of.
    Row(String),
    /// The only table that has such a column.
    Column,
}

/// One write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Where to.
    pub into: Goal,
    /// The column, in lower case.
    pub column: String,
    /// What the value is.
    pub leaning: Leaning,
    /// The file that writes.
    pub path: String,
    /// A phrase for the reader, with the place.
    pub why: String,
}
