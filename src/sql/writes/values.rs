//! What the value of an expression is, by the words of the code behind it:
//! followed along what it is made of, never along what it is only near.

use std::cell::{Cell, RefCell};
use std::ops::{Deref, Range};

use foldhash::HashMap;

use super::bindings::Definition;
use super::elsewhere::Elsewhere;
use super::expression::{Shape, shape};
use super::landmarks::Landmarks;
use super::lists::{Says, lists};
use crate::sql::evidence::Leaning;

/// How far a value is followed through `let`s.
pub(super) const STEPS: u32 = 4;

/// How many expressions one value is followed through.
const MOST: u32 = 96;

/// A value of more tokens is not one value.
const LONGEST: usize = 2000;

/// The values of one file.
pub(super) struct Values<'a> {
    marks: &'a Landmarks<'a>,
    /// What functions and types of other files hide.
    pub(super) elsewhere: &'a Elsewhere,
    /// What each spelling says, once somebody has asked.
    judged: RefCell<HashMap<&'a str, Says>>,
    /// What the values of `let`s are, by their tokens and the steps left.
    known: RefCell<HashMap<(usize, usize, u32), Option<Value>>>,
    /// What is left of [`MOST`] for the value that is followed.
    left: Cell<u32>,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
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
    pub(super) fn says(&self, at: usize) -> Says {
        let name = self.code.slice(at);
        *self.judged.borrow_mut().entry(name).or_insert_with(|| Says::of(name))
    }

    /// What the value of an expression is.
    pub fn leaning(&self, expression: Range<usize>) -> Option<Leaning> {
        self.fresh(expression).map(|value| match value {
            Value::Hidden => Leaning::Protected,
            Value::Drawn | Value::Given => Leaning::Proven,
        })
    }

    /// What an expression is, asked anew.
    pub(super) fn fresh(&self, expression: Range<usize>) -> Option<Value> {
        self.left.set(MOST);
        self.value(expression, STEPS)
    }

    pub(super) fn value(&self, expression: Range<usize>, steps: u32) -> Option<Value> {
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

    /// Of several branches any may be taken.
    fn one_of(&self, branches: Vec<Range<usize>>, steps: u32) -> Option<Value> {
        let leaves = |branch: &Range<usize>| {
            let word = self.code.slice(branch.start + usize::from(self.code.punct(branch.start, b'{')));
            matches!(word, "return" | "break" | "continue" | "panic" | "bail" | "unreachable" | "todo" | "None" | "Err")
        };
        let values = branches.into_iter().filter(|branch| !leaves(branch)).map(|branch| self.value(branch, steps));
        let values: Vec<Option<Value>> = values.collect();
        let readable = values.iter().flatten().find(|value| **value != Value::Hidden).copied();
        readable.or_else(|| values.into_iter().reduce(|all, one| all.and(one)).flatten())
    }

    /// What is made of several is hidden when all of it is that may be a
    /// secret: `salt + digest`, but not `digest + token`.
    pub(super) fn joined(&self, parts: Vec<Range<usize>>, steps: u32) -> Option<Value> {
        let salted = parts.iter().any(|part| part.clone().any(|at| self.code.ident(at, "salt")));
        let (mut all, mut open) = (if salted { vec![Value::Hidden] } else { Vec::new() }, false);
        for part in parts {
            let value = self.value(part.clone(), steps);
            open |= value.is_none() && self.names_secret(part);
            all.extend(value);
        }
        let first = |wanted| all.contains(&wanted).then_some(wanted);
        let hidden = || first(Value::Hidden).or_else(|| first(Value::Drawn)).filter(|_| !open);
        first(Value::Given).or_else(hidden)
    }

    /// What stands beside something readable is not all hidden.
    fn beside(&self, parts: Vec<Range<usize>>, steps: u32) -> Option<Value> {
        let mut all = parts.into_iter().map(|part| self.value(part, steps));
        let first = all.next()??;
        all.all(|value| value == Some(first)).then_some(first)
    }

    /// The element in `pair.0`, where the pair is in sight.
    fn element(&self, base: Range<usize>, name: usize, steps: u32) -> Option<Range<usize>> {
        let place: usize = self.code.slice(name).parse().ok()?;
        match shape(&self.code, base) {
            Shape::Beside(all) => all.get(place).cloned(),
            Shape::Path { name: variable, .. } => match self.definition(variable, variable)? {
                Definition::Let(value) => self.element(value, name, steps.checked_sub(1)?),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a `let` gives: asked once, however often its variable is used.
    fn given_by(&self, value: Range<usize>, steps: u32) -> Option<Value> {
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

    /// Whether an expression that says nothing of itself names a secret.
    pub(super) fn names_secret(&self, expression: Range<usize>) -> bool {
        expression.into_iter().any(|at| self.code.is_ident(at) && self.says(at).secret && !self.says(at).hides)
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
                _ => self.given_by(value, steps - 1),
            },
            // `let (token, hash) = issue();`: which is which stays open.
            Some(Definition::Part(all)) if steps > 0 => {
                let value = self.value(all.clone(), steps - 1).or_else(|| self.arrived(all));
                value.filter(|value| *value != Value::Hidden)
            }
            Some(Definition::Typed(ty)) => self.hidden(ty).then_some(Value::Hidden),
            Some(_) => None,
            None if says.given => Some(Value::Given),
            None => says.drawn.then_some(Value::Drawn),
        }
    }

    fn field(&self, base: Range<usize>, name: usize, steps: u32) -> Option<Value> {
        if let Some(element) = self.element(base.clone(), name, steps) {
            return self.value(element, steps);
        }
        let whole = base.start..name + 1;
        let set = self.member_value(&whole).or_else(|| self.made_with(&whole)).filter(|_| steps > 0);
        if let Some(value) = set {
            return self.value(value, steps - 1);
        }
        let says = self.says(name);
        if says.hides || self.made_of_a_hash(&whole) {
            return Some(Value::Hidden);
        }
        let own = says.drawn.then_some(Value::Drawn);
        match self.value(base.clone(), steps).or_else(|| self.arrived(base)) {
            // What is kept beside a hash is none.
            Some(Value::Hidden) if says.secret => own,
            base => base.or(own),
        }
    }

    /// Whether a variable's name or type says that it came with a request.
    fn arrived(&self, base: Range<usize>) -> Option<Value> {
        let Shape::Path { name, .. } = shape(&self.code, base) else { return None };
        let typed = |ty| self.requested(ty);
        let arrived = match self.definition(name, name) {
            Some(Definition::Typed(ty)) => self.given(name) || typed(ty),
            Some(Definition::Open) => false,
            _ => self.given(name),
        };
        arrived.then_some(Value::Given)
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
