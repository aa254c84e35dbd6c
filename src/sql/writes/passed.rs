//! Values that a function is handed and writes: what they are is known where
//! it is called, in this file or another.

use std::collections::HashMap;
use std::ops::Range;

use super::impls::{Callee, callee};
use super::values::Values;
use crate::sql::evidence::Leaning;
use crate::sql::words::words;
use crate::sql::write::Goal;

/// One parameter of one function, `self` not counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Parameter {
    /// The function's name.
    pub function: String,
    /// The type it belongs to and the trait it comes with; none for a free one.
    pub owners: Vec<String>,
    /// Whether it is called on a value.
    pub bound: bool,
    /// How many parameters it has.
    pub arity: usize,
    /// Which it is.
    pub index: usize,
}

/// A column that a parameter is written to.
#[derive(Clone, Debug)]
pub(super) struct Passed {
    pub parameter: Parameter,
    pub into: Goal,
    pub column: String,
    pub place: String,
}

/// An argument of a call.
pub(super) struct Handed {
    function: String,
    callee: Called,
    arity: usize,
    index: usize,
    /// `path:line` of the call.
    place: String,
    what: What,
}

/// What a value is, as far as its function says.
pub(super) enum What {
    Known(Leaning),
    /// What the function was handed itself.
    Handed(Parameter),
}

impl What {
    /// What an expression is.
    pub fn of(values: &Values<'_>, expression: Range<usize>) -> Option<What> {
        let known = values.leaning(expression.clone()).map(What::Known);
        known.or_else(|| parameter(values, expression).map(What::Handed))
    }
}

/// [`Callee`], kept when its file is closed.
enum Called {
    Type(String),
    Module(String),
    Bare,
    Method(Option<String>),
}

impl From<Callee<'_>> for Called {
    fn from(callee: Callee<'_>) -> Called {
        match callee {
            Callee::Type(name) => Called::Type(name.to_owned()),
            Callee::Module(name) => Called::Module(name.to_owned()),
            Callee::Bare => Called::Bare,
            Callee::Method(receiver) => Called::Method(receiver.map(str::to_owned)),
        }
    }
}

/// The parameter that an expression is, and nothing else.
pub(super) fn parameter(values: &Values<'_>, expression: Range<usize>) -> Option<Parameter> {
    let code = &values.code;
    let name = values.local(&expression)?;
    let function = values.function(name)?;
    let open = (function..name).find(|at| code.punct(*at, b'('))?;
    let mut list = code.list(open + 1..code.close(open).saturating_sub(1));
    let all = list.len();
    list.retain(|param| !param.clone().any(|at| code.ident(at, "self")) || param.len() > 4);
    let bound = list.len() < all;
    let named = |param: &Range<usize>| {
        let colon = param.clone().find(|at| code.punct(*at, b':'));
        colon.is_some_and(|colon| (param.start..colon).any(|at| code.ident(at, code.slice(name))))
    };
    let index = list.iter().position(named)?;
    let owner = values.owner(function).into_iter().flat_map(|own| std::iter::once(own.of).chain(own.through));
    let owners = owner.map(str::to_owned).collect();
    Some(Parameter { function: code.slice(function + 1).to_owned(), owners, bound, arity: list.len(), index })
}

/// The arguments of the call at `at` that are hashed, come from a request, or
/// are handed on.
pub(super) fn handed(values: &Values<'_>, place: impl Fn() -> String, at: usize) -> Vec<Handed> {
    let code = &values.code;
    let called = code.punct(at + 1, b'(') && code.slice(at).starts_with(|c: char| c.is_lowercase());
    if !called || at > 0 && code.ident(at - 1, "fn") || values.same(at) {
        return Vec::new();
    }
    let list = code.list(at + 2..code.close(at + 1).saturating_sub(1));
    let arity = list.len();
    // Only a variable needs to be followed; the rest says by itself what it is.
    let says = |arg: &Range<usize>| arg.clone().any(|n| code.is_ident(n) && values.secret(n));
    let worth = |arg: &Range<usize>| arg.len() <= 2 || arg.len() <= LONGEST && says(arg);
    let known = list.into_iter().enumerate().filter(|(_, arg)| worth(arg));
    // Of what comes with requests only secrets matter.
    let tells = |arg: &Range<usize>, leaning: &Leaning| *leaning == Leaning::Protected || says(arg);
    let what = |arg: Range<usize>| match What::of(values, arg.clone())? {
        What::Known(leaning) if !tells(&arg, &leaning) => None,
        what => Some(what),
    };
    let one = |(index, what)| Handed {
        function: code.slice(at).to_owned(),
        callee: callee(code, at, values.owner(at).map(|own| own.of)).into(),
        arity,
        index,
        place: place(),
        what,
    };
    known.filter_map(|(index, arg)| Some((index, what(arg)?))).map(one).collect()
}

