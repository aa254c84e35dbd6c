//! Reads `CREATE …`.

use super::definition::definition;
use super::keywords::{MODIFIERS, ROLES};
use super::role::role;
use crate::schema::ast::Verb;
use crate::schema::cursor::Cursor;
use crate::schema::token::{Kind, dollar_body};

/// Reads a whole `CREATE …` statement.
pub fn create(mut at: Cursor<'_>) -> Verb {
    at.at += 1;
    modifiers(&mut at);
    if at.eat(&["table"]) {
        table(at)
    } else if at.eat(&["view"]) {
        view(at)
    } else if at.eat(&["trigger"]) {
        trigger(at)
    } else if at.eat_any(&["function", "procedure"]) {
        function(at)
    } else if at.is_any(ROLES) {
        role(at)
    } else {
        Verb::Other("create".into())
    }
}

/// Takes `OR REPLACE`, ``DEFINER=`root`@`%` `` and the like.
fn modifiers(at: &mut Cursor<'_>) {
    while let Some(token) = at.peek() {
        let definer = matches!(token.kind, Kind::Punct(b'=' | b'@') | Kind::Quoted | Kind::Text)
            || token.kind == Kind::Word && at.slice(token).starts_with('@');
        if !definer && !at.is_any(MODIFIERS) {
            return;
        }
        at.at += 1;
    }
}

fn exists(at: &mut Cursor<'_>) {
    at.eat(&["if", "not", "exists"]);
    at.eat(&["concurrently"]);
}

fn table(mut at: Cursor<'_>) -> Verb {
    exists(&mut at);
    match at.name() {
        Some(table) => Verb::CreateTable(table, definition(at)),
        None => Verb::Skipped("CREATE TABLE without a name"),
    }
}

fn view(mut at: Cursor<'_>) -> Verb {
    exists(&mut at);
    let Some(view) = at.name() else {
        return Verb::Skipped("CREATE VIEW without a name");
    };
    at.seek(&["as"]);
    at.eat(&["as"]);
    Verb::CreateView { view, query: at.rest() }
}

fn trigger(mut at: Cursor<'_>) -> Verb {
    exists(&mut at);
    let name = at.name();
    at.seek(&["on"]);
    at.eat(&["on"]);
    let table = at.name();
    let (Some(name), Some(table)) = (name, table) else {
        return Verb::Skipped("CREATE TRIGGER without a table");
    };
    at.seek(&["execute"]);
    let called = at.eat(&["execute"]) && at.eat_any(&["function", "procedure"]);
    let function = if called { at.name() } else { None };
    Verb::CreateTrigger { name, table, function }
}

fn function(mut at: Cursor<'_>) -> Verb {
    exists(&mut at);
    let Some(name) = at.name() else {
        return Verb::Skipped("CREATE FUNCTION without a name");
    };
    let body = at.tokens[at.at..].iter().find(|t| t.kind == Kind::Dollar);
    let span = body.map_or(at.rest(), |t| dollar_body(at.text, t.span));
    Verb::CreateFunction(name, span)
}
