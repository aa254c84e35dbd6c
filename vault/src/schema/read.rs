//! Statements read from a text.

use super::ast::{Statement, Verb};
use super::cursor::Cursor;
use super::lex::lex;
use super::span::Span;
use super::split::split;
use super::token::{Comment, Kind, dollar_body, unquoted};
use super::{alter, create, dml};

/// A text read to the end.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// Every statement, in order; those inside a `DO` body follow it.
    pub statements: Vec<Statement>,
    /// Every comment, in order.
    pub comments: Vec<Comment>,
    /// Whether a quote or comment was never closed.
    pub broken: bool,
}

/// How deep bodies inside bodies are followed.
const NESTING: u32 = 3;

/// Reads every statement of `text`; offsets are into `text`.
pub fn read(text: &str) -> Script {
    let lexed = lex(text);
    let mut script = Script { broken: lexed.broken, ..Script::default() };
    for range in split(text, &lexed) {
        let at = Cursor { text, tokens: &lexed.tokens[range], comments: &lexed.comments, at: 0 };
        statement(at, &mut script.statements, 0);
    }
    script.comments = lexed.comments;
    script
}

fn statement(at: Cursor<'_>, out: &mut Vec<Statement>, depth: u32) {
    let at = unwrap(at);
    if at.done() {
        return;
    }
    let verb = verb(at);
    let follow = carries(&verb);
    out.push(Statement { verb, span: at.span(), nested: depth > 0 });
    if follow && depth < NESTING {
        bodies(at, out, depth + 1);
    }
}

/// Whether strings of the statement may hold statements that will run.
fn carries(verb: &Verb) -> bool {
    match verb {
        Verb::Do(_) => true,
        Verb::Other(word) => {
            matches!(word.as_str(), "execute" | "set" | "select" | "prepare" | "call" | "perform" | "exec")
        }
        _ => false,
    }
}

/// Reads the strings and dollar bodies among the tokens as statements.
fn bodies(at: Cursor<'_>, out: &mut Vec<Statement>, depth: u32) {
    for token in at.tokens {
        let span = match token.kind {
            Kind::Dollar => dollar_body(at.text, token.span),
            Kind::Text | Kind::Quoted => inner(at.text, token.span),
            _ => continue,
        };
        let text = at.text.get(span.range()).unwrap_or("");
        if token.kind == Kind::Dollar || looks_like_sql(text) {
            body(at, span, out, depth);
        }
    }
}

fn body(at: Cursor<'_>, span: Span, out: &mut Vec<Statement>, depth: u32) {
    // Same offsets as the whole text: blank out what stands before.
    let text = &at.text[..span.end as usize];
    let mut lexed = lex(&text[span.start as usize..]);
    for token in &mut lexed.tokens {
        token.span = Span::new((token.span.start + span.start) as usize, (token.span.end + span.start) as usize);
    }
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
        "insert" | "replace" => second == "into",
        "delete" => second == "from",
        "update" => text.to_ascii_lowercase().contains(" set "),
        _ => false,
    }
}

/// Steps into `BEGIN`, `IF … THEN`, `EXPLAIN`: the statement proper.
fn unwrap(mut at: Cursor<'_>) -> Cursor<'_> {
    let start = at.at;
    loop {
        if at.eat_any(&["begin", "else", "declare"]) && !at.done() {
            continue;
        }
        // A hole that stands alone: what a program puts before the statement.
        let hole = at.peek().is_some_and(|t| t.kind == Kind::Word && at.slice(t).starts_with('{'));
        if hole && at.tokens.get(at.at + 1).is_some_and(|next| next.leads) {
            at.at += 1;
            continue;
        }
        if at.is_any(&["if", "elsif", "elseif", "when", "for", "while", "exception"]) {
            let mut look = at;
            if look.seek(&["then", "loop", "do"]) && look.tokens.len() > look.at + 1 {
                at.at = look.at + 1;
                continue;
            }
            // `IF OBJECT_ID('t') IS NOT NULL DROP TABLE t` has no `THEN`.
            let mut look = Cursor { at: at.at + 1, ..at };
            if at.is(0, "if") && look.seek(&["drop", "alter", "create", "truncate", "delete", "insert"]) {
                at.at = look.at;
            }
        }
        break;
    }
    if at.done() {
        at.at = start;
    }
    Cursor { tokens: &at.tokens[at.at..], at: 0, ..at }
}

fn verb(at: Cursor<'_>) -> Verb {
    let Some(first) = at.peek() else {
        return Verb::Skipped("empty");
    };
    match first.kind {
        Kind::Meta => return Verb::Meta,
        Kind::Data => return Verb::CopyData,
        Kind::Word => {}
        Kind::Punct(b'(') => return Verb::Other("(".into()),
        Kind::Param => return Verb::Other("template".into()),
        _ => return Verb::Skipped("does not begin with a word"),
    }
    keyword(at, at.slice(first).to_ascii_lowercase())
}

fn keyword(at: Cursor<'_>, word: String) -> Verb {
    match word.as_str() {
        "create" => create::create(at),
        "alter" => alter::alter(at),
        "drop" => alter::drop(at),
        "truncate" => alter::truncate(at),
        "rename" => alter::rename_tables(at),
        "insert" | "replace" => dml::insert(at),
        "update" => dml::update(at),
        "delete" => dml::delete(at),
        "copy" => dml::copy(at),
        "comment" if at.is(1, "on") => dml::comment(at),
        "signal" => Verb::Refuse,
        "raise" if at.is(1, "exception") || at.is(1, "sqlstate") => Verb::Refuse,
        "do" => Verb::Do(at.span()),
        "with" => with(at),
        _ if known(&word) => Verb::Other(word),
        _ => Verb::Skipped("unknown first word"),
    }
}

/// `WITH … INSERT/UPDATE/DELETE`.
fn with(at: Cursor<'_>) -> Verb {
    let mut look = at;
    if !look.seek(&["insert", "update", "delete"]) {
        return Verb::Other("with".into());
    }
    let rest = Cursor { tokens: &at.tokens[look.at..], at: 0, ..at };
    match rest.peek() {
        Some(token) => keyword(rest, rest.slice(token).to_ascii_lowercase()),
        None => Verb::Other("with".into()),
    }
}

/// First words of statements that are understood to be of no interest.
fn known(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "select",
        "set",
        "begin",
        "commit",
        "rollback",
        "start",
        "end",
        "grant",
        "revoke",
        "use",
        "pragma",
        "analyze",
        "vacuum",
        "explain",
        "call",
        "exec",
        "execute",
        "perform",
        "prepare",
        "deallocate",
        "lock",
        "unlock",
        "show",
        "refresh",
        "reindex",
        "cluster",
        "reset",
        "notify",
        "listen",
        "values",
        "merge",
        "savepoint",
        "release",
        "attach",
        "detach",
        "return",
        "if",
        "declare",
        "optimize",
        "flush",
        "load",
        "import",
        "reassign",
        "security",
        "discard",
        "raise",
        "print",
        "case",
        "for",
        "while",
        "loop",
        "exception",
        "when",
        "else",
        "elsif",
        "get",
        "open",
        "fetch",
        "close",
        "null",
        "abort",
        "checkpoint",
        "describe",
        "desc",
        "kill",
        "repair",
        "check",
        "handler",
        "undo",
        "spool",
        "prompt",
        "whenever",
        "define",
        "leave",
    ];
    WORDS.contains(&word) || word.starts_with('@')
}
