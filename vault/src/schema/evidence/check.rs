//! What checks say of a column.

use super::super::segments;
use super::expression::{Does, Expression};
use super::{LISTS, Leaning, has};

/// What a check says of the column: that it admits only hashes of it, or
/// nothing. What is hashed in a check is the other side of a comparison:
/// `token_hash = sha256(token)` speaks of the hash alone.
pub fn of_check(text: &str, column: &str) -> Option<Leaning> {
    // A table asks each of its checks for each of its columns.
    if column.is_ascii() && !names(text.as_bytes(), column.as_bytes()) {
        return None;
    }
    let expression = Expression::of(text);
    let hashed = hashed(&expression);
    let is = |at: usize, joins: &str| expression.word(at).is_some_and(|word| word == joins);
    let all: Vec<usize> = (0..expression.tokens().len()).collect();
    let speaks = |part: &[usize]| {
        let named = |at: &usize| expression.word(*at).is_some_and(|word| word == column) && !hashed[*at];
        let hides = |at: &usize| matches!(expression.does(*at), Some(Does::Spreads | Does::Seals));
        let says = |at: &usize| hides(at) || expression.schemed(*at);
        part.iter().any(named) && part.iter().any(says) && !part.iter().any(|at| denies(&expression, *at))
    };
    // A row passes by any side of an `OR`.
    let admits = |side: &[usize]| side.split(|at| is(*at, "and")).any(speaks);
    all.split(|at| is(*at, "or")).all(admits).then_some(Leaning::Protected)
}

/// Whether a name stands in a text at all, in any case.
fn names(text: &[u8], name: &[u8]) -> bool {
    text.windows(name.len().max(1)).any(|part| part.eq_ignore_ascii_case(name))
}

/// `NOT LIKE`, `<>`, `!=`.
fn denies(expression: &Expression<'_>, at: usize) -> bool {
    let pair = |a, b| expression.punct(at, a) && expression.punct(at + 1, b);
    pair(b'<', b'>') || pair(b'!', b'=') || expression.word(at).is_some_and(|word| word == "not")
}

/// Which tokens stand in the brackets of a function that hashes; one that asks
/// whether it is given a hash makes none.
fn hashed(expression: &Expression<'_>) -> Vec<bool> {
    let mut open: Vec<bool> = Vec::new();
    let mut out = Vec::with_capacity(expression.tokens().len());
    for at in 0..expression.tokens().len() {
        out.push(open.last().copied().unwrap_or(false));
        if expression.punct(at, b'(') {
            let inside = open.last().copied().unwrap_or(false);
            open.push(inside || at > 0 && makes(expression, at - 1));
        } else if expression.punct(at, b')') {
            open.pop();
        }
    }
    out
}

fn makes(expression: &Expression<'_>, at: usize) -> bool {
    let asks = |name: String| segments(&name).first().is_some_and(|first| has(&LISTS.asking, first));
    let asks = expression.called(at).is_some_and(asks);
    !asks && matches!(expression.does(at), Some(Does::Spreads | Does::Seals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_speaks_of_the_column_that_it_compares() {
        let of = |text: &str| of_check(text, "password");
        assert_eq!(of("password LIKE '$2b$%'"), Some(Leaning::Protected));
        assert_eq!(of("length(login) > 3 AND (password ~ '^\\$argon2')"), Some(Leaning::Protected));
        assert_eq!(of("is_bcrypt_hash(password)"), Some(Leaning::Protected));
        assert_eq!(of("password = crypt('x', salt)"), Some(Leaning::Protected));
        assert_eq!(of("password_hash = encode(sha256(password::bytea), 'hex')"), None);
        assert_eq!(of("digest(old_password_note, 'sha1') <> ''"), None);
        assert_eq!(of("length(password) > 8 AND token LIKE '$2b$%'"), None);
        assert_eq!(of("password NOT LIKE '$2b$%'"), None);
        assert_eq!(of("password LIKE '$2b$%' OR length(password) > 8"), None);
        assert_eq!(of("password LIKE '$2b$%' OR password LIKE '$2y$%'"), Some(Leaning::Protected));
    }
}
