//! The workspace as one: module trees, names, methods.
//!
//! Built once from all files' facts and then only read. Names are resolved
//! as the compiler does, as far as text allows; what is ambiguous resolves to
//! nothing rather than to a guess.

mod bodies;
mod build;
mod globs;
mod lookup;
mod modules;

use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock};

use foldhash::HashMap;

use globs::Glob;

use super::facts::{Adt, Const, Facts, Fn, Owner};
use super::name::Name;
use super::tree::{ExprId, Tree, TypeId};
use crate::files::{Class, Crate};
use crate::source::Source;

pub use bodies::{Body, BodyKind};

/// One Rust file with its facts.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Path and text.
    pub source: Source,
    /// What the file is for.
    pub class: Class,
    /// What it says.
    pub facts: Facts,
}

/// A module of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModId(u32);

/// An item: the file's number and the item's number in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId {
    /// Index into [`Index::units`].
    pub file: u32,
    /// Index into the table of the item's kind.
    pub item: u32,
}

/// What a name can stand for inside the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "one for each table of facts")]
pub enum Def {
    Mod(ModId),
    Fn(ItemId),
    Adt(ItemId),
    Variant(ItemId, u32),
    Const(ItemId),
    Trait(ItemId),
    Alias(ItemId),
    Macro(ItemId),
    /// A type that has an implementation here and no item: a macro makes it.
    /// The number is that of the first implementation.
    Made(ItemId),
}

/// What a path stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Res {
    /// An item of the workspace.
    Def(Def),
    /// A path into a crate that is not here, such as `std::env::var`.
    External(String),
}

struct Module {
    parent: Option<ModId>,
    krate: u32,
    transparent: bool,
    /// The file and the number of the module in it.
    file: u32,
    items: HashMap<Name, Vec<Def>>,
    /// Imports by the name they introduce: numbers in the file's `uses`.
    uses: HashMap<Name, Vec<u32>>,
    globs: Vec<Glob>,
}

struct CrateScope {
    name: Name,
    root: ModId,
    /// Names in code of dependencies that are in the workspace.
    dependencies: HashMap<Name, u32>,
    /// The crates whose items can be used in it, itself included, in order;
    /// nothing where no manifest tells.
    reach: Option<Vec<u32>>,
}

/// See the module's text.
pub struct Index<'a> {
    units: &'a [Unit],
    modules: Vec<Module>,
    /// For each file, its modules' numbers.
    module_of: Vec<Vec<ModId>>,
    crates: Vec<CrateScope>,
    /// Methods and associated functions of types of the workspace.
    methods: HashMap<(Def, Name), Vec<ItemId>>,
    /// Associated constants of types of the workspace.
    assoc_consts: HashMap<(Def, Name), Vec<ItemId>>,
    /// Arms of `macro_rules!`.
    arms: HashMap<ItemId, Vec<ItemId>>,
    /// Every function by its name.
    fns_named: HashMap<Name, Vec<ItemId>>,
    /// Every field of a type by its name, found when first asked for.
    fields_named: OnceLock<HashMap<Name, Vec<(ItemId, TypeId)>>>,
    /// What each `impl` block is for.
    impl_types: HashMap<ItemId, Res>,
    /// Whether each file is compiled for tests only.
    tests: Vec<bool>,
    /// Files whose bodies were asked for and had not been read.
    asked: Mutex<BTreeSet<u32>>,
}

impl<'a> Index<'a> {
    /// Indexes all files. `crates` name the roots; files that no root
    /// reaches are taken as crates of their own.
    pub fn new(units: &'a [Unit], crates: &[Crate]) -> Self {
        build::index(units, crates)
    }

    /// The files, in the order given.
    pub fn units(&self) -> &'a [Unit] {
        self.units
    }

    /// One file.
    pub fn unit(&self, file: u32) -> &'a Unit {
        &self.units[file as usize]
    }

    /// Whether a file is one of tests: by what it is for, or since no `mod`
    /// declares it but those behind `#[cfg(test)]`.
    pub fn is_for_tests(&self, file: u32) -> bool {
        self.tests[file as usize]
    }

    /// The expressions of one file.
    pub fn tree(&self, file: u32) -> &'a Tree {
        &self.unit(file).facts.tree
    }

    /// A function.
    pub fn fn_(&self, id: ItemId) -> &'a Fn {
        &self.unit(id.file).facts.fns[id.item as usize]
    }

    /// A struct, enum or union.
    pub fn adt(&self, id: ItemId) -> &'a Adt {
        &self.unit(id.file).facts.adts[id.item as usize]
    }

    /// A constant or static.
    pub fn const_(&self, id: ItemId) -> &'a Const {
        &self.unit(id.file).facts.consts[id.item as usize]
    }

    /// The workspace's number of a file's module.
    pub fn module(&self, file: u32, module: u32) -> ModId {
        self.module_of[file as usize][module as usize]
    }

    /// The functions with this name, anywhere.
    pub fn fns_named(&self, name: Name) -> &[ItemId] {
        self.fns_named.get(&name).map_or(&[], Vec::as_slice)
    }

    /// The fields with this name, anywhere: their types, and whose they are.
    pub fn fields_named(&self, name: Name) -> &[(ItemId, TypeId)] {
        let all = self.fields_named.get_or_init(|| build::fields(self.units));
        all.get(&name).map_or(&[], Vec::as_slice)
    }

    /// The arms of a macro, as functions.
    pub fn arms(&self, id: ItemId) -> &[ItemId] {
        self.arms.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Methods and associated functions of a type.
    pub fn methods(&self, of: Def, name: Name) -> &[ItemId] {
        self.methods.get(&(of, name)).map_or(&[], Vec::as_slice)
    }

    /// Whether a function is a trait's own or implements one of a trait.
    pub fn is_of_trait(&self, id: ItemId) -> bool {
        match self.fn_(id).owner {
            Owner::Trait(_) => true,
            Owner::Impl(number) => self.unit(id.file).facts.impls[number as usize].trait_.is_some(),
            _ => false,
        }
    }

    /// The type an `impl` block is for.
    pub fn impl_type(&self, file: u32, number: u32) -> Option<&Res> {
        self.impl_types.get(&ItemId { file, item: number })
    }

    /// The module's path as written in code: `my_crate::a::b`.
    pub fn module_path(&self, module: ModId) -> String {
        let mut names = Vec::new();
        let mut at = Some(module);
        while let Some(id) = at {
            let data = &self.modules[id.0 as usize];
            let local = self.local_module(id);
            names.extend(local.and_then(|local| local.name).map(Name::text));
            at = data.parent;
        }
        let krate = self.modules[module.0 as usize].krate;
        names.push(self.crates[krate as usize].name.text());
        names.reverse();
        names.join("::")
    }

    /// Whether code of one file can use items of another: whether its crate
    /// depends on the other's, as far as manifests tell.
    pub fn can_use(&self, from: u32, of: u32) -> bool {
        let krate = |file: u32| self.modules[self.module(file, 0).0 as usize].krate;
        let (from, of) = (krate(from), krate(of));
        let told = self.crates[of as usize].reach.is_some();
        from == of
            || !told
            || self.crates[from as usize].reach.as_ref().is_none_or(|all| all.binary_search(&of).is_ok())
    }

    /// The crate's name in code.
    pub fn crate_name(&self, module: ModId) -> Name {
        self.crates[self.modules[module.0 as usize].krate as usize].name
    }

    /// Everything below a body's root.
    pub fn walk(&self, file: u32, root: ExprId, visit: &mut dyn FnMut(ExprId)) {
        self.tree(file).walk(root, visit);
    }
}
