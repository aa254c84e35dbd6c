//! What stands before the statement proper.

use crate::schema::cursor::Cursor;
use crate::schema::token::Kind;

/// Steps into `BEGIN`, `IF … THEN` and the like, unless nothing is in it.
pub fn proper(at: Cursor<'_>) -> Cursor<'_> {
    let mut look = at;
    while look.eat_any(&["begin", "else", "declare"]) && !look.done() || skip_hole(&mut look) || enter(&mut look) {}
    if look.done() { at.tail() } else { look.tail() }
}

/// Takes a hole that stands alone: what a program puts before the statement.
fn skip_hole(at: &mut Cursor<'_>) -> bool {
    let hole = at.peek().is_some_and(|t| t.kind == Kind::Word && at.slice(t).starts_with('{'));
    let alone = hole && at.tokens.get(at.at + 1).is_some_and(|next| next.leads);
    at.at += usize::from(alone);
    alone
}

/// Steps into `IF … THEN`, `FOR … LOOP`; says whether more may stand there
/// before the statement.
fn enter(at: &mut Cursor<'_>) -> bool {
    if !at.is_any(&["if", "elsif", "elseif", "when", "for", "while", "exception"]) {
        return false;
    }
    let mut look = *at;
    if look.seek(&["then", "loop", "do"]) && look.tokens.len() > look.at + 1 {
        at.at = look.at + 1;
        return true;
    }
    // `IF OBJECT_ID('t') IS NOT NULL DROP TABLE t` has no `THEN`.
    let mut look = Cursor { at: at.at + 1, ..*at };
    if at.is(0, "if") && look.seek(&["drop", "alter", "create", "truncate", "delete", "insert"]) {
        at.at = look.at;
    }
    false
}
