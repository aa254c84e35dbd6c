//! Tables and columns as they stand, with what happened to them.

use std::sync::OnceLock;

use super::ast::{self, Reference};
use super::judge::Sibling;
use super::text::Spot;
use super::words::words;

/// A table, standing or gone.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The name as written last.
    pub name: String,
    /// The name in lower case.
    pub key: String,
    /// Its schema, where one is named.
    pub schema: Option<String>,
    /// Where it was created, or first altered.
    pub spot: Spot,
    /// Whether a `CREATE TABLE` was seen.
    pub created: bool,
    /// Its comment.
    pub comment: String,
    /// Every column it ever had.
    pub columns: Vec<Column>,
    /// Where it was dropped, when it does not stand.
    pub dropped: Option<Spot>,
    /// Names it had before.
    pub former: Vec<String>,
    /// Table-level checks.
    pub checks: Vec<Spot>,
    /// Triggers on it: name and function, in lower case.
    pub triggers: Vec<(String, String)>,
}

/// A column with its story.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// The definition that stands last.
    pub def: ast::Column,
    /// Where that definition is.
    pub spot: Spot,
    /// Where the name stands in it.
    pub name_spot: Spot,
    /// Other places that declare it.
    pub others: Vec<Spot>,
    /// Where it was dropped, when it is gone.
    pub dropped: Option<Spot>,
    /// Foreign key.
    pub references: Option<Reference>,
    /// The default expression that stands.
    pub default: Option<Spot>,
    /// `USING` expressions, `UPDATE … SET` values and the like.
    pub writes: Vec<Spot>,
    /// Where it got its present name, when that was a rename.
    pub renamed: Option<Spot>,
    /// The type before the last change.
    pub former_type: Option<String>,
    /// The words of its last name, once somebody has asked after the replay:
    /// each column of a table asks for those of all others.
    pub(super) words: OnceLock<Vec<String>>,
}

impl Column {
    /// The name in lower case.
    pub fn key(&self) -> String {
        self.def.name.key()
    }

    /// The column as one that stands beside another.
    pub fn sibling(&self) -> Sibling<'_> {
        let name = self.def.name.text.as_str();
        Sibling { name, words: self.words.get_or_init(|| words().of(name)) }
    }
}

impl Table {
    /// The column of this name that stands.
    pub fn column(&self, key: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.dropped.is_none() && c.def.name.text.eq_ignore_ascii_case(key))
    }

    /// The same, to be changed.
    pub fn column_mut(&mut self, key: &str) -> Option<&mut Column> {
        self.columns.iter_mut().find(|c| c.dropped.is_none() && c.def.name.text.eq_ignore_ascii_case(key))
    }

    /// The columns that stand.
    pub fn standing(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|c| c.dropped.is_none())
    }
}
