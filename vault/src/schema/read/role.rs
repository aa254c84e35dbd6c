//! Reads what creates or alters somebody who signs in.

use crate::schema::ast::Verb;
use crate::schema::cursor::Cursor;
use crate::schema::token::Kind;

/// Finds the literal of `PASSWORD '…'`, `IDENTIFIED BY '…'` in what creates
/// or alters a role, user or server.
pub fn role(mut at: Cursor<'_>) -> Verb {
    while !at.done() {
        let named = identified(&mut at) || at.eat(&["password"]);
        match at.peek().filter(|token| token.kind == Kind::Text) {
            Some(token) if named => return Verb::RolePassword(token.span),
            _ if named => {}
            _ => at.at += 1,
        }
    }
    Verb::Other("role".into())
}

/// Takes `IDENTIFIED [WITH plugin] BY`.
fn identified(at: &mut Cursor<'_>) -> bool {
    if !at.eat(&["identified"]) {
        return false;
    }
    if at.eat(&["with"]) {
        at.at += 1;
    }
    at.eat_any(&["by", "as"])
}
