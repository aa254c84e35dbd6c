//! Tokens grouped into statements, resynchronising where one breaks.

use std::ops::Range;

use super::token::{Kind, Lexed, Token};

/// Token ranges of the statements of a text, without their end marks.
/// Every token that is no end mark is in exactly one range.
pub fn split(text: &str, lexed: &Lexed) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < lexed.tokens.len() {
        let end = statement_end(text, &lexed.tokens, start);
        if end > start {
            out.push(start..end);
        }
        let ended = lexed.tokens.get(end).is_some_and(|t| t.kind == Kind::End);
        start = if ended { end + 1 } else { end.max(start + 1) };
    }
    out
}

/// Index of the token that ends, or of the one after, the statement.
fn statement_end(text: &str, tokens: &[Token], start: usize) -> usize {
    if matches!(tokens[start].kind, Kind::Meta | Kind::Data) {
        return start + 1;
    }
    let first_end = plain_end(text, tokens, start);
    if first_end == start || !has_body(text, &tokens[start..first_end]) {
        return first_end;
    }
    body_end(text, tokens, start).unwrap_or(first_end)
}

/// The next end mark, client command, or visible start of a new statement.
fn plain_end(text: &str, tokens: &[Token], start: usize) -> usize {
    if tokens[start].kind == Kind::End {
        return start;
    }
    let head = &tokens[start..tokens.len().min(start + 8)];
    let rule = |at: usize| tokens[at].kind == Kind::Punct(b'|');
    let breakable = is_any(text, tokens[start], &["create", "alter", "drop", "insert"]) && !has_body(text, head);
    // A client prints `| name | CREATE TABLE … |`.
    let breakable = breakable || rule(start);
    let ends = |at: usize| match tokens[at].kind {
        Kind::End | Kind::Meta | Kind::Data => true,
        _ => breakable && (tokens[at].leads || rule(at - 1)) && opens_statement(text, &tokens[at..]),
    };
    (start + 1..tokens.len()).find(|at| ends(*at)).unwrap_or(tokens.len())
}

/// `CREATE TABLE`, `ALTER TABLE name`, `INSERT INTO` at the start of a line:
/// the statement before lacks its semicolon.
fn opens_statement(text: &str, tokens: &[Token]) -> bool {
    let pair =
        |first: &str, second: &str| is(text, tokens[0], first) && tokens.get(1).is_some_and(|t| is(text, *t, second));
    pair("create", "table") || pair("alter", "table") || pair("insert", "into") || pair("drop", "table")
}

/// Routines and triggers carry statements of their own.
fn has_body(text: &str, tokens: &[Token]) -> bool {
    let routine = ["trigger", "procedure", "function", "event", "package"];
    is_any(text, tokens[0], &["create", "alter"])
        && tokens.iter().take(8).any(|t| is_any(text, *t, &routine))
        && !tokens.iter().any(|t| t.kind == Kind::Dollar)
}

/// The end mark after the body's last `END`; `None` when it has no `BEGIN`
/// before its first end mark or never ends.
fn body_end(text: &str, tokens: &[Token], start: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = start;
    while let Some(token) = tokens.get(at).copied() {
        let next = tokens.get(at + 1).copied();
        match token.kind {
            Kind::End if depth == 0 => return Some(at),
            Kind::Word if is_any(text, token, &["begin", "case"]) => depth += 1,
            Kind::Word if is(text, token, "end") => {
                let inner = next.is_some_and(|t| is_any(text, t, &["if", "loop", "while", "repeat", "for"]));
                depth = depth.saturating_sub(usize::from(!inner));
                at += usize::from(inner || next.is_some_and(|t| is(text, t, "case")));
            }
            _ => {}
        }
        at += 1;
    }
    (depth == 0).then_some(at)
}

/// Whether a token is this word, in any case.
pub fn is(text: &str, token: Token, word: &str) -> bool {
    token.kind == Kind::Word
        && token.span.end - token.span.start == word.len() as u32
        && text[token.span.range()].eq_ignore_ascii_case(word)
}

/// Whether a token is one of these words.
pub fn is_any(text: &str, token: Token, words: &[&str]) -> bool {
    words.iter().any(|word| is(text, token, word))
}
