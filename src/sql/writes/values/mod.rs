//! What the value of an expression is, by the words of the code behind it:
//! followed along what it is made of, never along what it is only near.

mod arrives;
pub(in crate::sql::writes) mod asked;
mod bared;
mod bearers;
pub(in crate::sql::writes) mod bindings;
mod elsewhere;
pub(in crate::sql::writes) mod fields;
mod filled;
mod given;
mod held;
mod joined;
mod landmarks;
mod members;
mod receivers;
mod results;
mod scope;
pub(in crate::sql::writes) mod what;

use std::cell::{Cell, RefCell};
use std::ops::{Deref, Range};

use foldhash::HashMap;

use crate::sql::evidence::Leaning;
use crate::sql::writes::tokens::expression::{Shape, shape};
use crate::sql::writes::tokens::lists::{Says, lists};
use bindings::Definition;
use elsewhere::Elsewhere;
use landmarks::Landmarks;

/// How far a value is followed through `let`s.
pub(in crate::sql::writes) const STEPS: u32 = 4;

/// How many expressions one value is followed through.
const MOST: u32 = 96;

/// A value of more tokens is not one value.
const LONGEST: usize = 2000;

/// The values of one file.
pub(in crate::sql::writes) struct Values<'a> {
    marks: &'a Landmarks<'a>,
    /// What functions and types of other files hide.
    pub(in crate::sql::writes) elsewhere: &'a Elsewhere,
    /// What each spelling says, once somebody has asked.
    judged: RefCell<HashMap<&'a str, Says>>,
    /// What the values of `let`s are, by their tokens and the steps left.
    known: RefCell<HashMap<(usize, usize, u32), Option<Value>>>,
    /// How many steps are left for the value that is followed.
    pub(in crate::sql::writes) left: Cell<u32>,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sql::writes) enum Value {
    /// A hash or ciphertext.
    Hidden,
    /// Drawn at random.
    Drawn,
    /// Came with a request.
    Given,
}

impl<'a> Deref for Values<'a> {
    type Target = Landmarks<'a>;

    fn deref(&self) -> &Landmarks<'a> {
        self.marks
    }
}

impl<'a> Values<'a> {
    pub fn of(marks: &'a Landmarks<'a>, elsewhere: &'a Elsewhere) -> Values<'a> {
        Values { marks, elsewhere, judged: RefCell::default(), known: RefCell::default(), left: Cell::default() }
    }

    /// What the words of a name say.
    pub(in crate::sql::writes) fn says(&self, at: usize) -> Says {
        let name = self.code.slice(at);
        *self.judged.borrow_mut().entry(name).or_insert_with(|| Says::of(name))
    }

    /// What the value of an expression is.
    pub fn leaning(&self, expression: Range<usize>) -> Option<Leaning> {
        match self.fresh(expression.clone()) {
            Some(Value::Hidden) => Some(Leaning::Protected),
            value if self.bares(expression, value) => Some(Leaning::Bared),
            value => value.map(|_| Leaning::Proven),
        }
    }

    /// What an expression is, asked anew.
    pub(in crate::sql::writes) fn fresh(&self, expression: Range<usize>) -> Option<Value> {
        self.left.set(MOST);
        let value = self.value(expression.clone(), STEPS);
        if value == Some(Value::Hidden) && self.is_bearer(expression) { Some(Value::Drawn) } else { value }
    }

    pub(in crate::sql::writes) fn value(&self, expression: Range<usize>, steps: u32) -> Option<Value> {
        if expression.len() > LONGEST {
            return None;
        }
        self.left.set(self.left.get().checked_sub(1)?);
        match shape(&self.code, expression) {
            Shape::Within(inner) => self.value(inner, steps),
            Shape::Branches(all) => self.one_of(all, steps),
            Shape::Joined(all) => self.joined(all, steps),
            Shape::Beside(all) => self.beside(all, steps),
            Shape::Index(base) => self.value(base, steps),
            Shape::Path { name, .. } => self.variable(name, steps),
            Shape::Field { base, name } => self.field(base, name, steps),
            Shape::Call { path, name, arguments } => self.call(path, name, &arguments, steps),
            Shape::Method { base, name, arguments } => self.method(base, name, &arguments, steps),
            Shape::Other => None,
        }
    }

    /// Whether a branch gives nothing.
    pub(in crate::sql::writes) fn leaves(&self, branch: &Range<usize>) -> bool {
        let word = self.code.slice(branch.start + usize::from(self.code.punct(branch.start, b'{')));
        matches!(word, "return" | "break" | "continue" | "panic" | "bail" | "unreachable" | "todo" | "None" | "Err")
    }

    /// Of several branches any may be taken.
    pub(in crate::sql::writes) fn one_of(&self, branches: Vec<Range<usize>>, steps: u32) -> Option<Value> {
        let values = branches.into_iter().filter(|branch| !self.leaves(branch)).map(|branch| self.value(branch, steps));
        let values: Vec<Option<Value>> = values.collect();
        let readable = values.iter().flatten().find(|value| **value != Value::Hidden).copied();
        readable.or_else(|| values.into_iter().reduce(|all, one| all.and(one)).flatten())
    }

    /// What a `let` gives: asked once, however often its variable is used.
    pub(super) fn given_by(&self, value: Range<usize>, steps: u32) -> Option<Value> {
        let key = (value.start, value.end, steps);
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let before = self.left.get();
        let found = self.value(value, steps);
        // One that takes most of what is left by itself stays open for all.
        if self.left.get() > 0 || before > MOST / 2 {
            self.known.borrow_mut().insert(key, found);
        }
        found
    }

    fn variable(&self, name: usize, steps: u32) -> Option<Value> {
        let says = self.says(name);
        if says.hides || self.sealed(name) {
            return Some(Value::Hidden);
        }
        match self.definition(name, name) {
            Some(Definition::Let(value)) => match steps {
                0 => None,
                _ if self.filled(name, value.end) => Some(Value::Drawn),
                _ => match self.added_to(name, value.clone(), steps - 1) {
                    Some(whole) => whole,
                    None => self.given_by(value, steps - 1),
                },
            },
            Some(Definition::Part(part)) if steps > 0 => self.part_of(part, steps - 1),
            Some(Definition::Each(list)) if steps > 0 => {
                self.value(list, steps - 1).filter(|value| *value != Value::Given)
            }
            Some(Definition::Typed(ty)) if self.hidden(ty.clone()) => Some(Value::Hidden),
            Some(Definition::Typed(ty)) => self.arrives(name, ty).then_some(Value::Given),
            Some(_) => None,
            None if says.given => Some(Value::Given),
            None => says.drawn.then_some(Value::Drawn),
        }
    }

    /// Whether a type, or the words of a range, speak of hashing or encryption.
    pub fn hidden(&self, range: Range<usize>) -> bool {
        // `impl Hash` can be hashed.
        let says = |at: usize| {
            let (of, word) = (at.checked_sub(1), self.code.slice(at));
            let bound = of.is_some_and(|of| self.code.punct(of, b'+') || self.code.ident(of, "impl"));
            !bound && (self.says(at).hides || self.elsewhere.is_hash(word))
        };
        range.into_iter().any(|at| self.code.is_ident(at) && says(at))
    }

    /// Whether a name is that of a secret, hashed or not.
    pub fn secret(&self, at: usize) -> bool {
        self.says(at).secret
    }

    /// Whether a call leaves a value what it is.
    pub fn same(&self, at: usize) -> bool {
        lists().keeps(self.code.slice(at))
    }

    /// Whether a name is that of what came with a request.
    pub fn given(&self, at: usize) -> bool {
        self.says(at).given
    }
}
