//! What a function gives back in parts: `(plain, stored)`, `Minted { plain, stored }`.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use super::{Value, Values};
use crate::sql::writes::tokens::expression::{Shape, shape};
use crate::sql::writes::tokens::hiding::{makes, parts};

/// The parts that are hashed or sealed: places in a tuple, or fields.
pub(in crate::sql::writes) type Given = Vec<String>;

/// What the function at a token hashes or seals of what it returns in parts.
pub(in crate::sql::writes) fn gives(values: &Values<'_>, function: usize) -> Given {
    let code = &values.code;
    let Some((_, _, body)) = parts(code, function) else { return Given::new() };
    let early = |at: &usize| code.ident(*at, "return") && !code.ident(at + 1, "Err");
    if !makes(code, body.clone()) || body.clone().any(|at| early(&at)) {
        return Given::new();
    }
    let hidden = |value: &Range<usize>| values.fresh(value.clone()) == Some(Value::Hidden);
    let parts = returned(values, body, DEEPEST).into_iter();
    parts.filter(|(_, value)| hidden(value)).map(|(key, _)| key).collect()
}

/// How deep `Ok(Some((a, b)))` is.
const DEEPEST: u32 = 4;

fn returned(values: &Values<'_>, expression: Range<usize>, deep: u32) -> Vec<(String, Range<usize>)> {
    let code = &values.code;
    let start = expression.start;
    match shape(code, expression.clone()) {
        Shape::Within(inner) if deep > 0 => returned(values, inner, deep - 1),
        Shape::Call { name, arguments, .. } if deep > 0 && values.same(name) && arguments.len() == 1 => {
            returned(values, arguments[0].clone(), deep - 1)
        }
        Shape::Beside(all) => all.into_iter().enumerate().map(|(place, value)| (place.to_string(), value)).collect(),
        Shape::Other if code.is_ident(start) && code.punct(start + 1, b'{') => fields(code, start + 1),
        _ => Vec::new(),
    }
}

/// `{ plain, stored: digest }`
fn fields(code: &Code<'_>, open: usize) -> Vec<(String, Range<usize>)> {
    let field = |field: Range<usize>| {
        let value = if code.punct(field.start + 1, b':') { field.start + 2..field.end } else { field.clone() };
        code.is_ident(field.start).then(|| (code.slice(field.start).to_owned(), value))
    };
    code.list(code.inside(open)).into_iter().filter_map(field).collect()
}

impl Values<'_> {
    /// Whether what a call gives back under this key is hashed or sealed.
    pub(in crate::sql::writes) fn hides_part(&self, call: Range<usize>, key: &str) -> bool {
        match shape(&self.code, call) {
            Shape::Call { name, .. } | Shape::Method { name, .. } => {
                self.elsewhere.gives(self.code.slice(name), &self.callee(name), key)
            }
            _ => false,
        }
    }
}
