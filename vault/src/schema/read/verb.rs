//! What a statement is, by its first word.

use super::{alter, create, dml, drop};
use crate::schema::ast::Verb;
use crate::schema::cursor::Cursor;
use crate::schema::token::Kind;

/// Reads one statement.
pub fn verb(at: Cursor<'_>) -> Verb {
    let Some(first) = at.peek() else {
        return Verb::Skipped("empty");
    };
    match first.kind {
        Kind::Word => keyword(at, at.slice(first).to_ascii_lowercase()),
        Kind::Meta => Verb::Meta,
        Kind::Data => Verb::CopyData,
        Kind::Punct(b'(') => Verb::Other("(".into()),
        Kind::Param => Verb::Other("template".into()),
        _ => Verb::Skipped("does not begin with a word"),
    }
}

fn keyword(at: Cursor<'_>, word: String) -> Verb {
    match word.as_str() {
        "create" => create::create(at),
        "alter" => alter::alter(at),
        "drop" => drop::drop(at),
        "truncate" => drop::truncate(at),
        "rename" => alter::rename_tables(at),
        "insert" | "replace" => dml::insert(at),
        "update" => dml::update(at),
        "delete" => dml::delete(at),
        "copy" => dml::copy(at),
        "comment" if at.is(1, "on") => dml::comment(at),
        "signal" => Verb::Refuse,
        "raise" if at.is(1, "exception") || at.is(1, "sqlstate") => Verb::Refuse,
        "do" => Verb::Do(at.span()),
        _ => passed_over(word),
    }
}

/// Statements that are understood to be of no interest, and what is none.
fn passed_over(word: String) -> Verb {
    match word.as_str() {
        "select" | "with" | "set" | "begin" | "commit" | "rollback" | "start" | "end" | "grant" | "revoke" | "use"
        | "pragma" | "analyze" | "vacuum" | "explain" | "call" | "exec" | "execute" | "perform" | "prepare"
        | "deallocate" | "lock" | "unlock" | "show" | "refresh" | "reindex" | "cluster" | "reset" | "notify"
        | "listen" | "values" | "merge" | "savepoint" | "release" | "attach" | "detach" | "return" | "if"
        | "declare" | "optimize" | "flush" | "load" | "import" | "reassign" | "security" | "discard" | "raise"
        | "print" | "case" | "for" | "while" | "loop" | "exception" | "when" | "else" | "elsif" | "get" | "open"
        | "fetch" | "close" | "null" | "abort" | "checkpoint" | "describe" | "desc" | "kill" | "repair" | "check"
        | "handler" | "undo" | "spool" | "prompt" | "whenever" | "define" | "leave" => Verb::Other(word),
        _ if word.starts_with('@') => Verb::Other(word),
        _ => Verb::Skipped("unknown first word"),
    }
}
