//! Where in a file's tokens things are that are looked for again and again:
//! to go back to them token by token is what most of the time would go to.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};
use secret_guard_vault::schema::embedded::code::Code;

use super::Values;
use super::bindings::sets;
use super::elsewhere::Elsewhere;
use super::filled::{changes, fills};
use super::given::{Given, gives};
use super::scope::renews;
use crate::sql::writes::tokens::hiding::hides;
use crate::sql::writes::tokens::impls::{Impl, around, impls};
use crate::sql::writes::tokens::tests::body;

/// A file's tokens, with its functions, variables and `impl` blocks.
pub(in crate::sql::writes) struct Landmarks<'a> {
    /// The tokens.
    pub code: Code<'a>,
    pub functions: Vec<Function>,
    /// What the functions are called, whether they belong to a type, and
    /// whether all of one name hide.
    named: HashMap<(&'a str, bool), bool>,
    /// The same of the functions of one type.
    owned: HashMap<(&'a str, &'a str), bool>,
    lets: Vec<usize>,
    /// They by the names in their patterns.
    named_lets: Places<'a>,
    /// Where names may be given another value, by them.
    renewed: Places<'a>,
    /// Calls that fill a variable, and `owner.field = …`.
    fills: Vec<usize>,
    sets: Vec<usize>,
    /// Where variables are changed, by their names.
    changes: Places<'a>,
    impls: Vec<Impl<'a>>,
    /// Modules with a body: past their braces, and their names.
    modules: Vec<(Range<usize>, &'a str)>,
}

/// One function.
pub(in crate::sql::writes) struct Function {
    /// Its `fn`.
    pub at: usize,
    /// Past its body.
    end: usize,
    /// Whether it hashes or seals what it returns.
    pub hides: bool,
    /// What it hashes or seals of what it returns in parts.
    pub gives: Given,
}

/// Places by the names that stand there.
type Places<'a> = HashMap<&'a str, Vec<usize>>;

/// How many tokens a pattern has at most.
const PATTERN: usize = 24;

/// The names in the pattern of the `let` at a token.
fn pattern<'a>(code: &Code<'a>, at: usize) -> impl Iterator<Item = &'a str> {
    let behind = at + 1..code.tokens.len().min(at + 1 + PATTERN);
    let end = behind.clone().find(|n| code.punct(*n, b'=')).unwrap_or(at);
    (at + 1..end).filter(|n| code.is_ident(*n)).map(|n| code.slice(n))
}

/// How many functions may stand in the one around a token.
const WITHIN: usize = 64;

/// Those of some places, in order, that lie in a range.
fn between(places: &[usize], within: Range<usize>) -> &[usize] {
    let from = places.partition_point(|at| *at < within.start);
    let to = places.partition_point(|at| *at < within.end);
    &places[from..to.max(from)]
}

impl<'a> Landmarks<'a> {
    pub fn of(code: Code<'a>) -> Landmarks<'a> {
        let (mut functions, mut lets, mut filled, mut set) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut modules, mut named_lets) = (Vec::new(), Places::new());
        let (mut renewed, mut changed) = (Places::new(), Places::new());
        for at in (0..code.tokens.len()).filter(|at| code.is_ident(*at)) {
            if changes(&code, at) {
                changed.entry(code.slice(at)).or_default().push(at);
            }
            if renews(&code, at) {
                renewed.entry(code.slice(at)).or_default().push(at);
            }
            match code.slice(at) {
                // `fn(&str)` is a type.
                "fn" if code.is_ident(at + 1) => {
                    let end = body(&code, at + 2).map_or(at + 2, |open| code.close(open));
                    functions.push(Function { at, end, hides: hides(&code, at), gives: Vec::new() });
                }
                "let" => {
                    lets.push(at);
                    pattern(&code, at).for_each(|name| named_lets.entry(name).or_default().push(at));
                }
                "mod" if code.punct(at + 2, b'{') => modules.push((at..code.close(at + 2), code.slice(at + 1))),
                _ if fills(&code, at) => filled.push(at),
                _ if sets(&code, at) => set.push(at),
                _ => {}
            }
        }
        let (impls, named, owned) = (impls(&code), HashMap::new(), HashMap::new());
        let mut marks = Landmarks {
            functions,
            named,
            owned,
            lets,
            named_lets,
            renewed,
            fills: filled,
            sets: set,
            changes: changed,
            impls,
            modules,
            code,
        };
        marks.judge();
        marks
    }

