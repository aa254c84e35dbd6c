//! What code does with a value that it has read from a column: a hash is
//! verified, a readable secret is compared.

use crate::sql::evidence::Leaning;
use crate::sql::write::Goal;
use crate::sql::writes::tokens::vocabulary::Names;
use crate::sql::writes::values::Values;
use crate::words::segments;

/// Where a value comes from, the column, and what it is.
type Found = (Goal, String, Leaning);

/// Names of rows that tell no table.
const ROWS: &[&str] = &[
    "self", "this", "row", "record", "rec", "r", "u", "m", "model", "entity", "existing", "found", "stored", "result",
];

/// What the use of the field at `at` tells of its column.
pub(in crate::sql::writes) fn found(values: &Values<'_>, at: usize, columns: &Names) -> Option<Found> {
    let code = &values.code;
    let named = || columns.has(code.slice(at));
    let member = at >= 2 && code.punct(at - 1, b'.') && code.is_ident(at - 2) && !code.punct(at + 1, b'(');
    if !member || !named() || values.given(at - 2) {
        return None;
    }
    let leaning = verified(values, at, code.slice(at)).or_else(|| compared(values, at))?;
    Some((row(code.slice(at - 2)), code.slice(at).to_owned(), leaning))
}

/// How far on a variable is looked for.
const FAR: usize = 600;

/// What is done with the variable that `let known: String = row.get("token");`
/// gives the column whose name is the string at a token.
pub(in crate::sql::writes) fn looked_up(values: &Values<'_>, at: usize, columns: &Names) -> Option<Found> {
    let code = &values.code;
    let gets = |n: &usize| matches!(code.slice(*n), "get" | "try_get") && code.punct(n - 1, b'.');
    let called = code.punct(at.checked_sub(1)?, b'(') && code.punct(at + 1, b')');
    let column = code.slice(at).trim_matches('"');
    let before = at.saturating_sub(24)..at;
    if !called || !columns.has(column) || !before.clone().skip(1).any(|n| gets(&n)) {
        return None;
    }
    let start = values.lets(before).next()?;
    let name = start + 1 + usize::from(code.ident(start + 1, "mut"));
    let plain = (name..at).all(|n| !code.punct(n, b';') && !code.punct(n, b'{'));
    let end = values.next_function(at).min(at + FAR).min(code.tokens.len());
    let used = |n: &usize| code.ident(*n, code.slice(name)) && !code.punct(n - 1, b'.');
    let says = |n: usize| verified(values, n, column).or_else(|| compared(values, n));
    let leaning = (at + 1..end).filter(used).find_map(says).filter(|_| plain && code.is_ident(name))?;
    Some((Goal::Column, column.to_owned(), leaning))
}

/// The table that a variable of this name is a row of.
pub(in crate::sql::writes) fn row(base: &str) -> Goal {
    if ROWS.contains(&base) { Goal::Column } else { Goal::Row(base.to_owned()) }
}

/// `PasswordHash::new(&user.password)`, `bcrypt::verify(&given, &user.password)`.
fn verified(values: &Values<'_>, at: usize, column: &str) -> Option<Leaning> {
    let code = &values.code;
    let mut depth = 0usize;
    for open in (at.saturating_sub(40)..at).rev() {
        if code.punct(open, b')') {
            depth += 1;
        } else if code.punct(open, b'{') || code.punct(open, b';') {
            return None;
        } else if code.punct(open, b'(') {
            if depth == 0 && !spells(values, open) {
                let hidden = || checks(values, open, column) || opens(values, open);
                return if hidden() { Some(Leaning::Protected) } else { equal(values, open, at) };
            }
            depth = depth.saturating_sub(1);
        }
    }
    None
}

/// Whether the function before `open` takes the column for a hash.
fn checks(values: &Values<'_>, open: usize, column: &str) -> bool {
    let code = &values.code;
    let callee = (open.saturating_sub(4)..open).rev().take_while(|n| code.is_ident(*n) || code.punct(*n, b':'));
    let words: Vec<String> = callee.flat_map(|n| segments(code.slice(n))).collect();
    let says = |set: &[&str]| words.iter().any(|word| set.contains(&word.as_str()));
    let password = segments(column).iter().any(|word| matches!(word.as_str(), "password" | "passwd" | "pass"));
    let hash = says(&["hash", "bcrypt", "argon2", "scrypt", "pbkdf2"]);
    says(&["verify", "verifies", "check", "matches"]) && (password || hash)
        || hash && says(&["new", "parse", "extract"])
}

/// `hex::decode(&row.secret)` within another call.
fn spells(values: &Values<'_>, open: usize) -> bool {
    let name = open.saturating_sub(1);
    values.code.is_ident(name) && values.says(name).spells && !values.says(name).hides
}

/// `cipher.open(&row.secret)`, `decrypt(&row.secret, key)`: what is undone was done.
fn opens(values: &Values<'_>, open: usize) -> bool {
    let code = &values.code;
    let name = open.saturating_sub(1);
    let says = |set: &[&str]| segments(code.slice(name)).iter().any(|word| set.contains(&word.as_str()));
    let before = (name.saturating_sub(4)..name)
        .rev()
        .take_while(|n| code.is_ident(*n) || code.punct(*n, b'.') || code.punct(*n, b':'));
    let sealer = || before.filter(|n| code.is_ident(*n)).any(|n| values.says(n).wrapper);
    code.is_ident(name)
        && (says(&["decrypt", "decipher", "unseal", "unprotect"]) || says(&["open", "unwrap"]) && sealer())
}

/// `constant_time_eq(row.token.as_bytes(), given.as_bytes())`
fn equal(values: &Values<'_>, open: usize, at: usize) -> Option<Leaning> {
    let code = &values.code;
    let name = open.checked_sub(1).filter(|name| code.is_ident(*name))?;
    let words = segments(code.slice(name));
    let says = |set: &[&str]| words.iter().any(|word| set.contains(&word.as_str()));
    let both = code.list(code.inside(open));
    let other = both.iter().find(|one| !one.contains(&at)).filter(|_| both.len() == 2)?;
    let compares = says(&["eq", "equal", "equals", "compare", "same"]);
    let hashed = || values.leaning(other.clone()) == Some(Leaning::Protected);
    compares.then(|| if hashed() { Leaning::Protected } else { Leaning::Readable })
}

/// `user.token == given`, where neither side is hashed.
fn compared(values: &Values<'_>, at: usize) -> Option<Leaning> {
    let code = &values.code;
    let equals = (code.punct(at + 1, b'=') || code.punct(at + 1, b'!')) && code.punct(at + 2, b'=');
    if !equals {
        return None;
    }
    let ends = |n: &usize| [b'{', b';', b',', b')', b'&', b'|'].iter().any(|c| code.punct(*n, *c));
    let start = at + 3 + usize::from(code.punct(at + 3, b'&'));
    let end = (start..code.tokens.len().min(start + 20)).find(ends)?;
    if values.leaning(start..end) == Some(Leaning::Protected) {
        return Some(Leaning::Protected);
    }
    let empty = start + 1 == end && !code.is_ident(start);
    let none = code.ident(start, "None");
    (!empty && !none).then_some(Leaning::Readable)
}
