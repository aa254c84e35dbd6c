//! Reads one column definition.

use super::keywords::{CLAUSES, SECOND};
use crate::schema::ast::{Column, Reference};
use crate::schema::cursor::Cursor;
use crate::schema::span::Span;
use crate::schema::token::{Kind, Token, unquoted};

/// Reads `name [type] [constraints]`; `None` when no name stands there.
pub fn column(mut at: Cursor<'_>) -> Option<Column> {
    let span = at.span();
    let first = at.peek()?;
    if !matches!(first.kind, Kind::Word | Kind::Quoted | Kind::Text) {
        return None;
    }
    let name = at.name()?;
    let ty = type_name(&mut at);
    let mut column = Column { name, ty, span, ..Column::default() };
    while !at.done() {
        clause(&mut at, &mut column);
    }
    Some(column)
}

/// Takes a type with its length and array marks.
pub fn type_name(at: &mut Cursor<'_>) -> String {
    let mut out = String::new();
    while at.peek().is_some_and(|token| piece(at, token, &mut out)) {}
    out
}

/// Takes one piece of a type; says whether there was one.
fn piece(at: &mut Cursor<'_>, token: Token, out: &mut String) -> bool {
    let text = at.slice(token);
    match token.kind {
        Kind::Punct(b'(') if !out.is_empty() => {
            length(at, out);
            return true;
        }
        Kind::Word if ends(out, at) => return false,
        Kind::Word | Kind::Param if out.is_empty() => out.push_str(text),
        Kind::Word if continues(out, at) => out.extend([" ", text]),
        Kind::Quoted if out.is_empty() || out.ends_with('.') => out.push_str(unquoted(text)),
        Kind::Number if out.ends_with('[') => out.push_str(text),
        Kind::Punct(c @ (b'.' | b'[' | b']')) => out.push(char::from(c)),
        _ => return false,
    }
    at.at += 1;
    true
}

/// Takes `(12, 2)`.
fn length(at: &mut Cursor<'_>, out: &mut String) {
    let span = at.parens().span();
    out.extend(["(", at.text.get(span.range()).unwrap_or(""), ")"]);
}

/// Whether a clause begins here; `CHARACTER` may begin a type as well.
fn ends(out: &str, at: &Cursor<'_>) -> bool {
    at.is_any(CLAUSES) && !(out.is_empty() && at.is(0, "character"))
}

fn continues(out: &str, at: &Cursor<'_>) -> bool {
    let timed = out.to_ascii_lowercase().starts_with("time");
    out.ends_with('.')
        || at.is_any(SECOND)
        || timed && at.is_any(&["with", "without", "time", "zone", "local"])
        || out.eq_ignore_ascii_case("long") && at.is_any(&["varchar", "raw", "text"])
        || out.eq_ignore_ascii_case("national")
}

fn clause(at: &mut Cursor<'_>, column: &mut Column) {
    if at.eat(&["default"]) {
        column.default = Some(expression(at));
    } else if at.eat(&["references"]) {
        column.references = Some(reference(at));
    } else if at.eat(&["check"]) {
        column.check = Some(at.parens().span());
    } else if at.eat(&["comment"]) {
        column.comment = at.string().unwrap_or("").to_string();
    } else if at.eat(&["generated", "by"]) || at.eat(&["as", "identity"]) {
        at.at += 1;
    } else if at.eat(&["generated", "always", "as", "identity"]) {
    } else if at.eat(&["generated", "always", "as"]) || at.eat(&["as"]) {
        column.generated = Some(at.parens().span()).filter(|span| span.end > span.start);
    } else {
        at.skip();
    }
}

/// Takes one expression: up to the next clause word or comma.
pub fn expression(at: &mut Cursor<'_>) -> Span {
    let Some(first) = at.peek() else {
        return Span::default();
    };
    let start = at.at;
    at.skip();
    while !at.done() && !at.is_any(CLAUSES) && !at.is_punct(b',') {
        at.skip();
    }
    let last = at.tokens.get(at.at.saturating_sub(1).max(start)).map_or(first, |t| *t);
    first.span.to(last.span)
}

/// Takes `table [(column)]` after `REFERENCES`.
pub fn reference(at: &mut Cursor<'_>) -> Reference {
    let table = at.name().map(|name| name.key()).unwrap_or_default();
    let column = at.names_in_parens().first().map(|name| name.key()).unwrap_or_default();
    Reference { table, column }
}
