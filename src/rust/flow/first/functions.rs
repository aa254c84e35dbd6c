//! Bodies by the functions whose they are.

use std::collections::BTreeSet;

use crate::rust::flow::{Flow, build, instrument, seeds};
use crate::rust::index::{BodyKind, Def, ItemId};
use crate::rust::name::Name;
use crate::rust::tree::{PatKind, Type};

impl Flow<'_, '_> {
    /// Bodies of functions that are recorded, are handed a key or a request,
    /// or read the secret that their type is.
    pub(super) fn by_function(&mut self) -> BTreeSet<u32> {
        let mut bodies = BTreeSet::new();
        for (number, body) in self.sites.bodies.iter().enumerate() {
            if let BodyKind::Fn(id) = body.kind
                && (instrument(self.index().fn_(id)).is_some() || self.takes_key(id) || self.reads_own(id))
            {
                bodies.insert(number as u32);
            }
        }
        bodies
    }

    /// Whether a function is handed another crate's secret key, or a request.
    fn takes_key(&self, id: ItemId) -> bool {
        let (tree, values) = (self.index().tree(id.file), self.know.values);
        self.index().fn_(id).params.iter().filter_map(|param| param.ty).any(|ty| {
            let inner = if let Type::Ref(inner) = *tree.ty(ty) { inner } else { ty };
            let Type::Path(path) = *tree.ty(inner) else { return false };
            let last = tree.path(path).last().map_or("", Name::text);
            values.keys.contains(last) || values.revealing.contains(last) || build::Incoming::of(last).is_some()
        })
    }

    /// Whether a function of a type that is called a secret may read one.
    fn reads_own(&mut self, id: ItemId) -> bool {
        let item = self.index().fn_(id);
        if item.has_self || item.params.len() != 1 {
            return false;
        }
        let Some(Def::Adt(of)) = self.index().owner_def(id.file, item.owner) else { return false };
        let name = self.index().adt(of).name;
        seeds::is_strong(name.text()) && self.names_secret(name)
    }

    /// Functions with a parameter called a secret: what they are handed is
    /// one, wherever it comes from.
    pub(in crate::rust::flow) fn takers(&mut self) -> Vec<ItemId> {
        let mut takers = Vec::new();
        for file in 0..self.index().units().len() as u32 {
            let facts = &self.index().unit(file).facts;
            for (item, function) in facts.fns.iter().enumerate() {
                let tree = &facts.tree;
                let names = function.params.iter().filter_map(|param| match tree.pat(param.pat).kind {
                    PatKind::Bind { name, .. } => Some(name),
                    _ => None,
                });
                if names.into_iter().any(|name| self.names_secret(name) && seeds::is_strong(name.text())) {
                    takers.push(ItemId { file, item: item as u32 });
                }
            }
        }
        takers
    }
}
