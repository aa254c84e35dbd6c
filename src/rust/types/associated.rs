//! Types that belong to a generic parameter: `R::Response` of the request
//! that a function is handed.

use foldhash::HashMap;

use super::generics::Given;
use super::{Place, Ty, Types};
use crate::rust::facts::Owner;
use crate::rust::index::{Body, Def, ItemId};
use crate::rust::name::Name;
use crate::rust::tree::{Path, Tree, Type, TypeId};

/// Types inside a type that are looked through.
const DEEP: u32 = 6;

/// By the type of the workspace that they are written for: what they are
/// called, and in which file and block.
pub(super) type Associated = HashMap<ItemId, Vec<(Name, u32, u32)>>;

impl Types<'_, '_> {
    /// What a function's return type calls `R::Response`, by the values that
    /// it is handed; none where it calls nothing so.
    pub(super) fn associated_of(&self, body: &Body, id: ItemId, call: &Given<'_>, depth: u32) -> Vec<(Name, Ty)> {
        let item = self.index().fn_(id);
        let tree = self.index().tree(id.file);
        let mut named = Vec::new();
        let generics: Vec<Name> = item.generics.iter().map(|(name, _)| *name).collect();
        if let (Some(ret), false) = (item.ret, generics.is_empty()) {
            belonging(tree, ret, &generics, DEEP, &mut named);
        }
        let of = |(generic, last): (Name, Name)| {
            let params = item.params.iter().map(|param| param.ty.map(|ty| tree.ty(ty)));
            let mut at = params.enumerate().filter(|(_, ty)| match ty {
                Some(Type::Path(path)) => tree.path(*path).ident() == Some(generic),
                _ => false,
            });
            let handed = at.next().and_then(|(at, _)| call.args.get(at));
            let ty = handed.map_or(Ty::Unknown, |arg| self.belongs_to(&self.typed(body, *arg, depth), last));
            (joined(generic, last), ty)
        };
        named.into_iter().map(of).collect()
    }

    /// `type Response = X;` of a type of the workspace.
    fn belongs_to(&self, of: &Ty, name: Name) -> Ty {
        let Ty::Adt(id, _) = of.value() else { return Ty::Unknown };
        let known = self.associated.get_or_init(|| self.find_associated());
        let mut found = known.get(&id).into_iter().flatten().filter(|(known, ..)| *known == name);
        let (Some((_, file, number)), None) = (found.next(), found.next()) else { return Ty::Unknown };
        let block = &self.index().unit(*file).facts.impls[*number as usize];
        let module = self.index().module(*file, block.module);
        let place = Place { file: *file, module, owner: Owner::Impl(*number), of: None };
        let ty = block.types.iter().find(|(known, _)| *known == name);
        ty.map_or(Ty::Unknown, |(_, ty)| self.written(place, *ty))
    }

    fn find_associated(&self) -> Associated {
        let mut found = Associated::default();
        for (file, unit) in self.index().units().iter().enumerate() {
            for (number, block) in unit.facts.impls.iter().enumerate() {
                let (file, number) = (file as u32, number as u32);
                if block.types.is_empty() {
                    continue;
                }
                if let Some(Def::Adt(id)) = self.index().owner_def(file, Owner::Impl(number)) {
                    found.entry(id).or_default().extend(block.types.iter().map(|(name, _)| (*name, file, number)));
                }
            }
        }
        found
    }
}

/// The name under which such a type is open.
fn joined(generic: Name, last: Name) -> Name {
    Name::new(&format!("{}::{}", generic.text(), last.text()))
}

/// `R::Response`, as it is open.
pub(super) fn open_name(path: &Path) -> Option<Name> {
    match path.segments.as_slice() {
        [generic, last] if !path.global && path.qself.is_none() => Some(joined(generic.name, last.name)),
        _ => None,
    }
}

/// Each `R::Response` in a written type.
fn belonging(tree: &Tree, ty: TypeId, generics: &[Name], left: u32, found: &mut Vec<(Name, Name)>) {
    let Some(left) = left.checked_sub(1) else { return };
    match *tree.ty(ty) {
        Type::Path(path) => {
            let segments = tree.path(path).segments.as_slice();
            if let [generic, last] = segments
                && generics.contains(&generic.name)
            {
                found.push((generic.name, last.name));
            }
            let args = segments.last().map(|last| tree.types_of(last.args)).unwrap_or_default();
            args.iter().for_each(|arg| belonging(tree, *arg, generics, left, found));
        }
        Type::Tuple(items) => tree.types_of(items).iter().for_each(|ty| belonging(tree, *ty, generics, left, found)),
        Type::Ref(inner) | Type::Slice(inner) => belonging(tree, inner, generics, left, found),
        _ => {}
    }
}
