//! Schemas written in Rust: SQL in strings, diesel's `table!`, sea-query
//! and barrel builders. Read from tokens, so a broken file is read as well.

mod barrel;
mod code;
mod diesel;
mod entity;
mod lex;
mod orm;
mod strings;
pub mod writes;

use super::ast::Statement;
use super::layout::{Direction, Sections, place};
use super::model::Text;
use super::read::Script;
use crate::files::File;

use code::Code;
use writes::Write;

/// What a file must hold to be worth cutting into tokens.
const NEEDLES: &[&str] = &[
    "table!",
    "Table::",
    "ColumnDef",
    "sea_orm",
    "create_table",
    "add_column",
    "CREATE ",
    "create ",
    "ALTER ",
    "alter ",
    "INSERT ",
    "insert ",
    "UPDATE ",
    "update ",
    "DELETE ",
    "delete ",
    "DROP ",
    "drop ",
    "TRUNCATE",
    "truncate",
    ".eq(",
    "Set(",
    "Hash",
    "Encrypted",
];

/// What a Rust file says about schemas.
#[derive(Clone, Debug, Default)]
pub struct Embedded {
    /// Schemas and statements.
    pub texts: Vec<Text>,
    /// What is written into columns.
    pub writes: Vec<Write>,
}

/// Every schema, statement and write in a Rust file.
pub fn read(file: &File) -> Embedded {
    let text = file.source.text();
    if !NEEDLES.iter().any(|needle| text.contains(needle)) {
        return Embedded::default();
    }
    let code = Code::new(text);
    let mut texts = strings::texts(file, &code);
    let mut statements = diesel::statements(&code);
    statements.extend(barrel::statements(&code));
    statements.extend(entity::statements(&code));
    let (built, marks) = orm::statements(&code);
    statements.extend(built);
    if !statements.is_empty() {
        statements.sort_by_key(|s| s.span);
        texts.push(built_text(file, statements, marks));
    }
    Embedded { texts, writes: writes::writes(file, &code) }
}

/// Statements that a program builds, as a text of their own.
fn built_text(file: &File, statements: Vec<Statement>, marks: Vec<(u32, Direction)>) -> Text {
    Text {
        source: file.source.clone(),
        part: None,
        base: 0,
        class: file.class,
        place: place(file.source.path()),
        sections: Sections::from_marks(marks),
        script: Script { statements, ..Script::default() },
    }
}

/// Whether a name says that what it holds takes a schema back.
pub(super) fn direction(name: &str) -> Direction {
    let words = crate::words::segments(name);
    let down = words.iter().any(|w| matches!(w.as_str(), "down" | "rollback" | "revert" | "undo"));
    if down { Direction::Down } else { Direction::Up }
}
