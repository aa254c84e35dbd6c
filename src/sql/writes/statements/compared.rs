//! What rows are looked for by: `WHERE token = $1`, `… JOIN … AND c.password = $2`.

use crate::source::Span;
use crate::sql::ast::{Name, Statement, Verb};
use crate::sql::cursor::Cursor;
use crate::sql::select::query;
use crate::sql::token::{Kind, unquoted};
use crate::sql::values::{cursor, lex_part};

/// The tables that a `WHERE` is about, by what it calls them.
pub(super) fn searched(sql: &str, statement: &Statement) -> Vec<(String, String)> {
    let tables = || query(sql, statement.span).tables;
    let only = |table: &Name, most: usize| match tables().len() <= most {
        true => vec![(table.key(), table.key())],
        false => Vec::new(),
    };
    match &statement.verb {
        Verb::Update { table, .. } => only(table, 0),
        Verb::Delete(table) => only(table, 1),
        Verb::Other(word) if word == "select" => tables(),
        _ => Vec::new(),
    }
}

/// The only table, or of several the one before the dot.
pub(super) fn meant(tables: &[(String, String)], of: Option<&str>) -> Option<String> {
    let called = |(name, table): &&(String, String)| of.is_some_and(|of| name == of || table == of);
    match tables {
        [(_, table)] => Some(table.clone()),
        _ => tables.iter().find(called).map(|(_, table)| table.clone()),
    }
}

/// A column with a value that it is compared with, and what stands before its dot.
pub(super) struct Compared {
    pub of: Option<String>,
    pub column: String,
    pub value: Span,
}

/// The brackets of `crypt($1, password)`.
fn call(at: Cursor<'_>) -> Option<Span> {
    let mut behind = Cursor { at: at.at + 1, ..at };
    let called = at.peek().is_some_and(|token| token.kind == Kind::Word) && behind.is_punct(b'(');
    called.then(|| behind.parens().span())
}

/// `WHERE token = $1`: what is looked for is what is stored.
pub(super) fn compared(sql: &str, statement: &Statement) -> Vec<Compared> {
    let lexed = lex_part(sql, statement.span);
    let mut at = cursor(sql, &lexed);
    let mut out = Vec::new();
    // `USING` and `JOIN` bring other tables.
    let joins = (Cursor { at: 0, ..at }).seek(&["using"]);
    if joins || !at.seek(&["where"]) {
        return out;
    }
    while !at.done() {
        let equals = Cursor { at: at.at + 1, ..at }.is_punct(b'=');
        let named = at.peek().filter(|token| equals && matches!(token.kind, Kind::Word | Kind::Quoted));
        if let Some(name) = named {
            let of = at.at.checked_sub(2).map(|from| Cursor { at: from, ..at });
            let of = of.filter(|of| Cursor { at: of.at + 1, ..*of }.is_punct(b'.'));
            let of = of.and_then(|of| of.peek().map(|token| unquoted(at.slice(token)).to_lowercase()));
            at.at += 2;
            let value = at.peek().map(|value| value.span.to(call(at).unwrap_or(value.span)));
            let column = unquoted(at.slice(name)).to_lowercase();
            out.extend(value.map(|value| Compared { of, column, value }));
        }
        at.at += 1;
    }
    out
}
