//! What paths stand for, and the types that are written.

use std::rc::Rc;

use super::Infer;
use crate::rust::facts::Owner;
use crate::rust::index::{Body, Def, ModId, Res};
use crate::rust::name::Name;
use crate::rust::tree::{Path, Segment, Type, TypeId};

/// Wrappers a method call or field access looks through.
const SEE_THROUGH: [&str; 14] = [
    "Box", "Arc", "Rc", "Option", "Result", "Cow", "Ref", "RefMut", "Mutex", "RwLock", "RefCell", "OnceCell",
    "LazyLock", "OnceLock",
];

/// A module and a path of at most three names in it, global or not.
pub(super) type Place = (ModId, [Option<Name>; 3], bool);

impl Infer<'_, '_> {
    /// What a path in a body stands for; `Self` is known there.
    pub fn resolve(&self, body: &Body, path: &Path) -> Vec<Res> {
        match (path.qself, path.segments.as_slice()) {
            (Some(ty), [.., last]) => self.on_type(body.file, body.scope, body.owner, ty, last.name),
            (None, [first, rest @ ..]) if first.name == "Self" => self.on_self(body, rest),
            _ => self.resolve_in(body.scope, path).to_vec(),
        }
    }

    /// What a path stands for in a module.
    pub fn resolve_in(&self, module: ModId, path: &Path) -> Rc<[Res]> {
        let mut names = [None; 3];
        if path.segments.len() > names.len() || path.qself.is_some() {
            return self.index.resolve_all(module, path).into();
        }
        names.iter_mut().zip(path.segments.iter()).for_each(|(name, segment)| *name = Some(segment.name));
        let key = (module, names, path.global);
        if let Some(known) = self.paths.borrow().get(&key) {
            return known.clone();
        }
        let found: Rc<[Res]> = self.index.resolve_all(module, path).into();
        self.paths.borrow_mut().insert(key, found.clone());
        found
    }

    fn on_self(&self, body: &Body, rest: &[Segment]) -> Vec<Res> {
        let Some(def) = self.index.owner_def(body.file, body.owner) else { return Vec::new() };
        match rest {
            [] => vec![Res::Def(def)],
            [member] => self.on_def(def, member.name),
            _ => Vec::new(),
        }
    }

    fn on_type(&self, file: u32, scope: ModId, owner: Owner, ty: TypeId, name: Name) -> Vec<Res> {
        match self.named_type(file, scope, owner, ty) {
            Some(Res::Def(def)) => self.on_def(def, name),
            _ => Vec::new(),
        }
    }

    fn on_def(&self, def: Def, name: Name) -> Vec<Res> {
        let fns = self.index.methods(def, name).iter().map(|id| Res::Def(Def::Fn(*id)));
        let consts = self.index.assoc_consts(def, name).iter().map(|id| Res::Def(Def::Const(*id)));
        let mut found: Vec<Res> = fns.chain(consts).collect();
        if let (Def::Adt(id), true) = (def, found.is_empty()) {
            let variants = self.index.adt(id).variants.iter();
            let at = variants.enumerate().find(|(_, variant)| variant.name == name);
            found.extend(at.map(|(at, _)| Res::Def(Def::Variant(id, at as u32))));
        }
        found
    }

    /// The struct, enum or foreign type that a written type names, seen
    /// through references and the usual wrappers.
    pub fn named_type(&self, file: u32, scope: ModId, owner: Owner, ty: TypeId) -> Option<Res> {
        let tree = self.index.tree(file);
        match *tree.ty(ty) {
            Type::Ref(inner) | Type::Slice(inner) => self.named_type(file, scope, owner, inner),
            Type::Path(path) | Type::Bound(path) => {
                let path = tree.path(path);
                let last = path.segments.last()?;
                if SEE_THROUGH.contains(&last.name.text())
                    && let Some(inner) = tree.types_of(last.args).first()
                {
                    return self.named_type(file, scope, owner, *inner);
                }
                if path.ident().is_some_and(|name| name == "Self") {
                    return self.index.owner_def(file, owner).map(Res::Def);
                }
                match self.resolve_in(scope, path).first().cloned()? {
                    Res::Def(Def::Alias(id)) => self.index.alias_target(id),
                    found => Some(found),
                }
            }
            _ => None,
        }
    }
}
