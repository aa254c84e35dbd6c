//! diesel's `table! { users (id) { id -> Int4, … } }`.

use std::ops::Range;

use super::code::Code;
use crate::schema::ast::{Column, Definition, Name, Statement, Verb};
use crate::schema::span::Span;

/// A `CREATE TABLE` for each `table!`.
pub fn statements(code: &Code<'_>) -> Vec<Statement> {
    let opens = |at: &usize| code.ident(*at, "table") && code.punct(at + 1, b'!') && code.punct(at + 2, b'{');
    (0..code.tokens.len()).filter(opens).filter_map(|at| table(code, at + 3..code.close(at + 2) - 1)).collect()
}

fn table(code: &Code<'_>, inside: Range<usize>) -> Option<Statement> {
    let mut name = None;
    let mut sql_name = None;
    let mut at = inside.start;
    while at < inside.end {
        if code.punct(at, b'#') {
            sql_name = attribute(code, at, "sql_name").or(sql_name);
            at = code.close(at + 1);
        } else if code.ident(at, "use") {
            at = 1 + (at..inside.end).find(|end| code.punct(*end, b';')).unwrap_or(inside.end);
        } else if code.punct(at, b'{') {
            return Some(statement(code, name?, sql_name, at));
        } else {
            if code.is_ident(at) {
                name = Some(at);
            }
            at = if code.punct(at, b'(') { code.close(at) } else { at + 1 };
        }
    }
    None
}

fn statement(code: &Code<'_>, name: usize, sql_name: Option<String>, open: usize) -> Statement {
    let end = code.close(open);
    let columns = code.list(code.inside(open));
    let span = code.tokens[name].span;
    let text = sql_name.unwrap_or_else(|| code.slice(name).to_string());
    Statement {
        verb: Verb::CreateTable(
            Name { text, schema: None, span },
            Definition {
                columns: columns.into_iter().filter_map(|range| column(code, range)).collect(),
                ..Definition::default()
            },
        ),
        span: span.to(code.span(end - 1..end)),
        nested: false,
    }
}

fn column(code: &Code<'_>, range: Range<usize>) -> Option<Column> {
    let comment = code.comments(range.clone());
    let mut at = range.start;
    let (mut length, mut sql_name) = (None, None);
    while code.punct(at, b'#') && at < range.end {
        length = attribute(code, at, "max_length").or(length);
        sql_name = attribute(code, at, "sql_name").or(sql_name);
        at = code.close(at + 1);
    }
    let arrow = code.punct(at + 1, b'-') && code.punct(at + 2, b'>');
    if !code.is_ident(at) || !arrow {
        return None;
    }
    let span: Span = code.tokens[at].span;
    let name = Name { text: sql_name.unwrap_or_else(|| code.slice(at).to_string()), schema: None, span };
    let ty = sql_type(code, at + 3..range.end, length.as_deref());
    Some(Column { name, ty, comment, span: code.span(at..range.end), ..Column::default() })
}

/// `Nullable<Varchar>` is `varchar`, `Array<Nullable<Text>>` is `text[]`.
fn sql_type(code: &Code<'_>, range: Range<usize>, length: Option<&str>) -> String {
    let names: Vec<&str> = range.filter(|at| code.is_ident(*at)).map(|at| code.slice(at)).collect();
    let base = names.last().map_or(String::new(), |n| n.to_ascii_lowercase());
    let base = if base == "bpchar" || base == "char" && length.is_none() { "text".to_string() } else { base };
    let length = length.map_or(String::new(), |n| format!("({n})"));
    let array = if names.contains(&"Array") { "[]" } else { "" };
    format!("{base}{length}{array}")
}

/// The value of `#[name = value]` at `at`.
fn attribute(code: &Code<'_>, at: usize, name: &str) -> Option<String> {
    let given = code.ident(at + 2, name) && code.punct(at + 3, b'=');
    given.then(|| code.slice(at + 4).to_string())
}
