//! Reads `ALTER TABLE` and `RENAME TABLE`.

use super::column::{column, type_name};
use super::definition::{foreign_key, skip_constraint_name};
use super::keywords::{ACTIONS, ROLES};
use super::role::role;
use crate::schema::ast::{Action, Name, Verb};
use crate::schema::cursor::Cursor;
use crate::schema::span::Span;

/// Reads a whole `ALTER …` statement.
pub fn alter(mut at: Cursor<'_>) -> Verb {
    at.at += 1;
    at.eat_any(&["foreign", "online", "offline", "ignore"]);
    if at.is_any(ROLES) {
        return role(at);
    }
    if !at.eat(&["table"]) {
        return Verb::Other("alter".into());
    }
    at.eat(&["if", "exists"]);
    at.eat(&["only"]);
    let Some(table) = at.name() else {
        return Verb::Skipped("ALTER TABLE without a name");
    };
    at.eat_punct(b'*');
    Verb::AlterTable(table, actions(at))
}

fn actions(mut at: Cursor<'_>) -> Vec<Action> {
    let mut out = Vec::new();
    while !at.done() {
        let item = at.until_comma();
        match goes_on_adding(&item, &out) {
            true => out.extend(new_column(item)),
            false => act(item, &mut out),
        }
    }
    out
}

/// `ADD a int, b text` as Oracle and SQL Server allow it.
fn goes_on_adding(item: &Cursor<'_>, before: &[Action]) -> bool {
    matches!(before.last(), Some(Action::Add(_))) && !item.is_any(ACTIONS)
}

fn new_column(at: Cursor<'_>) -> Option<Action> {
    column(at).map(|column| Action::Add(Box::new(column)))
}

fn act(mut at: Cursor<'_>, out: &mut Vec<Action>) {
    if at.eat(&["add"]) {
        return add(at, out);
    }
    out.push(if at.eat(&["drop"]) {
        drop_part(at)
    } else if at.eat(&["rename"]) {
        rename(at)
    } else if at.is_any(&["alter", "modify", "change"]) {
        redefine(at)
    } else if at.eat_any(&["detach", "truncate"]) {
        at.eat(&["partition"]);
        at.name().map_or(Action::Other, Action::Detach)
    } else if at.eat(&["disable"]) && at.is_any(&["trigger", "rule", "row"]) {
        Action::DisableTrigger
    } else {
        Action::Other
    });
}

fn add(mut at: Cursor<'_>, out: &mut Vec<Action>) {
    let named = at.eat(&["column"]);
    at.eat(&["if", "not", "exists"]);
    skip_constraint_name(&mut at);
    if !at.is_punct(b'(') {
        return out.push(added(at, named));
    }
    let mut list = at.parens();
    while !list.done() {
        out.extend(new_column(list.until_comma()));
    }
}

/// What is added; `COLUMN` says that it is no constraint.
fn added(mut at: Cursor<'_>, named: bool) -> Action {
    if at.eat(&["foreign", "key"]) {
        return foreign_key(&mut at).map_or(Action::Other, |(columns, to)| Action::Reference(columns, to));
    }
    if !named && at.eat(&["check"]) {
        return Action::Check(at.parens().span());
    }
    if !named && constrains(&at) { Action::Other } else { new_column(at.tail()).unwrap_or(Action::Other) }
}

/// `ADD KEY (a)`; of `ADD key text` the word is the column's name after all.
fn constrains(at: &Cursor<'_>) -> bool {
    const TYPES: &[&str] = &["text", "varchar", "char", "bytea", "blob", "integer", "int", "character"];
    at.is_any(&["primary", "unique", "index", "key", "fulltext", "partition", "constraint"])
        && !TYPES.iter().any(|ty| at.is(1, ty))
}

fn drop_part(mut at: Cursor<'_>) -> Action {
    if at.eat(&["partition"]) {
        return at.name().map_or(Action::Other, Action::Detach);
    }
    let named = at.eat(&["column"]);
    let other = ["constraint", "index", "key", "primary", "foreign", "check", "default", "identity"];
    if !named && at.is_any(&other) && at.tokens.len() > at.at + 1 {
        return Action::Other;
    }
    at.eat(&["if", "exists"]);
    at.name().map_or(Action::Other, Action::Drop)
}

fn rename(mut at: Cursor<'_>) -> Action {
    if at.eat_any(&["to", "as"]) {
        return at.name().map_or(Action::Other, Action::RenameTable);
    }
    if at.eat_any(&["constraint", "index", "key"]) && at.tokens.len() > at.at + 2 {
        return Action::Other;
    }
    let named = at.eat(&["column"]);
    let from = at.name();
    let to = if at.eat(&["to"]) { at.name() } else { None };
    match (from, to) {
        (Some(from), Some(to)) => Action::Rename(from, to),
        (Some(table), None) if !named => Action::RenameTable(table),
        _ => Action::Other,
    }
}

/// `ALTER COLUMN c …`, `MODIFY new type…`, `CHANGE old new type…`.
fn redefine(mut at: Cursor<'_>) -> Action {
    let (alter, change) = (at.is(0, "alter"), at.is(0, "change"));
    at.at += 1;
    at.eat(&["column"]);
    at.eat(&["if", "exists"]);
    let from = at;
    let Some(name) = at.name() else {
        return Action::Other;
    };
    if alter {
        return alter_column(at, name);
    }
    let definition = if change { at } else { from };
    column(definition.tail()).map_or(Action::Other, |c| Action::Redefine(name, Box::new(c)))
}

fn alter_column(mut at: Cursor<'_>, name: Name) -> Action {
    if at.eat(&["set", "default"]) {
        return Action::Default(name, at.rest());
    }
    if at.eat(&["set", "data", "type"]) || at.eat(&["type"]) {
        let ty = type_name(&mut at);
        return Action::Type(name, ty, using(at));
    }
    if at.is_any(&["set", "drop", "add", "reset", "restart"]) || at.done() {
        return Action::Other;
    }
    // SQL Server: ALTER COLUMN name type.
    let ty = type_name(&mut at);
    if ty.is_empty() { Action::Other } else { Action::Type(name, ty, Span::default()) }
}

fn using(mut at: Cursor<'_>) -> Span {
    if at.seek(&["using"]) && at.eat(&["using"]) { at.rest() } else { Span::default() }
}

/// Reads `RENAME TABLE a TO b, c TO d`.
pub fn rename_tables(mut at: Cursor<'_>) -> Verb {
    at.at += 1;
    at.eat_any(&["table", "tables"]);
    let mut out = Vec::new();
    while !at.done() {
        let from = at.name();
        at.eat(&["to"]);
        out.extend(from.zip(at.name()));
        at.until_comma();
    }
    Verb::RenameTables(out)
}
