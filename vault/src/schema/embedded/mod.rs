//! Schemas written in Rust: SQL in strings, diesel's `table!`, sea-query
//! and barrel builders. Read from tokens, so a broken file is read as well.

mod barrel;
pub mod code;
mod diesel;
mod entity;
pub mod lex;
pub mod names;
mod orm;
mod sounds;
mod strings;

use std::collections::HashSet;
use std::sync::Arc;

use super::ast::Statement;
use super::layout::{Direction, Sections, place};
use super::read::Script;
use super::text::Text;

use code::Code;
pub use sounds::uncommented;
pub use strings::statement;

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
    "query",
    "execute(",
    "verify",
    "hash(",
    "password",
];

/// What reads the statements that one library's calls make.
type Reader = fn(&Code<'_>) -> Vec<Statement>;

/// Each with a word that nothing of it is written without.
const READERS: [(&str, Reader); 4] = [
    ("table", diesel::statements),
    ("_table", barrel::statements),
    ("sea_orm", entity::statements),
    ("Table", orm::statements),
];

/// Whether a Rust file may say something about schemas.
pub fn worth_reading(text: &str) -> bool {
    NEEDLES.iter().any(|needle| text.contains(needle))
}

/// Every schema and statement in a Rust file.
pub fn texts(path: &Arc<str>, whole: &Arc<String>, code: &Code<'_>) -> Vec<Text> {
    let mut texts = strings::texts(path, whole, code);
    let spoken = READERS.iter().filter(|(word, _)| code.text.contains(word));
    let mut statements: Vec<Statement> = spoken.flat_map(|(_, read)| read(code)).collect();
    if !statements.is_empty() {
        statements.sort_by_key(|s| s.span);
        texts.push(built_text(path, whole, statements, marks(code)));
    }
    texts
}

/// Where functions begin that go up or down: one of another name goes down
/// that `down` calls and `up` does not.
fn marks(code: &Code<'_>) -> Vec<(u32, Direction)> {
    let named = |at: &usize| code.ident(*at, "fn") && code.is_ident(at + 1);
    let functions: Vec<usize> = (0..code.tokens.len()).filter(named).collect();
    let (down, up) = (called(code, &functions, Direction::Down), called(code, &functions, Direction::Up));
    let helps = |name: &str| down.contains(name) && !up.contains(name);
    let way = |name| if helps(name) { Direction::Down } else { direction(name) };
    functions.into_iter().map(|at| (code.tokens[at].span.start, way(code.slice(at + 1)))).collect()
}

/// The names that the functions call which go down, or are called `up`.
fn called<'a>(code: &Code<'a>, functions: &[usize], way: Direction) -> HashSet<&'a str> {
    let goes = |at: usize| match way {
        Direction::Down => direction(code.slice(at + 1)) == Direction::Down,
        _ => code.ident(at + 1, "up"),
    };
    let until = |n: usize| functions.get(n + 1).copied().unwrap_or(code.tokens.len());
    let bodies = functions.iter().enumerate().filter(|(_, at)| goes(**at)).map(|(n, at)| at + 2..until(n));
    bodies.flatten().filter(|at| code.is_ident(*at) && code.punct(at + 1, b'(')).map(|at| code.slice(at)).collect()
}

/// Statements that a program builds, as a text of their own.
fn built_text(path: &Arc<str>, whole: &Arc<String>, statements: Vec<Statement>, marks: Vec<(u32, Direction)>) -> Text {
    Text {
        path: path.clone(),
        whole: whole.clone(),
        part: None,
        base: 0,
        place: place(path),
        sections: Sections::from_marks(marks),
        script: Script { statements, ..Script::default() },
    }
}

/// Whether a name says that what it holds takes a schema back.
pub(super) fn direction(name: &str) -> Direction {
    let words = crate::schema::segments(name);
    let down = words.iter().any(|w| matches!(w.as_str(), "down" | "rollback" | "revert" | "undo"));
    if down { Direction::Down } else { Direction::Up }
}
