//! Filling the index: items into modules, methods onto types.

use std::sync::{Mutex, OnceLock};

use foldhash::HashMap;

use super::super::facts::Owner;
use super::super::name::Name;
use super::super::tree::{Type, TypeId};
use super::globs::Glob;
use super::{Def, Index, ItemId, ModId, Res, Unit, modules};
use crate::files::Crate;

pub(super) fn index<'a>(units: &'a [Unit], crates: &[Crate]) -> Index<'a> {
    let mut index = Index {
        units,
        modules: Vec::new(),
        module_of: vec![Vec::new(); units.len()],
        crates: Vec::new(),
        methods: HashMap::default(),
        assoc_consts: HashMap::default(),
        arms: HashMap::default(),
        fns_named: HashMap::default(),
        fields_named: OnceLock::new(),
        impl_types: HashMap::default(),
        tests: vec![false; units.len()],
        asked: Mutex::default(),
    };
    modules::load(&mut index, crates);
    for file in 0..units.len() as u32 {
        index.add_items(file);
    }
    for file in 0..units.len() as u32 {
        index.add_made(file);
    }
    for file in 0..units.len() as u32 {
        index.add_impls(file);
        index.add_members(file);
    }
    index
}

/// The fields of all types, by name.
pub(super) fn fields(units: &[Unit]) -> HashMap<Name, Vec<(ItemId, TypeId)>> {
    let mut found: HashMap<Name, Vec<(ItemId, TypeId)>> = HashMap::default();
    for (file, unit) in units.iter().enumerate() {
        for (item, adt) in unit.facts.adts.iter().enumerate() {
            let id = ItemId { file: file as u32, item: item as u32 };
            for field in adt.variants.iter().flat_map(|variant| &variant.fields) {
                found.entry(field.name).or_default().push((id, field.ty));
            }
        }
    }
    found
}

impl Index<'_> {
    pub(super) fn add_item(&mut self, module: ModId, name: Name, def: Def) {
        self.modules[module.0 as usize].items.entry(name).or_default().push(def);
    }

    fn add_items(&mut self, file: u32) {
        let facts = &self.units[file as usize].facts;
        let id = |item: usize| ItemId { file, item: item as u32 };
        for (at, item) in facts.fns.iter().enumerate() {
            self.fns_named.entry(item.name).or_default().push(id(at));
            if item.owner == Owner::Module {
                self.add_item(self.module(file, item.module), item.name, Def::Fn(id(at)));
            }
        }
        for (at, item) in facts.adts.iter().enumerate() {
            self.add_item(self.module(file, item.module), item.name, Def::Adt(id(at)));
        }
        for (at, item) in facts.consts.iter().enumerate() {
            if item.owner == Owner::Module {
                self.add_item(self.module(file, item.module), item.name, Def::Const(id(at)));
            }
        }
        for (at, item) in facts.traits.iter().enumerate() {
            self.add_item(self.module(file, item.module), item.name, Def::Trait(id(at)));
        }
        for (at, item) in facts.aliases.iter().enumerate() {
            self.add_item(self.module(file, item.module), item.name, Def::Alias(id(at)));
        }
        for (at, item) in facts.macros.iter().enumerate() {
            let module = self.module(file, item.module);
            self.add_item(module, item.name, Def::Macro(id(at)));
            if item.exported {
                let root = self.crates[self.modules[module.0 as usize].krate as usize].root;
                if root != module {
                    self.add_item(root, item.name, Def::Macro(id(at)));
                }
            }
        }
        for (at, item) in facts.uses.iter().enumerate() {
            let module = self.module(file, item.module);
            let module = &mut self.modules[module.0 as usize];
            match item.alias {
                Some(alias) => module.uses.entry(alias).or_default().push(at as u32),
                None if item.glob => module.globs.push(Glob::of(at as u32)),
                None => {}
            }
        }
    }

    /// `component! { Manager { … } }`, `impl Manager { … }`: only a type of this
    /// crate has functions of its own, so one that no item declares is made
    /// by a macro.
    fn add_made(&mut self, file: u32) {
        let facts = &self.units[file as usize].facts;
        for (at, item) in facts.impls.iter().enumerate().filter(|(_, item)| item.trait_.is_none()) {
            let Type::Path(path) = facts.tree.ty(item.self_ty) else { continue };
            let (path, module) = (facts.tree.path(*path), self.module(file, item.module));
            if let [only] = path.segments.as_slice()
                && !matches!(self.resolve(module, path), Some(Res::Def(_)))
            {
                self.add_item(module, only.name, Def::Made(ItemId { file, item: at as u32 }));
            }
        }
    }

    fn add_impls(&mut self, file: u32) {
        let facts = &self.units[file as usize].facts;
        for (at, item) in facts.impls.iter().enumerate() {
            let module = self.module(file, item.module);
            let mut ty = facts.tree.ty(item.self_ty);
            while let Type::Ref(inner) | Type::Slice(inner) = ty {
                ty = facts.tree.ty(*inner);
            }
            if let Type::Path(path) | Type::Bound(path) = ty
                && let Some(res) = self.resolve(module, facts.tree.path(*path))
            {
                self.impl_types.insert(ItemId { file, item: at as u32 }, res);
            }
        }
    }

    fn add_members(&mut self, file: u32) {
        let facts = &self.units[file as usize].facts;
        for (at, item) in facts.fns.iter().enumerate() {
            let id = ItemId { file, item: at as u32 };
            match item.owner {
                Owner::Macro(number) => self.arms.entry(ItemId { file, item: number }).or_default().push(id),
                owner => {
                    if let Some(def) = self.owner_def(file, owner) {
                        self.methods.entry((def, item.name)).or_default().push(id);
                    }
                }
            }
        }
        for (at, item) in facts.consts.iter().enumerate() {
            if let Some(def) = self.owner_def(file, item.owner) {
                let id = ItemId { file, item: at as u32 };
                self.assoc_consts.entry((def, item.name)).or_default().push(id);
            }
        }
    }

    /// The type or trait of the workspace that members of `owner` are on.
    pub fn owner_def(&self, file: u32, owner: Owner) -> Option<Def> {
        match owner {
            Owner::Impl(number) => match self.impl_type(file, number)? {
                Res::Def(def) => Some(*def),
                Res::External(_) => None,
            },
            Owner::Trait(number) => Some(Def::Trait(ItemId { file, item: number })),
            Owner::Module | Owner::Macro(_) => None,
        }
    }

    /// Associated constants of a type.
    pub fn assoc_consts(&self, of: Def, name: Name) -> &[ItemId] {
        self.assoc_consts.get(&(of, name)).map_or(&[], Vec::as_slice)
    }
}
