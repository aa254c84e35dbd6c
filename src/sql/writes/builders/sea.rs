//! What sea-query and sea-orm are told: `.columns([Users::Token]).values_panic([token.into()])`,
//! `.value(Users::Token, token)`, `.col_expr(users::Column::Token, Expr::value(token))`.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use super::{Given, What};
use crate::sql::write::Goal;
use crate::sql::writes::tokens::expression::{Shape, shape};
use crate::sql::writes::tokens::vocabulary::Names;
use crate::sql::writes::values::Values;
use crate::words::segments;

/// How many tokens on rows are looked for that a builder is handed.
const FAR: usize = 2000;

/// How many tokens back the table stands.
const NEAR: usize = 200;

/// A column and the expression of its value.
type Pair = (Range<usize>, Range<usize>);

/// What the method at a token gives to columns in question.
pub(in crate::sql::writes) fn given(values: &Values<'_>, at: usize, columns: &Names) -> Vec<Given> {
    let code = &values.code;
    if at == 0 || !code.punct(at - 1, b'.') || !code.punct(at + 1, b'(') {
        return Vec::new();
    }
    let pairs = match code.slice(at) {
        "columns" => rows(values, at),
        "value" | "col_expr" => pair(code.list(code.inside(at + 1))).into_iter().collect(),
        "set" => pair(code.list(code.inside(at + 1)))
            .into_iter()
            .filter(|(column, _)| column.clone().any(|n| code.ident(n, "Column")))
            .collect(),
        "values" => elements(code, code.inside(at + 1)).into_iter().filter_map(|one| tuple(code, one)).collect(),
        _ => return Vec::new(),
    };
    let given = pairs.into_iter().filter_map(|(column, value)| {
        let (table, column) = named(code, column)?;
        let what = columns.has(&column).then(|| What::of(values, bare(code, value)))??;
        Some((self::table(values, at).or(table).unwrap_or(Goal::Column), column, what))
    });
    given.collect()
}

fn pair(list: Vec<Range<usize>>) -> Option<Pair> {
    let [column, value] = list.as_slice() else { return None };
    Some((column.clone(), value.clone()))
}

/// `(Users::Token, token.into())`
fn tuple(code: &Code<'_>, range: Range<usize>) -> Option<Pair> {
    code.punct(range.start, b'(').then(|| pair(code.list(code.inside(range.start))))?
}

/// The columns at `at` with the values of each row that follows.
fn rows(values: &Values<'_>, at: usize) -> Vec<Pair> {
    let code = &values.code;
    let columns = elements(code, code.inside(at + 1));
    let (calls, _) = code.chain(code.close(at + 1));
    let is_row = |name: &str| name == "values" || name == "values_panic";
    let mut rows: Vec<Range<usize>> =
        calls.into_iter().filter(|call| is_row(call.name)).map(|call| call.args).collect();
    if rows.is_empty() {
        rows =
            later(values, at).into_iter().filter(|open| is_row(code.slice(open - 1))).map(|o| code.inside(o)).collect();
    }
    let row = |row| columns.iter().cloned().zip(elements(code, row)).collect::<Vec<_>>();
    rows.into_iter().flat_map(row).collect()
}

/// The brackets of calls of the builder that a `let` around a token names.
fn later(values: &Values<'_>, at: usize) -> Vec<usize> {
    let code = &values.code;
    let Some(begins) = values.lets(at.saturating_sub(NEAR)..at).next() else { return Vec::new() };
    let name = begins + 1 + usize::from(code.ident(begins + 1, "mut"));
    let end = values.next_function(at).min(at + FAR);
    let uses = (at..end).filter(|n| code.ident(*n, code.slice(name)) && code.punct(n + 1, b'.'));
    uses.map(|n| n + 3).filter(|open| code.punct(*open, b'(')).collect()
}

/// What stands in the brackets of `[a, b]`, `vec![a, b]`, `(a, b)`.
fn elements(code: &Code<'_>, list: Range<usize>) -> Vec<Range<usize>> {
    let opens = |at: &usize| code.punct(*at, b'[') || code.punct(*at, b'(');
    let open = list.take(3).find(opens);
    open.map_or(Vec::new(), |open| code.list(code.inside(open)))
}

/// The column in `Users::Token`, `users::Column::Token`, `Alias::new("token")`,
/// and its table.
fn named(code: &Code<'_>, range: Range<usize>) -> Option<(Option<Goal>, String)> {
    if let Some(string) = range.clone().find(|at| code.is_str(*at)) {
        return Some((None, code.slice(string).to_lowercase()));
    }
    let path: Vec<&str> = range.filter(|at| code.is_ident(*at)).map(|at| code.slice(at)).collect();
    let column = segments(path.last()?).join("_");
    let owner = path.iter().rev().skip(1).find(|name| !matches!(**name, "Column" | "Self" | "self" | "super"));
    Some((owner.map(|name| Goal::Row(iden(name))), column))
}

/// `UsersIden` is the identifier of `users`.
fn iden(name: &str) -> String {
    name.strip_suffix("Iden").unwrap_or(name).to_owned()
}

/// The table that the statement is about: `.into_table(Users::Table)`.
fn table(values: &Values<'_>, at: usize) -> Option<Goal> {
    let code = &values.code;
    let from = values.function(at).unwrap_or(0).max(at.saturating_sub(NEAR));
    let about = |n: &usize| matches!(code.slice(*n), "into_table" | "table") && code.punct(n + 1, b'(');
    let before = (from..at).rev().take_while(|n| !code.punct(*n, b';'));
    let arguments = before.into_iter().find(about).map(|n| code.inside(n + 1))?;
    if let Some(string) = arguments.clone().find(|n| code.is_str(*n)) {
        return Some(Goal::Table(code.slice(string).to_lowercase()));
    }
    let named = |n: &usize| code.is_ident(*n) && !matches!(code.slice(*n), "Table" | "Entity");
    arguments.rev().find(named).map(|n| Goal::Row(iden(code.slice(n))))
}

/// The value in `Expr::value(token)`.
fn bare(code: &Code<'_>, value: Range<usize>) -> Range<usize> {
    match shape(code, value.clone()) {
        Shape::Call { path, arguments, .. } if path.clone().any(|at| code.slice(at).ends_with("Expr")) => {
            match arguments.as_slice() {
                [only] => only.clone(),
                _ => value,
            }
        }
        _ => value,
    }
}
