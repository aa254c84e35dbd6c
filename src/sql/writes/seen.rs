//! What files tell of writes, until all have been asked.

use std::collections::HashMap;

use secret_guard_vault::schema::embedded::code::Code;
use serde::{Deserialize, Serialize};

use crate::files::File;
use crate::source::Span;
use crate::sql::evidence::Leaning;
use crate::sql::words::{Meaning, words};
use crate::sql::write::{Goal, Write};
use crate::sql::writes::statements::named;
use crate::sql::writes::values::fields::Field;
use crate::sql::writes::values::what::{Parameter, What};

/// What one file tells of writes.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub writes: Vec<Write>,
    pub constants: Vec<Constant>,
    pub pairs: Vec<Pair>,
    /// Columns that are given a function's parameter.
    pub passed: Vec<Passed>,
    /// Columns that are given a type's field.
    pub fields: Vec<Stored>,
}

impl Seen {
    /// A column that is given something at a place.
    pub fn take(&mut self, into: Goal, column: String, what: What, place: String) {
        match what {
            What::Known(leaning) => self.writes.push(write(into, column, leaning, &place)),
            What::Handed(parameter) => {
                self.passed.push(Passed { parameter, into, column: column.to_lowercase(), place });
            }
            What::Of(field) => {
                self.fields.push(Stored { field, into, column: column.to_lowercase(), place, otherwise: None });
            }
        }
    }
}

/// The columns of each table by its key, in their order.
pub type Order = HashMap<String, Vec<String>>;

impl Seen {
    /// Calls the columns by their names that statements give by their places.
    pub fn name_columns(&mut self, order: &Order) {
        let known = |into: &Goal, column: &mut String| match into {
            Goal::Table(table) if column.starts_with('#') => {
                let name = order.get(table).and_then(|columns| named(column, columns));
                name.map(|name| *column = name).is_some()
            }
            _ => true,
        };
        self.writes.retain_mut(|one| known(&one.into, &mut one.column));
        self.passed.retain_mut(|one| known(&one.into, &mut one.column));
        self.fields.retain_mut(|one| known(&one.into, &mut one.column));
    }
}

/// A value that is bound to the value column of a key/value table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The file.
    pub path: String,
    /// The value's expression in it.
    pub span: Span,
    /// `table.column`
    pub column: String,
}

/// A constant that holds a statement.
#[derive(Debug)]
pub(super) struct Constant {
    pub name: String,
    pub sql: String,
    pub path: String,
    /// The type it belongs to.
    pub owner: Option<String>,
}

/// A column that a parameter is written to.
#[derive(Clone, Debug)]
pub(super) struct Passed {
    pub parameter: Parameter,
    pub into: Goal,
    pub column: String,
    pub place: String,
}

/// A column, of a table or a row, that is given a field.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub field: Field,
    pub into: Goal,
    pub column: String,
    pub place: String,
    /// What it is where nobody is seen to store anything in the field.
    pub otherwise: Option<Leaning>,
}

/// `path:line` of a token.
pub(super) fn place(code: &Code<'_>, file: &File, at: usize) -> String {
    format!("{}:{}", file.source.path(), file.source.line_of(code.tokens[at].span.start))
}

pub(super) fn write(into: Goal, column: String, leaning: Leaning, place: &str) -> Write {
    // A struct may still be hashed on its way to the table, but not where it says that it is.
    let hidden_yet =
        || leaning == Leaning::Bared && !matches!(words().meaning(&words().of(&column)), Meaning::Secret(..));
    let leaning = match &into {
        Goal::Row(_) | Goal::Column if leaning.outright() && !hidden_yet() => Leaning::Readable,
        _ => leaning,
    };
    let what = match leaning {
        Leaning::Protected => "a hash or ciphertext",
        _ => "a readable value",
    };
    let path = place.rsplit_once(':').map_or(place, |(path, _)| path).to_owned();
    Write { into, column: column.to_lowercase(), leaning, path, why: format!("{place} treats it as {what}") }
}
