//! Lists of arguments that have a name: `let params = params![name, digest];`,
//! or `params.push(&digest);`.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use crate::sql::writes::tokens::expression::{Shape, shape};
use crate::sql::writes::values::Values;
use crate::sql::writes::values::bindings::Definition;

/// How many tokens on a list is put together.
const FAR: usize = 8000;

/// Calls that hand on all of a list.
const SAME: &[&str] = &["iter", "into_iter", "as_slice", "as_ref", "as_mut_slice", "clone", "to_vec"];

/// The elements of the list that an expression names, as far as their places
/// are known.
pub(in crate::sql::writes) fn listed(values: &Values<'_>, expression: Range<usize>) -> Option<Vec<Range<usize>>> {
    let code = &values.code;
    let name = named(code, expression)?;
    let Some(Definition::Let(value)) = values.definition(name, name) else { return None };
    let past = value.end;
    let mut elements = elements(code, value)?;
    if name - past > FAR {
        return Some(Vec::new());
    }
    for change in changes(code, past, name) {
        match change {
            Change::Push(element) => elements.push(element),
            Change::Behind => break,
            Change::Anywhere => return Some(Vec::new()),
        }
    }
    Some(elements)
}

/// What happens to a list.
enum Change {
    /// One more element.
    Push(Range<usize>),
    /// Elements behind it that are not in sight: a branch, a loop or a function
    /// that it is lent to adds them.
    Behind,
    /// Its elements may be in other places.
    Anywhere,
}

/// Calls that change no list, and those that only add to its end.
const LOOKS: &[&str] = &["as_slice", "capacity", "clone", "contains", "is_empty", "iter", "len", "reserve"];
const ADDS: &[&str] = &["add", "append", "extend", "extend_from_slice", "push"];

/// What happens to the variable at `name` from `past` on, in its order.
fn changes(code: &Code<'_>, past: usize, name: usize) -> Vec<Change> {
    let uses = (past..name).filter(|at| code.ident(*at, code.slice(name)) && !code.punct(at - 1, b'.'));
    uses.filter_map(|at| change(code, at, name)).collect()
}

fn change(code: &Code<'_>, at: usize, name: usize) -> Option<Change> {
    if code.ident(at - 1, "mut") && code.punct(at - 2, b'&') {
        return Some(Change::Behind);
    }
    let method = code.slice(at + 2);
    if !code.punct(at + 1, b'.') || LOOKS.contains(&method) {
        return None;
    }
    let pushes = matches!(method, "push" | "add") && code.punct(at + 3, b'(');
    // One that a closure holds runs whenever that is called.
    let runs = [b';', b'{', b'}'].iter().any(|c| code.punct(at - 1, *c)) && code.reaches(at, name);
    match () {
        () if pushes && runs => Some(Change::Push(code.inside(at + 3))),
        () if ADDS.contains(&method) => Some(Change::Behind),
        () => Some(Change::Anywhere),
    }
}

/// The variable in `params`, `&params[..]`, `params_from_iter(params.iter())`.
fn named(code: &Code<'_>, expression: Range<usize>) -> Option<usize> {
    match shape(code, expression) {
        Shape::Path { name, .. } => Some(name),
        Shape::Within(base) | Shape::Index(base) => named(code, base),
        Shape::Method { base, name, .. } if SAME.contains(&code.slice(name)) => named(code, base),
        Shape::Call { name, arguments, .. } if code.slice(name).starts_with("params") => match arguments.as_slice() {
            [only] => named(code, only.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// What stands in `&[…]`, `(…)`, `params![…]`, or in a list that begins empty.
fn elements(code: &Code<'_>, value: Range<usize>) -> Option<Vec<Range<usize>>> {
    let (_, last) = path(code, value.clone())?;
    let makes = |at: usize| matches!(code.slice(at), "new" | "with_capacity" | "default") && code.punct(at + 1, b'(');
    match last {
        Some(last) if makes(last) && code.close(last + 1) == value.end => Some(Vec::new()),
        _ => opens(code, value.clone())
            .filter(|open| code.close(*open) == value.end)
            .map(|open| code.list(code.inside(open))),
    }
}

/// The bracket of the list that an expression writes: `(…)`, `&[…]`,
/// `rusqlite::params![…]`. `sha256_hex(&token)` is one value.
pub(in crate::sql::writes) fn opens(code: &Code<'_>, value: Range<usize>) -> Option<usize> {
    let (at, last) = path(code, value)?;
    let open = match last {
        Some(last) if code.punct(last + 1, b'!') => last + 2,
        Some(_) => return None,
        None => at,
    };
    [b'(', b'[', b'{'].iter().any(|c| code.punct(open, *c)).then_some(open)
}

/// Where an expression begins behind its borrows, and where the path ends that
/// it begins with, if it does.
fn path(code: &Code<'_>, value: Range<usize>) -> Option<(usize, Option<usize>)> {
    let at = value.clone().find(|at| !code.punct(*at, b'&') && !code.ident(*at, "mut"))?;
    Some((at, (at..value.end).take_while(|at| code.is_ident(*at) || code.punct(*at, b':')).last()))
}
