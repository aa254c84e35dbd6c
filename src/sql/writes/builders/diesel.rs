//! The table of diesel's columns that stand without it, as `dsl::*` brings
//! them: `diesel::update(users.find(id)).set(password.eq(hash))`.

use crate::sql::writes::tokens::expression::{Shape, shape};
use crate::sql::writes::values::bindings::Definition;
use crate::sql::writes::values::{STEPS, Values};

/// How far back the call is looked for that names the table.
const FAR: usize = 160;

/// The table that a column at a token is set of.
pub(super) fn table(values: &Values<'_>, at: usize) -> Option<String> {
    let code = &values.code;
    let writes = |n: &usize| {
        ["update", "insert_into", "replace_into"].iter().any(|word| code.ident(*n, word)) && code.punct(n + 1, b'(')
    };
    let mut before = (at.saturating_sub(FAR)..at).rev();
    let open = before.find(writes)? + 1;
    let close = code.close(open);
    let sets = |name: &str| matches!(name, "set" | "values" | "do_update");
    let within = code.chain(close).0.iter().any(|call| sets(call.name) && call.args.contains(&at));
    if within { named(values, code.inside(open), STEPS) } else { None }
}

/// `users`, `users::table`, `users.filter(…)`, and a variable that is one of these.
fn named(values: &Values<'_>, expression: std::ops::Range<usize>, steps: u32) -> Option<String> {
    let code = &values.code;
    match shape(code, expression) {
        Shape::Method { base, .. } => named(values, base, steps.checked_sub(1)?),
        Shape::Path { path, name } => {
            let whole = matches!(code.slice(name), "table" | "dsl");
            let of = if whole { path.rev().find(|n| code.is_ident(*n))? } else { name };
            match values.definition(of, of) {
                Some(Definition::Let(value)) if !whole => named(values, value, steps.checked_sub(1)?),
                None => Some(code.slice(of).to_lowercase()),
                _ => None,
            }
        }
        _ => None,
    }
}
