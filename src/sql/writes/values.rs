//! What the value of an expression is, by the words of the code behind it.

use std::cell::RefCell;
use std::ops::{Deref, Range};

use foldhash::HashMap;

use super::bindings::Definition;
use super::elsewhere::Elsewhere;
use super::hiding::hides_value;
use super::impls::callee;
use super::landmarks::Landmarks;
use crate::sql::evidence::Leaning;
use crate::sql::words::Meaning;
use crate::words::segments;

/// How far a value is followed through `let`s.
const STEPS: u32 = 4;

/// How many tokens of a value are looked through for variables.
const FEW: usize = 12;

/// A value of more tokens is not one value.
const LONGEST: usize = 2000;

/// Words of what comes with a request.
const GIVEN: &[&str] =
    &["req", "request", "body", "form", "input", "payload", "dto", "params", "args", "credentials", "creds", "login"];

/// Words of what is drawn at random.
pub(super) const DRAWN: &[&str] =
    &["random", "rng", "alphanumeric", "nanoid", "generate", "generated", "rand", "v4", "v7", "ulid", "thread_rng"];

/// Calls that leave a value what it is.
pub(super) const SAME: &[&str] = &[
    "clone",
    "to_string",
    "as_str",
    "as_ref",
    "into",
    "to_owned",
    "as_deref",
    "expose_secret",
    "as_bytes",
    "to_vec",
    "as_slice",
    "to_bytes",
    "unwrap",
    "expect",
    "Some",
    "Ok",
    "String",
    "from",
    "trim",
    "map",
    "unwrap_or_default",
    "as_mut",
    "await",
    "to_lowercase",
    "Set",
    "into_inner",
    "cloned",
    "borrow",
    "deref",
    "unwrap_or",
    "ok_or",
    "format",
];

/// The values of one file.
pub(super) struct Values<'a> {
    marks: &'a Landmarks<'a>,
    /// What functions and types of other files hide.
    elsewhere: &'a Elsewhere,
    /// What each spelling says, once somebody has asked.
    judged: RefCell<HashMap<&'a str, Says>>,
}

/// What the words of a name say of a value.
#[derive(Clone, Copy)]
struct Says {
    /// It speaks of hashing or encryption.
    hides: bool,
    given: bool,
    drawn: bool,
    /// It names a secret.
    secret: bool,
}

impl Says {
    fn of(name: &str) -> Says {
        let words = segments(name);
        let among = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        let hides = words.iter().any(|word| hides_value(word));
        let meaning = crate::sql::words::words().meaning(&crate::sql::words::words().of(name));
        let secret = hides || matches!(meaning, Meaning::Secret(..) | Meaning::Generic | Meaning::Protected);
        Says { hides, given: among(GIVEN), drawn: among(DRAWN), secret }
    }
}

impl<'a> Deref for Values<'a> {
    type Target = Landmarks<'a>;

    fn deref(&self) -> &Landmarks<'a> {
        self.marks
    }
}

