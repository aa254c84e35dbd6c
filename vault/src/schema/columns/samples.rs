//! What the data that is inserted looks like.

use std::collections::HashSet;

use crate::schema::ast::{Name, Verb};
use crate::schema::evidence::hashed_value;
use crate::schema::model::Schema;
use crate::schema::span::Span;
use crate::schema::table::Column;
use crate::schema::text::Text;
use crate::schema::values::{copy_rows, literal, rows};
use crate::schema::words::{Meaning, words};

/// Visible hashes among the data that is inserted, by table and column.
pub type Samples = HashSet<(String, String)>;

/// How much of a statement is looked at, in bytes.
const MOST: u32 = 20_000;

/// How many of its rows are.
const ROWS: usize = 50;

/// Looks at the first rows inserted anywhere.
pub fn samples<T: AsRef<Text>>(model: &Schema<T>) -> Samples {
    let mut out = Samples::new();
    for (at, text) in model.texts.iter().map(AsRef::as_ref).enumerate() {
        let mut copying: Option<(String, Vec<String>)> = None;
        for statement in &text.script.statements {
            match &statement.verb {
                Verb::Insert { table, columns, body } => {
                    let names = names(model, at, &table.key(), keys(columns));
                    inserted(text.text(), &table.key(), &names, *body, &mut out);
                }
                Verb::Copy { table, columns } => copying = Some((table.key(), keys(columns))),
                Verb::CopyData => {
                    if let Some((table, names)) = copying.take() {
                        copied(text.text(), &table, &names, statement.span, &mut out);
                    }
                }
                _ => {}
            }
        }
    }
    out
}

fn keys(columns: &[Name]) -> Vec<String> {
    columns.iter().map(Name::key).collect()
}

fn inserted(text: &str, table: &str, names: &[String], body: Span, out: &mut Samples) {
    if interesting(names) {
        let value = |span: Span| literal(text, span).map(|(_, value)| value);
        sample(table, names, &rows(text, clip(body)), value, out);
    }
}

fn copied(text: &str, table: &str, names: &[String], data: Span, out: &mut Samples) {
    if interesting(names) {
        sample(table, names, &copy_rows(text, clip(data)), |span| text.get(span.range()), out);
    }
}

fn clip(span: Span) -> Span {
    Span { end: span.end.min(span.start.saturating_add(MOST)), ..span }
}

fn sample<'a>(
    table: &str,
    names: &[String],
    rows: &[Vec<Span>],
    value: impl Fn(Span) -> Option<&'a str>,
    out: &mut Samples,
) {
    for row in rows.iter().take(ROWS) {
        let hashed = names.iter().zip(row).filter(|(_, span)| value(**span).is_some_and(hashed_value));
        out.extend(hashed.map(|(name, _)| (table.to_string(), name.clone())));
    }
}

/// The columns of an insert; all of the table's when none is named.
pub fn names<T: AsRef<Text>>(model: &Schema<T>, text: usize, table: &str, named: Vec<String>) -> Vec<String> {
    if !named.is_empty() {
        return named;
    }
    let table = model.table(text, table);
    table.map(|t| t.standing().map(Column::key).collect()).unwrap_or_default()
}

/// Whether any of the columns may hold a secret, hashed or not.
pub fn interesting(names: &[String]) -> bool {
    let words = words();
    names.iter().any(|name| {
        let name = words.of(name);
        words.generic(&name) || matches!(words.meaning(&name), Meaning::Secret(..))
    })
}
