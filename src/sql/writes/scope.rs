//! What gives a variable another value behind its `let`, and how far that is
//! in sight.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use super::bindings::Definition;
use super::values::Values;

/// How many tokens back a variable may be given another value.
pub(super) const FAR: usize = 2000;

/// The tokens of a range outside of brackets that open in it.
pub(super) fn outside<'c>(code: &'c Code<'_>, range: Range<usize>) -> impl Iterator<Item = usize> + 'c {
    let mut at = range.start;
    std::iter::from_fn(move || {
        let next = at;
        let opens = [b'(', b'[', b'{'].iter().any(|c| code.punct(next, *c));
        at = if opens { code.close(next) } else { next + 1 };
        (next < range.end).then_some(next)
    })
}

impl Values<'_> {
    /// What gives a variable another value behind its `let`.
    pub(super) fn later(&self, wanted: &str, within: Range<usize>) -> Option<Definition> {
        let code = &self.code;
        let before = within.end;
        let named = within.rev().take(FAR).filter(|at| code.ident(*at, wanted));
        for at in named {
            let starts = [b';', b'{', b'}'].iter().any(|c| code.punct(at - 1, *c));
            let set = starts && code.punct(at + 1, b'=') && !code.punct(at + 2, b'=') && !code.punct(at + 2, b'>');
            if set {
                let end = outside(code, at + 2..before).find(|n| code.punct(*n, b';'))?;
                let reaches = code.reaches(at, before);
                return Some(if reaches { Definition::Let(at + 2..end) } else { Definition::Open });
            }
            if self.binds(at).is_some_and(|from| code.reaches(from, before)) {
                return Some(Definition::Open);
            }
        }
        None
    }

    /// Whether `for x in`, `|x|` or `Some(x) =>` gives this name a value, and
    /// from where on.
    fn binds(&self, at: usize) -> Option<usize> {
        let code = &self.code;
        let near = at + 1..code.tokens.len().min(at + 8);
        let pattern = near.clone().take_while(|n| !code.punct(*n, b';') && !code.punct(*n, b'{'));
        let arm = pattern.clone().find(|n| code.punct(*n, b'=') && code.punct(n + 1, b'>'));
        let looped = pattern.clone().find(|n| code.ident(*n, "in"));
        let opens = |n: usize| code.punct(n, b'|') && n > 0 && [b'(', b',', b'='].iter().any(|c| code.punct(n - 1, *c));
        let closure = (at.saturating_sub(8)..at)
            .rev()
            .find(|n| code.punct(*n, b'|'))
            .filter(|n| opens(*n) || code.ident(n - 1, "move"));
        let bar = closure.and_then(|_| near.clone().find(|n| code.punct(*n, b'|')));
        arm.or(looped).or(bar)
    }
}
