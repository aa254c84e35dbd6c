//! Lists that a statement spreads over rows, `SELECT t.code FROM UNNEST($2::text[]) AS t(code)`, and rows that it
//! has of its own: `UPDATE t SET code = v.code FROM (VALUES ($1, $2)) AS v(id, code)`.

use crate::source::Span;
use crate::sql::cursor::Cursor;
use crate::sql::select::{Item, query};
use crate::sql::token::{Kind, unquoted};
use crate::sql::values::{cursor, lex_part, rows};

/// One spread: its lists, what it is called and what they are.
struct Spread {
    lists: Vec<Span>,
    alias: String,
    columns: Vec<String>,
}

/// The items of the query under a span; those that are of a spread list, as
/// the list.
pub(in crate::sql::writes) fn selected(sql: &str, body: Span) -> Vec<Span> {
    let items = query(sql, body).items;
    let lexed = lex_part(sql, body);
    let spreads = spreads(sql, cursor(sql, &lexed));
    items.into_iter().flat_map(|item| spread(item, &spreads)).collect()
}

/// What an `UPDATE` sets, each to the list or the place in a row that it is given.
pub(in crate::sql::writes) fn assigned(sql: &str, body: Span, given: Vec<(String, Span)>) -> Vec<(String, Span)> {
    let lexed = lex_part(sql, body);
    let spreads = spreads(sql, cursor(sql, &lexed));
    let stands_for = |value: Span| {
        let text = sql.get(value.range())?.split("::").next()?.trim().to_lowercase();
        let (table, name) = text.split_once('.').map_or((None, text.as_str()), |(of, name)| (Some(of), name));
        spreads.iter().find_map(|one| one.list(table, name))
    };
    given.into_iter().map(|(column, value)| (column, stands_for(value).unwrap_or(value))).collect()
}

/// What an item stands for: a list, all lists, or itself.
fn spread(item: Item, spreads: &[Spread]) -> Vec<Span> {
    if is_all(&item) && !spreads.is_empty() {
        return spreads.iter().flat_map(|one| one.lists.iter().copied()).collect();
    }
    vec![list(&item, spreads).unwrap_or(item.span)]
}

fn is_all(item: &Item) -> bool {
    matches!(item.columns.as_slice(), [(_, name)] if name == "*")
}

/// The list that an item is of.
fn list(item: &Item, spreads: &[Spread]) -> Option<Span> {
    let [(table, name)] = item.columns.as_slice() else { return None };
    spreads.iter().find_map(|one| one.list(table.as_deref(), name))
}

impl Spread {
    fn list(&self, table: Option<&str>, name: &str) -> Option<Span> {
        if table.is_some_and(|table| table != self.alias) {
            return None;
        }
        match self.columns.iter().position(|column| column == name) {
            Some(place) => self.lists.get(place).copied(),
            // A spread of one list is called as the list.
            None => self.lists.first().copied().filter(|_| self.lists.len() == 1 && name == self.alias),
        }
    }
}

/// `UNNEST($1, $2) WITH ORDINALITY AS t(a, b)`, `(VALUES ($1, $2)) AS v(a, b)` behind `FROM`.
fn spreads(sql: &str, mut at: Cursor<'_>) -> Vec<Spread> {
    let mut out = Vec::new();
    if !at.seek(&["from"]) {
        return out;
    }
    while !at.done() {
        let lists = match () {
            () if at.is(0, "unnest") => {
                at.at += 1;
                let mut inner = at.parens();
                let mut lists = Vec::new();
                while !inner.done() {
                    lists.push(inner.until_comma().span());
                }
                lists
            }
            // Every row has its values in the same places.
            () if at.is_punct(b'(') && at.is(1, "values") => {
                let rows = rows(sql, at.parens().span());
                rows.into_iter().next().unwrap_or_default()
            }
            () => {
                at.skip();
                continue;
            }
        };
        at.eat(&["with", "ordinality"]);
        at.eat(&["as"]);
        let named = at.peek().filter(|token| matches!(token.kind, Kind::Word | Kind::Quoted));
        let alias = named.map_or("unnest".to_owned(), |token| unquoted(at.slice(token)).to_lowercase());
        at.at += usize::from(named.is_some());
        let columns = at.names_in_parens().iter().map(|name| name.key()).collect();
        out.push(Spread { lists, alias, columns });
    }
    out
}
