//! What calls give back, and what functions do.

use std::ops::Range;

use super::bindings::Definition;
use super::{STEPS, Value, Values};
use crate::sql::writes::tokens::expression::{Shape, shape};
use crate::sql::writes::tokens::hiding::parts;
use crate::sql::writes::tokens::impls::Callee;
use crate::sql::writes::tokens::lists::{Says, lists};

impl Values<'_> {
    pub(in crate::sql::writes) fn call(
        &self,
        path: Range<usize>,
        name: usize,
        arguments: &[Range<usize>],
        steps: u32,
    ) -> Option<Value> {
        if let Some(value) = self.called_by_variable(&path, name, arguments, steps) {
            return value;
        }
        if self.asks_for_a_secret(name, arguments) {
            return Some(Value::Given);
        }
        let says = self.says(name);
        let among = |is: fn(&Says) -> bool| path.clone().any(|at| self.code.is_ident(at) && is(&self.says(at)));
        if says.undoes && among(|says| says.hides) {
            return None;
        }
        let is_hash = || path.clone().any(|at| self.elsewhere.is_hash(self.code.slice(at)));
        if says.hides || self.hides(name, false) || self.seals(name, path.clone()) {
            return Some(Value::Hidden);
        }
        if says.drawn || self.draws(name) {
            return Some(Value::Drawn);
        }
        if says.looks_up {
            return None;
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

    pub(in crate::sql::writes) fn method(
        &self,
        base: Range<usize>,
        name: usize,
        arguments: &[Range<usize>],
        steps: u32,
    ) -> Option<Value> {
        if let Some(value) = self.piped(&base, name, arguments, steps) {
            return value;
        }
        let (says, word) = (self.says(name), self.code.slice(name));
        if self.looks_a_secret_up(&base, word, arguments) {
            return Some(Value::Given);
        }
        if lists().keeps(word) {
            return self.value(base, steps);
        }
        if lists().may_replace(word) {
            return self.replaced(base, word, arguments, steps);
        }
        if lists().maps(word) {
            let mapped = arguments.iter().filter_map(|argument| self.mapped(argument.clone(), steps)).next();
            return mapped.or_else(|| self.value(base, steps));
        }
        if says.undoes && !says.spells {
            return None;
        }
        if says.hides || self.hides(name, arguments.is_empty()) || self.seals(name, base.clone()) {
            return Some(Value::Hidden);
        }
        if says.drawn || self.draws(name) {
            return Some(Value::Drawn);
        }
        let of_base = match shape(&self.code, base.clone()) {
            // `[nonce, sealed].concat()`
            Shape::Beside(parts) if lists().joins(word) => self.joined(parts, steps),
            _ => self.value(base, steps),
        };
        match of_base {
            _ if says.looks_up => None,
            // What is kept beside a hash is none.
            Some(Value::Hidden) if says.secret => None,
            Some(Value::Hidden | Value::Drawn) => of_base,
            // What a method of another name makes of it stays open.
            Some(Value::Given) => None,
            None if says.spells => self.joined(arguments.to_vec(), steps),
            None if arguments.iter().any(|argument| self.runs(argument)) => None,
            None => self.made_of(name, arguments, steps),
        }
    }

    /// `sealed.unwrap_or(token)`, `key.map_or(token, |key| seal(key, token))`:
    /// either may be what is meant.
    fn replaced(&self, base: Range<usize>, word: &str, arguments: &[Range<usize>], steps: u32) -> Option<Value> {
        let mapped = || arguments.get(1).and_then(|argument| self.mapped(argument.clone(), steps));
        let value =
            if lists().maps(word) { mapped().or_else(|| self.value(base, steps)) } else { self.value(base, steps) };
        let instead = arguments.first()?;
        match self.value(instead.clone(), steps) {
            Some(other) if other != Value::Hidden => Some(other),
            None if self.names_secret(instead.clone()) => None,
            _ => value,
        }
    }

    /// Whether an argument is a closure.
    fn runs(&self, argument: &Range<usize>) -> bool {
        (argument.start..argument.end.min(argument.start + 2)).any(|at| self.code.punct(at, b'|'))
    }

    /// `form.get("password")` of what came with a request.
    fn looks_a_secret_up(&self, base: &Range<usize>, word: &str, arguments: &[Range<usize>]) -> bool {
        let [key] = arguments else { return false };
        let named = key.len() == 1 && self.code.is_str(key.start) && self.secret(key.start);
        named && matches!(word, "get" | "remove" | "pointer") && self.arrived(base.clone()).is_some()
    }

    /// `env::var("ADMIN_PASSWORD")`, `prompt_password("Password: ")`, but not of a hash.
    fn asks_for_a_secret(&self, name: usize, arguments: &[Range<usize>]) -> bool {
        let word = self.code.slice(name);
        let is = |at: usize| self.secret(at) && !self.says(at).hides && !self.says(at).undoes;
        match arguments {
            [key] if lists().gives_named(word) => key.len() == 1 && self.code.is_str(key.start) && is(key.start),
            _ => lists().asks(word) && is(name),
        }
    }

    /// `.map(sha256_hex)`, `.map(|token| sha256_hex(&token))`
    fn mapped(&self, argument: Range<usize>, steps: u32) -> Option<Value> {
        match shape(&self.code, argument.clone()) {
            Shape::Path { path, name } => {
                let words = path.chain(std::iter::once(name)).filter(|at| self.code.is_ident(*at));
                words.map(|at| self.says(at)).any(|says| says.hides && !says.undoes).then_some(Value::Hidden)
            }
            _ => self.value(argument, steps).filter(|value| *value != Value::Given),
        }
    }

    /// What a call of any other name gives back: what runs in its closure, or
    /// what it is made of when that is one thing, and it is not waited for.
    fn made_of(&self, name: usize, arguments: &[Range<usize>], steps: u32) -> Option<Value> {
        let code = &self.code;
        if let Some(closure) = arguments.iter().find(|argument| self.runs(argument)) {
            let runs = lists().runs(code.slice(name));
            return self.value(closure.clone(), steps).filter(|value| runs || *value == Value::Hidden);
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

    /// Whether a call is of a function that hides, `alone` when it is handed
    /// nothing but its receiver.
    fn hides(&self, at: usize, alone: bool) -> bool {
        let name = self.code.slice(at);
        let callee = self.callee(at);
        let here = match &callee {
            Callee::Bare => self.own(name, false),
            Callee::Type(of) => self.own_of(name, of).or_else(|| self.own(name, true)),
            Callee::Method(_) if !alone && !lists().is_common(name) => self.own(name, true),
            _ => None,
        };
        here.unwrap_or_else(|| self.elsewhere.hides(name, &callee, alone))
    }

    /// `protector.protect(token)`, `kms.wrap(token)`: whether a call seals by
    /// its name and by what stands before it.
    fn seals(&self, at: usize, before: Range<usize>) -> bool {
        let says = self.says(at);
        let own = || self.own(self.code.slice(at), true).or(self.own(self.code.slice(at), false));
        let wrapper = || before.clone().any(|at| self.code.is_ident(at) && self.says(at).wrapper);
        (says.guards || says.wraps && wrapper()) && own().is_none()
    }

    /// Whether what a function returns is hidden, that hides something.
    pub(in crate::sql::writes) fn returns_hidden(&self, function: usize) -> bool {
        let Some((_, _, body)) = parts(&self.code, function) else { return false };
        let leaves = |at: &usize| self.code.ident(*at, "return");
        let early = |at: usize| (at + 1..body.end).find(|n| self.code.punct(*n, b';')).map(|end| at + 1..end);
        let mut early = body.clone().filter(leaves).filter_map(early);
        if early.any(|value| self.gives_back(value, STEPS)) {
            return false;
        }
        match self.fresh(body.clone()) {
            Some(value) => value == Value::Hidden,
            None => !self.gives_back(body, STEPS),
        }
    }

    /// Whether an expression is what its function was handed, at least in a
    /// branch, or is made of it.
    fn gives_back(&self, expression: Range<usize>, steps: u32) -> bool {
        let any = |all: Vec<Range<usize>>| all.into_iter().any(|one| self.gives_back(one, steps));
        match shape(&self.code, expression) {
            Shape::Within(inner) => self.gives_back(inner, steps),
            Shape::Branches(_) | Shape::Beside(_) => true,
            Shape::Joined(all) => any(all),
            Shape::Index(base) | Shape::Field { base, .. } => self.gives_back(base, steps),
            Shape::Path { name, .. } => match self.definition(name, name) {
                Some(Definition::Typed(_)) => !self.code.ident(name, "self"),
                Some(Definition::Let(value)) if steps > 0 => self.gives_back(value, steps - 1),
                _ => false,
            },
            Shape::Call { name, arguments, .. } => !self.says(name).hides && any(arguments),
            Shape::Method { base, name, .. } => !self.says(name).hides && self.gives_back(base, steps),
            Shape::Other => false,
        }
    }

    /// Whether a call is of a function that draws at random what it returns.
    fn draws(&self, at: usize) -> bool {
        self.elsewhere.draws(self.code.slice(at), &self.callee(at))
    }
}
