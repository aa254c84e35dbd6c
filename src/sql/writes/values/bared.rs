//! Values that are a secret by what they are called themselves, whatever the
//! column is called that they are written to: a password as it came, the
//! private half of a key.

use std::ops::Range;

use super::bindings::Definition;
use super::{MOST, Value, Values};
use crate::sql::words::{Kind, Meaning, words};
use crate::sql::writes::tokens::expression::{Shape, shape};
use crate::sql::writes::tokens::lists::lists;

/// How far a value is followed: through a block into what its bytes are made of.
const DEEP: u32 = 8;

/// Tokens that a field's value is looked for in.
const NEAR: usize = 24;

impl Values<'_> {
    /// Whether an expression that is so much says by its own name what it is.
    pub(super) fn bares(&self, expression: Range<usize>, value: Option<Value>) -> bool {
        self.left.set(MOST);
        value == Some(Value::Given) && self.is_password(expression.clone(), DEEP) || self.is_key(expression, DEEP)
    }

    /// `payload.password`, `&new_password`
    fn is_password(&self, expression: Range<usize>, steps: u32) -> bool {
        let named = |at: usize| {
            let meaning = words().meaning(&words().of(self.code.slice(at)));
            matches!(meaning, Meaning::Secret(Kind::Password, _))
        };
        match shape(&self.code, expression) {
            Shape::Within(inner) if steps > 0 => self.is_password(inner, steps - 1),
            Shape::Path { name, .. } => named(name),
            Shape::Field { base, name } => named(name) && !self.is_hidden_in_place(base.start, name),
            Shape::Method { base, name, .. } if steps > 0 && self.same(name) => self.is_password(base, steps - 1),
            Shape::Call { name, arguments, .. } if steps > 0 && self.same(name) => {
                arguments.into_iter().any(|argument| self.is_password(argument, steps - 1))
            }
            _ => false,
        }
    }

    /// `payload.hash_password()?;`, `Update { password: argon2(&given) }`: whether
    /// the file hides what the field of a value holds.
    fn is_hidden_in_place(&self, base: usize, field: usize) -> bool {
        let (code, base, field) = (&self.code, self.code.slice(base), self.code.slice(field));
        let hides = |at: usize| code.is_ident(at) && words().of(code.slice(at)).iter().any(|word| lists().hides(word));
        let called = |at: usize| code.ident(at, base) && code.punct(at + 1, b'.') && code.punct(at + 3, b'(');
        let stored = |at: usize| code.ident(at, field) && code.punct(at + 1, b':') && !code.punct(at + 2, b':');
        let part = |at: &usize| !code.punct(*at, b',') && !code.punct(*at, b'}');
        (0..code.tokens.len())
            .any(|at| called(at) && hides(at + 2) || stored(at) && (at + 2..at + NEAR).take_while(part).any(hides))
    }

    /// `keys.secret_key().to_secret_hex()`, `record.serialize()` of a
    /// `PreKeyRecord`, bytes to which one was added.
    fn is_key(&self, expression: Range<usize>, steps: u32) -> bool {
        let (Some(steps), Some(left)) = (steps.checked_sub(1), self.left.get().checked_sub(1)) else { return false };
        self.left.set(left);
        let bare = |at: usize| lists().is_bare_key(self.code.slice(at));
        let other = |mut range: Range<usize>| range.any(|at| lists().is_other_half(self.code.slice(at)));
        match shape(&self.code, expression) {
            Shape::Within(inner) => self.is_key(inner, steps),
            // `keys.verifying_key()`, `PublicKey::from(&secret)`, `let public = …`
            Shape::Field { name, .. } | Shape::Method { name, .. } | Shape::Path { name, .. }
                if other(name..name + 1) =>
            {
                false
            }
            Shape::Call { ref path, name, .. } if other(path.clone()) || other(name..name + 1) => false,
            Shape::Field { name, .. } => bare(name),
            Shape::Method { base, name, .. } => bare(name) || self.puts(name) && self.is_key(base, steps),
            Shape::Call { path, name, arguments } => {
                // `SecretKey::generate(&mut rng)`
                let makes = self.is_key_type(path);
                let spells = self.puts(name) || self.says(name).spells;
                makes || spells && arguments.into_iter().any(|argument| self.is_key(argument, steps))
            }
            Shape::Path { name, .. } => self.is_key_variable(name, steps),
            _ => false,
        }
    }

    fn puts(&self, name: usize) -> bool {
        self.same(name) || lists().serializes(self.code.slice(name))
    }

    fn is_key_variable(&self, name: usize, steps: u32) -> bool {
        match self.definition(name, name) {
            Some(Definition::Let(value)) => {
                let added = self.added_since(name, value.end);
                self.is_key(value, steps) || added.into_iter().any(|part| self.is_key(part, steps))
            }
            Some(Definition::Typed(ty)) => self.is_key_type(ty),
            _ => false,
        }
    }

    fn is_key_type(&self, mut ty: Range<usize>) -> bool {
        ty.any(|at| lists().is_bare_type(self.code.slice(at)))
    }
}
