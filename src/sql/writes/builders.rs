//! Values given to columns by builders: diesel's `token.eq(…)`, sea-orm's
//! `token: Set(…)`, rows as structs.

use std::ops::Range;

use super::asked::Names;
use super::reads::Found;
use super::values::Values;
use crate::sql::evidence::Leaning;
use crate::sql::write::Goal;

/// What the identifier at `at` gives to one of the columns.
pub(super) fn found(values: &Values<'_>, at: usize, columns: &Names) -> Vec<Found> {
    let code = values.code;
    let name = code.slice(at);
    if name.starts_with(|c: char| c.is_uppercase()) && code.punct(at + 1, b'{') {
        let declares = at > 0 && ["struct", "enum"].iter().any(|word| code.ident(at - 1, word));
        return row(values, at, declares, columns);
    }
    let given = if columns.has(name) { given(values, at) } else { None };
    let found = given.and_then(|(into, value)| Some((into, name.to_owned(), values.leaning(value)?)));
    found.into_iter().collect()
}

/// Where the value goes that stands behind a column's name, and the value.
fn given(values: &Values<'_>, at: usize) -> Option<(Goal, Range<usize>)> {
    let code = values.code;
    if code.punct(at + 1, b'.') && code.ident(at + 2, "eq") && code.punct(at + 3, b'(') {
        let path = at >= 3 && code.punct(at - 1, b':') && code.is_ident(at - 3);
        let table = (if path { Some(at - 3) } else { None }).filter(|n| !matches!(code.slice(*n), "dsl" | "columns"));
        let member = at > 0 && code.punct(at - 1, b'.');
        let into = table.map_or(Goal::Column, |n| Goal::Table(code.slice(n).to_lowercase()));
        return (!member).then(|| (into, arguments(values, at + 3)));
    }
    if let Some(open) = set(values, at) {
        return Some((entity(values, at).unwrap_or(Goal::Column), arguments(values, open)));
    }
    let into = assigned(values, at)?;
    let end = (at + 2..code.tokens.len().min(at + 60)).find(|n| code.punct(*n, b';'))?;
    Some((into, at + 2..end))
}

/// The row behind `user.password = …;`.
fn assigned(values: &Values<'_>, at: usize) -> Option<Goal> {
    let code = values.code;
    let equals = code.punct(at + 1, b'=') && !code.punct(at + 2, b'=');
    let member = at >= 2 && code.punct(at - 1, b'.') && code.is_ident(at - 2);
    (equals && member && !values.given(at - 2)).then(|| super::reads::row(code.slice(at - 2)))
}

fn arguments(values: &Values<'_>, open: usize) -> Range<usize> {
    open + 1..values.code.close(open).saturating_sub(1).max(open + 1)
}

/// The bracket of `token: Set(…)`, `token: ActiveValue::Set(…)`,
/// `user.token = Set(…)`.
fn set(values: &Values<'_>, at: usize) -> Option<usize> {
    let code = values.code;
    let field = code.punct(at + 1, b':') && !code.punct(at + 2, b':');
    let assigned = at > 0 && code.punct(at - 1, b'.') && code.punct(at + 1, b'=') && !code.punct(at + 2, b'=');
    if !field && !assigned {
        return None;
    }
    let set = if code.path(at + 2, "ActiveValue", "Set") { at + 5 } else { at + 2 };
    (code.ident(set, "Set") && code.punct(set + 1, b'(')).then_some(set + 1)
}

/// The entity behind `users::ActiveModel { … }`, from inside it.
fn entity(values: &Values<'_>, inside: usize) -> Option<Goal> {
    let code = values.code;
    let at = (inside.saturating_sub(400)..inside).rev().find(|n| code.ident(*n, "ActiveModel"))?;
    let named = at >= 3 && code.punct(at - 1, b':');
    named.then(|| Goal::Row(code.slice(at - 3).to_string()))
}

/// The fields of a struct, declared or given values.
fn row(values: &Values<'_>, at: usize, declares: bool, columns: &Names) -> Vec<Found> {
    let code = values.code;
    let mut out = Vec::new();
    for field in code.list(at + 2..code.close(at + 1).saturating_sub(1)) {
        let Some(colon) = field.clone().find(|n| code.punct(*n, b':') && !code.punct(n + 1, b':')) else {
            continue;
        };
        if colon == field.start || !code.is_ident(colon - 1) || !columns.has(code.slice(colon - 1)) {
            continue;
        }
        let into = Goal::Row(code.slice(at).to_string());
        let leaning = match declares {
            true => values.hidden(colon + 1..field.end).then_some(Leaning::Protected),
            false => values.leaning(colon + 1..field.end),
        };
        out.extend(leaning.map(|leaning| (into, code.slice(colon - 1).to_owned(), leaning)));
    }
    out
}
