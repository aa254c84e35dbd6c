//! Types as they are written.

use std::rc::Rc;

use super::associated::open_name;
use super::{Args, Place, Ty, Types};
use crate::rust::facts::Owner;
use crate::rust::index::{Def, ItemId, Res};
use crate::rust::name::Name;
use crate::rust::tree::{Path, Tree, Type, TypeId, TypeList};

/// Types looked at for one question.
const FUEL: u32 = 256;

impl Types<'_, '_> {
    /// The type written at `ty`.
    pub fn written(&self, place: Place, ty: TypeId) -> Ty {
        self.written_among(place, ty, &[])
    }

    /// The same, where these generic parameters are in scope as well. Aliases
    /// that name each other end when the question has cost enough.
    pub(super) fn written_among(&self, place: Place, ty: TypeId, generics: &[Name]) -> Ty {
        let outermost = self.asking.get() == 0;
        if outermost {
            self.asking.set(FUEL);
        }
        let left = self.asking.get() - 1;
        let found = match left {
            0 => Ty::Unknown,
            _ => {
                self.asking.set(left);
                self.read(place, ty, generics)
            }
        };
        if outermost {
            self.asking.set(0);
            return found.bounded();
        }
        found
    }

    fn read(&self, place: Place, ty: TypeId, generics: &[Name]) -> Ty {
        let tree = self.index().tree(place.file);
        match *tree.ty(ty) {
            Type::Ref(inner) => self.written_among(place, inner, generics),
            Type::Slice(inner) => match is_byte(tree, inner) {
                true => Ty::Text,
                false => Ty::list(self.written_among(place, inner, generics)),
            },
            Type::Tuple(items) => match self.all(place, items, generics) {
                items if items.is_empty() => Ty::Scalar,
                items => Ty::Tuple(items),
            },
            Type::Never => Ty::Scalar,
            Type::Path(path) => self.path(place, tree.path(path), generics),
            Type::Bound(path) => self.bound(place, tree.path(path), generics),
            Type::Fn | Type::Unknown => Ty::Unknown,
        }
    }

    fn all(&self, place: Place, list: TypeList, generics: &[Name]) -> Args {
        let types = self.index().tree(place.file).types_of(list).to_vec();
        types.into_iter().map(|ty| self.written_among(place, ty, generics)).collect()
    }

    fn bound(&self, place: Place, path: &Path, generics: &[Name]) -> Ty {
        let Some(last) = path.segments.last() else { return Ty::Unknown };
        let name = last.name.text();
        if self.std.as_text.contains(name) {
            return Ty::Text;
        }
        if self.std.as_their_argument.contains(name) {
            return self.all(place, last.args, generics).first().cloned().unwrap_or(Ty::Unknown);
        }
        match name {
            "Error" => Ty::Error,
            _ if self.std.lists.contains(name) => self.path(place, path, generics),
            _ => match self.infer.resolve_in(place.module, path).first() {
                Some(Res::Def(Def::Trait(id))) => Ty::Trait(*id),
                _ => Ty::Param(last.name),
            },
        }
    }

    fn path(&self, place: Place, path: &Path, generics: &[Name]) -> Ty {
        let Some(last) = path.segments.last() else { return Ty::Unknown };
        if path.qself.is_some() {
            return Ty::Unknown;
        }
        if let Some(name) = path.ident() {
            if name == "Self" {
                return self.own(place.file, place.owner);
            }
            if generics.contains(&name) {
                return Ty::Param(name);
            }
            if let Some(ty) = self.generic(place, name) {
                return ty;
            }
        }
        if !generics.is_empty()
            && let Some(name) = open_name(path).filter(|name| generics.contains(name))
        {
            return Ty::Param(name);
        }
        if is_bytes(self.index().tree(place.file), path) {
            return Ty::Text;
        }
        let args = self.all(place, last.args, generics);
        match self.infer.resolve_in(place.module, path).first() {
            Some(Res::Def(Def::Adt(id))) => Ty::Adt(*id, args),
            Some(Res::Def(Def::Trait(id))) => Ty::Trait(*id),
            Some(Res::Def(Def::Alias(id))) => self.alias(*id, args),
            Some(Res::External(full)) => self.foreign(Name::new(full), args),
            Some(Res::Def(_)) => Ty::Unknown,
            None => self.foreign(last.name, args),
        }
    }

