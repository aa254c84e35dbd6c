//! SQL in string literals.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::Arc;

use super::code::Code;
use super::direction;
use super::lex::Kind;
use super::names::Names;
use super::sounds::{is_sql, uncommented};
use crate::schema::layout::{Direction, Sections, place};
use crate::schema::read::read;
use crate::schema::span::Span;
use crate::schema::text::Text;

/// Every string that reads as SQL, alone or glued by `concat!`.
pub fn texts(path: &Arc<str>, whole: &Arc<String>, code: &Code<'_>) -> Vec<Text> {
    let mut out = Vec::new();
    let names = LazyCell::new(|| Names::of(code));
    let mut owner = "";
    let mut at = 0;
    while at < code.tokens.len() {
        if (code.ident(at, "fn") || code.ident(at, "const") || code.ident(at, "static")) && code.is_ident(at + 1) {
            owner = code.slice(at + 1);
        }
        let strings = glued(code, at);
        if strings.is_empty() {
            at += 1;
            continue;
        }
        let called = if at >= 2 && code.punct(at - 1, b'(') { code.slice(at - 2) } else { "" };
        at = strings.end;
        if let Some(mut text) = text(path, whole, code, strings) {
            names.complete(&mut text.script.statements, text.base);
            let down = direction(owner) == Direction::Down || direction(called) == Direction::Down;
            out.push(directed(text, down));
        }
    }
    out
}

/// The strings of `concat!("…", "…")`, or the one at hand.
fn glued(code: &Code<'_>, at: usize) -> Range<usize> {
    if code.ident(at, "concat") && code.punct(at + 1, b'!') && code.is_str(at + 3) {
        return at + 3..code.close(at + 2).saturating_sub(1);
    }
    at..at + usize::from(code.is_str(at))
}

fn text(path: &Arc<str>, whole: &Arc<String>, code: &Code<'_>, strings: Range<usize>) -> Option<Text> {
    let span = code.span(strings.clone());
    let sql = in_place(code, strings, span);
    if !is_sql(&sql) {
        return None;
    }
    let script = read(&sql);
    Some(Text {
        path: path.clone(),
        whole: whole.clone(),
        base: span.start,
        place: place(path),
        sections: Sections::find(&sql, &script.comments, Direction::Up),
        script,
        part: Some(sql),
    })
}

/// The strings as one text of the same length as their place in the file:
/// escapes become blanks, so that offsets stay true.
fn in_place(code: &Code<'_>, strings: Range<usize>, place: Span) -> String {
    let mut sql = String::with_capacity(place.range().len());
    for token in &code.tokens[strings] {
        if let Kind::Str(escapes) = token.kind {
            let gap = token.span.start as usize - place.start as usize - sql.len();
            sql.extend(std::iter::repeat_n(' ', gap));
            append(&code.text[token.span.range()], escapes, &mut sql);
        }
    }
    sql
}

fn append(body: &str, escapes: bool, sql: &mut String) {
    match escapes {
        true => unescape(body, sql),
        false => sql.push_str(body),
    }
}

fn directed(mut text: Text, down: bool) -> Text {
    if down || text.place.direction != Direction::Up {
        text.sections = Sections::from_marks(vec![(0, Direction::Down)]);
    }
    text
}

fn unescape(body: &str, out: &mut String) {
    let mut chars = body.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(' ');
        match chars.next() {
            Some('n') => out.push('\n'),
            Some(c @ ('"' | '\'' | '\\' | '\n')) => out.push(c),
            Some(c) => out.extend(std::iter::repeat_n(' ', c.len_utf8())),
            None => {}
        }
    }
}

/// The text of the string at a token from its first statement on.
pub fn statement(code: &Code<'_>, at: usize) -> String {
    let body = code.slice(at);
    let mut sql = String::with_capacity(body.len());
    let escapes = code.tokens.get(at).is_some_and(|token| token.kind == Kind::Str(true));
    append(body, escapes, &mut sql);
    uncommented(&sql).to_owned()
}
