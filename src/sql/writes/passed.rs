//! Values that a function is handed and writes: what they are is known where
//! it is called, in this file or another.

use std::collections::HashMap;
use std::ops::Range;

use super::values::Values;
use crate::sql::evidence::Leaning;
use crate::sql::write::Goal;

/// One parameter of one function, `self` not counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Parameter {
    /// The function's name.
    pub function: String,
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

/// An argument of a call whose value is known.
pub(super) type Handed = (Parameter, Leaning);

/// The parameter that an expression is, and nothing else.
pub(super) fn parameter(values: &Values<'_>, expression: Range<usize>) -> Option<Parameter> {
    let code = values.code;
    let name = values.local(&expression)?;
    let function = values.function(name)?;
    let open = (function..name).find(|at| code.punct(*at, b'('))?;
    let mut list = code.list(open + 1..code.close(open).saturating_sub(1));
    list.retain(|param| !param.clone().any(|at| code.ident(at, "self")) || param.len() > 4);
    let named = |param: &Range<usize>| {
        let colon = param.clone().find(|at| code.punct(*at, b':'));
        colon.is_some_and(|colon| (param.start..colon).any(|at| code.ident(at, code.slice(name))))
    };
    let index = list.iter().position(named)?;
    Some(Parameter { function: code.slice(function + 1).to_owned(), arity: list.len(), index })
}

/// The arguments of the call at `at` that are hashed, or come from a request.
pub(super) fn handed(values: &Values<'_>, at: usize) -> Vec<Handed> {
    let code = values.code;
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
    let tells = |arg: &Range<usize>, leaning| leaning == Leaning::Protected || says(arg);
    let known = known.filter_map(|(index, arg)| {
        let leaning = values.leaning(arg.clone()).filter(|leaning| tells(&arg, *leaning))?;
        Some((index, leaning))
    });
    known.map(|(index, leaning)| (Parameter { function: code.slice(at).to_owned(), arity, index }, leaning)).collect()
}

/// A longer argument is worked out, not handed on.
const LONGEST: usize = 16;

/// What the parameters stand for: hashed when any caller hashes, as readable
/// as what all callers hand over otherwise.
pub(super) fn settle<'a>(passed: &'a [Passed], handed: &[Handed]) -> Vec<(&'a Passed, Leaning)> {
    let mut given: HashMap<&Parameter, Vec<Leaning>> = HashMap::new();
    for (parameter, leaning) in handed {
        given.entry(parameter).or_default().push(*leaning);
    }
    // What goes to two columns tells of neither.
    let mut into: HashMap<&Parameter, Option<(&Goal, &str)>> = HashMap::new();
    for one in passed {
        let here = Some((&one.into, one.column.as_str()));
        into.entry(&one.parameter).and_modify(|known| *known = known.filter(|_| *known == here)).or_insert(here);
    }
    let alone = |one: &&Passed| into.get(&one.parameter).is_some_and(Option::is_some);
    let leaning = |one: &Passed| {
        let known = given.get(&one.parameter)?;
        let hashed = known.contains(&Leaning::Protected);
        Some(if hashed { Leaning::Protected } else { Leaning::Readable })
    };
    passed.iter().filter(alone).filter_map(|one| Some((one, leaning(one)?))).collect()
}
