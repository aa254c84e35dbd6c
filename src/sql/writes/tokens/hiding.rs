//! Functions that hash or seal what they are given, whatever they are called.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use super::impls::parameters;
use super::lists::lists;
use crate::words::segments;

/// A longer function does more than hide a value.
const LONGEST: usize = 160;

/// Types that a hash or ciphertext is handed on in.
pub(in crate::sql::writes) const CARRIERS: &[&str] = &["String", "str", "u8", "Vec", "Bytes", "Cow", "Box"];

/// Whether the function at `at` returns a hash or ciphertext that it makes.
pub(in crate::sql::writes) fn hides(code: &Code<'_>, at: usize) -> bool {
    let Some((_, mut returns, body)) = parts(code, at) else { return false };
    returns.any(|n| CARRIERS.contains(&code.slice(n))) && makes(code, body)
}

/// Parameters, return type and body of the function at `at`.
pub(in crate::sql::writes) fn parts(code: &Code<'_>, at: usize) -> Option<(Range<usize>, Range<usize>, Range<usize>)> {
    let open = parameters(code, at)?;
    let params = code.close(open);
    let opens = |n: &usize| code.punct(*n, b'{') || code.punct(*n, b';');
    let body = (params..code.tokens.len().min(params + 40)).find(opens)?;
    let end = code.close(body);
    let inside = open + 1..params.saturating_sub(1).max(open + 1);
    (code.punct(body, b'{') && end - body <= LONGEST).then_some((inside, params..body, body..end))
}

/// Whether a body works out a hash or ciphertext, rather than checking one.
pub(in crate::sql::writes) fn makes(code: &Code<'_>, body: Range<usize>) -> bool {
    let mut made = false;
    // A table by hashes is none.
    let tables = |at: &usize| matches!(code.slice(*at), "HashMap" | "HashSet");
    for at in body.filter(|at| code.is_ident(*at) && !tables(at)) {
        for word in segments(code.slice(at)) {
            if matches!(word.as_str(), "verify" | "decrypt" | "unseal" | "open" | "query" | "execute") {
                return false;
            }
            made |= lists().hides(&word);
        }
    }
    made
}
