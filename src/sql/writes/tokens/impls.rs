//! Which type a function belongs to, and what a call says of whose it is.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

/// One `impl` block.
pub(in crate::sql::writes) struct Impl<'a> {
    /// Its tokens, from the brace on.
    pub body: Range<usize>,
    /// The type's name, without path and generics.
    pub of: &'a str,
    /// The trait's, if it implements one.
    pub through: Option<&'a str>,
}

/// A header of more tokens is none.
const LONGEST: usize = 120;

/// The blocks of a file, in order.
pub(in crate::sql::writes) fn impls<'a>(code: &Code<'a>) -> Vec<Impl<'a>> {
    let begins = |at: &usize| code.ident(*at, "impl") && starts_item(code, *at);
    (0..code.tokens.len()).filter(begins).filter_map(|at| read(code, at)).collect()
}

/// Blocks deeper within each other are nobody's.
const DEEPEST: usize = 64;

/// The innermost of a file's blocks around a token.
pub(in crate::sql::writes) fn around<'i, 'a>(blocks: &'i [Impl<'a>], at: usize) -> Option<&'i Impl<'a>> {
    let before = blocks.partition_point(|block| block.body.start <= at);
    blocks[..before].iter().rev().take(DEEPEST).find(|block| block.body.contains(&at))
}

/// `-> impl Trait {` and `arg: impl Trait` begin no block.
fn starts_item(code: &Code<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    [b'}', b';', b']', b'{'].iter().any(|c| code.punct(before, *c)) || code.ident(before, "unsafe")
}

fn read<'a>(code: &Code<'a>, at: usize) -> Option<Impl<'a>> {
    let from = if code.punct(at + 1, b'<') { past_generics(code, at + 1) } else { at + 1 };
    let open = (from..code.tokens.len().min(from + LONGEST)).find(|n| code.punct(*n, b'{'))?;
    let end = (from..open).find(|n| code.ident(*n, "where")).unwrap_or(open);
    let split = (from..end).find(|n| code.ident(*n, "for") && !code.punct(n + 1, b'<'));
    let (through, of) = match split {
        Some(split) => (named(code, from..split), named(code, split + 1..end)),
        None => (None, named(code, from..end)),
    };
    Some(Impl { body: open..code.close(open), of: of?, through })
}

/// The last name of a path outside its generics.
pub(in crate::sql::writes) fn named<'a>(code: &Code<'a>, path: Range<usize>) -> Option<&'a str> {
    let mut depth = 0usize;
    let mut last = None;
    for at in path {
        match () {
            () if code.punct(at, b'<') => depth += 1,
            () if code.punct(at, b'>') => depth = depth.saturating_sub(1),
            () if depth == 0 && code.is_ident(at) => last = Some(code.slice(at)),
            () => {}
        }
    }
    last
}

/// Past the `<…>` that opens at a token; the token where none does.
pub(in crate::sql::writes) fn past_generics(code: &Code<'_>, open: usize) -> usize {
    if !code.punct(open, b'<') {
        return open;
    }
    let mut depth = 0usize;
    for at in open..code.tokens.len().min(open + LONGEST) {
        if code.punct(at, b'<') {
            depth += 1;
        } else if code.punct(at, b'>') && !code.punct(at - 1, b'-') {
            depth -= 1;
            if depth == 0 {
                return at + 1;
            }
        }
    }
    open
}

/// The bracket of the parameters of the function at `at`, behind its generics.
pub(in crate::sql::writes) fn parameters(code: &Code<'_>, at: usize) -> Option<usize> {
    let open = if code.punct(at + 2, b'<') { past_generics(code, at + 2) } else { at + 2 };
    code.punct(open, b'(').then_some(open)
}

/// Whose function a call names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sql::writes) enum Callee<'a> {
    /// `User::create(…)`, `Self::create(…)`, `self.create(…)`
    Type(&'a str),
    /// `users::create(…)`
    Module(&'a str),
    /// `create(…)`
    Bare,
    /// `self.users.create(…)`, with what stands before the dot.
    Method(Option<&'a str>),
}

/// Whose function is called at `at`, inside the block of `owner`.
pub(in crate::sql::writes) fn callee<'a>(code: &Code<'a>, at: usize, owner: Option<&'a str>) -> Callee<'a> {
    let before = |n: usize| at.checked_sub(n).filter(|at| code.is_ident(*at)).map(|at| code.slice(at));
    let own = |name: &str| matches!(name, "self" | "Self");
    if at > 0 && code.punct(at - 1, b'.') {
        return match (before(2), owner) {
            (Some("self"), Some(owner)) if !(at > 2 && code.punct(at - 3, b'.')) => Callee::Type(owner),
            (receiver, _) => Callee::Method(receiver.filter(|name| !own(name))),
        };
    }
    let path = at > 1 && code.punct(at - 1, b':') && code.punct(at - 2, b':');
    match (before(3).filter(|_| path), owner) {
        (Some("Self"), Some(owner)) => Callee::Type(owner),
        (Some("crate" | "super" | "self" | "Self") | None, _) => Callee::Bare,
        (Some(name), _) if name.starts_with(|c: char| c.is_uppercase()) => Callee::Type(name),
        (Some(name), _) => Callee::Module(name),
    }
}

/// `db/users.rs` and `users/mod.rs` hold the module `users`, and so does
/// `mod users { … }` in any file.
pub(in crate::sql::writes) fn in_module(path: &str, inner: Option<&str>, name: &str) -> bool {
    inner == Some(name) || path.trim_end_matches(".rs").split('/').any(|part| part == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_no_generics_closes_none() {
        assert_eq!(past_generics(&Code::new("a > b"), 0), 0);
        assert_eq!(past_generics(&Code::new("<A<B>>(c)"), 0), 6);
    }
}
