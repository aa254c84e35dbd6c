//! What stands in a module, and what its globs bring.
//!
//! A glob of a foreign crate may hold anything, so it may also hold what other
//! globs import from. That is not followed: of sixteen such globs each could
//! be in all others, and these in them.

use std::sync::OnceLock;

use foldhash::HashMap;

use super::super::name::Name;
use super::{Def, Index, ModId, Res};

/// How many modules and globs one question looks into; what is farther is
/// unknown.
const FUEL: u32 = 1 << 13;

/// `use path::*`
pub(super) struct Glob {
    /// Its number in the file's `uses`.
    number: u32,
    /// What the path stands for.
    targets: OnceLock<Vec<Res>>,
}

impl Glob {
    pub(super) fn of(number: u32) -> Glob {
        Glob { number, targets: OnceLock::new() }
    }
}

/// What one question has already found where: globs that import globs would
/// be walked once for each way through them.
pub(super) struct Trail {
    known: HashMap<(ModId, Name), Vec<Res>>,
    /// Whether it is asked what a glob imports from.
    at_glob: bool,
    fuel: u32,
}

impl Trail {
    /// Of the question what a path means.
    pub(super) fn of_path() -> Trail {
        Trail { known: HashMap::default(), at_glob: false, fuel: FUEL }
    }

    fn of_glob() -> Trail {
        Trail { at_glob: true, ..Trail::of_path() }
    }

    /// Takes one more step, if there is fuel for it.
    fn goes_on(&mut self) -> bool {
        let left = self.fuel.checked_sub(1);
        self.fuel = left.unwrap_or(0);
        left.is_some()
    }
}

impl Index<'_> {
    /// A name looked up in exactly this module: items, imports, globs. What
    /// only a foreign glob may hold is marked with a leading `?`.
    pub(super) fn in_module(&self, module: ModId, name: Name, trail: &mut Trail) -> Vec<Res> {
        if let Some(known) = trail.known.get(&(module, name)) {
            return known.clone();
        }
        if !trail.goes_on() {
            return Vec::new();
        }
        // A circle of imports finds nothing on its way round.
        trail.known.insert((module, name), Vec::new());
        let found = self.search_module(module, name, trail);
        trail.known.insert((module, name), found.clone());
        found
    }

    fn search_module(&self, module: ModId, name: Name, trail: &mut Trail) -> Vec<Res> {
        let data = &self.modules[module.0 as usize];
        let uses = &self.units[data.file as usize].facts.uses;
        let mut found: Vec<Res> = data.items.get(&name).into_iter().flatten().map(|def| Res::Def(*def)).collect();
        for number in data.uses.get(&name).into_iter().flatten() {
            found.extend(self.follow(module, &uses[*number as usize], trail));
        }
        if found.is_empty() {
            for glob in &data.globs {
                found.extend(self.through_glob(module, glob, name, trail));
            }
            found.sort_by_key(|res| matches!(res, Res::External(_)));
        }
        dedup(found)
    }

    fn through_glob(&self, module: ModId, glob: &Glob, name: Name, trail: &mut Trail) -> Vec<Res> {
        if !trail.goes_on() {
            return Vec::new();
        }
        let asked;
        let targets = match trail.at_glob {
            true => {
                asked = self.targets(module, glob, trail);
                &asked
            }
            // The same whoever asks, so that it is worked out once.
            false => glob.targets.get_or_init(|| self.targets(module, glob, &mut Trail::of_glob())),
        };
        let found = targets.iter().flat_map(|target| match target {
            Res::Def(Def::Mod(target)) if *target == module => Vec::new(),
            Res::External(_) if trail.at_glob => Vec::new(),
            Res::External(path) => vec![Res::External(format!("?{}::{name}", path.trim_start_matches('?')))],
            // What only a foreign glob may hold there is no surer from here.
            Res::Def(Def::Mod(target)) if name != "self" && name != "super" => self.in_module(*target, name, trail),
            target => self.member(target, name, trail),
        });
        found.collect()
    }

    fn targets(&self, module: ModId, glob: &Glob, trail: &mut Trail) -> Vec<Res> {
        let data = &self.modules[module.0 as usize];
        let item = &self.units[data.file as usize].facts.uses[glob.number as usize];
        match item.path.is_empty() {
            true => Vec::new(),
            false => self.names(module, &item.path, item.global, trail),
        }
    }
}

fn dedup(found: Vec<Res>) -> Vec<Res> {
    let mut out: Vec<Res> = Vec::with_capacity(found.len());
    for res in found {
        if !out.contains(&res) {
            out.push(res);
        }
    }
    out
}
