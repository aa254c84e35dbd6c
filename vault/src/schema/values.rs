//! Values in statements that carry data: `INSERT`, `UPDATE`, `COPY`.

use super::cursor::Cursor;
use super::lex::lex;
use super::span::Span;
use super::token::{Kind, Lexed};

/// `column = expression` pairs after `SET`, names in lower case; spans are
/// offsets into `text`.
pub fn assignments(text: &str, body: Span) -> Vec<(String, Span)> {
    let lexed = lex_part(text, body);
    let mut at = cursor(text, &lexed);
    let mut out = Vec::new();
    while !at.done() && !at.is_any(&["where", "from", "returning"]) {
        let Some(name) = at.name() else { break };
        if !at.eat_punct(b'=') {
            break;
        }
        let start = at.at;
        while !at.done() && !at.is_punct(b',') && !at.is_any(&["where", "from", "returning"]) {
            at.skip();
        }
        let value = Cursor { tokens: &at.tokens[start..at.at], at: 0, ..at };
        out.push((name.key(), value.span()));
        at.eat_punct(b',');
    }
    out
}

/// The rows after `VALUES`, each a span per value; empty for a query.
pub fn rows(text: &str, body: Span) -> Vec<Vec<Span>> {
    let lexed = lex_part(text, body);
    let mut at = cursor(text, &lexed);
    if !at.eat_any(&["values", "value"]) {
        return Vec::new();
    }
    let mut out = Vec::new();
    while at.is_punct(b'(') {
        let mut row = at.parens();
        let mut values = Vec::new();
        while !row.done() {
            values.push(row.until_comma().span());
        }
        out.push(values);
        at.eat_punct(b',');
    }
    out
}

/// Tab-separated rows between `COPY` and `\.`, each a span per value.
pub fn copy_rows(text: &str, data: Span) -> Vec<Vec<Span>> {
    let mut out = Vec::new();
    let mut start = data.start as usize;
    for line in text.get(data.range()).unwrap_or("").split_inclusive('\n') {
        let row = line.trim_end_matches(['\r', '\n']);
        if !row.is_empty() && row != "\\." {
            out.push(cells(row, start));
        }
        start += line.len();
    }
    out
}

/// The values of a row that begins at `at`.
fn cells(row: &str, mut at: usize) -> Vec<Span> {
    let cell = |value: &str| {
        let span = Span::new(at, at + value.len());
        at += value.len() + 1;
        span
    };
    row.split('\t').map(cell).collect()
}

/// Tokens of a part of a text, with offsets into the whole.
pub fn lex_part(text: &str, part: Span) -> Lexed {
    let mut lexed = lex(text.get(part.range()).unwrap_or(""));
    let shift = |span: Span| Span { start: span.start + part.start, end: span.end + part.start };
    lexed.tokens.iter_mut().for_each(|t| t.span = shift(t.span));
    lexed.comments.iter_mut().for_each(|c| c.span = shift(c.span));
    lexed
}

/// A cursor over lexed tokens.
pub fn cursor<'a>(text: &'a str, lexed: &'a Lexed) -> Cursor<'a> {
    Cursor { text, tokens: &lexed.tokens, comments: &lexed.comments, at: 0 }
}

/// The single literal that an expression is, without quotes; casts may
/// follow. `None` for everything that is computed.
pub fn literal(text: &str, expression: Span) -> Option<(Span, &str)> {
    let lexed = lex_part(text, expression);
    let first = lexed.tokens.first()?;
    let cast = lexed.tokens[1..].first().is_none_or(|t| t.kind == Kind::Punct(b':'));
    if !cast || !matches!(first.kind, Kind::Text | Kind::Quoted | Kind::Number) {
        return None;
    }
    let value = super::token::unquoted(text.get(first.span.range())?);
    Some((first.span, value))
}
