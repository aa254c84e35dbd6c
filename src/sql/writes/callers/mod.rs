//! What functions write that are handed it: those that call them are asked,
//! and those that call these.

pub(in crate::sql::writes) mod arriving;
pub(in crate::sql::writes) mod declared;
mod meant;
mod passed;
pub(in crate::sql::writes) mod stored;

use std::collections::{BTreeSet, HashSet};

use crate::sql::evidence::Leaning;
use crate::sql::writes::seen::{Passed, Seen, place, write};
use crate::sql::writes::tokens::tests::outside_tests;
use crate::sql::writes::tokens::vocabulary::{Names, Vocabulary};
use crate::sql::writes::values::asked::Workspace;
use meant::{relayed, settle};
use passed::{Handed, handed};

/// Adds what functions write that are handed it, by those that call them, and
/// by those that call these.
pub(in crate::sql::writes) fn through_functions(workspace: &Workspace<'_>, all: &mut Seen, columns: &BTreeSet<String>) {
    let mut passed: Vec<Passed> = all.passed.drain(..).filter(|passed| columns.contains(&passed.column)).collect();
    let mut asked = HashSet::new();
    for _ in 0..LEVELS {
        // Functions that call themselves are asked once.
        passed.retain(|one| asked.insert((one.parameter.clone(), one.into.clone(), one.column.clone())));
        if passed.is_empty() {
            break;
        }
        let callers = Callers::of(&passed);
        let told = workspace.ask(
            |asked| callers.may_be_in(asked.vocabulary()),
            |values, file| {
                let is_called = |at: &usize| values.code.punct(at + 1, b'(') && callers.has(values.code.slice(*at));
                let called = outside_tests(&values.code).filter(is_called);
                called.flat_map(|at| handed(values, || place(&values.code, file, at), at)).collect::<Vec<Handed>>()
            },
        );
        let handed: Vec<Handed> = told.into_iter().flatten().collect();
        let settled = settle(&passed, &handed).into_iter();
        let write = |(one, leaning): (&Passed, _)| write(one.into.clone(), one.column.clone(), leaning, &one.place);
        all.writes.extend(settled.map(write));
        passed = relayed(&passed, &handed);
    }
    // Nobody further up was asked: it is what it is called.
    passed.retain(|one| {
        one.parameter.named && asked.insert((one.parameter.clone(), one.into.clone(), one.column.clone()))
    });
    all.writes.extend(passed.into_iter().map(|one| write(one.into, one.column, Leaning::Protected, &one.place)));
}

/// The functions whose callers are asked for. One that belongs to a type and
/// is not called on a value is called by the type's name: `User::new(…)`.
struct Callers {
    by_name: Names,
    by_type: Names,
    types: Names,
}

impl Callers {
    fn of(passed: &[Passed]) -> Callers {
        let of_type = |one: &&Passed| !one.parameter.bound && !one.parameter.owners.is_empty();
        let (by_type, by_name): (Vec<&Passed>, Vec<&Passed>) = passed.iter().partition(of_type);
        let named = |all: &[&Passed]| Names::of(&all.iter().map(|one| one.parameter.function.as_str()).collect());
        let types = by_type.iter().flat_map(|one| &one.parameter.owners).map(String::as_str).collect();
        Callers { by_name: named(&by_name), by_type: named(&by_type), types: Names::of(&types) }
    }

    fn has(&self, name: &str) -> bool {
        self.by_name.has(name) || self.by_type.has(name)
    }

    fn may_be_in(&self, file: &Vocabulary) -> bool {
        file.calls(&self.by_name) || file.has(&self.types) && file.calls(&self.by_type)
    }
}

/// From the handler through a service to the store.
const LEVELS: usize = 3;
