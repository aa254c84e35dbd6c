//! What type a receiver is of, as far as its function says.

use std::ops::Range;

use super::Values;
use super::bindings::Definition;
use crate::sql::writes::tokens::expression::{Shape, shape};
use crate::sql::writes::tokens::impls::{Callee, callee, named};

/// Types that hand on the methods of what is in them.
const HOLDERS: &[&str] = &["Arc", "Box", "Rc", "Ref", "State", "Extension", "Data"];

impl<'a> Values<'a> {
    /// Whose function is called at a token: that of its receiver's type, where
    /// one of that name is known.
    pub(in crate::sql::writes) fn callee(&self, at: usize) -> Callee<'a> {
        let callee = callee(&self.code, at, self.owner(at).map(|own| own.of));
        let variable = matches!(callee, Callee::Method(Some(_))) && !(at > 2 && self.code.punct(at - 3, b'.'));
        let of = if variable { self.type_of(at - 2) } else { None };
        match of.filter(|of| self.elsewhere.is_of(self.code.slice(at), of)) {
            Some(of) => Callee::Type(of),
            None => callee,
        }
    }

    /// The type of a variable: of a parameter, or of what made it.
    fn type_of(&self, variable: usize) -> Option<&'a str> {
        match self.definition(variable, variable)? {
            Definition::Typed(ty) => self.held(ty),
            Definition::Let(value) => match shape(&self.code, value) {
                Shape::Call { path, .. } => {
                    let types = |at: &usize| self.code.slice(*at).starts_with(|c: char| c.is_uppercase());
                    path.rev().find(types).map(|at| self.code.slice(at))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// `Token` in `&Token`, `Arc<Token>`.
    fn held(&self, ty: Range<usize>) -> Option<&'a str> {
        let name = named(&self.code, ty.clone())?;
        if !HOLDERS.contains(&name) {
            return Some(name);
        }
        let open = ty.clone().find(|at| self.code.punct(*at, b'<'))?;
        let close = ty.rev().find(|at| self.code.punct(*at, b'>'))?;
        named(&self.code, open + 1..close.max(open + 1))
    }
}
