//! Reads what `CREATE TABLE` says of a table.

use super::column::{column, reference};
use super::keywords::ITEMS;
use super::note;
use crate::schema::ast::{Column, Definition, Name, Reference};
use crate::schema::cursor::Cursor;
use crate::schema::token::Kind;

/// Reads all behind the table's name.
pub fn definition(mut at: Cursor<'_>) -> Definition {
    let mut out = Definition::default();
    out.before_list(&mut at);
    if at.is_punct(b'(') {
        out.list(at.parens());
    }
    out.options(&mut at);
    out
}

impl Definition {
    /// `LIKE other`, `PARTITION OF other FOR VALUES …`
    fn before_list(&mut self, at: &mut Cursor<'_>) {
        while !at.done() && !at.is_punct(b'(') && !at.is_any(&["as", "select"]) {
            if at.eat(&["like"]) || at.eat(&["partition", "of"]) {
                self.like = at.name();
            } else if at.eat(&["for", "values"]) {
                // Which rows the partition holds, not which columns.
                at.at = at.tokens.len();
            } else {
                at.at += 1;
            }
        }
    }

    /// The columns and constraints in the parentheses, or a query.
    fn list(&mut self, mut list: Cursor<'_>) {
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
        skip_constraint_name(at);
        if at.eat(&["check"]) {
            self.checks.push(at.parens().span());
        } else if at.eat(&["foreign", "key"]) {
            self.references.extend(foreign_key(at));
        }
        true
    }

    /// `COMMENT = '…'`, `AS SELECT …`
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
    if at.is_any(&["key", "index", "unique", "fulltext", "spatial", "check"]) {
        let opens = second.is_some_and(|t| t.kind == Kind::Punct(b'('));
        let named = second.is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Quoted));
        let typed = at.is(1, "varchar") || at.is(1, "char") || at.is(1, "nvarchar");
        return opens || named && !typed && later_paren(at);
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

/// Takes `CONSTRAINT [name]`.
pub fn skip_constraint_name(at: &mut Cursor<'_>) {
    if at.eat(&["constraint"]) && !at.is_any(&["check", "foreign", "primary", "unique"]) {
        at.name();
    }
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

/// One list item, cut where a comma was forgotten: what begins anew on a line
/// is told from a definition that goes on only when it is `FOREIGN KEY`.
fn lines(item: Cursor<'_>) -> impl Iterator<Item = Cursor<'_>> {
    let anew = |at: &usize| {
        let rest = Cursor { at: *at, ..item };
        item.tokens[*at].leads && rest.is(0, "foreign") && rest.is(1, "key")
    };
    let cut = (1..item.tokens.len()).find(anew);
    let (first, second) = item.tokens.split_at(cut.unwrap_or(item.tokens.len()));
    let parts = [Some(first), cut.map(|_| second)];
    parts.into_iter().flatten().map(move |tokens| Cursor { tokens, ..item })
}

/// Adds the comments that belong to the column that began at token `from`.
fn noted(mut column: Column, list: &Cursor<'_>, from: usize) -> Column {
    let before = match from.checked_sub(1) {
        Some(at) => list.tokens[at].span.end,
        None => list.tokens[0].span.start.saturating_sub(1),
    };
    let mut text = note::beside(list.text, list.comments, before, column.span);
    if text.is_empty() && column.comment.is_empty() {
        text = note::heading(list.text, list.comments, column.span).unwrap_or("").to_string();
    }
    if !text.is_empty() {
        column.comment = format!("{} {text}", column.comment).trim().to_string();
    }
    column
}
