//! What a query hands out: its select lists and the tables behind them.

use super::cursor::Cursor;
use super::evidence;
use super::token::{Kind, unquoted};
use super::values::{cursor, lex_part};
use crate::source::Span;

/// A column reference: qualifier and name, both in lower case.
pub type Reference = (Option<String>, String);

/// One item of a select list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it stands.
    pub span: Span,
    /// The columns whose values it hands out.
    pub columns: Vec<Reference>,
}

/// A query's outermost select lists and all its tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Items of every arm of a `UNION`.
    pub items: Vec<Item>,
    /// Alias (or name) and table, both in lower case.
    pub tables: Vec<(String, String)>,
}

/// Words that end a select list.
const ENDS: &[&str] = &["from", "union", "where", "into", "except", "intersect", "order", "limit"];

/// Reads the query under `span` of `text`.
pub fn query(text: &str, span: Span) -> Query {
    let lexed = lex_part(text, span);
    let mut out = Query::default();
    lists(cursor(text, &lexed), &mut out);
    tables(cursor(text, &lexed), &mut out);
    out
}

fn lists(mut at: Cursor<'_>, out: &mut Query) {
    if at.tokens.len() > 2 && at.is_punct(b'(') {
        let inner = at.parens();
        lists(inner, out);
    }
    while at.seek(&["select"]) {
        at.at += 1;
        at.eat_any(&["distinct", "all"]);
        if at.eat(&["on"]) {
            at.skip();
        }
        let start = at.at;
        while !at.done() && !at.is_any(ENDS) {
            at.skip();
        }
        let mut list = Cursor { tokens: &at.tokens[start..at.at], at: 0, ..at };
        while !list.done() {
            let item = list.until_comma();
            out.items.push(Item { span: item.span(), columns: columns(item) });
        }
    }
}

/// Functions that show a part or nothing of a value, and operators that
/// compare it; hashes are known by their names.
const HIDES: &[&str] = &[
    "left",
    "right",
    "substr",
    "substring",
    "length",
    "char_length",
    "octet_length",
    "count",
    "is",
    "mask",
    "exists",
    "bool",
    "boolean",
    "isnull",
    "notnull",
    "in",
    "between",
    "like",
    "nullif_count",
    "bool_or",
    "bool_and",
    "num_nonnulls",
];

/// The columns whose values an item hands out.
fn columns(item: Cursor<'_>) -> Vec<Reference> {
    let compares = item.tokens.iter().any(|t| matches!(t.kind, Kind::Punct(b'<' | b'>' | b'=')));
    let hides = (0..item.tokens.len()).map(|at| Cursor { at, ..item }).any(|at| at.is_any(HIDES) || hashes(at));
    let case = item.is(0, "case") || item.is(0, "not");
    if compares || hides || case {
        return Vec::new();
    }
    let mut at = item;
    let mut out = Vec::new();
    while !at.done() && !at.is(0, "as") {
        if at.is_punct(b'*') && (out.is_empty() && at.at == 0) {
            out.push((None, "*".to_string()));
        }
        match reference(&mut at) {
            Some(reference) => out.push(reference),
            None => at.at += 1,
        }
        // What follows a finished expression is its alias or its cast.
        if at.is_punct(b':') {
            at.at += 3;
        }
    }
    out
}

/// Whether a function is called that gives back a hash or ciphertext.
fn hashes(at: Cursor<'_>) -> bool {
    let called = (Cursor { at: at.at + 1, ..at }).is_punct(b'(');
    called && at.peek().is_some_and(|name| evidence::hashes(at.slice(name)))
}

fn reference(at: &mut Cursor<'_>) -> Option<Reference> {
    let token = at.peek()?;
    if !matches!(token.kind, Kind::Word | Kind::Quoted) {
        return None;
    }
    let mut parts = vec![unquoted(at.slice(token)).to_lowercase()];
    at.at += 1;
    while at.is_punct(b'.') {
        at.at += 1;
        let next = at.peek()?;
        at.at += 1;
        parts.push(if next.kind == Kind::Punct(b'*') { "*".into() } else { unquoted(at.slice(next)).to_lowercase() });
    }
    if at.is_punct(b'(') {
        return None;
    }
    let name = parts.pop()?;
    Some((parts.pop(), name))
}

/// Names after `FROM`, `JOIN` and the commas between, at any depth.
fn tables(mut at: Cursor<'_>, out: &mut Query) {
    while !at.done() {
        let starts = at.is_any(&["from", "join", "lateral"]);
        at.at += 1;
        if !starts {
            continue;
        }
        loop {
            at.eat_any(&["only", "lateral"]);
            let Some(table) = at.peek().filter(|t| matches!(t.kind, Kind::Word | Kind::Quoted)).and_then(|_| at.name())
            else {
                break;
            };
            at.eat(&["as"]);
            let clause = at.is_any(&[
                "where",
                "on",
                "join",
                "left",
                "right",
                "inner",
                "full",
                "cross",
                "natural",
                "group",
                "order",
                "union",
                "limit",
                "using",
                "having",
                "with",
                "for",
                "window",
                "tablesample",
            ]);
            let alias = at.peek().filter(|t| !clause && matches!(t.kind, Kind::Word | Kind::Quoted));
            at.at += usize::from(alias.is_some());
            let alias = alias.map_or(table.key(), |t| unquoted(at.slice(t)).to_lowercase());
            out.tables.push((alias, table.key()));
            if !at.eat_punct(b',') {
                break;
            }
        }
    }
}

/// The columns whose values an expression hands out, in lower case.
pub fn exposes(text: &str, expression: Span) -> Vec<String> {
    let lexed = lex_part(text, expression);
    columns(cursor(text, &lexed)).into_iter().map(|(_, name)| name).collect()
}
