//! What fields and parts of values are.

use std::ops::Range;

use super::bindings::{Definition, Part};
use super::{Value, Values};
use crate::sql::writes::tokens::expression::{Shape, shape};
use crate::sql::writes::tokens::lists::lists;

/// How far back a request is looked for.
const BACK: u32 = 4;

impl Values<'_> {
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

    /// The elements in one place of what each branch gives: `match … { … => (a, b) }`.
    fn elements(&self, expression: Range<usize>, place: usize) -> Option<Vec<Range<usize>>> {
        match shape(&self.code, expression) {
            Shape::Within(inner) => self.elements(inner, place),
            Shape::Beside(all) => all.get(place).cloned().map(|element| vec![element]),
            Shape::Branches(all) => {
                let staying = all.into_iter().filter(|branch| !self.leaves(branch));
                let each: Option<Vec<_>> = staying.map(|branch| self.elements(branch, place)).collect();
                each.map(|each| each.concat())
            }
            _ => None,
        }
    }

    /// What a `let` gives that takes a value apart.
    pub(in crate::sql::writes) fn part_of(&self, part: Part, steps: u32) -> Option<Value> {
        if self.hides_part(part.all.clone(), &part.key) {
            return Some(Value::Hidden);
        }
        if let Some(elements) = part.key.parse().ok().and_then(|place| self.elements(part.all.clone(), place)) {
            return self.one_of(elements, steps);
        }
        let value = self.value(part.all.clone(), steps).or_else(|| self.arrived(part.all));
        // `let (token, hash) = issue();`: which is which stays open.
        value.filter(|value| *value != Value::Hidden || part.alone)
    }

    /// Whether `minted.stored` is hashed or sealed where `minted` is made.
    fn made_hidden(&self, base: Range<usize>, name: usize) -> bool {
        let key = self.code.slice(name);
        match shape(&self.code, base.clone()) {
            Shape::Path { name: variable, .. } => match self.definition(variable, variable) {
                Some(Definition::Let(value)) => self.hides_part(value, key),
                _ => false,
            },
            _ => self.hides_part(base, key),
        }
    }

    pub(in crate::sql::writes) fn field(&self, base: Range<usize>, name: usize, steps: u32) -> Option<Value> {
        if let Some(element) = self.element(base.clone(), name, steps) {
            return self.value(element, steps);
        }
        let whole = base.start..name + 1;
        let set = self.member_value(&whole).or_else(|| self.made_with(&whole)).filter(|_| steps > 0);
        if let Some(value) = set {
            return self.value(value, steps - 1);
        }
        let says = self.says(name);
        if says.hides || self.made_of_a_hash(&whole) || self.made_hidden(base.clone(), name) {
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
    pub(super) fn arrived(&self, base: Range<usize>) -> Option<Value> {
        self.came(base, BACK).then_some(Value::Given)
    }

    /// Whether it, or what it is an element of, did: `for user in &request.users`.
    fn came(&self, base: Range<usize>, steps: u32) -> bool {
        let name = match shape(&self.code, base) {
            Shape::Path { name, .. } => name,
            Shape::Within(inner) | Shape::Index(inner) if steps > 0 => return self.came(inner, steps - 1),
            Shape::Field { base, .. } if steps > 0 => return self.came(base, steps - 1),
            Shape::Method { base, name, .. }
                if steps > 0 && (self.same(name) || lists().hands_on(self.code.slice(name))) =>
            {
                return self.came(base, steps - 1);
            }
            _ => return false,
        };
        match self.definition(name, name) {
            Some(Definition::Typed(ty)) => self.given(name) || self.requested(ty),
            Some(Definition::Open) => false,
            Some(Definition::Let(value) | Definition::Each(value)) if !self.given(name) => {
                steps > 0 && self.came(value, steps - 1)
            }
            _ => self.given(name),
        }
    }
}
