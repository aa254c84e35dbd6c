//! What is made of several values.

use std::ops::Range;

use super::bindings::Definition;
use super::{Value, Values};
use crate::sql::writes::tokens::lists::Says;

impl Values<'_> {
    /// What is made of several is hidden when all of it is that may be a
    /// secret: `salt + digest`, but not `digest + token`.
    pub(in crate::sql::writes) fn joined(&self, parts: Vec<Range<usize>>, steps: u32) -> Option<Value> {
        let salted = parts.iter().any(|part| part.clone().any(|at| self.code.ident(at, "salt")));
        let (mut all, mut open) = (if salted { vec![Value::Hidden] } else { Vec::new() }, false);
        for part in parts {
            let value = match self.code.is_str(part.start) && part.len() == 1 {
                true => self.text(part.start, steps),
                false => self.value(part.clone(), steps),
            };
            let readable = value != Some(Value::Hidden) && self.names_secret(part);
            if readable && value == Some(Value::Drawn) {
                return value;
            }
            open |= readable;
            all.extend(value);
        }
        let first = |wanted| all.contains(&wanted).then_some(wanted);
        let hidden = || first(Value::Hidden).or_else(|| first(Value::Drawn)).filter(|_| !open);
        first(Value::Given).or_else(hidden)
    }

    /// `"{prefix}.{digest:x}"`: hidden when all is that may be a secret.
    fn text(&self, at: usize, steps: u32) -> Option<Value> {
        let mut all = Vec::new();
        for name in holes(self.code.slice(at)) {
            let says = Says::of(name);
            let value = if says.hides { Some(Value::Hidden) } else { self.given_to(name, at, steps) };
            if value != Some(Value::Hidden) && says.secret {
                return value.filter(|value| *value == Value::Drawn);
            }
            all.extend(value);
        }
        let first = |wanted| all.contains(&wanted).then_some(wanted);
        first(Value::Given).or_else(|| first(Value::Hidden)).or_else(|| first(Value::Drawn))
    }

    /// What the variable of a name is at a token.
    fn given_to(&self, name: &str, at: usize, steps: u32) -> Option<Value> {
        match self.defined(name, at)? {
            Definition::Let(value) => self.given_by(value, steps.checked_sub(1)?),
            Definition::Typed(ty) => self.hidden(ty).then_some(Value::Hidden),
            _ => None,
        }
    }

    /// What stands beside something readable is not all hidden.
    pub(super) fn beside(&self, parts: Vec<Range<usize>>, steps: u32) -> Option<Value> {
        let mut all = parts.into_iter().map(|part| self.value(part, steps));
        let first = all.next()??;
        all.all(|value| value == Some(first)).then_some(first)
    }

    /// Whether an expression that says nothing of itself names a secret.
    pub(in crate::sql::writes) fn names_secret(&self, expression: Range<usize>) -> bool {
        let secret = |says: Says| says.secret && !says.hides;
        // `format!("{token}.{digest}")`
        let filled = |text: &str| holes(text).any(|name| secret(Says::of(name)));
        expression.into_iter().any(|at| match self.code.is_str(at) {
            true => filled(self.code.slice(at)),
            false => self.code.is_ident(at) && secret(self.says(at)),
        })
    }
}

/// The names in the holes of a text: `"{token}.{digest:x}"`.
pub(in crate::sql::writes) fn holes(text: &str) -> impl Iterator<Item = &str> {
    let names = text.split('{').skip(1).filter_map(|behind| behind.split(['}', ':']).next());
    names.filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
}
