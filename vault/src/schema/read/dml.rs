//! Reads statements that carry data, and `COMMENT ON`.

use crate::schema::ast::{Name, Verb};
use crate::schema::cursor::Cursor;
use crate::schema::span::Span;
use crate::schema::token::{Kind, unquoted};

/// Reads `INSERT`/`REPLACE … INTO t (columns) …`.
pub fn insert(mut at: Cursor<'_>) -> Verb {
    if !at.seek(&["into"]) {
        return Verb::Other("insert".into());
    }
    at.at += 1;
    at.eat(&["table"]);
    let Some(table) = at.name() else {
        return Verb::Skipped("INSERT without a table");
    };
    if at.eat(&["as"]) {
        at.name();
    }
    let query = at.is_punct(b'(') && at.is(1, "select");
    let columns = if query { Vec::new() } else { at.names_in_parens() };
    if at.eat(&["overriding"]) {
        at.at += 2;
    }
    Verb::Insert { table, columns, body: at.rest() }
}

/// Reads `UPDATE t [alias] SET …`.
pub fn update(mut at: Cursor<'_>) -> Verb {
    at.at += 1;
    if at.eat(&["or"]) {
        at.at += 1;
    }
    at.eat_any(&["only", "ignore", "low_priority"]);
    let Some(table) = at.name() else {
        return Verb::Skipped("UPDATE without a table");
    };
    at.seek(&["set"]);
    at.eat(&["set"]);
    Verb::Update { table, body: at.rest() }
}

/// Reads `DELETE FROM t`.
pub fn delete(mut at: Cursor<'_>) -> Verb {
    at.seek(&["from"]);
    at.eat(&["from"]);
    at.eat(&["only"]);
    at.name().map_or(Verb::Skipped("DELETE without a table"), Verb::Delete)
}

/// Reads `COPY t (columns) FROM stdin`; other copies carry no data.
pub fn copy(mut at: Cursor<'_>) -> Verb {
    at.at += 1;
    let Some(table) = at.name() else {
        return Verb::Other("copy".into());
    };
    let columns: Vec<Name> = at.names_in_parens();
    if at.eat(&["from", "stdin"]) { Verb::Copy { table, columns } } else { Verb::Other("copy".into()) }
}

/// Reads `COMMENT ON TABLE/COLUMN … IS '…'`.
pub fn comment(mut at: Cursor<'_>) -> Verb {
    at.at += 2;
    let column = at.eat(&["column"]);
    if !column && !at.eat(&["table"]) {
        return Verb::Other("comment".into());
    }
    let (parts, span) = dotted(&mut at);
    at.eat(&["is"]);
    let text = at.string().unwrap_or("").to_string();
    let wanted = if column { 2 } else { 1 };
    if parts.len() < wanted {
        return Verb::Skipped("COMMENT without a name");
    }
    let table = Name { text: parts[parts.len() - wanted].clone(), schema: None, span };
    let column = column.then(|| parts[parts.len() - 1].clone());
    Verb::Comment { table, column, text }
}

fn dotted(at: &mut Cursor<'_>) -> (Vec<String>, Span) {
    let mut parts = Vec::new();
    let mut span = at.rest();
    while let Some(token) = at.peek() {
        if !matches!(token.kind, Kind::Word | Kind::Quoted) {
            break;
        }
        span = if parts.is_empty() { token.span } else { span.to(token.span) };
        parts.push(unquoted(at.slice(token)).to_lowercase());
        at.at += 1;
        if !at.eat_punct(b'.') {
            break;
        }
    }
    (parts, span)
}
