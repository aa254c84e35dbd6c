//! Which function a call means, and what its parameters stand for by all its calls.

use std::collections::{HashMap, HashSet};

use super::passed::Called;
use super::passed::Handed;
use crate::sql::evidence::Leaning;
use crate::sql::write::Goal;
use crate::sql::writes::seen::Passed;
use crate::sql::writes::tokens::impls::in_module;
use crate::sql::writes::tokens::lists::lists;
use crate::sql::writes::values::what::Parameter;
use crate::sql::writes::values::what::What;

/// What the callers of one function hand it.
#[derive(Clone, Copy, Default)]
struct Told {
    leaning: Option<Leaning>,
    /// Whether one hands something of which nothing is known.
    open: bool,
    /// Whether one hands on what it was handed.
    relayed: bool,
    /// Whether one hands a hash that may mean another store.
    perhaps: bool,
}

impl Told {
    fn take(&mut self, what: Option<&What>, vague: bool) {
        match what {
            Some(What::Known(Leaning::Protected)) if vague => self.perhaps = true,
            Some(What::Known(leaning)) => {
                let any = |one| *leaning == one || self.leaning == Some(one);
                let strongest = [Leaning::Protected, Leaning::Bared].into_iter().find(|one| any(*one));
                self.leaning = Some(strongest.unwrap_or(Leaning::Readable));
            }
            Some(What::Handed(_)) => self.relayed = true,
            None | Some(What::Of(_)) => self.open = true,
        }
    }

    /// What the parameter stands for: hashed when any caller hashes, as
    /// readable as what all callers hand over otherwise. One that is called a
    /// hash is readable only where all callers are known.
    fn settled(self, named: bool) -> Option<Leaning> {
        match self.leaning.or(self.perhaps.then_some(Leaning::Protected)) {
            None if named && (self.open || !self.relayed) => Some(Leaning::Protected),
            Some(Leaning::Readable) if named && self.open => Some(Leaning::Protected),
            leaning => leaning,
        }
    }
}

/// What the parameters stand for.
pub(in crate::sql::writes) fn settle<'a>(passed: &'a [Passed], handed: &[Handed]) -> Vec<(&'a Passed, Leaning)> {
    let known = by_name(passed);
    let mut told = vec![Told::default(); passed.len()];
    for one in handed {
        let role = |receiver: &String| lists().is_role(receiver);
        let vague = matches!(&one.callee, Called::Method(Some(receiver)) if role(receiver));
        meant(one, &known, passed).into_iter().for_each(|at| told[at].take(one.what.as_ref(), vague));
    }
    passed.iter().zip(told).filter_map(|(one, told)| Some((one, told.settled(one.parameter.named)?))).collect()
}

/// What functions hand on of what they are handed: it is written just so.
pub(in crate::sql::writes) fn relayed(passed: &[Passed], handed: &[Handed]) -> Vec<Passed> {
    let known = by_name(passed);
    let mut out = Vec::new();
    for one in handed {
        let Some(What::Handed(parameter)) = &one.what else { continue };
        let into = meant(one, &known, passed).into_iter().map(|at| &passed[at]);
        let on = |to: &Passed| {
            let named = parameter.named || to.parameter.named;
            let parameter = Parameter { named, ..parameter.clone() };
            Passed { parameter, place: one.place.clone(), ..to.clone() }
        };
        out.extend(into.map(on));
        if out.len() > MOST {
            break;
        }
    }
    out
}

/// No program hands on this much.
const MOST: usize = 10_000;

type ByName<'a> = HashMap<(&'a str, usize, usize), Vec<usize>>;

fn by_name(passed: &[Passed]) -> ByName<'_> {
    let mut known = ByName::new();
    for (at, one) in passed.iter().enumerate() {
        let Parameter { function, arity, index, .. } = &one.parameter;
        known.entry((function, *arity, *index)).or_default().push(at);
    }
    known
}

/// More functions of one name tell nothing.
const MANY: usize = 64;

/// Those of the functions of one name that a call means.
fn meant(call: &Handed, known: &ByName<'_>, passed: &[Passed]) -> Vec<usize> {
    let named = known.get(&(call.function.as_str(), call.arity, call.index)).map_or(&[][..], Vec::as_slice);
    if named.len() > MANY {
        return Vec::new();
    }
    let pick = |is: &dyn Fn(&Passed) -> bool| named.iter().copied().filter(|at| is(&passed[*at])).collect::<Vec<_>>();
    let free = |one: &Passed| one.parameter.owners.is_empty();
    let some = match &call.callee {
        Called::Type(name) => pick(&|one| one.parameter.owners.contains(name)),
        Called::Module(name) => {
            pick(&|one| free(one) && in_module(path(&one.place), one.parameter.module.as_deref(), name))
        }
        Called::Bare if call.own => pick(&|one| free(one) && path(&one.place) == path(&call.place)),
        Called::Bare => pick(&free),
        Called::Method(receiver) => {
            let of = |one: &Passed| receiver.as_ref().is_some_and(|name| lists().is_of(name, &one.parameter.owners));
            let all = if lists().is_common(&call.function) { pick(&of) } else { pick(&|one| !free(one)) };
            let agree = agreeing(&all, passed);
            if agree { all } else { all.into_iter().filter(|at| of(&passed[*at])).collect() }
        }
    };
    if agreeing(&some, passed) { some } else { nearest(some, call, passed) }
}

/// Where a function writes to.
type Column<'a> = (&'a Goal, &'a str);

/// Whether functions write the same columns: then any may be meant.
fn agreeing(some: &[usize], passed: &[Passed]) -> bool {
    let mut written: HashMap<(&str, &[String]), HashSet<Column<'_>>> = HashMap::new();
    for one in some.iter().map(|at| &passed[*at]) {
        let function = (path(&one.place), one.parameter.owners.as_slice());
        written.entry(function).or_default().insert((&one.into, one.column.as_str()));
    }
    let mut all = written.into_values();
    let first = all.next();
    all.all(|columns| Some(columns) == first)
}

/// Those of functions of one name whose files lie nearest to the call, if they
/// write the same column.
fn nearest(some: Vec<usize>, call: &Handed, passed: &[Passed]) -> Vec<usize> {
    let here = path(&call.place);
    let shared =
        |at: &usize| path(&passed[*at].place).split('/').zip(here.split('/')).take_while(|(a, b)| a == b).count();
    let most = some.iter().map(shared).max();
    let near: Vec<usize> = some.into_iter().filter(|at| Some(shared(at)) == most).collect();
    if agreeing(&near, passed) { near } else { Vec::new() }
}

/// The file of `path:line`.
fn path(place: &str) -> &str {
    place.rsplit_once(':').map_or("", |(path, _)| path)
}
