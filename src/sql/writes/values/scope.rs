//! What gives a variable another value behind its `let`, and how far that is
//! in sight.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use super::Values;
use super::bindings::Definition;

/// How many tokens back a variable may be given another value.
pub(in crate::sql::writes) const FAR: usize = 2000;

/// How many tokens before its closure a call with rows begins.
const NEAR: usize = 60;

/// The tokens of a range outside of brackets that open in it.
pub(in crate::sql::writes) fn outside<'c>(code: &'c Code<'_>, range: Range<usize>) -> impl Iterator<Item = usize> + 'c {
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
    pub(in crate::sql::writes) fn later(&self, wanted: &str, within: Range<usize>) -> Option<Definition> {
        let code = &self.code;
        let before = within.end;
        let near = within.start.max(before.saturating_sub(FAR))..before;
        for at in self.renews(wanted, near).iter().rev().copied() {
            if set(code, at) {
                let end = outside(code, at + 2..before).find(|n| code.punct(*n, b';'))?;
                let reaches = code.reaches(at, before);
                return Some(if reaches { Definition::Let(at + 2..end) } else { Definition::Open });
            }
            if binds(code, at).is_some_and(|from| code.reaches(from, before)) {
                let looped = || self.looped(at, before).map(Definition::Each);
                return Some(self.matched(at, wanted).or_else(looped).unwrap_or(Definition::Open));
            }
        }
        None
    }

    /// What `match value { Ok(x) => … }` gives to a name of the arm.
    fn matched(&self, at: usize, wanted: &str) -> Option<Definition> {
        let code = &self.code;
        let arrow = arrow(code, at)?;
        let open = (at.saturating_sub(FAR)..at).rev().find(|n| code.punct(*n, b'{') && code.close(*n) > arrow)?;
        let header = (open.saturating_sub(NEAR)..open).rev().take_while(|n| !code.punct(*n, b';'));
        let keyword = header.into_iter().find(|n| code.ident(*n, "match"))?;
        let block = |n: usize| code.punct(n, b'{') && code.punct(n - 1, b'>') && code.punct(n - 2, b'=');
        let past = |n: usize| if block(n) { Some(code.close(n)) } else { code.punct(n, b',').then_some(n + 1) };
        let arm = outside(code, open + 1..at).filter_map(past).last().unwrap_or(open + 1);
        let known = |n: usize| !code.slice(n).starts_with(char::is_uppercase) || matches!(code.slice(n), "Some" | "Ok");
        let plain = (arm..arrow).all(|n| !code.punct(n, b'>') && (!code.is_ident(n) || known(n)));
        (arm <= at && plain).then(|| self.taken(arm..arrow, wanted, keyword + 1..open))
    }

    /// The list of `for x in list {`, `for (i, x) in list.enumerate() {`,
    /// `push_values(list, |mut row, x|`, of which this name is one.
    fn looped(&self, at: usize, before: usize) -> Option<Range<usize>> {
        let code = &self.code;
        let named = at - usize::from(code.punct(at - 1, b'&') || code.ident(at - 1, "mut"));
        if code.ident(at + 1, "in") && code.ident(named - 1, "for") {
            let open = outside(code, at + 2..before).find(|n| code.punct(*n, b'{'))?;
            return Some(at + 2..open);
        }
        if code.punct(at + 1, b')') && code.ident(at + 2, "in") && code.punct(named - 1, b',') {
            let open = outside(code, at + 3..before).find(|n| code.punct(*n, b'{'))?;
            let counted = open >= 3 && code.ident(open - 3, "enumerate") && named >= 4 && code.ident(named - 4, "for");
            return counted.then(|| at + 3..open);
        }
        let bar = (at.saturating_sub(6)..at).rev().find(|n| code.punct(*n, b'|'))?;
        if let Some(list) = mapped(code, bar).filter(|_| code.punct(at + 1, b'|')) {
            return Some(list);
        }
        let rows = |n: &usize| matches!(code.slice(*n), "push_values" | "push_tuples") && code.punct(n + 1, b'(');
        let call = (bar.saturating_sub(NEAR)..bar).rev().find(rows).filter(|_| code.punct(at + 1, b'|'))?;
        let list = code.list(code.inside(call + 1)).into_iter().next()?;
        (list.end < at).then_some(list)
    }
}

/// The list in `list.iter().map(|x|`, from the bar.
fn mapped(code: &Code<'_>, bar: usize) -> Option<Range<usize>> {
    let list = bar.checked_sub(8)?;
    let maps = ["map", "filter_map", "flat_map", "for_each"].iter().any(|name| code.ident(bar - 2, name));
    let each = ["iter", "into_iter", "drain"].iter().any(|name| code.ident(list + 2, name));
    let alone = code.is_ident(list) && !(list > 0 && code.punct(list - 1, b'.'));
    (maps && each && alone && code.punct(list + 1, b'.') && code.punct(list + 5, b'.')).then_some(list..list + 1)
}

/// Whether the name at a token may be given another value there.
pub(in crate::sql::writes) fn renews(code: &Code<'_>, at: usize) -> bool {
    set(code, at) || binds(code, at).is_some()
}

/// `name =` at the beginning of a statement.
fn set(code: &Code<'_>, at: usize) -> bool {
    let starts = || at > 0 && [b';', b'{', b'}'].iter().any(|c| code.punct(at - 1, *c));
    code.punct(at + 1, b'=') && starts() && !code.punct(at + 2, b'=') && !code.punct(at + 2, b'>')
}

/// What may belong to the pattern of a name, behind it.
fn pattern<'c>(code: &'c Code<'_>, at: usize, far: usize) -> impl Iterator<Item = usize> + 'c {
    let near = at + 1..code.tokens.len().min(at + far);
    near.take_while(|n| !code.punct(*n, b';') && !code.punct(*n, b'{'))
}

/// The arrow behind the pattern of a name.
fn arrow(code: &Code<'_>, at: usize) -> Option<usize> {
    // `(Ok(first), Ok(second)) =>`
    let arrow = pattern(code, at, 12).find(|n| code.punct(*n, b'=') && code.punct(n + 1, b'>'))?;
    // `"name" => name, "token" => …`, `"name" => body.name, …`
    let member = (at + 1..arrow).any(|n| code.punct(n, b'.') && !code.punct(n + 1, b'.') && !code.punct(n - 1, b'.'));
    let listed = code.is_str(arrow - 1) && (at..arrow).any(|n| code.punct(n, b','));
    (!member && !listed).then_some(arrow)
}

/// Whether `for x in`, `|x|` or `Some(x) =>` gives this name a value, and
/// from where on.
fn binds(code: &Code<'_>, at: usize) -> Option<usize> {
    let near = at + 1..code.tokens.len().min(at + 8);
    let arm = arrow(code, at);
    let looped = pattern(code, at, 8).find(|n| code.ident(*n, "in"));
    let opens = |n: usize| [b'(', b',', b'='].iter().any(|c| code.punct(n, *c)) || code.ident(n, "move");
    let closure = (at.saturating_sub(8)..at).rev().find(|n| code.punct(*n, b'|')).filter(|n| *n > 0 && opens(n - 1));
    let bar = closure.and_then(|_| near.clone().find(|n| code.punct(*n, b'|')));
    arm.or(looped).or(bar)
}
