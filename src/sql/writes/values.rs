//! What the value of an expression is, by the words of the code behind it:
//! followed along what it is made of, never along what it is only near.

use std::cell::{Cell, RefCell};
use std::ops::{Deref, Range};

use foldhash::HashMap;

use super::bindings::Definition;
use super::elsewhere::Elsewhere;
use super::expression::{Shape, shape};
use super::hiding::parts;
use super::impls::{Callee, callee};
use super::landmarks::Landmarks;
use super::lists::{Says, lists};
use crate::sql::evidence::Leaning;

/// How far a value is followed through `let`s.
const STEPS: u32 = 4;

/// How many expressions one value is followed through.
const MOST: u32 = 96;

/// A value of more tokens is not one value.
const LONGEST: usize = 2000;

/// The values of one file.
pub(super) struct Values<'a> {
    marks: &'a Landmarks<'a>,
    /// What functions and types of other files hide.
    elsewhere: &'a Elsewhere,
    /// What each spelling says, once somebody has asked.
    judged: RefCell<HashMap<&'a str, Says>>,
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
        Values { marks, elsewhere, judged: RefCell::default(), left: Cell::default() }
    }

    /// What the words of a name say.
    pub(super) fn says(&self, at: usize) -> Says {
        let name = self.code.slice(at);
        *self.judged.borrow_mut().entry(name).or_insert_with(|| Says::of(name))
    }

    /// What the value of an expression is.
    pub fn leaning(&self, expression: Range<usize>) -> Option<Leaning> {
        if expression.len() > LONGEST {
            return None;
        }
        self.left.set(MOST);
        self.value(expression, STEPS).map(|value| match value {
            Value::Hidden => Leaning::Protected,
            Value::Drawn | Value::Given => Leaning::Proven,
        })
    }

    pub(super) fn value(&self, expression: Range<usize>, steps: u32) -> Option<Value> {
        self.left.set(self.left.get().checked_sub(1)?);
        match shape(&self.code, expression) {
            Shape::Within(inner) => self.value(inner, steps),
            Shape::Branches(all) => self.one_of(all, steps),
            Shape::Joined(all) => self.joined(all, steps),
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

    /// `salt + digest`: what is put before a hash leaves it one.
    fn joined(&self, parts: Vec<Range<usize>>, steps: u32) -> Option<Value> {
        let salted = parts.iter().any(|part| part.clone().any(|at| self.code.ident(at, "salt")));
        let values: Vec<Value> = parts.into_iter().filter_map(|part| self.value(part, steps)).collect();
        let first = |wanted| values.contains(&wanted).then_some(wanted);
        let hidden = || if salted { Some(Value::Hidden) } else { first(Value::Hidden) };
        first(Value::Given).or_else(hidden).or_else(|| first(Value::Drawn))
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
                _ => self.value(value, steps - 1),
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

    fn call(&self, path: Range<usize>, name: usize, arguments: &[Range<usize>], steps: u32) -> Option<Value> {
        let says = self.says(name);
        let among = |is: fn(&Says) -> bool| path.clone().any(|at| self.code.is_ident(at) && is(&self.says(at)));
        if says.undoes && (says.hides || among(|says| says.hides)) {
            return None;
        }
        let is_hash = || path.clone().any(|at| self.elsewhere.is_hash(self.code.slice(at)));
        if says.hides || self.hides(name, false) {
            return Some(Value::Hidden);
        }
        if says.drawn || self.draws(name) {
            return Some(Value::Drawn);
        }
        if among(|says| says.hides) || self.elsewhere.is_hash(self.code.slice(name)) || is_hash() {
            return Some(Value::Hidden);
        }
        if among(|says| says.drawn) {
            return Some(Value::Drawn);
        }
        let wraps = arguments.len() == 1 && lists().keeps(self.code.slice(name));
        let spells = says.spells || wraps || among(|says| says.spells);
        if spells { self.joined(arguments.to_vec(), steps) } else { self.made_of(name, arguments, steps) }
    }

    fn method(&self, base: Range<usize>, name: usize, arguments: &[Range<usize>], steps: u32) -> Option<Value> {
        let (says, word) = (self.says(name), self.code.slice(name));
        if lists().keeps(word) {
            return self.value(base, steps);
        }
        if lists().maps(word) {
            let mapped = arguments.iter().filter_map(|argument| self.mapped(argument.clone(), steps)).next();
            return mapped.or_else(|| self.value(base, steps));
        }
        if says.undoes && !says.spells {
            return None;
        }
        if says.hides || self.hides(name, arguments.is_empty()) {
            return Some(Value::Hidden);
        }
        if says.drawn || self.draws(name) {
            return Some(Value::Drawn);
        }
        let of_base = self.value(base, steps);
        match of_base {
            _ if says.looks_up => None,
            Some(Value::Hidden | Value::Drawn) => of_base,
            // What a method of another name makes of it stays open.
            Some(Value::Given) => None,
            None if says.spells => self.joined(arguments.to_vec(), steps),
            None => self.made_of(name, arguments, steps),
        }
    }

    /// `.map(sha256_hex)`, `.map(|token| sha256_hex(&token))`
    fn mapped(&self, argument: Range<usize>, steps: u32) -> Option<Value> {
        match shape(&self.code, argument.clone()) {
            Shape::Path { path, name } => {
                let words = path.chain(std::iter::once(name)).filter(|at| self.code.is_ident(*at));
                words.map(|at| self.says(at)).any(|says| says.hides && !says.undoes).then_some(Value::Hidden)
            }
            _ => self.value(argument, steps).filter(|value| *value == Value::Hidden),
        }
    }

    /// What a call of any other name gives back: what runs in its closure, or
    /// what it is made of when that is one thing, and it is not waited for.
    fn made_of(&self, name: usize, arguments: &[Range<usize>], steps: u32) -> Option<Value> {
        let code = &self.code;
        let runs = |argument: &&Range<usize>| {
            (argument.start..argument.end.min(argument.start + 2)).any(|at| code.punct(at, b'|'))
        };
        if let Some(closure) = arguments.iter().find(runs) {
            return self.value(closure.clone(), steps).filter(|value| *value == Value::Hidden);
        }
        let open = (name..name + 12).find(|at| code.punct(*at, b'('))?;
        let past = code.close(open);
        if self.says(name).looks_up || code.punct(past, b'.') && code.ident(past + 1, "await") {
            return None;
        }
        let names = |argument: &Range<usize>| argument.clone().any(|at| code.is_ident(at));
        let mut values = arguments.iter().filter(|one| names(one)).map(|one| self.value(one.clone(), steps));
        let first = values.next()??;
        (first != Value::Given && values.all(|value| value == Some(first))).then_some(first)
    }

    /// Whether a type, or the words of a range, speak of hashing or encryption.
    pub fn hidden(&self, range: Range<usize>) -> bool {
        let says = |at: usize| self.says(at).hides || self.elsewhere.is_hash(self.code.slice(at));
        range.into_iter().any(|at| self.code.is_ident(at) && says(at))
    }

    /// Whether a call is of a function that hides, `alone` when it is handed
    /// nothing but its receiver.
    fn hides(&self, at: usize, alone: bool) -> bool {
        let name = self.code.slice(at);
        let callee = callee(&self.code, at, self.owner(at).map(|own| own.of));
        let here = match &callee {
            Callee::Bare => self.marks.hides(name, false),
            Callee::Type(_) => self.marks.hides(name, true),
            Callee::Method(_) if !alone && !lists().is_common(name) => self.marks.hides(name, true),
            _ => None,
        };
        here.unwrap_or_else(|| self.elsewhere.hides(name, &callee, alone))
    }

    /// Whether what a function returns is hidden, that hides something.
    pub(super) fn returns_hidden(&self, function: usize) -> bool {
        let Some((_, _, body)) = parts(&self.code, function) else { return false };
        self.left.set(MOST);
        match self.value(body.clone(), STEPS) {
            Some(value) => value == Value::Hidden,
            None => !self.gives_back(body),
        }
    }

    /// Whether a body gives back what it was handed, at least in a branch.
    fn gives_back(&self, body: Range<usize>) -> bool {
        match shape(&self.code, body) {
            Shape::Within(inner) => self.gives_back(inner),
            Shape::Branches(_) => true,
            Shape::Path { name, .. } => matches!(self.definition(name, name), Some(Definition::Typed(_))),
            Shape::Method { base, name, .. } if lists().keeps(self.code.slice(name)) => self.gives_back(base),
            _ => false,
        }
    }

    /// Whether a call is of a function that draws at random what it returns.
    fn draws(&self, at: usize) -> bool {
        let owner = || self.owner(at).map(|own| own.of);
        self.elsewhere.draws(self.code.slice(at), &callee(&self.code, at, owner()))
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
