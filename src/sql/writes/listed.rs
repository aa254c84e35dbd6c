//! Lists of arguments that have a name: `let params = params![name, digest];`,
//! or `params.push(&digest);`.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use super::bindings::Definition;
use super::expression::{Shape, shape};
use super::values::Values;

/// How many tokens on a list is put together.
const FAR: usize = 8000;

/// Calls that hand on all of a list.
const SAME: &[&str] = &["iter", "into_iter", "as_slice", "as_ref", "as_mut_slice", "clone", "to_vec"];

/// The elements of the list that an expression names.
pub(super) fn listed(values: &Values<'_>, expression: Range<usize>) -> Option<Vec<Range<usize>>> {
    let code = &values.code;
    let name = named(code, expression)?;
    let Some(Definition::Let(value)) = values.definition(name, name) else { return None };
    let past = value.end;
    let mut elements = elements(code, value)?;
    if name - past > FAR {
        return None;
    }
    let uses = (past..name).filter(|at| code.ident(*at, code.slice(name)) && code.punct(at + 1, b'.'));
    // Behind one that a branch adds, places are open.
    let pushes = |at: &usize| code.ident(at + 2, "push") && code.punct(at + 3, b'(') && code.reaches(*at, name);
    let only_looks = |at: &usize| ["len", "is_empty", "iter", "clone"].contains(&code.slice(at + 2));
    elements.extend(uses.filter(|at| !only_looks(at)).take_while(pushes).map(|at| code.inside(at + 3)));
    Some(elements)
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
    let at = value.clone().find(|at| !code.punct(*at, b'&') && !code.ident(*at, "mut"))?;
    let brackets = |at: usize| code.punct(at, b'[') || code.punct(at, b'(');
    let makes = |at: usize| matches!(code.slice(at), "new" | "with_capacity" | "default") && code.punct(at + 1, b'(');
    let path = (at..value.end).take_while(|at| code.is_ident(*at) || code.punct(*at, b':')).last();
    let open = path.map_or(at, |last| last + 1 + usize::from(code.punct(last + 1, b'!')));
    match path {
        Some(last) if makes(last) && code.close(last + 1) == value.end => Some(Vec::new()),
        Some(last) if !code.punct(last + 1, b'!') => None,
        _ if brackets(open) && code.close(open) == value.end => Some(code.list(code.inside(open))),
        _ => None,
    }
}
