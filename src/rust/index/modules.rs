//! Which file is which module: `mod x;` followed from each crate's root.

use foldhash::HashMap;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::super::name::Name;
use super::{CrateScope, Def, Index, ModId, Module, Unit};
use crate::files::{Class, Crate, Target};

pub(super) struct Loader<'i, 'a> {
    index: &'i mut Index<'a>,
    by_path: HashMap<&'a str, u32>,
    /// Files that crates begin in, and those of them that can ship.
    roots: Vec<u32>,
    programs: Vec<u32>,
    /// Which file declares which, not counting `mod`s behind `#[cfg(test)]`.
    declared: HashMap<u32, Vec<u32>>,
}

/// Builds the module trees of all crates, then those of files left over.
pub(super) fn load<'a>(index: &mut Index<'a>, crates: &[Crate]) {
    let units: &'a [Unit] = index.units;
    let by_path = units.iter().enumerate().map(|(at, unit)| (&**unit.source.path(), at as u32)).collect();
    let mut loader = Loader { index, by_path, roots: Vec::new(), programs: Vec::new(), declared: HashMap::default() };
    let mut roots: Vec<&Crate> = crates.iter().collect();
    // A file that a library and a program both declare belongs to the library.
    roots.sort_by(|a, b| (a.target, &a.root).cmp(&(b.target, &b.root)));
    for krate in &roots {
        if let Some(file) = loader.by_path.get(&*krate.root).copied() {
            loader.root(Name::new(&krate.name), file);
            loader.programs.extend(matches!(krate.target, Target::Lib | Target::Bin).then_some(file));
        }
    }
    loader.left_over();
    loader.tests();
    loader.dependencies(crates);
    reach(loader.index, crates);
}

