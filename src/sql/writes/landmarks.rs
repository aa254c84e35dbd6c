//! Where in a file's tokens things are that are looked for again and again:
//! to go back to them token by token is what most of the time would go to.

use std::collections::HashMap;
use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use super::bindings::{fills, sets};
use super::hiding::hides;
use super::impls::{Impl, around, impls};

/// A file's tokens, with its functions, variables and `impl` blocks.
pub(super) struct Landmarks<'a> {
    /// The tokens.
    pub code: Code<'a>,
    /// Each `fn`, and whether it hashes or seals what it returns.
    pub functions: Vec<(usize, bool)>,
    /// What the functions are called, and whether all of one name hide.
    named: HashMap<&'a str, bool>,
    lets: Vec<usize>,
    /// Calls that fill a variable, and `owner.field = …`.
    fills: Vec<usize>,
    sets: Vec<usize>,
    impls: Vec<Impl<'a>>,
}

/// Those of some places, in order, that lie in a range.
fn between(places: &[usize], within: Range<usize>) -> &[usize] {
    let from = places.partition_point(|at| *at < within.start);
    let to = places.partition_point(|at| *at < within.end);
    &places[from..to.max(from)]
}

impl<'a> Landmarks<'a> {
    pub fn of(code: Code<'a>) -> Landmarks<'a> {
        let all = |is: &dyn Fn(&usize) -> bool| (0..code.tokens.len()).filter(is).collect::<Vec<usize>>();
        // `fn(&str)` is a type.
        let functions = all(&|at| code.ident(*at, "fn") && code.is_ident(at + 1));
        let functions: Vec<(usize, bool)> = functions.into_iter().map(|at| (at, hides(&code, at))).collect();
        let mut named = HashMap::new();
        for (at, hides) in &functions {
            named.entry(code.slice(at + 1)).and_modify(|all| *all &= *hides).or_insert(*hides);
        }
        let lets = all(&|at| code.ident(*at, "let"));
        let (fills, sets) = (all(&|at| fills(&code, *at)), all(&|at| sets(&code, *at)));
        Landmarks { functions, named, lets, fills, sets, impls: impls(&code), code }
    }

    /// Whether a function of this name is in the file, and whether all of
    /// that name hash or seal what they return.
    pub fn hides(&self, name: &str) -> Option<bool> {
        self.named.get(name).copied()
    }

    /// The `impl` block around a token.
    pub fn owner(&self, at: usize) -> Option<&Impl<'a>> {
        around(&self.impls, at)
    }

    /// The calls between two tokens that fill a variable.
    pub fn fills(&self, within: Range<usize>) -> &[usize] {
        between(&self.fills, within)
    }

    /// The fields that are set between two tokens.
    pub fn sets(&self, within: Range<usize>) -> &[usize] {
        between(&self.sets, within)
    }

    /// The last `fn` before a token.
    pub fn function(&self, before: usize) -> Option<usize> {
        let after = self.functions.partition_point(|(at, _)| *at < before);
        Some(self.functions[after.checked_sub(1)?].0)
    }

    /// The next `fn` after a token, or the end.
    pub fn next_function(&self, after: usize) -> usize {
        let next = self.functions.get(self.functions.partition_point(|(at, _)| *at <= after));
        next.map_or(self.code.tokens.len(), |(at, _)| *at)
    }

    /// The `let`s between two tokens, the last first.
    pub fn lets(&self, within: Range<usize>) -> impl Iterator<Item = usize> {
        between(&self.lets, within).iter().rev().copied()
    }
}
