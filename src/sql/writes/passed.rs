//! Values that a function is handed and writes: what they are is known where
//! it is called, in this file or another.

use std::ops::Range;

use super::bindings::Definition;
use super::impls::{Callee, callee, parameters};
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
    /// Whether its name says that it is a hash or ciphertext, which those that
    /// call it know better.
    pub named: bool,
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
    pub function: String,
    pub callee: Called,
    /// Whether its file has a function of that name.
    pub own: bool,
    pub arity: usize,
    pub index: usize,
    /// `path:line` of the call.
    pub place: String,
    /// What it is; none where its function does not say.
    pub what: Option<What>,
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
        let known = values.leaning(expression.clone());
        let handed = || parameter(values, expression, STEPS);
        match known {
            Some(Leaning::Protected) => {
                Some(handed().filter(|one| one.named).map_or(What::Known(Leaning::Protected), What::Handed))
            }
            Some(leaning) => Some(What::Known(leaning)),
            None => handed().map(What::Handed),
        }
    }
}

/// [`Callee`], kept when its file is closed.
pub(super) enum Called {
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
    let ty = match values.definition(name, name)? {
        Definition::Typed(ty) => ty,
        Definition::Let(value) => return parameter(values, value, steps.checked_sub(1)?),
        Definition::Part(_) | Definition::Each(_) | Definition::Open => return None,
    };
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
    let named = values.says(name).hides && !values.hidden(ty);
    let function = code.slice(function + 1).to_owned();
    Some(Parameter { function, owners, module, bound, arity: list.len(), index, named })
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
    let named = |part: &Range<usize>| part.clone().any(|n| code.is_ident(n) && values.secret(n));
    // `&stored` after `let stored = form.password;` is one as well.
    let says = |arg: &Range<usize>| named(arg) || values.stands_for(arg).is_some_and(|value| named(&value));
    let worth = |arg: &Range<usize>| arg.len() <= 2 || arg.len() <= LONGEST && says(arg);
    // Of what comes with requests only secrets matter.
    let tells = |arg: &Range<usize>, leaning: &Leaning| *leaning == Leaning::Protected || says(arg);
    let what = |arg: Range<usize>| match What::of(values, arg.clone())? {
        What::Known(leaning) if !tells(&arg, &leaning) => None,
        what => Some(what),
    };
    let one = |(index, arg): (usize, Range<usize>)| Handed {
        function: code.slice(at).to_owned(),
        own: values.defines(code.slice(at)),
        callee: callee(code, at, values.owner(at).map(|own| own.of)).into(),
        arity,
        index,
        place: place(),
        what: if worth(&arg) { what(arg) } else { None },
    };
    list.into_iter().enumerate().map(one).collect()
}

/// A longer argument is worked out, not handed on.
const LONGEST: usize = 16;

/// `db/users.rs` and `users/mod.rs` hold the module `users`, and so does
/// `mod users { … }` in any file.
pub(super) fn in_module(path: &str, inner: Option<&str>, name: &str) -> bool {
    inner == Some(name) || path.trim_end_matches(".rs").split('/').any(|part| part == name)
}