impl<'a> Loader<'_, 'a> {
    fn root(&mut self, name: Name, file: u32) {
        if !self.index.module_of[file as usize].is_empty() {
            return;
        }
        let krate = self.index.crates.len() as u32;
        let root = ModId(self.index.modules.len() as u32);
        self.index.crates.push(CrateScope { name, root, dependencies: HashMap::default(), reach: None });
        self.roots.push(file);
        self.file(file, krate, None, true);
    }

    /// Files no root reaches: those that look like roots first, so that they
    /// take their modules with them.
    fn left_over(&mut self) {
        let units = self.index.units;
        let rank = |path: &str| match path.rsplit('/').next() {
            Some("lib.rs") => 0,
            Some("main.rs") => 1,
            Some("mod.rs") => 2,
            _ => 3,
        };
        let mut files: Vec<u32> = (0..units.len() as u32).collect();
        let depth = |path: &str| path.matches('/').count();
        files.sort_by_key(|file| {
            let path = &**units[*file as usize].source.path();
            (rank(path), depth(path), path)
        });
        for file in files {
            let stem = Path::new(&**units[file as usize].source.path()).file_stem();
            let name = stem.and_then(|stem| stem.to_str()).unwrap_or("crate").replace('-', "_");
            self.root(Name::new(&name), file);
        }
    }

    /// Enters a file: a module for each of its own, then the files its
    /// `mod x;` name.
    fn file(&mut self, file: u32, krate: u32, parent: Option<ModId>, is_root: bool) -> ModId {
        let unit = &self.index.units[file as usize];
        let first = ModId(self.index.modules.len() as u32);
        for (number, local) in unit.facts.modules.iter().enumerate() {
            let id = ModId(self.index.modules.len() as u32);
            let parent = local.parent.map(|parent| ModId(first.0 + parent)).or(parent);
            self.index.modules.push(Module {
                parent,
                krate,
                transparent: local.transparent,
                file,
                items: HashMap::default(),
                uses: HashMap::default(),
                globs: Vec::new(),
            });
            self.index.module_of[file as usize].push(id);
            if let (Some(name), false, Some(parent)) = (local.name, local.external, parent)
                && number > 0
            {
                self.index.add_item(parent, name, Def::Mod(id));
            }
        }
        for (number, local) in unit.facts.modules.iter().enumerate() {
            if local.external
                && let Some(name) = local.name
            {
                self.external(file, number as u32, name, krate, is_root);
            }
        }
        first
    }

    fn external(&mut self, file: u32, number: u32, name: Name, krate: u32, is_root: bool) {
        let declared = self.index.module_of[file as usize][number as usize];
        let Some(parent) = self.index.modules[declared.0 as usize].parent else { return };
        let found = self.candidates(file, number, name, is_root).into_iter().find_map(|path| {
            let path = path.to_str()?.replace('\\', "/");
            self.by_path.get(path.as_str()).copied()
        });
        if let (Some(target), false) = (found, self.index.units[file as usize].facts.modules[number as usize].test) {
            self.declared.entry(file).or_default().push(target);
        }
        let target = match found {
            // Declared twice (by a library and a program): the same module.
            Some(target) if !self.index.module_of[target as usize].is_empty() => {
                self.index.module_of[target as usize][0]
            }
            Some(target) => self.file(target, krate, Some(parent), false),
            None => declared,
        };
        self.index.add_item(parent, name, Def::Mod(target));
    }

    /// Finds the files that are compiled for tests only: those that no other
    /// reaches. A program that lies among tests is one all the same.
    fn tests(&mut self) {
        let units = self.index.units;
        let tests = |file: u32| matches!(units[file as usize].class, Class::Test | Class::Bench);
        self.index.tests.fill(true);
        self.reach(self.programs.iter().copied().filter(|file| tests(*file)).collect(), &|_| false);
        self.reach(self.roots.clone(), &tests);
    }

    fn reach(&mut self, from: Vec<u32>, tests: &dyn Fn(u32) -> bool) {
        let mut open = from;
        while let Some(file) = open.pop() {
            if self.index.tests[file as usize] && !tests(file) {
                self.index.tests[file as usize] = false;
                open.extend(self.declared.get(&file).into_iter().flatten());
            }
        }
    }

    fn candidates(&self, file: u32, number: u32, name: Name, is_root: bool) -> Vec<PathBuf> {
        let facts = &self.index.units[file as usize].facts;
        let path = Path::new(&**self.index.units[file as usize].source.path());
        let folder = path.parent().unwrap_or(Path::new(""));
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
        let own = if is_root || stem == "mod" { folder.to_owned() } else { folder.join(stem) };
        let mut inner = Vec::new();
        let mut at = facts.modules[number as usize].parent;
        while let Some(module) = at.map(|at| &facts.modules[at as usize]) {
            inner.extend(module.name.map(Name::text));
            at = module.parent;
        }
        inner.reverse();
        if let Some(attr) = &facts.modules[number as usize].path_attr {
            let base = if inner.is_empty() { folder.to_owned() } else { own.join(inner.join("/")) };
            return vec![normal(&base.join(&**attr))];
        }
        let base = own.join(inner.join("/"));
        vec![normal(&base.join(format!("{name}.rs"))), normal(&base.join(format!("{name}/mod.rs")))]
    }

    fn dependencies(&mut self, crates: &[Crate]) {
        // Two libraries may have one name: each is known by its root.
        let index = &self.index;
        let root =
            |krate: &CrateScope| &**index.units[index.modules[krate.root.0 as usize].file as usize].source.path();
        let libs: HashMap<&str, u32> =
            index.crates.iter().enumerate().map(|(at, krate)| (root(krate), at as u32)).collect();
        let of_lib = crates.iter().rev().filter(|krate| krate.target == Target::Lib);
        let packages: HashMap<&str, &str> = of_lib.map(|krate| (&*krate.package, &*krate.root)).collect();
        let lib_of = |package: &str| libs.get(packages.get(package)?).copied();
        let roots: HashMap<&str, &Crate> = crates.iter().map(|krate| (&*krate.root, krate)).collect();
        for at in 0..self.index.crates.len() {
            let root = self.index.crates[at].root;
            let file = self.index.modules[root.0 as usize].file;
            let path = &**self.index.units[file as usize].source.path();
            let deps: HashMap<Name, u32> = match roots.get(path) {
                Some(krate) => {
                    let named = krate
                        .dependencies
                        .iter()
                        .filter_map(|(name, package)| lib_of(package).map(|lib| (Name::new(name), lib)));
                    // A program sees its package's library.
                    let own = lib_of(&krate.package).map(|lib| (self.index.crates[lib as usize].name, lib));
                    named.chain(own).collect()
                }
                // Outside any package every library can be named.
                None => {
                    crates.iter().filter_map(|krate| Some((Name::new(&krate.name), lib_of(&krate.package)?))).collect()
                }
            };
            self.index.crates[at].dependencies = deps;
        }
    }
}

/// Fills in which crates can be used in which, through however many others.
fn reach(index: &mut Index<'_>, crates: &[Crate]) {
    let declared: BTreeSet<&str> = crates.iter().map(|krate| &*krate.root).collect();
    for at in 0..index.crates.len() {
        let root = index.crates[at].root;
        let file = index.modules[root.0 as usize].file;
        if declared.contains(&**index.units[file as usize].source.path()) {
            index.crates[at].reach = Some(reached(index, at as u32));
        }
    }
}

fn reached(index: &Index<'_>, from: u32) -> Vec<u32> {
    let (mut found, mut open) = (BTreeSet::from([from]), vec![from]);
    while let Some(at) = open.pop() {
        open.extend(index.crates[at as usize].dependencies.values().filter(|krate| found.insert(**krate)));
    }
    found.into_iter().collect()
}

/// Resolves `.` and `..` by text.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}
