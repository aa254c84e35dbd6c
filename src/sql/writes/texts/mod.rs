//! Statements in strings, with what they are handed where they stand or later.

pub(in crate::sql::writes) mod constants;
mod holes;
mod said;

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;
use secret_guard_vault::schema::embedded::names::Names;
use secret_guard_vault::schema::embedded::{statement, uncommented};

use crate::sql::writes::builders::pushed;
use crate::sql::writes::statements::arguments::Arguments;

use crate::sql::writes::seen::{Seen, place};
use crate::sql::writes::statements::queries::Queries;
use crate::sql::writes::tokens::impls::past_generics;
use crate::sql::writes::values::Values;
use constants::constant;
use said::said;

use crate::files::File;
use crate::sql::read::looks_like_sql;

/// What runs a prepared statement.
const RUNS: &[&str] = &["execute", "query", "query_row", "query_map", "query_and_then", "insert", "exists"];

/// Calls that are handed a statement and at most the types of its values.
const PREPARES: [&str; 4] = ["prepare", "prepare_cached", "prepare_typed", "prepare_typed_cached"];

/// How many tokens on the variable of a statement is looked for.
const FAR: usize = 2000;

/// Adds what the statement does that the string at a token holds.
pub(in crate::sql::writes) fn read(
    values: &Values<'_>,
    names: &Names<'_>,
    queries: &Queries<'_>,
    (at, file): (usize, &File),
    seen: &mut Seen,
) {
    if let Some(pushed) = pushed(values, at) {
        let sql = names.fill(&pushed.sql, values.code.tokens[at].span.start);
        if looks_like_sql(&sql) {
            said(&sql, &Arguments::of_values(values, pushed.bound), &place(&values.code, file, at), seen);
            return;
        }
    }
    let string = at;
    let (sql, at) = match queries.named(&values.code, at, file) {
        Some((text, stands)) => (uncommented(text).to_owned(), stands),
        None => concatenated(&values.code, at).unwrap_or_else(|| (statement(&values.code, at), at)),
    };
    let sql = names.fill(&sql, values.code.tokens[at].span.start);
    let queries = sql.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("select"));
    if !looks_like_sql(&sql) && !queries {
        return;
    }
    seen.constants.extend(constant(values, file, string, &sql));
    let (arguments, place) = (handed(values, at, at), place(&values.code, file, at));
    match holes::filled(values, string, &sql).filter(|_| arguments.is_empty()) {
        Some((sql, bound)) => said(&sql, &Arguments::of_values(values, bound), &place, seen),
        None => said(&sql, &arguments, &place, seen),
    }
}

/// What the statement at a token is handed, where it stands or later; `first`
/// is the token with which it begins, as `sql::INSERT` does.
fn handed(values: &Values<'_>, first: usize, at: usize) -> Arguments {
    let code = &values.code;
    let before = first.saturating_sub(usize::from(first > 0 && code.punct(first - 1, b'&')));
    let prepared = before >= 2 && code.punct(before - 1, b'(') && PREPARES.contains(&code.slice(before - 2));
    let direct = if prepared { Arguments::default() } else { Arguments::behind(values, at) };
    if direct.is_empty() { later(values, at).unwrap_or(direct) } else { direct }
}

/// Adds what a statement does that is called by the name its file gives it.
pub(in crate::sql::writes) fn called(
    values: &Values<'_>,
    queries: &Queries<'_>,
    (at, file): (usize, &File),
    seen: &mut Seen,
) {
    if let Some(bound) = queries.bound(&values.code, at) {
        said(bound.sql, &Arguments::of_named(values, bound.values), &place(&values.code, file, at), seen);
    }
}

/// `concat!("INSERT INTO t ", "(a) VALUES (?)")` from its first string, and its end.
fn concatenated(code: &Code<'_>, at: usize) -> Option<(String, usize)> {
    let opens = at >= 3 && code.punct(at - 1, b'(') && code.punct(at - 2, b'!') && code.ident(at - 3, "concat");
    // What another macro glues is one of its own.
    let alone = |part: &Range<usize>| part.len() == 1 && code.is_str(part.start);
    let parts = opens.then(|| code.list(code.inside(at - 1)).into_iter().filter(alone));
    Some((parts?.map(|part| statement(code, part.start)).collect(), code.close(at - 1).saturating_sub(1)))
}

/// The arguments where `let sql = "…";` is used, or a statement that
/// `let mut stmt = conn.prepare("…")?;` prepares.
fn later(values: &Values<'_>, string: usize) -> Option<Arguments> {
    let code = &values.code;
    let at = values.lets(string.saturating_sub(24)..string).next()?;
    let name = at + 1 + usize::from(code.ident(at + 1, "mut"));
    let equals = (at..string).find(|n| code.punct(*n, b'='))?;
    if !code.is_ident(name) || (equals..string).any(|n| code.punct(n, b';') || code.punct(n, b'{')) {
        return None;
    }
    let end = values.next_function(string).min(string + FAR);
    let uses = || (string + 1..end).filter(|n| code.ident(*n, code.slice(name)));
    let bound: Vec<Range<usize>> = uses().flat_map(|n| binds(code, n)).collect();
    if !bound.is_empty() {
        return Some(Arguments::of_values(values, bound));
    }
    let runs = |n: usize| RUNS.contains(&code.slice(n + 2)) && code.punct(n + 1, b'.') && code.punct(n + 3, b'(');
    let handed = |n: usize| (code.punct(n + 1, b')') || code.punct(n + 1, b',')) && !is_printed(code, n);
    let arguments = |n: usize| match () {
        () if runs(n) => Some(Arguments::within(values, n + 3)),
        () if handed(n) => Some(Arguments::behind(values, n)),
        () => None,
    };
    uses().filter_map(arguments).find(|arguments| !arguments.is_empty())
}

/// `query = query.bind(value);`, `statement.bind((2, value))?;`,
/// `statement.bind_iter([(":token", value)])?;`
fn binds(code: &Code<'_>, at: usize) -> Vec<Range<usize>> {
    let called = |name: &str| code.punct(at + 1, b'.') && code.ident(at + 2, name);
    if called("bind") && code.punct(at + 3, b'(') {
        // `statement.bind(a).bind(b)`
        return code.chain(at + 1).0.into_iter().filter(|call| call.name == "bind").map(|call| call.args).collect();
    }
    let open = if code.punct(at + 3, b':') { past_generics(code, at + 5) } else { at + 3 };
    if !called("bind_iter") || !code.punct(open, b'(') {
        return Vec::new();
    }
    let list = code.inside(open);
    if code.punct(list.start, b'[') { code.list(code.inside(list.start)) } else { Vec::new() }
}

/// `debug!(sql, digest)`: nothing is bound by what prints.
fn is_printed(code: &Code<'_>, at: usize) -> bool {
    let open = at.saturating_sub(usize::from(at > 0 && code.punct(at - 1, b'&'))).saturating_sub(1);
    code.punct(open, b'(') && open >= 2 && code.punct(open - 1, b'!') && !code.slice(open - 2).starts_with("query")
}
