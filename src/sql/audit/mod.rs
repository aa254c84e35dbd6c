//! Which tables hold an audit trail, and what guards them.

mod name;
mod words;

use super::model::Model;
use super::table::Table;
use crate::words::segments;

pub use name::named_audit;
use words::{has, lists};

/// Whether a table is an audit trail by its name or its build.
pub fn is_audit(table: &Table) -> bool {
    named(table) || chained(table)
}

/// Whether a table of this name in the unit of `text` is an audit trail.
pub fn audits(model: &Model, text: usize, name: &super::ast::Name) -> bool {
    match model.table(text, &name.key()) {
        Some(table) => is_audit(table) || named_audit(&name.text, name.schema.as_deref()) && !configured(table),
        None => named_audit(&name.text, name.schema.as_deref()),
    }
}

/// Whether a column chains the rows of an audit trail.
pub fn is_chain(column: &str) -> bool {
    let column = spelled(column);
    has(&lists().chain, &column) || has(&lists().seals, &column)
}

/// Whether a word of SQL says when it is now.
pub fn is_now(word: &str) -> bool {
    has(&lists().now, word)
}

/// Whether a column says when something happened.
pub fn is_time(column: &str) -> bool {
    let column = spelled(column);
    has(&lists().time, &column) || ["_at", "_time", "_ts"].iter().any(|end| column.ends_with(end))
}

fn named(table: &Table) -> bool {
    named_audit(&table.name, table.schema.as_deref()) && !configured(table)
}

/// `audit_stream (name, stream_type, config)`: where a trail is sent, not the
/// trail, of which each row says when, who or after which.
fn configured(table: &Table) -> bool {
    let last = super::words::words().of(&table.name).pop().unwrap_or_default();
    let tells =
        [&lists().actor, &lists().action, &lists().changer, &lists().chain].iter().any(|list| says(table, list));
    has(&lists().sent, &last) && says(table, &lists().settings) && !tells && !happens(table)
}

/// Whether a row says when something happened: a row that is edited says only
/// when it was made.
fn happens(table: &Table) -> bool {
    says(table, &lists().time) && !says(table, &lists().edited)
}

/// Rows that are chained, or a log of who did what.
fn chained(table: &Table) -> bool {
    let says = |list: &[String]| says(table, list);
    let words = super::words::words().of(&table.name);
    let last = words.last().map_or("", String::as_str);
    let who_and_what = says(&lists().actor) && says(&lists().action);
    words.iter().any(|word| has(&lists().rows, word))
        && says(&lists().chain)
        && (says(&lists().actor) || says(&lists().action))
        || matches!(last, "log" | "journal") && who_and_what
        || has(&lists().kept, last) && says(&lists().changer) && says(&lists().action)
        || last == "action" && who_and_what && says(&lists().right) && !planned(table, &words)
}

/// `pending_actions`, `actions (…, due)`: what is to be done.
fn planned(table: &Table, words: &[String]) -> bool {
    words.iter().any(|word| has(&lists().planned, word)) || says(table, &lists().planned)
}

/// Whether one of these columns stands, or stood, in a table.
fn says(table: &Table, names: &[String]) -> bool {
    table.columns.iter().any(|column| has(names, &spelled(&column.def.name.text)))
}

/// `rowHash` as `row_hash`.
fn spelled(column: &str) -> String {
    segments(column).join("_")
}