impl<'a> Values<'a> {
    pub fn of(marks: &'a Landmarks<'a>, elsewhere: &'a Elsewhere) -> Values<'a> {
        Values { marks, elsewhere, judged: RefCell::default() }
    }

    fn says(&self, at: usize) -> Says {
        let name = self.code.slice(at);
        *self.judged.borrow_mut().entry(name).or_insert_with(|| Says::of(name))
    }

    /// What the value of an expression is.
    pub fn leaning(&self, expression: Range<usize>) -> Option<Leaning> {
        if expression.len() > LONGEST { None } else { self.value(expression, STEPS) }
    }

    fn value(&self, expression: Range<usize>, steps: u32) -> Option<Leaning> {
        if self.hidden(expression.clone()) || self.salted(&expression) {
            return Some(Leaning::Protected);
        }
        if let Some(value) = self.member_value(&expression).filter(|_| steps > 0) {
            return self.value(value, steps - 1);
        }
        if let Some(value) = self.made_with(&expression).filter(|_| steps > 0) {
            return self.value(value, steps - 1);
        }
        if self.made_of_a_hash(&expression) {
            return Some(Leaning::Protected);
        }
        let local = self.local(&expression).filter(|_| steps > 0);
        if local.is_some_and(|name| self.sealed(name)) {
            return Some(Leaning::Protected);
        }
        if local.is_some_and(|name| self.filled(name)) {
            return Some(Leaning::Proven);
        }
        if let Some(found) = local.and_then(|name| self.definition(name, expression.start)) {
            return match found {
                Definition::Let(value) => self.value(value, steps - 1),
                // `let (token, hash) = issue();`: which is which stays open.
                Definition::Part(all) => {
                    let plain = || self.plain(all.clone()) || self.request(&all);
                    (!self.hidden(all.clone()) && plain()).then_some(Leaning::Proven)
                }
                Definition::Typed(ty) => self.hidden(ty).then_some(Leaning::Protected),
            };
        }
        if steps > 0 && self.derived(&expression, steps) {
            return Some(Leaning::Protected);
        }
        self.plain(expression).then_some(Leaning::Proven)
    }

    /// `hash.format_for(…)`, `base64(&sealed)`: what is made of a hash or
    /// ciphertext, as far as variables say.
    fn derived(&self, expression: &Range<usize>, steps: u32) -> bool {
        let code = &self.code;
        let joined = |at: usize| at > 0 && (code.punct(at - 1, b'.') || code.punct(at - 1, b':'));
        let field = |at: usize| code.punct(at + 1, b'.') && !code.punct(at + 3, b'(');
        let variable = |at: &usize| code.is_ident(*at) && !joined(*at) && !code.punct(at + 1, b'(') && !field(*at);
        let few = expression.clone().take(FEW).filter(variable);
        few.into_iter().any(|at| {
            self.sealed(at)
                || match self.definition(at, expression.start) {
                    Some(Definition::Let(value)) => self.value(value, steps.min(2) - 1) == Some(Leaning::Protected),
                    _ => false,
                }
        })
    }

    /// Whether the words speak of hashing or encryption.
    pub fn hidden(&self, mut range: Range<usize>) -> bool {
        range.any(|at| self.code.is_ident(at) && (self.says(at).hides || self.hides(at)))
    }

    /// Whether a name is that of a function that hides, or a type of a hash.
    fn hides(&self, at: usize) -> bool {
        let (code, name) = (&self.code, self.code.slice(at));
        if code.punct(at + 1, b'(') {
            let elsewhere = || {
                let owner = self.owner(at).map(|own| own.of);
                self.elsewhere.hides(name, &callee(code, at, owner))
            };
            return self.marks.hides(name).unwrap_or_else(elsewhere);
        }
        // `Column::Password` is a variant.
        let variant = at > 2 && code.punct(at - 1, b':') && code.slice(at - 3).starts_with(char::is_uppercase);
        self.elsewhere.is_hash(name) && !variant
    }

    /// Whether a call is of a function that draws at random what it returns.
    fn draws(&self, at: usize) -> bool {
        let owner = || self.owner(at).map(|own| own.of);
        self.code.punct(at + 1, b'(') && self.elsewhere.draws(self.code.slice(at), &callee(&self.code, at, owner()))
    }

    /// `salt + digest`: what a salt is put before is a hash.
    fn salted(&self, range: &Range<usize>) -> bool {
        let joined = range.clone().any(|at| self.code.punct(at, b'+'));
        joined && range.clone().any(|at| self.code.ident(at, "salt"))
    }

    /// Whether a name is that of a secret, hashed or not.
    pub fn secret(&self, at: usize) -> bool {
        self.says(at).secret
    }

    /// Whether a call leaves a value what it is.
    pub fn same(&self, at: usize) -> bool {
        SAME.contains(&self.code.slice(at))
    }

    /// Whether a name is that of what came with a request.
    pub fn given(&self, at: usize) -> bool {
        self.says(at).given
    }

    /// Straight from a request, or drawn at random. What a function of
    /// another name makes of it stays open.
    fn plain(&self, range: Range<usize>) -> bool {
        let idents = range.filter(|at| self.code.is_ident(*at));
        let mut found = false;
        for at in idents {
            if self.says(at).drawn || self.draws(at) {
                return true;
            }
            let called = self.code.punct(at + 1, b'(') && !SAME.contains(&self.code.slice(at));
            if called {
                return false;
            }
            found |= self.given(at) || self.arrived(at);
        }
        found
    }
}