    /// A generic parameter of the function: what its bound says.
    fn generic(&self, place: Place, name: Name) -> Option<Ty> {
        let item = self.index().fn_(place.of?);
        let (_, bound) = item.generics.iter().find(|(known, _)| *known == name)?;
        let bound = bound.map(|bound| self.written_among(Place { of: None, ..place }, bound, &[]));
        Some(match bound {
            // `T: Into<Options>` is what it is made into.
            Some(ty @ (Ty::Text | Ty::Trait(_) | Ty::Error | Ty::List(_) | Ty::Adt(..) | Ty::Foreign(..))) => ty,
            _ => Ty::Param(name),
        })
    }

    /// What `Self` is.
    pub(super) fn own(&self, file: u32, owner: Owner) -> Ty {
        match owner {
            Owner::Impl(number) => {
                let facts = &self.index().unit(file).facts;
                let item = &facts.impls[number as usize];
                let module = self.index().module(file, item.module);
                self.written(Place { file, module, owner: Owner::Module, of: None }, item.self_ty)
            }
            Owner::Trait(number) => Ty::Trait(ItemId { file, item: number }),
            Owner::Module | Owner::Macro(_) => Ty::Unknown,
        }
    }

    /// `type Result<T> = std::result::Result<T, E>` takes its value from
    /// where it is used; other aliases are what they stand for.
    fn alias(&self, id: ItemId, args: Args) -> Ty {
        let item = &self.index().unit(id.file).facts.aliases[id.item as usize];
        let module = self.index().module(id.file, item.module);
        let place = Place { file: id.file, module, owner: Owner::Module, of: None };
        // An alias that names itself stands for nothing.
        if self.index().alias_target(id).is_none() && !matches!(self.index().tree(id.file).ty(item.ty), Type::Tuple(_))
        {
            return self.prelude_alias(id, item.ty, args);
        }
        self.with_value(self.written(place, item.ty), args)
    }

    fn prelude_alias(&self, id: ItemId, ty: TypeId, args: Args) -> Ty {
        let tree = self.index().tree(id.file);
        let Type::Path(path) = *tree.ty(ty) else { return Ty::Unknown };
        let Some(last) = tree.path(path).segments.last() else { return Ty::Unknown };
        let item = &self.index().unit(id.file).facts.aliases[id.item as usize];
        if last.name == item.name && tree.path(path).segments.len() == 1 {
            return Ty::Unknown;
        }
        let module = self.index().module(id.file, item.module);
        let place = Place { file: id.file, module, owner: Owner::Module, of: None };
        self.with_value(self.foreign(last.name, self.all(place, last.args, &[])), args)
    }

    fn with_value(&self, ty: Ty, args: Args) -> Ty {
        match (ty, args.first()) {
            (Ty::Fall(of), Some(value)) => Ty::fall(value.clone(), of.1.clone()),
            (ty, _) => ty,
        }
    }

    /// A type of another crate, by its path and arguments.
    pub(super) fn foreign(&self, path: Name, args: Args) -> Ty {
        let last = path.text().rsplit("::").next().unwrap_or_default();
        let arg = |at: usize| args.get(at).cloned().unwrap_or(Ty::Unknown);
        match last {
            // Several crates call theirs so; the value comes first.
            "Result" | "ApiResult" | "IoResult" => Ty::fall(arg(0), args.get(1).cloned().unwrap_or(Ty::Error)),
            _ if last.ends_with("Result") && !args.is_empty() => {
                Ty::fall(arg(0), args.get(1).cloned().unwrap_or(Ty::Error))
            }
            "Cow" if args.is_empty() => Ty::Text,
            _ if self.std.text.contains(last) => Ty::Text,
            _ if self.std.scalars.contains(last) => Ty::Scalar,
            _ if self.std.through.contains(last) && !args.is_empty() => arg(0),
            _ if self.std.lists.contains(last) => Ty::list(arg(0)),
            _ if self.std.maps.contains(last) => Ty::Map(Rc::new((arg(0), arg(1)))),
            _ if path.text().len() == last.len() && !known_shape(last) => Ty::Unknown,
            _ => Ty::Foreign(path, args),
        }
    }
}

/// What resolves to nothing may be a generic parameter.
fn known_shape(name: &str) -> bool {
    name.len() > 2 && name.starts_with(char::is_uppercase)
}

fn is_byte(tree: &Tree, ty: TypeId) -> bool {
    match *tree.ty(ty) {
        Type::Path(path) => tree.path(path).ident().is_some_and(|name| name == "u8"),
        _ => false,
    }
}

/// `Vec<u8>` and the like.
fn is_bytes(tree: &Tree, path: &Path) -> bool {
    let Some(last) = path.segments.last() else { return false };
    matches!(last.name.text(), "Vec" | "VecDeque" | "SmallVec" | "ArrayVec")
        && tree.types_of(last.args).first().is_some_and(|ty| is_byte(tree, *ty))
}
