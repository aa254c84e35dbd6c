//! Values that a function is handed and writes: what they are is known where
//! it is called, in this file or another.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::bindings::Definition;
use super::impls::{Callee, callee, parameters};
use super::lists::lists;
use super::values::Values;
use crate::sql::evidence::Leaning;
use crate::sql::write::Goal;

/// How many `let`s a parameter is followed through.
const STEPS: u32 = 4;

/// One parameter of one function, `self` not counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Parameter {
    /// The function's name.
    pub function: String,
    /// The type it belongs to and the trait it comes with; none for a free one.
    pub owners: Vec<String>,
    /// The module in its file that it is in.
    pub module: Option<String>,
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
    /// Whether its file has a function of that name.
    own: bool,
    arity: usize,
    index: usize,
    /// `path:line` of the call.
    place: String,
    what: What,
}

/// What a value is, as far as its function says.
#[derive(Clone, Debug)]
pub(super) enum What {
    Known(Leaning),
    /// What the function was handed itself.
    Handed(Parameter),
}

impl What {
    /// What an expression is.
    pub fn of(values: &Values<'_>, expression: Range<usize>) -> Option<What> {
        let known = values.leaning(expression.clone()).map(What::Known);
        known.or_else(|| parameter(values, expression, STEPS).map(What::Handed))
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
fn parameter(values: &Values<'_>, expression: Range<usize>, steps: u32) -> Option<Parameter> {
    let code = &values.code;
    let name = match values.member_value(&expression) {
        Some(value) => return parameter(values, value, steps.checked_sub(1)?),
        None => values.local(&expression)?,
    };
    match values.definition(name, name)? {
        Definition::Typed(_) => {}
        Definition::Let(value) => return parameter(values, value, steps.checked_sub(1)?),
        Definition::Part(_) | Definition::Each(_) | Definition::Open => return None,
    }
    let function = values.function(name)?;
    let open = parameters(code, function)?;
    let mut list = code.list(open + 1..code.close(open).saturating_sub(1));
    let all = list.len();
    let is_self = |at: usize| code.ident(at, "self") && !code.punct(at - 1, b':');
    list.retain(|param| !param.clone().any(is_self));
    let bound = list.len() < all;
    let named = |param: &Range<usize>| {
        let colon = param.clone().find(|at| code.punct(*at, b':'));
        colon.is_some_and(|colon| (param.start..colon).any(|at| code.ident(at, code.slice(name))))
    };
    let index = list.iter().position(named)?;
    let owner = values.owner(function).into_iter().flat_map(|own| std::iter::once(own.of).chain(own.through));
    let owners = owner.map(str::to_owned).collect();
    let module = values.module(function).map(str::to_owned);
    Some(Parameter { function: code.slice(function + 1).to_owned(), owners, module, bound, arity: list.len(), index })
}

/// The arguments of the call at `at` that are hashed, come from a request, or
/// are handed on.
pub(super) fn handed(values: &Values<'_>, place: impl Fn() -> String, at: usize) -> Vec<Handed> {
    let code = &values.code;
    let called = code.punct(at + 1, b'(') && code.slice(at).starts_with(|c: char| c.is_lowercase());
    // `token.into()` is of no type in question; `User::new(…)` may be.
    let of_type = at > 0 && code.punct(at - 1, b':');
    if !called || at > 0 && code.ident(at - 1, "fn") || values.same(at) && !of_type {
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
        own: values.defines(code.slice(at)),
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

/// `db/users.rs` and `users/mod.rs` hold the module `users`, and so does
/// `mod users { … }` in any file.
pub(super) fn in_module(path: &str, inner: Option<&str>, name: &str) -> bool {
    inner == Some(name) || path.trim_end_matches(".rs").split('/').any(|part| part == name)
}
