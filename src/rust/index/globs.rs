//! What stands in a module, and what its globs bring.
//!
//! A glob of a foreign crate may hold anything, so it may also hold what other
//! globs import from. That is not followed: of sixteen such globs each could
//! be in all others, and these in them.

use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};

use super::super::name::Name;
use super::{Def, Index, ModId, Res};

/// How many modules and globs one question looks into; what is farther is
/// unknown.
const FUEL: u32 = 1 << 13;

/// How many places in other crates a name is looked for: a program whose
/// modules have more globs of others, each with a name, is made up.
const FOREIGN: usize = 64;

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

/// What the globs of a module have brought of one name so far.
#[derive(Default)]
struct Brought {
    found: Vec<Res>,
    seen: HashSet<Res>,
    /// How much of that is foreign: of other crates, and of the standard
    /// library, which no number of others crowds out.
    foreign: [usize; 2],
}

impl Brought {
    /// Whether enough was brought that may stand where this path leads.
    fn is_full(&self, path: &str) -> bool {
        self.foreign[of_std(path)] >= FOREIGN
    }

    fn add(&mut self, res: Res) {
        let foreign = match &res {
            Res::External(path) if self.is_full(path) => return,
            Res::External(path) => Some(of_std(path)),
            Res::Def(_) => None,
        };
        if self.seen.insert(res.clone()) {
            foreign.into_iter().for_each(|of| self.foreign[of] += 1);
            self.found.push(res);
        }
    }
}

fn of_std(path: &str) -> usize {
    usize::from(path.trim_start_matches('?').split("::").next() == Some("std"))
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
            let mut brought = Brought::default();
            for glob in &data.globs {
                self.through_glob(module, glob, name, trail, &mut brought);
            }
            found = brought.found;
            found.sort_by_key(|res| matches!(res, Res::External(_)));
        }
        let mut seen = HashSet::default();
        found.retain(|res| seen.insert(res.clone()));
        found
    }

    fn through_glob(&self, module: ModId, glob: &Glob, name: Name, trail: &mut Trail, brought: &mut Brought) {
        if !trail.goes_on() {
            return;
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
        for target in targets {
            match target {
                Res::Def(Def::Mod(target)) if *target == module => {}
                Res::External(path) if trail.at_glob || brought.is_full(path) => {}
                Res::External(path) => {
                    brought.add(Res::External(format!("?{}::{name}", path.trim_start_matches('?'))));
                }
                // What only a foreign glob may hold there is no surer from here.
                Res::Def(Def::Mod(target)) if name != "self" && name != "super" => {
                    self.in_module(*target, name, trail).into_iter().for_each(|res| brought.add(res));
                }
                target => self.member(target, name, trail).into_iter().for_each(|res| brought.add(res)),
            }
        }
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
