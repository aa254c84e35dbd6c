//! Functions and closures that a variable holds, and what their calls give.

use std::ops::Range;

use super::bindings::Definition;
use super::{Value, Values};
use crate::sql::writes::tokens::expression::{Shape, shape};
use crate::sql::writes::tokens::lists::lists;

impl Values<'_> {
    /// `keep(&token)` after `let keep = sha256_hex;` or `let keep = |text| sha256_hex(text);`
    pub(super) fn called_by_variable(
        &self,
        path: &Range<usize>,
        name: usize,
        arguments: &[Range<usize>],
        steps: u32,
    ) -> Option<Option<Value>> {
        let steps = steps.checked_sub(1).filter(|_| path.is_empty() && self.code.punct(name + 1, b'('))?;
        let Definition::Let(held) = self.definition(name, name)? else { return None };
        match shape(&self.code, held.clone()) {
            Shape::Path { path, name } => Some(self.call(path, name, arguments, steps)),
            Shape::Within(body) if self.code.punct(held.start, b'|') || self.code.ident(held.start, "move") => {
                self.value(body, steps).filter(|value| *value == Value::Hidden).map(Some)
            }
            _ => None,
        }
    }

    /// `token.pipe(sha256_hex)`: what a function makes of what it is called on.
    pub(super) fn piped(
        &self,
        base: &Range<usize>,
        name: usize,
        arguments: &[Range<usize>],
        steps: u32,
    ) -> Option<Option<Value>> {
        let [only] = arguments else { return None };
        let steps = steps.checked_sub(1).filter(|_| lists().pipes(self.code.slice(name)))?;
        match shape(&self.code, only.clone()) {
            Shape::Path { path, name } => Some(self.call(path, name, std::slice::from_ref(base), steps)),
            Shape::Within(body) => Some(self.value(body, steps)),
            _ => None,
        }
    }
}
