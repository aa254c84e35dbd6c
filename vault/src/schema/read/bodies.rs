//! Statements in the strings and dollar bodies of other statements.

use super::statement;
use crate::schema::ast::{Statement, Verb};
use crate::schema::cursor::Cursor;
use crate::schema::span::Span;
use crate::schema::split::split;
use crate::schema::token::{Kind, dollar_body, unquoted};
use crate::schema::values::lex_part;

/// Whether strings of the statement may hold statements that will run.
pub fn carries(verb: &Verb) -> bool {
    match verb {
        Verb::Do(_) => true,
        Verb::Other(word) => {
            matches!(word.as_str(), "execute" | "set" | "select" | "prepare" | "call" | "perform" | "exec")
        }
        _ => false,
    }
}

/// Reads the strings and dollar bodies among the tokens as statements.
pub fn bodies(at: Cursor<'_>, out: &mut Vec<Statement>, depth: u32) {
    for token in at.tokens {
        let span = match token.kind {
            Kind::Dollar => dollar_body(at.text, token.span),
            Kind::Text | Kind::Quoted => inner(at.text, token.span),
            _ => continue,
        };
        let text = at.text.get(span.range()).unwrap_or("");
        if token.kind == Kind::Dollar || looks_like_sql(text) {
            body(at.text, span, out, depth);
        }
    }
}

fn body(text: &str, span: Span, out: &mut Vec<Statement>, depth: u32) {
    let lexed = lex_part(text, span);
    for range in split(text, &lexed) {
        let at = Cursor { text, tokens: &lexed.tokens[range], comments: &[], at: 0 };
        statement(at, out, depth);
    }
}

/// The span of a string without its quotes.
fn inner(text: &str, span: Span) -> Span {
    let whole = text.get(span.range()).unwrap_or("");
    let body = unquoted(whole);
    let skip = body.as_ptr() as usize - whole.as_ptr() as usize;
    let start = span.start as usize + skip;
    Span::new(start, start + body.len())
}

/// Whether a string begins like a statement that changes a schema.
pub fn looks_like_sql(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    let first = words.next().unwrap_or("").to_ascii_lowercase();
    let second = words.next().unwrap_or("").to_ascii_lowercase();
    match first.as_str() {
        "create" | "alter" | "drop" | "truncate" => !second.is_empty(),
        // `INSERT OR REPLACE INTO`, `INSERT LOW_PRIORITY IGNORE INTO`
        "insert" | "replace" => second == "into" || words.take(3).any(|word| word.eq_ignore_ascii_case("into")),
        "delete" => second == "from",
        "update" => words.any(|word| word.eq_ignore_ascii_case("set")),
        "with" => {
            let text = text.to_ascii_lowercase();
            ["insert into", "delete from", "update "].iter().any(|phrase| text.contains(phrase))
        }
        _ => false,
    }
}
