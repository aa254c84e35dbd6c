//! Digests of nothing but what is drawn inside them: nobody keeps what was
//! drawn, and the digest itself is what somebody presents.

use std::ops::Range;

use super::Values;
use super::bindings::Definition;
use super::filled::updates;
use crate::sql::writes::tokens::expression::{Shape, shape};
use crate::sql::writes::tokens::lists::Says;

/// How far one is followed through `let`s.
const STEPS: u32 = 3;

/// How many names one is followed through: no digest is made of more.
const MOST: u32 = 400;

/// A longer expression is none.
const LONGEST: usize = 60;

/// Words that are no variables.
const NONE: &[&str] =
    &["as", "await", "dyn", "move", "mut", "str", "u128", "u16", "u32", "u64", "u8", "usize", "self", "x"];

/// What an expression is made of.
#[derive(Clone, Copy, Default)]
struct Made {
    drawn: bool,
    digested: bool,
}

impl Values<'_> {
    /// `sha256::digest(Uuid::new_v4().to_string())`
    pub(in crate::sql::writes) fn is_bearer(&self, expression: Range<usize>) -> bool {
        self.left.set(MOST);
        self.made_inside(expression, STEPS).is_some_and(|made| made.drawn && made.digested)
    }

    /// What an expression is made of, if it is made of nothing that stands elsewhere.
    fn made_inside(&self, expression: Range<usize>, steps: u32) -> Option<Made> {
        if let Shape::Within(tail) = shape(&self.code, expression.clone()) {
            return self.made_inside(tail, steps);
        }
        let mut all = Made::default();
        if expression.len() > LONGEST {
            return None;
        }
        for at in expression.filter(|at| self.code.is_ident(*at) || self.code.is_str(*at)) {
            let one = self.made_at(at, steps)?;
            all = Made { drawn: all.drawn || one.drawn, digested: all.digested || one.digested };
        }
        Some(all)
    }

    fn made_at(&self, at: usize, steps: u32) -> Option<Made> {
        self.left.set(self.left.get().checked_sub(1)?);
        let code = &self.code;
        let word = code.slice(at);
        if code.is_str(at) {
            return (!super::joined::holes(word).any(|name| !NONE.contains(&name))).then(Made::default);
        }
        let called = code.punct(at + 1, b'(') || code.punct(at + 1, b'!') || code.punct(at + 1, b':');
        let follows = at > 0 && (code.punct(at - 1, b'.') || code.punct(at - 1, b':') || code.punct(at - 1, b'<'));
        let typed = word.starts_with(|c: char| c.is_uppercase()) && word.bytes().any(|b| b.is_ascii_lowercase());
        if called || follows || typed {
            let Says { hides, digests, drawn, .. } = self.says(at);
            // What is sealed or slow to guess is presented by nobody.
            return (digests || !hides).then_some(Made { drawn, digested: digests });
        }
        if NONE.contains(&word) { Some(Made::default()) } else { self.made_before(at, steps.checked_sub(1)?) }
    }

    /// `hasher`, or the digest itself, of a `let` before.
    fn made_before(&self, name: usize, steps: u32) -> Option<Made> {
        let Definition::Let(value) = self.definition(name, name)? else { return None };
        let since = value.end;
        let mut all = self.made_inside(value, steps).filter(|made| made.digested)?;
        for at in self.changes(self.code.slice(name), since..name) {
            let one = self.made_inside(updates(&self.code, *at)?, steps)?;
            all.drawn |= one.drawn;
        }
        Some(all)
    }
}