    /// What comes back decides, not what is hidden on the way.
    fn judge(&mut self) {
        let nothing = Elsewhere::default();
        let values = Values::of(self, &nothing);
        let hides = |one: &Function| one.hides && values.returns_hidden(one.at);
        let judge = |one: &Function| (hides(one), gives(&values, one.at));
        let judged: Vec<(bool, Given)> = self.functions.iter().map(judge).collect();
        for (function, (hides, gives)) in self.functions.iter_mut().zip(judged) {
            (function.hides, function.gives) = (hides, gives);
            let (name, owner) = (self.code.slice(function.at + 1), around(&self.impls, function.at).map(|own| own.of));
            self.named.entry((name, owner.is_some())).and_modify(|all| *all &= hides).or_insert(hides);
            if let Some(of) = owner {
                self.owned.entry((name, of)).and_modify(|all| *all &= hides).or_insert(hides);
            }
        }
    }

    /// Whether a function of this name is in the file, free or of a type, and
    /// whether all of that name hash or seal what they return.
    pub fn own(&self, name: &str, owned: bool) -> Option<bool> {
        self.named.get(&(name, owned)).copied()
    }

    /// The same of the functions of one type, if it has one in the file.
    pub fn own_of(&self, name: &str, of: &str) -> Option<bool> {
        self.owned.get(&(name, of)).copied()
    }

    /// Whether a free function of this name is in the file.
    pub fn defines(&self, name: &str) -> bool {
        self.named.contains_key(&(name, false))
    }

    /// The `impl` block around a token.
    pub fn owner(&self, at: usize) -> Option<&Impl<'a>> {
        around(&self.impls, at)
    }

    /// The innermost module with a body around a token.
    pub fn module(&self, at: usize) -> Option<&'a str> {
        let before = self.modules.partition_point(|(body, _)| body.start < at);
        let around = self.modules[..before].iter().rev().take(WITHIN).find(|(body, _)| at < body.end);
        around.map(|(_, name)| *name)
    }

    /// The calls between two tokens that fill a variable.
    pub fn fills(&self, within: Range<usize>) -> &[usize] {
        between(&self.fills, within)
    }

    /// The fields that are set between two tokens.
    pub fn sets(&self, within: Range<usize>) -> &[usize] {
        between(&self.sets, within)
    }

    /// Where a variable of this name is changed between two tokens.
    pub fn changes(&self, name: &str, within: Range<usize>) -> &[usize] {
        self.changes.get(name).map_or(&[], |all| between(all, within))
    }

    /// The innermost function around a token.
    pub fn function(&self, at: usize) -> Option<usize> {
        let before = self.functions.partition_point(|function| function.at < at);
        let around = self.functions[..before].iter().rev().take(WITHIN).find(|function| at < function.end);
        around.map(|function| function.at)
    }

    /// The next `fn` after a token, or the end.
    pub fn next_function(&self, after: usize) -> usize {
        let next = self.functions.get(self.functions.partition_point(|function| function.at <= after));
        next.map_or(self.code.tokens.len(), |function| function.at)
    }

    /// The `let`s between two tokens, the last first.
    pub fn lets(&self, within: Range<usize>) -> impl Iterator<Item = usize> {
        between(&self.lets, within).iter().rev().copied()
    }

    /// Those of a name.
    pub fn lets_of(&self, name: &str, within: Range<usize>) -> impl Iterator<Item = usize> {
        self.named_lets.get(name).map_or(&[][..], |all| between(all, within)).iter().rev().copied()
    }

    /// Where a name may be given another value between two tokens.
    pub fn renews(&self, name: &str, within: Range<usize>) -> &[usize] {
        self.renewed.get(name).map_or(&[], |all| between(all, within))
    }
}
