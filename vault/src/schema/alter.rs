//! Reads `ALTER TABLE`, `DROP`, `RENAME TABLE`, `TRUNCATE`.

use super::ast::{Action, Name, Object, Verb};
use super::column::{column, type_name};
use super::create::foreign_key;
use super::cursor::Cursor;
use super::span::Span;

/// Reads a whole `ALTER …` statement.
pub fn alter(mut at: Cursor<'_>) -> Verb {
    at.at += 1;
    at.eat_any(&["foreign", "online", "offline", "ignore"]);
    if at.is_any(&["role", "user", "server", "login", "subscription"]) {
        return super::dml::role(at);
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
    let mut actions = Vec::new();
    while !at.done() {
        let item = at.until_comma();
        if at_sublist(&item, &actions) {
            actions.push(Action::Add(Box::new(match column(item) {
                Some(column) => column,
                None => continue,
            })));
        } else {
            add_actions(item, &mut actions);
        }
    }
    Verb::AlterTable(table, actions)
}

/// `ADD a int, b text` as Oracle and SQL Server allow it.
fn at_sublist(item: &Cursor<'_>, before: &[Action]) -> bool {
    const VERBS: &[&str] = &[
        "add",
        "drop",
        "alter",
        "rename",
        "modify",
        "change",
        "owner",
        "set",
        "reset",
        "enable",
        "disable",
        "validate",
        "attach",
        "detach",
        "cluster",
        "inherit",
        "no",
        "replica",
        "convert",
        "default",
        "engine",
        "order",
        "force",
        "algorithm",
        "lock",
        "comment",
        "auto_increment",
        "character",
        "charset",
        "collate",
        "row_format",
        "partition",
        "truncate",
        "with",
        "using",
    ];
    matches!(before.last(), Some(Action::Add(_))) && !item.is_any(VERBS)
}

fn add_actions(mut at: Cursor<'_>, out: &mut Vec<Action>) {
    if at.is(0, "add") {
        add(at, out);
    } else if at.eat(&["drop"]) {
        out.push(drop_part(at));
    } else if at.eat(&["rename"]) {
        out.push(rename(at));
    } else if at.is_any(&["alter", "modify", "change"]) {
        out.push(redefine(at));
    } else if at.eat_any(&["detach", "truncate"]) {
        at.eat(&["partition"]);
        out.push(at.name().map_or(Action::Other, Action::Detach));
    } else if at.eat(&["disable"]) && at.is_any(&["trigger", "rule", "row"]) {
        out.push(Action::DisableTrigger);
    } else {
        out.push(Action::Other);
    }
}

fn add(mut at: Cursor<'_>, out: &mut Vec<Action>) {
    at.eat(&["add"]);
    let named = at.eat(&["column"]);
    at.eat(&["if", "not", "exists"]);
    if at.eat(&["constraint"]) && !at.is_any(&["check", "foreign", "primary", "unique"]) {
        at.name();
    }
    if at.eat(&["foreign", "key"]) {
        let key = foreign_key(&mut at).map(|(columns, to)| Action::Reference(columns, to));
        return out.push(key.unwrap_or(Action::Other));
    }
    if !named && at.is(0, "check") {
        at.at += 1;
        return out.push(Action::Check(at.parens().span()));
    }
    if at.is_punct(b'(') {
        let mut list = at.parens();
        while !list.done() {
            out.extend(column(list.until_comma()).map(|c| Action::Add(Box::new(c))));
        }
        return;
    }
    if !named
        && at.is_any(&["primary", "unique", "index", "key", "fulltext", "partition", "constraint"])
        && !typed_next(&at)
    {
        return out.push(Action::Other);
    }
    let rest = Cursor { tokens: &at.tokens[at.at..], at: 0, ..at };
    out.push(column(rest).map_or(Action::Other, |c| Action::Add(Box::new(c))));
}

/// `ADD key text`: the word is the column's name after all.
fn typed_next(at: &Cursor<'_>) -> bool {
    let types = ["text", "varchar", "char", "bytea", "blob", "integer", "int", "character"];
    types.iter().any(|ty| at.is(1, ty))
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

fn redefine(mut at: Cursor<'_>) -> Action {
    let change = at.is(0, "change");
    let alter = at.is(0, "alter");
    at.at += 1;
    at.eat(&["column"]);
    at.eat(&["if", "exists"]);
    let mark = at.at;
    let Some(name) = at.name() else {
        return Action::Other;
    };
    if alter {
        return alter_column(at, name);
    }
    let start = if change { at.at } else { mark };
    let rest = Cursor { tokens: &at.tokens[start..], at: 0, ..at };
    column(rest).map_or(Action::Other, |c| Action::Redefine(name, Box::new(c)))
}

fn alter_column(mut at: Cursor<'_>, name: Name) -> Action {
    if at.eat(&["set", "default"]) {
        return Action::Default(name, at.rest());
    }
    let typed = at.eat(&["set", "data", "type"]) || at.eat(&["type"]);
    if typed {
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

/// Reads a whole `DROP …` statement.
pub fn drop(mut at: Cursor<'_>) -> Verb {
    at.at += 1;
    at.eat_any(&["temporary", "materialized", "foreign"]);
    let object = if at.eat(&["table"]) {
        Object::Table
    } else if at.eat(&["view"]) {
        Object::View
    } else if at.eat(&["trigger"]) {
        Object::Trigger
    } else if at.eat_any(&["function", "procedure", "routine"]) {
        Object::Function
    } else if at.eat_any(&["schema", "database"]) {
        Object::Schema
    } else if at.eat_any(&["policy", "rule"]) {
        Object::Policy
    } else {
        return Verb::Other("drop".into());
    };
    at.eat(&["if", "exists"]);
    Verb::Drop(object, names(&mut at, object))
}

fn names(at: &mut Cursor<'_>, object: Object) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    loop {
        out.extend(at.name());
        if at.is_punct(b'(') {
            at.skip();
        }
        let on = matches!(object, Object::Trigger | Object::Policy) && at.eat(&["on"]);
        if !on && !at.eat_punct(b',') {
            return out;
        }
    }
}

/// Reads `TRUNCATE [TABLE] [ONLY] a, b`.
pub fn truncate(mut at: Cursor<'_>) -> Verb {
    at.at += 1;
    at.eat(&["table"]);
    at.eat(&["only"]);
    Verb::Truncate(names(&mut at, Object::Table))
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
