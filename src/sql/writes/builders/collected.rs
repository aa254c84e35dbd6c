//! Assignments that are collected in a list, with their values in another:
//! `sets.push("password = ?"); args.push(Box::new(digest));`

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use crate::sql::ast::Verb;
use crate::sql::read::read;
use crate::sql::write::Goal;
use crate::sql::writes::tokens::front;
use crate::sql::writes::tokens::vocabulary::Names;
use crate::sql::writes::values::Values;
use crate::sql::writes::values::what::What;

/// How many tokens on the value and the statement stand.
const NEAR: usize = 60;
const FAR: usize = 2000;

/// What the assignment in the string at a token gives to a column in question.
pub(in crate::sql::writes) fn collected(
    values: &Values<'_>,
    at: usize,
    columns: &Names,
) -> Option<(Goal, String, What)> {
    let code = &values.code;
    let column = assigned(code.slice(at)).filter(|column| columns.has(column))?;
    let value = value(code, at)?;
    let end = values.next_function(at).min(at + FAR);
    let from = values.function(at).unwrap_or(0).max(at.saturating_sub(FAR));
    let begins = |n: &usize| code.is_str(*n) && front(code.slice(*n).trim_start(), 7).eq_ignore_ascii_case("update ");
    let table = (from..end).filter(begins).take(MOST).find_map(|n| updated(code.slice(n)))?;
    Some((Goal::Table(table), column.to_lowercase(), What::of(values, value)?))
}

/// The column in `password = ?`, `, token = $3`, `token = ${}`.
fn assigned(text: &str) -> Option<&str> {
    let (column, value) = text.trim().trim_matches(',').split_once('=')?;
    let column = column.trim().trim_matches(['"', '`']);
    let placeholder = value.trim().strip_prefix(['?', '$', ':', '@'])?;
    let word = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_{}".contains(&byte));
    (!column.is_empty() && word(column) && word(placeholder)).then_some(column)
}

/// The next value that is put into a list.
fn value(code: &Code<'_>, at: usize) -> Option<Range<usize>> {
    let past = (at..at + NEAR).find(|n| code.punct(*n, b';'))?;
    let adds = |n: &usize| {
        let name = matches!(code.slice(*n), "push" | "push_back" | "add" | "push_bind" | "bind");
        name && code.punct(n + 1, b'(') && code.punct(n - 1, b'.')
    };
    let next = (past..past + NEAR).take_while(|n| !code.punct(*n, b'}')).find(adds)?;
    let value = code.inside(next + 1);
    value.clone().all(|n| !code.is_str(n)).then_some(value)
}

/// How many statements near by are looked at, and how much of each.
const MOST: usize = 8;
const LONGEST: usize = 200;

/// The table of the `UPDATE` that a text begins with.
fn updated(text: &str) -> Option<String> {
    read(front(text, LONGEST)).statements.into_iter().find_map(|one| match one.verb {
        Verb::Update { table, .. } => Some(table.key()),
        _ => None,
    })
}
