//! Reads `CREATE …`.

use super::ast::{Column, Definition, Name, Reference, Verb};
use super::column::{column, reference};
use super::cursor::Cursor;
use super::token::{Kind, dollar_body};

/// Words between `CREATE` and the kind of object.
const MODIFIERS: &[&str] = &[
    "or",
    "replace",
    "temp",
    "temporary",
    "unlogged",
    "global",
    "local",
    "virtual",
    "external",
    "foreign",
    "materialized",
    "recursive",
    "force",
    "constraint",
    "aggregate",
    "definer",
    "sql",
    "security",
    "invoker",
    "algorithm",
    "undefined",
    "merge",
    "temptable",
    "if",
    "not",
    "exists",
];

/// Reads what follows `CREATE`.
pub fn create(mut at: Cursor<'_>) -> Verb {
    at.at += 1;
    modifiers(&mut at);
    if at.eat(&["table"]) {
        return table(at);
    }
    if at.eat(&["view"]) {
        return view(at);
    }
    if at.eat(&["trigger"]) {
        return trigger(at);
    }
    if at.eat_any(&["function", "procedure"]) {
        return function(at);
    }
    if at.is_any(&["role", "user", "server", "login", "subscription"]) {
        return super::dml::role(at);
    }
    Verb::Other("create".into())
}

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
    let Some(table) = at.name() else {
        return Verb::Skipped("CREATE TABLE without a name");
    };
    let mut parts = Definition::default();
    while !at.done() && !at.is_punct(b'(') && !at.is(0, "as") && !at.is(0, "select") {
        if at.eat(&["like"]) || at.eat(&["partition", "of"]) {
            parts.like = at.name();
        } else if at.eat(&["for", "values"]) {
            // Which rows the partition holds, not which columns.
            at.at = at.tokens.len();
        } else {
            at.at += 1;
        }
    }
    if at.is_punct(b'(') {
        parts.read(at.parens());
    }
    parts.options(&mut at);
    Verb::CreateTable(table, parts)
}

/// First words of a table-level item that is no column, when what follows
/// cannot be a type.
const ITEMS: &[&str] = &[
    "primary",
    "foreign",
    "unique",
    "constraint",
    "check",
    "exclude",
    "index",
    "key",
    "fulltext",
    "spatial",
    "period",
    "like",
    "partition",
];

impl Definition {
    fn read(&mut self, mut list: Cursor<'_>) {
        if list.is_any(&["select", "with"]) {
            self.query = Some(list.span());
            return;
        }
        while !list.done() {
            let from = list.at;
            let item = list.until_comma();
            for mut item in lines(item) {
                if !self.item(&mut item) {
                    item.at = 0;
                    self.columns.extend(column(item).map(|c| noted(c, &list, from)));
                }
            }
        }
    }

    /// Reads a table-level item; says whether it is one.
    fn item(&mut self, at: &mut Cursor<'_>) -> bool {
        if !at.is_any(ITEMS) || !constrains(at) {
            return false;
        }
        if at.eat(&["like"]) {
            self.like = at.name();
            return true;
        }
        if at.eat(&["constraint"]) && !at.is_any(&["check", "foreign", "primary", "unique"]) {
            at.name();
        }
        if at.eat(&["check"]) {
            self.checks.push(at.parens().span());
        } else if at.eat(&["foreign", "key"]) {
            self.references.extend(foreign_key(at));
        }
        true
    }

    fn options(&mut self, at: &mut Cursor<'_>) {
        while !at.done() {
            if at.eat(&["comment"]) {
                at.eat_punct(b'=');
                self.comment = at.string().unwrap_or("").to_string();
            } else if at.is_any(&["select", "with"]) && (at.is(0, "select") || self.columns.is_empty()) {
                self.query = Some(at.rest());
                return;
            } else {
                at.at += 1;
            }
        }
    }
}

/// `key (a)`, `key name (a)`, `unique key …` constrain; `key text` is a column.
fn constrains(at: &Cursor<'_>) -> bool {
    let second = at.tokens.get(at.at + 1);
    let opens = |ahead: usize| at.tokens.get(at.at + ahead).is_some_and(|t| t.kind == Kind::Punct(b'('));
    if at.is_any(&["key", "index", "unique", "fulltext", "spatial", "check"]) {
        let named = second.is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Quoted));
        let typed = at.is(1, "varchar") || at.is(1, "char") || at.is(1, "nvarchar");
        return opens(1) && !at.is(0, "varchar") || named && !typed && later_paren(at);
    }
    at.is(1, "key")
        || !at.is_any(&["primary", "foreign", "period", "partition"]) && second.is_some()
        || at.is(1, "for")
        || at.is(1, "by")
}

fn later_paren(at: &Cursor<'_>) -> bool {
    let rest = &at.tokens[at.at + 1..];
    rest.iter().take(5).any(|t| t.kind == Kind::Punct(b'('))
}

/// Takes `[name] (columns) REFERENCES …` after `FOREIGN KEY`.
pub fn foreign_key(at: &mut Cursor<'_>) -> Option<(Vec<String>, Reference)> {
    if !at.is_punct(b'(') {
        at.name();
    }
    let columns = at.names_in_parens().iter().map(Name::key).collect();
    at.seek(&["references"]);
    at.eat(&["references"]).then(|| (columns, reference(at)))
}

/// One list item, cut where a comma was forgotten: a line that begins anew
/// with a name and a type after a finished definition is rare enough that
/// only `CONSTRAINT`, `PRIMARY KEY` and `FOREIGN KEY` lines are cut off.
fn lines(item: Cursor<'_>) -> Vec<Cursor<'_>> {
    let cut = (1..item.tokens.len()).find(|at| {
        let rest = Cursor { at: *at, ..item };
        item.tokens[*at].leads && (rest.is(0, "foreign") && rest.is(1, "key"))
    });
    match cut {
        Some(cut) => {
            vec![Cursor { tokens: &item.tokens[..cut], ..item }, Cursor { tokens: &item.tokens[cut..], ..item }]
        }
        None => vec![item],
    }
}

/// Adds the comments that belong to the column that began at token `from`.
fn noted(mut column: Column, list: &Cursor<'_>, from: usize) -> Column {
    let before = match from.checked_sub(1) {
        Some(at) => list.tokens[at].span.end,
        None => list.tokens[0].span.start.saturating_sub(1),
    };
    let text = super::note::beside(list.text, list.comments, before, column.span);
    if !text.is_empty() {
        column.comment = format!("{} {text}", column.comment).trim().to_string();
    }
    column
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
    while at.seek(&["on"]) && at.tokens.get(at.at.wrapping_sub(1)).is_none() {
        at.at += 1;
    }
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
