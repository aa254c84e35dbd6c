//! Values that a function is handed and writes: what they are is known where
//! it is called, in this file or another.

use std::ops::Range;

use crate::sql::evidence::Leaning;
use crate::sql::writes::tokens::impls::{Callee, callee};
use crate::sql::writes::values::Values;
use crate::sql::writes::values::what::What;

/// An argument of a call.
pub(in crate::sql::writes) struct Handed {
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

/// [`Callee`], kept when its file is closed.
pub(in crate::sql::writes) enum Called {
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

/// The arguments of the call at `at` that are hashed, come from a request, or
/// are handed on.
pub(in crate::sql::writes) fn handed(values: &Values<'_>, place: impl Fn() -> String, at: usize) -> Vec<Handed> {
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
