//! Variables that are filled where they stand: drawn, hashed or sealed into,
//! put together piece by piece.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use super::{Value, Values};
use crate::sql::writes::tokens::lists::Says;

/// How many changes back a variable is looked at.
const LOOK_BACK: usize = 400;

/// How many tokens before it the call may begin that a variable is handed to.
const NEAR: usize = 80;

/// `rng.fill_bytes(`
pub(in crate::sql::writes) fn fills(code: &Code<'_>, at: usize) -> bool {
    const FILLS: &[&str] = &["fill_bytes", "try_fill_bytes", "fill", "try_fill", "getrandom"];
    code.punct(at + 1, b'(') && FILLS.contains(&code.slice(at))
}

/// `buffer.extend_from_slice(`
const ADDS: &[&str] =
    &["extend", "extend_from_slice", "push", "push_str", "append", "put_slice", "write_all", "insert_str"];

/// Whether the variable at a token is changed there: `&mut buffer` in a call,
/// `buffer.push(…)`.
pub(in crate::sql::writes) fn changes(code: &Code<'_>, at: usize) -> bool {
    lent(code, at) || added(code, at).is_some() || updates(code, at).is_some()
}

/// What is put into `hasher.update(…)`.
pub(in crate::sql::writes) fn updates(code: &Code<'_>, at: usize) -> Option<Range<usize>> {
    let updates = code.punct(at + 1, b'.') && code.ident(at + 2, "update") && code.punct(at + 3, b'(');
    updates.then(|| code.inside(at + 3))
}

fn lent(code: &Code<'_>, at: usize) -> bool {
    at >= 2 && code.ident(at - 1, "mut") && code.punct(at - 2, b'&')
}

fn added(code: &Code<'_>, at: usize) -> Option<Range<usize>> {
    let adds = code.punct(at + 1, b'.') && ADDS.contains(&code.slice(at + 2)) && code.punct(at + 3, b'(');
    adds.then(|| code.inside(at + 3))
}

/// The path of the call around a token: `pbkdf2::derive` in `pbkdf2::derive(…)`.
fn around(code: &Code<'_>, at: usize) -> Option<Range<usize>> {
    let opens = |n: &usize| code.punct(*n, b'(') && code.close(*n) > at;
    let open = (at.saturating_sub(NEAR)..at).rev().take_while(|n| !code.punct(*n, b';')).find(opens)?;
    let end = if code.punct(open - 1, b'>') { generics(code, open - 1)? } else { open };
    let joins = |n: &usize| code.is_ident(*n) || code.punct(*n, b':');
    let start = (end.saturating_sub(NEAR)..end).rev().take_while(joins).last()?;
    (start..end).rev().find(|n| code.is_ident(*n)).map(|name| start..name + 1)
}

/// Before the `::<…>` that ends at a token.
fn generics(code: &Code<'_>, close: usize) -> Option<usize> {
    (close.saturating_sub(NEAR)..close).rev().find(|n| code.punct(*n, b'<') && code.punct(n - 1, b':'))
}

impl Values<'_> {
    /// What a variable is that was given a value and then added to.
    pub(in crate::sql::writes) fn added_to(
        &self,
        name: usize,
        given: Range<usize>,
        steps: u32,
    ) -> Option<Option<Value>> {
        let mut parts = self.added_since(name, given.end);
        parts.insert(0, given);
        (parts.len() > 1).then(|| self.joined(parts, steps))
    }

    /// What was added to a variable since a token.
    pub(in crate::sql::writes) fn added_since(&self, name: usize, since: usize) -> Vec<Range<usize>> {
        let changes = self.changes(self.code.slice(name), since..name);
        let last = &changes[changes.len().saturating_sub(LOOK_BACK)..];
        last.iter().filter_map(|at| added(&self.code, *at)).collect()
    }

    /// `rng.fill_bytes(&mut seed)` since its `let`: drawn at random into a variable.
    pub(in crate::sql::writes) fn filled(&self, name: usize, since: usize) -> bool {
        let code = &self.code;
        let here = |at: &usize| code.inside(at + 1).any(|n| code.ident(n, code.slice(name)));
        self.fills(since..name).iter().rev().take(LOOK_BACK).any(here)
    }

    /// `key.seal_in_place(nonce, &mut text)`, `hash_into(given, &mut text)`
    /// before: made a ciphertext or hash where it stands.
    pub(in crate::sql::writes) fn sealed(&self, name: usize) -> bool {
        let code = &self.code;
        let start = self.function(name).unwrap_or(0);
        let changes = self.changes(code.slice(name), start..name);
        let seals = |at: &&usize| lent(code, **at) && self.hidden_into(**at, name);
        changes.iter().rev().take(LOOK_BACK).find(seals).is_some_and(|at| !self.given_anew(*at, name))
    }

    /// Whether a `let` between two tokens gives the name of the later another value.
    fn given_anew(&self, from: usize, name: usize) -> bool {
        let code = &self.code;
        let named = |at: usize| (at + 1..at + 4).any(|n| code.ident(n, code.slice(name)));
        self.lets_of(code.slice(name), from..name).any(|at| named(at) && code.reaches(at, name))
    }

    /// Whether the call that a variable is handed to hashes or seals into it,
    /// in sight of a token behind.
    fn hidden_into(&self, at: usize, from: usize) -> bool {
        let code = &self.code;
        let Some(path) = around(code, at) else { return false };
        let says = |of: fn(&Says) -> bool| path.clone().any(|n| code.is_ident(n) && of(&self.says(n)));
        // `hasher.finalize_into(&mut out)`
        let hides = says(|says| says.hides) || code.slice(path.end - 1).starts_with("finalize");
        hides && !says(|says| says.undoes) && code.reaches(path.start, from)
    }
}
