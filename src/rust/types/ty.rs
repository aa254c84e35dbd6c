//! What is known of a type: as much as following values needs.

use std::rc::Rc;

use super::super::index::{Def, ItemId};
use super::super::name::Name;

/// Types inside a type.
pub type Args = Rc<[Ty]>;

/// A type, seen through references, `Option`, `Box` and other wrappers that
/// leave a value what it is. Iterators are lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ty {
    /// Nothing is known.
    Unknown,
    /// Text or bytes as they are.
    Text,
    /// Numbers, flags, times, unit: never a secret.
    Scalar,
    /// Some error; which one is not known.
    Error,
    /// A type of the workspace with its generic arguments.
    Adt(ItemId, Args),
    /// `dyn Trait`, `impl Trait` or `Self` in a trait of the workspace.
    Trait(ItemId),
    /// A type of another crate, by its full path.
    Foreign(Name, Args),
    /// A tuple of two or more.
    Tuple(Args),
    /// A sequence, set, iterator or stream.
    List(Rc<Ty>),
    /// A map: key and value.
    Map(Rc<(Ty, Ty)>),
    /// A `Result`: value and error.
    Fall(Rc<(Ty, Ty)>),
    /// A generic parameter that stays open.
    Param(Name),
}

impl Ty {
    /// Whether anything is known.
    pub fn is_known(&self) -> bool {
        match self {
            Ty::Unknown => false,
            Ty::List(of) => of.is_known(),
            Ty::Fall(of) => of.0.is_known(),
            _ => true,
        }
    }

    /// A sequence of these.
    pub fn list(of: Ty) -> Ty {
        Ty::List(Rc::new(of))
    }

    /// A result.
    pub fn fall(ok: Ty, err: Ty) -> Ty {
        Ty::Fall(Rc::new((ok, err)))
    }

    /// What `?` and `unwrap` give.
    pub fn value(&self) -> Ty {
        match self {
            Ty::Fall(of) => of.0.value(),
            other => other.clone(),
        }
    }

    /// The error of a result.
    pub fn error(&self) -> Ty {
        match self {
            Ty::Fall(of) => of.1.clone(),
            _ => Ty::Error,
        }
    }

    /// What a loop over it gives.
    pub fn element(&self) -> Ty {
        match self.value() {
            Ty::List(of) => (*of).clone(),
            Ty::Map(of) => Ty::Tuple(Rc::from([of.0.clone(), of.1.clone()])),
            Ty::Text => Ty::Scalar,
            _ => Ty::Unknown,
        }
    }

    /// What `get` and the like give.
    pub fn entry(&self) -> Ty {
        match self.value() {
            Ty::Map(of) => of.1.clone(),
            Ty::Text => Ty::Text,
            other => other.element(),
        }
    }

    /// What a combinator hands to its closure.
    pub fn handed(&self) -> Ty {
        match self.value() {
            value @ (Ty::List(_) | Ty::Map(_)) => value.element(),
            value => value,
        }
    }

    /// The element of a tuple.
    pub fn at(&self, at: u32) -> Ty {
        match self.value() {
            Ty::Tuple(items) => items.get(at as usize).cloned().unwrap_or(Ty::Unknown),
            _ => Ty::Unknown,
        }
    }

    /// The item of the workspace that has its methods.
    pub fn def(&self) -> Option<Def> {
        match self.value() {
            Ty::Adt(id, _) => Some(Def::Adt(id)),
            Ty::Trait(id) => Some(Def::Trait(id)),
            _ => None,
        }
    }

    /// The same with generic parameters filled in.
    pub fn filled(&self, given: &[(Name, Ty)]) -> Ty {
        let all = |args: &Args| -> Args { args.iter().map(|arg| arg.filled(given)).collect() };
        match self {
            Ty::Param(name) => {
                let found = given.iter().find(|(known, _)| known == name);
                found.map_or_else(|| self.clone(), |(_, ty)| ty.clone())
            }
            Ty::Adt(id, args) if !args.is_empty() => Ty::Adt(*id, all(args)),
            Ty::Foreign(name, args) if !args.is_empty() => Ty::Foreign(*name, all(args)),
            Ty::Tuple(args) => Ty::Tuple(all(args)),
            Ty::List(of) => Ty::list(of.filled(given)),
            Ty::Map(of) => Ty::Map(Rc::new((of.0.filled(given), of.1.filled(given)))),
            Ty::Fall(of) => Ty::fall(of.0.filled(given), of.1.filled(given)),
            other => other.clone(),
        }
    }
}
