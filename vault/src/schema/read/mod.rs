//! Statements read from a text.

mod alter;
mod bodies;
mod column;
mod create;
mod definition;
mod dml;
mod drop;
mod keywords;
mod note;
mod proper;
mod role;
mod verb;
mod with;

use super::ast::Statement;
use super::cursor::Cursor;
use super::lex::lex;
use super::split::split;
use super::token::Comment;

pub use bodies::looks_like_sql;

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

/// Reads a statement, and those in its strings when it may run them.
fn statement(at: Cursor<'_>, out: &mut Vec<Statement>, depth: u32) {
    let at = proper::proper(at);
    if !at.done() {
        with::parts(at).into_iter().for_each(|part| one(part, out, depth));
    }
}

fn one(at: Cursor<'_>, out: &mut Vec<Statement>, depth: u32) {
    let verb = verb::verb(at);
    let follow = bodies::carries(&verb);
    out.push(Statement { verb, span: at.span(), nested: depth > 0 });
    if follow && depth < NESTING {
        bodies::bodies(at, out, depth + 1);
    }
}