/// A longer argument is worked out, not handed on.
const LONGEST: usize = 16;

/// What the parameters stand for: hashed when any caller hashes, as readable
/// as what all callers hand over otherwise.
pub(super) fn settle<'a>(passed: &'a [Passed], handed: &[Handed]) -> Vec<(&'a Passed, Leaning)> {
    let known = by_name(passed);
    let mut given: Vec<Option<Leaning>> = vec![None; passed.len()];
    for one in handed {
        let What::Known(leaning) = one.what else { continue };
        for at in meant(one, &known, passed) {
            let hashed = leaning == Leaning::Protected || given[at] == Some(Leaning::Protected);
            given[at] = Some(if hashed { Leaning::Protected } else { Leaning::Readable });
        }
    }
    passed.iter().zip(given).filter_map(|(one, leaning)| Some((one, leaning?))).collect()
}

/// What functions hand on of what they are handed: it is written just so.
pub(super) fn relayed(passed: &[Passed], handed: &[Handed]) -> Vec<Passed> {
    let known = by_name(passed);
    let mut out = Vec::new();
    for one in handed {
        let What::Handed(parameter) = &one.what else { continue };
        let into = meant(one, &known, passed).into_iter().map(|at| &passed[at]);
        out.extend(into.map(|to| Passed { parameter: parameter.clone(), place: one.place.clone(), ..to.clone() }));
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

/// Those of the functions of one name that a call means.
fn meant(call: &Handed, known: &ByName<'_>, passed: &[Passed]) -> Vec<usize> {
    let named = known.get(&(call.function.as_str(), call.arity, call.index)).map_or(&[][..], Vec::as_slice);
    let free = |at: &usize| passed[*at].parameter.owners.is_empty();
    let pick = |is: &dyn Fn(&Passed) -> bool| named.iter().copied().filter(|at| is(&passed[*at])).collect::<Vec<_>>();
    match &call.callee {
        Called::Type(name) => pick(&|one| one.parameter.owners.contains(name)),
        Called::Module(name) => {
            let there = pick(&|one| one.parameter.owners.is_empty() && in_module(path(&one.place), name));
            if there.is_empty() { agreeing(named.iter().copied().filter(free).collect(), passed) } else { there }
        }
        Called::Bare => {
            let here = pick(&|one| one.parameter.owners.is_empty() && path(&one.place) == path(&call.place));
            if here.is_empty() { agreeing(named.iter().copied().filter(free).collect(), passed) } else { here }
        }
        Called::Method(receiver) => {
            let all: Vec<usize> = named.iter().copied().filter(|at| !free(at)).collect();
            let agreed = agreeing(all.clone(), passed);
            let of = |at: &usize| receiver.as_ref().is_some_and(|name| is_of(name, &passed[*at].parameter.owners));
            if agreed.is_empty() { agreeing(all.into_iter().filter(of).collect(), passed) } else { agreed }
        }
    }
}

/// Functions that may be meant tell something when they write the same column.
fn agreeing(some: Vec<usize>, passed: &[Passed]) -> Vec<usize> {
    let written = |at: &usize| (&passed[*at].into, &passed[*at].column);
    let first = some.first().map(written);
    if some.iter().all(|at| Some(written(at)) == first) { some } else { Vec::new() }
}

/// The file of `path:line`.
fn path(place: &str) -> &str {
    place.rsplit_once(':').map_or("", |(path, _)| path)
}

/// `db/users.rs` and `users/mod.rs` hold the module `users`.
fn in_module(path: &str, name: &str) -> bool {
    path.trim_end_matches(".rs").split('/').any(|part| part == name)
}

/// `self.tokens.insert(…)` is of `TokenStore`.
fn is_of(receiver: &str, owners: &[String]) -> bool {
    const ROLES: &[&str] = &["store", "repo", "repository", "db", "service", "dao", "pg", "sqlite", "manager"];
    let receiver = words().of(receiver);
    let shares = |word: &String| receiver.contains(word) && !ROLES.contains(&word.as_str());
    owners.iter().any(|owner| words().of(owner).iter().any(shares))
}
