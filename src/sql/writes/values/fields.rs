//! Fields of what a function was handed, and the types that they are of.

use std::ops::Range;

use super::Values;
use super::bindings::Definition;
use crate::sql::writes::tokens::expression::{Shape, shape};

/// How many `let`s a variable is followed through to its type.
const STEPS: u32 = 4;

/// A field, and the type that it is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::sql::writes) struct Field {
    pub of: String,
    pub name: String,
}

/// Types that only hold another.
const HOLD: &[&str] = &["Arc", "Box", "Cow", "Option", "Pin", "Rc", "Ref", "RefMut"];

impl Values<'_> {
    /// The field in `new.token`, `&self.token`, `account.password().as_str()`
    /// that the function was handed.
    pub(in crate::sql::writes) fn field_of(&self, expression: Range<usize>) -> Option<Field> {
        self.field_through(expression, STEPS)
    }

    fn field_through(&self, expression: Range<usize>, steps: u32) -> Option<Field> {
        let named = |base, name: &str| {
            let of = self.handed_type(base, STEPS)?;
            Some(Field { of: of.to_owned(), name: name.to_lowercase() })
        };
        let field = |base, name: usize| named(base, self.code.slice(name));
        match shape(&self.code, expression.clone()) {
            Shape::Within(inner) => self.field_through(inner, steps),
            // `if let Some(password) = new.password { … }`, `let User { password, .. } = new;`
            Shape::Path { path, name } if path.is_empty() => match self.definition(name, name)? {
                Definition::Let(value) => self.field_through(value, steps.checked_sub(1)?),
                Definition::Part(part) if part.key.starts_with(char::is_alphabetic) => named(part.all, &part.key),
                Definition::Typed(ty) => self.taken_apart(name, ty),
                _ => None,
            },
            // What it was given before in this function counts.
            Shape::Field { .. } if self.member_value(&expression).is_some() => None,
            Shape::Field { base, name } => field(base, name),
            Shape::Method { base, name, .. } if self.same(name) => self.field_through(base, steps),
            Shape::Method { base, name, arguments } if arguments.is_empty() && !self.says(name).looks_up => {
                // `account.password().value()`
                field(base.clone(), name).or_else(|| self.field_through(base, steps))
            }
            Shape::Call { name, arguments, .. } if self.same(name) && arguments.len() == 1 => {
                self.field_through(arguments[0].clone(), steps)
            }
            _ => None,
        }
    }

    /// `fn insert(NewUser { password, .. }: NewUser)`
    fn taken_apart(&self, name: usize, ty: Range<usize>) -> Option<Field> {
        let code = &self.code;
        let braces = ty.start >= 2 && code.punct(ty.start - 1, b':') && code.punct(ty.start - 2, b'}');
        // What arrives in parts says what it is by itself.
        let of = ty.clone().find(|at| code.is_ident(*at)).filter(|_| braces && ty.len() == 1)?;
        Some(Field { of: code.slice(of).to_owned(), name: code.slice(name).to_lowercase() })
    }

    /// The value that a variable alone was given by its `let`.
    pub(in crate::sql::writes) fn stands_for(&self, expression: &Range<usize>) -> Option<Range<usize>> {
        let name = self.local(expression)?;
        match self.definition(name, name)? {
            Definition::Let(value) => Some(value),
            _ => None,
        }
    }

    /// The type of a variable that is a parameter, or of `self`.
    pub(in crate::sql::writes) fn handed_type(&self, expression: Range<usize>, steps: u32) -> Option<&str> {
        let name = match shape(&self.code, expression) {
            Shape::Path { name, .. } => name,
            Shape::Method { base, name, .. } if self.same(name) => {
                return self.handed_type(base, steps.checked_sub(1)?);
            }
            _ => return None,
        };
        let own = || self.owner(name).map(|own| own.of);
        if self.code.ident(name, "self") {
            return own();
        }
        match self.definition(name, name)? {
            Definition::Let(value) => self.handed_type(value, steps.checked_sub(1)?),
            Definition::Typed(ty) => {
                let words = || ty.clone().filter(|at| self.code.is_ident(*at)).map(|at| self.code.slice(at));
                // A handler is called by nobody.
                let arrives = |word: &str| ["Json", "Query", "Form"].iter().any(|end| word.ends_with(end));
                let held = |word: &&str| word.starts_with(char::is_uppercase) && !HOLD.contains(word);
                let of = words().find(held).filter(|_| !words().any(arrives))?;
                if of == "Self" { own() } else { Some(of) }
            }
            _ => None,
        }
    }
}
