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

/// Types inside one type; what is larger says nothing. Tuples of tuples
/// double with every line that a hostile file adds.
const LARGEST: usize = 64;

impl Ty {
    /// A tuple of these.
    pub fn tuple(items: impl IntoIterator<Item = Ty>) -> Ty {
        Ty::Tuple(items.into_iter().collect()).bounded()
    }

    /// The type, or nothing when it is too large to walk through.
    pub fn bounded(self) -> Ty {
        let mut left = LARGEST;
        if self.fits(&mut left) { self } else { Ty::Unknown }
    }

    fn fits(&self, left: &mut usize) -> bool {
        if *left == 0 {
            return false;
        }
        *left -= 1;
        match self {
            Ty::Adt(_, args) | Ty::Foreign(_, args) | Ty::Tuple(args) => args.iter().all(|arg| arg.fits(left)),
            Ty::List(of) => of.fits(left),
            Ty::Map(of) | Ty::Fall(of) => of.0.fits(left) && of.1.fits(left),
            _ => true,
        }
    }

    /// Whether a type of the workspace is part of it.
    pub fn mentions(&self, id: ItemId) -> bool {
        let mut found = false;
        self.each_own(&mut |own| found |= own == id);
        found
    }

    /// The types of the workspace that are part of it.
    pub fn each_own(&self, visit: &mut dyn FnMut(ItemId)) {
        match self {
            Ty::Adt(id, args) => {
                visit(*id);
                args.iter().for_each(|arg| arg.each_own(visit));
            }
            Ty::Foreign(_, args) | Ty::Tuple(args) => args.iter().for_each(|arg| arg.each_own(visit)),
            Ty::List(of) => of.each_own(visit),
            Ty::Map(of) | Ty::Fall(of) => {
                of.0.each_own(visit);
                of.1.each_own(visit);
            }
            _ => {}
        }
    }

    /// Whether anything is known.
    pub fn is_known(&self) -> bool {
        match self {
            Ty::Unknown => false,
            Ty::List(of) => of.is_known(),
            Ty::Fall(of) => of.0.is_known(),
            _ => true,
        }
    }

    /// Whether its values have no elements that are told apart: a tuple has,
    /// and what holds some.
    pub fn is_plain(&self) -> bool {
        match self {
            Ty::Text | Ty::Scalar | Ty::Error | Ty::Adt(..) | Ty::Trait(_) => true,
            Ty::List(of) => of.is_plain(),
            Ty::Fall(of) => of.0.is_plain(),
            Ty::Unknown | Ty::Foreign(..) | Ty::Tuple(_) | Ty::Map(_) | Ty::Param(_) => false,
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
            Ty::Map(of) => Ty::tuple([of.0.clone(), of.1.clone()]),
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

    /// Whether a generic parameter stays open in it.
    pub fn is_open(&self) -> bool {
        match self {
            Ty::Param(_) => true,
            Ty::Adt(_, args) | Ty::Foreign(_, args) | Ty::Tuple(args) => args.iter().any(Ty::is_open),
            Ty::List(of) => of.is_open(),
            Ty::Map(of) | Ty::Fall(of) => of.0.is_open() || of.1.is_open(),
            _ => false,
        }
    }

    /// What this type's open parameters are when it is that of a value of
    /// the `given` type.
    pub fn fill(&self, given: &Ty, found: &mut Vec<(Name, Ty)>) {
        match (self, given) {
            (Ty::Param(name), given) if given.is_known() => found.push((*name, given.clone())),
            (Ty::Adt(of, args), Ty::Adt(known, given)) if of == known => {
                args.iter().zip(given.iter()).for_each(|(arg, given)| arg.fill(given, found));
            }
            (Ty::Tuple(args), Ty::Tuple(given)) => {
                args.iter().zip(given.iter()).for_each(|(arg, given)| arg.fill(given, found));
            }
            (Ty::List(of), Ty::List(given)) => of.fill(given, found),
            (Ty::Map(of), Ty::Map(given)) | (Ty::Fall(of), Ty::Fall(given)) => {
                of.0.fill(&given.0, found);
                of.1.fill(&given.1, found);
            }
            _ => {}
        }
    }

    /// The same with generic parameters filled in.
    pub fn filled(&self, given: &[(Name, Ty)]) -> Ty {
        self.with(given).bounded()
    }

    fn with(&self, given: &[(Name, Ty)]) -> Ty {
        let all = |args: &Args| -> Args { args.iter().map(|arg| arg.with(given)).collect() };
        match self {
            Ty::Param(name) => {
                let found = given.iter().find(|(known, _)| known == name);
                found.map_or_else(|| self.clone(), |(_, ty)| ty.clone())
            }
            Ty::Adt(id, args) if !args.is_empty() => Ty::Adt(*id, all(args)),
            Ty::Foreign(name, args) if !args.is_empty() => Ty::Foreign(*name, all(args)),
            Ty::Tuple(args) => Ty::Tuple(all(args)),
            Ty::List(of) => Ty::list(of.with(given)),
            Ty::Map(of) => Ty::Map(Rc::new((of.0.with(given), of.1.with(given)))),
            Ty::Fall(of) => Ty::fall(of.0.with(given), of.1.with(given)),
            other => other.clone(),
        }
    }
}
