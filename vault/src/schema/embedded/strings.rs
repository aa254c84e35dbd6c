//! SQL in string literals.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::Arc;

use super::code::Code;
use super::direction;
use super::lex::Kind;
use super::names::Names;
use crate::schema::layout::{Direction, Sections, place};
use crate::schema::read::read;
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

/// The strings as one text of the same length as their place in the file:
/// escapes become blanks, so that offsets stay true.
fn text(path: &Arc<str>, whole: &Arc<String>, code: &Code<'_>, strings: Range<usize>) -> Option<Text> {
    let span = code.span(strings.clone());
    let mut sql = String::with_capacity(span.range().len());
    for at in strings {
        let token = code.tokens[at];
        let Kind::Str(escapes) = token.kind else { continue };
        let gap = token.span.start as usize - span.start as usize - sql.len();
        sql.extend(std::iter::repeat_n(' ', gap));
        let body = &code.text[token.span.range()];
        match escapes {
            true => unescape(body, &mut sql),
            false => sql.push_str(body),
        }
    }
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
    match code.tokens.get(at).map(|token| token.kind) {
        Some(Kind::Str(true)) => unescape(body, &mut sql),
        _ => sql.push_str(body),
    }
    uncommented(&sql).to_owned()
}

/// Behind the comments that a text begins with.
fn uncommented(text: &str) -> &str {
    let mut text = text.trim_start();
    while text.starts_with("--") {
        text = text.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    text
}

/// Whether a string is SQL and no sentence: its first words say so.
fn is_sql(text: &str) -> bool {
    let mut text = uncommented(text);
    while let Some((_, rest)) = text.strip_prefix('{').and_then(|hole| hole.split_once('}')) {
        text = rest.trim_start_matches(';').trim_start();
    }
    let mut words = text.split(|c: char| c.is_whitespace() || c == '(' || c == ';').filter(|w| !w.is_empty());
    let mut next = || words.next().unwrap_or("").to_ascii_lowercase();
    let (first, second) = (next(), next());
    const OBJECTS: &[&str] = &[
        "table",
        "view",
        "trigger",
        "function",
        "procedure",
        "schema",
        "unlogged",
        "temp",
        "temporary",
        "or",
        "materialized",
        "type",
        "index",
        "unique",
        "extension",
        "virtual",
        "role",
        "user",
        "policy",
    ];
    match first.as_str() {
        "create" | "drop" | "alter" if OBJECTS.contains(&second.as_str()) => !next().is_empty(),
        // A script of another dialect, with tables further down.
        "create" => text.to_ascii_lowercase().contains("\ncreate table"),
        "truncate" => second == "table",
        "insert" | "replace" => matches!(second.as_str(), "into" | "or" | "ignore"),
        "delete" => second == "from" && !next().is_empty(),
        "update" => text.to_ascii_lowercase().contains(" set ") || text.to_ascii_lowercase().contains("\nset "),
        "begin" | "pragma" | "with" | "do" | "start" | "set" | "comment" | "select" | "savepoint" => {
            let lower = text.to_ascii_lowercase();
            ["create table", "alter table", "drop table", "insert into", "comment on column"]
                .iter()
                .any(|n| lower.contains(n))
        }
        _ => false,
    }
}
