//! Resolving paths.

use super::super::facts;
use super::super::name::Name;
use super::super::tree::{Path, Type};
use super::globs::Trail;
use super::{Def, Index, ItemId, ModId, Res};

impl Index<'_> {
    /// What `path` means in `module`; nothing when it is unknown.
    pub fn resolve(&self, module: ModId, path: &Path) -> Option<Res> {
        self.resolve_all(module, path).into_iter().next()
    }

    /// All that `path` can mean in `module`: a name may be a type, a value
    /// and a macro at once, and a glob of a foreign crate may hold anything.
    pub fn resolve_all(&self, module: ModId, path: &Path) -> Vec<Res> {
        if path.qself.is_some() {
            return Vec::new();
        }
        self.names(module, &path.names(), path.global, &mut Trail::of_path())
    }

    /// The function or functions that `path` names.
    pub fn resolve_fns(&self, module: ModId, path: &Path) -> Vec<ItemId> {
        let found = self.resolve_all(module, path).into_iter();
        found.filter_map(|res| if let Res::Def(Def::Fn(id)) = res { Some(id) } else { None }).collect()
    }

    /// The same for a path given as text, such as one from the config.
    pub fn resolve_names(&self, module: ModId, names: &[Name]) -> Vec<Res> {
        self.names(module, names, false, &mut Trail::of_path())
    }

    pub(super) fn names(&self, module: ModId, names: &[Name], global: bool, trail: &mut Trail) -> Vec<Res> {
        let Some((first, rest)) = names.split_first() else { return Vec::new() };
        let mut found = match global {
            true => self.extern_crate(module, *first),
            false => self.first(module, *first, rest.is_empty(), trail),
        };
        for name in rest {
            found = found.iter().flat_map(|res| self.member(res, *name, trail)).collect();
        }
        found
    }

    fn first(&self, module: ModId, name: Name, alone: bool, trail: &mut Trail) -> Vec<Res> {
        match name.text() {
            "crate" | "$crate" => vec![Res::Def(Def::Mod(self.root_of(module)))],
            "self" => vec![Res::Def(Def::Mod(self.solid(module)))],
            "super" => {
                let parent = self.modules[self.solid(module).0 as usize].parent;
                parent.map(|parent| Res::Def(Def::Mod(self.solid(parent)))).into_iter().collect()
            }
            _ => {
                let mut found = self.in_scope(module, name, trail);
                if !alone {
                    // What stands before `::` is a type or module.
                    found.retain(|res| !matches!(res, Res::Def(Def::Fn(_) | Def::Const(_) | Def::Macro(_))));
                }
                if found.iter().all(|res| matches!(res, Res::External(path) if path.starts_with('?'))) {
                    // What a foreign glob may hold comes after what is sure.
                    let mut sure = self.extern_crate(module, name);
                    if alone {
                        sure.retain(|res| matches!(res, Res::Def(_)));
                    }
                    sure.extend(found);
                    found = sure;
                }
                for res in &mut found {
                    if let Res::External(path) = res
                        && let Some(stripped) = path.strip_prefix('?')
                    {
                        *path = stripped.to_owned();
                    }
                }
                found
            }
        }
    }

    /// A name seen from inside a module: its own, imported, then outward
    /// through function scopes. Macros are seen from all modules below.
    fn in_scope(&self, module: ModId, name: Name, trail: &mut Trail) -> Vec<Res> {
        let mut at = module;
        loop {
            let found = self.in_module(at, name, trail);
            let data = &self.modules[at.0 as usize];
            match data.parent {
                _ if !found.is_empty() => return found,
                Some(parent) if data.transparent => at = parent,
                _ => break,
            }
        }
        self.textual_macro(module, name)
    }

    /// `macro_rules!` are visible in child modules without an import.
    fn textual_macro(&self, module: ModId, name: Name) -> Vec<Res> {
        let mut at = Some(module);
        while let Some(id) = at {
            let data = &self.modules[id.0 as usize];
            let macros = data.items.get(&name).into_iter().flatten();
            let macros: Vec<Res> =
                macros.filter(|def| matches!(def, Def::Macro(_))).map(|def| Res::Def(*def)).collect();
            if !macros.is_empty() {
                return macros;
            }
            at = data.parent;
        }
        Vec::new()
    }

    pub(super) fn follow(&self, module: ModId, item: &facts::Use, trail: &mut Trail) -> Vec<Res> {
        // `use env::…` in a module that itself imports `env` under the same
        // name must not find itself: imports of one segment are foreign.
        match item.path.as_slice() {
            [only] if Some(*only) == item.alias => self.extern_crate(module, *only),
            path => self.names(module, path, item.global, trail),
        }
    }

    /// What `name` is inside what `res` stands for.
    pub(super) fn member(&self, res: &Res, name: Name, trail: &mut Trail) -> Vec<Res> {
        match res {
            Res::External(path) => vec![Res::External(format!("{path}::{name}"))],
            Res::Def(Def::Mod(module)) if name == "super" => self.first(*module, name, false, trail),
            Res::Def(Def::Mod(module)) if name == "self" => vec![Res::Def(Def::Mod(*module))],
            Res::Def(Def::Mod(module)) => {
                let found = self.in_module(*module, name, trail);
                found.into_iter().map(unmarked).collect()
            }
            Res::Def(Def::Alias(id)) => {
                match self.alias_target(*id) {
                    // An alias of an alias is looked through once.
                    Some(Res::Def(Def::Alias(_))) | None => Vec::new(),
                    Some(target) => self.member(&target, name, trail),
                }
            }
            Res::Def(def) => self.associated(*def, name),
        }
    }

    fn associated(&self, def: Def, name: Name) -> Vec<Res> {
        let mut found: Vec<Res> = Vec::new();
        if let Def::Adt(id) = def {
            let adt = self.adt(id);
            let variants = adt.variants.iter().enumerate().filter(|(_, variant)| variant.name == name);
            if adt.kind == facts::AdtKind::Enum {
                found.extend(variants.map(|(at, _)| Res::Def(Def::Variant(id, at as u32))));
            }
        }
        found.extend(self.methods(def, name).iter().map(|id| Res::Def(Def::Fn(*id))));
        found.extend(self.assoc_consts(def, name).iter().map(|id| Res::Def(Def::Const(*id))));
        found
    }

    /// What a type alias stands for.
    pub fn alias_target(&self, id: ItemId) -> Option<Res> {
        let alias = &self.unit(id.file).facts.aliases[id.item as usize];
        match self.tree(id.file).ty(alias.ty) {
            Type::Path(path) => {
                let path = self.tree(id.file).path(*path);
                let found = self.resolve(self.module(id.file, alias.module), path)?;
                (found != Res::Def(Def::Alias(id))).then_some(found)
            }
            _ => None,
        }
    }

    fn extern_crate(&self, module: ModId, name: Name) -> Vec<Res> {
        let krate = &self.crates[self.modules[module.0 as usize].krate as usize];
        if let Some(number) = krate.dependencies.get(&name) {
            return vec![Res::Def(Def::Mod(self.crates[*number as usize].root))];
        }
        match name.text() {
            "std" | "core" | "alloc" => vec![Res::External("std".to_owned())],
            text => vec![Res::External(text.to_owned())],
        }
    }

    fn root_of(&self, module: ModId) -> ModId {
        self.crates[self.modules[module.0 as usize].krate as usize].root
    }

    /// The nearest module that is not a function's scope.
    fn solid(&self, module: ModId) -> ModId {
        let mut at = module;
        while let Module { transparent: true, parent: Some(parent), .. } = &self.modules[at.0 as usize] {
            at = *parent;
        }
        at
    }

    pub(super) fn local_module(&self, module: ModId) -> Option<&facts::Module> {
        let data = &self.modules[module.0 as usize];
        let number = self.module_of[data.file as usize].iter().position(|id| *id == module)?;
        self.units[data.file as usize].facts.modules.get(number)
    }
}

use super::Module;

fn unmarked(res: Res) -> Res {
    match res {
        Res::External(path) => Res::External(path.trim_start_matches('?').to_owned()),
        def => def,
    }
}
