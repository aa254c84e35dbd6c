//! Which tokens of a file are its tests': what they write says nothing of the
//! program.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

/// The bodies of `#[cfg(test)] mod tests { … }` and `#[tokio::test] fn …`.
pub(in crate::sql) fn tests(code: &Code<'_>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for at in 0..code.tokens.len() {
        let inside = out.last().is_some_and(|test| test.contains(&at));
        if !inside && code.punct(at, b'#') && code.punct(at + 1, b'[') && is_test(code, at + 2..code.close(at + 1)) {
            out.extend(body(code, code.close(at + 1)).map(|open| at..code.close(open)));
        }
    }
    out
}

/// `cfg(test)`, `cfg(all(test, …))`, `test`, `tokio::test`
fn is_test(code: &Code<'_>, attribute: Range<usize>) -> bool {
    let names = |word: &str| attribute.clone().any(|at| code.ident(at, word));
    if code.ident(attribute.start, "cfg") {
        return names("test") && !names("not") && !names("any");
    }
    let mut path = attribute.take_while(|at| code.is_ident(*at) || code.punct(*at, b':'));
    path.by_ref().last().is_some_and(|at| code.ident(at, "test"))
}

/// The brace of the item that begins at a token, if it has one.
pub(in crate::sql::writes) fn body(code: &Code<'_>, mut at: usize) -> Option<usize> {
    while at < code.tokens.len() && !code.punct(at, b';') && !code.punct(at, b'}') {
        if code.punct(at, b'{') {
            return Some(at);
        }
        let opens = code.punct(at, b'(') || code.punct(at, b'[');
        at = if opens { code.close(at) } else { at + 1 };
    }
    None
}

/// The tokens of a file outside its tests.
pub(in crate::sql::writes) fn outside_tests(code: &Code<'_>) -> impl Iterator<Item = usize> {
    let mut tests = tests(code).into_iter().peekable();
    (0..code.tokens.len()).filter(move |at| {
        while tests.next_if(|test| test.end <= *at).is_some() {}
        !tests.peek().is_some_and(|test| test.contains(at))
    })
}
