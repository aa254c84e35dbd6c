//! What Rust code writes into columns: a hash, ciphertext, a random value,
//! or what came with a request.
//!
//! Read from tokens, file by file; only statements that are constants of
//! another file wait until all files are read.

mod bindings;
mod builders;
mod hiding;
mod passed;
mod reads;
mod statements;
mod values;

use std::collections::HashMap;

use secret_guard_vault::schema::embedded::code::Code;
use secret_guard_vault::schema::embedded::lex::Kind;
use secret_guard_vault::schema::embedded::names::Names;

use serde::{Deserialize, Serialize};

use crate::files::{Class, File};
use crate::source::Span;
use crate::sql::evidence::Leaning;
use crate::sql::read::looks_like_sql;
use crate::sql::write::{Goal, Write};

use passed::{Handed, Passed, handed, settle};
use statements::{Arguments, effects, pairs};
use values::Values;

/// What one file tells of writes.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    writes: Vec<Write>,
    /// Constants that hold a statement, by name, with their file.
    constants: Vec<(String, String, String)>,
    /// Calls that name a constant of another file.
    open: Vec<Open>,
    pairs: Vec<Pair>,
    /// Columns that are given a function's parameter.
    passed: Vec<Passed>,
    /// What functions are called with.
    handed: Vec<Handed>,
}

impl Seen {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
            && self.constants.is_empty()
            && self.open.is_empty()
            && self.pairs.is_empty()
            && self.passed.is_empty()
            && self.handed.is_empty()
    }
}

/// A value that is bound to the value column of a key/value table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The file.
    pub path: String,
    /// The value's expression in it.
    pub span: Span,
    /// `table.column`
    pub column: String,
}

/// A call with a statement by name.
#[derive(Clone, Debug)]
struct Open {
    constant: String,
    arguments: Arguments,
    place: String,
}

/// Every write that tells what the value is.
pub fn seen(file: &File, code: &Code<'_>) -> Seen {
    let mut seen = Seen::default();
    if file.class == Class::Test {
        return seen;
    }
    let hiding = hiding::gather(code);
    let values = Values::of(code, &hiding);
    let names = Names::of(code);
    let place = |at: usize| format!("{}:{}", file.source.path(), file.source.line_of(code.tokens[at].span.start));
    let tests = tests(code);
    for at in 0..code.tokens.len() {
        if tests.iter().any(|test| test.contains(&at)) {
            continue;
        }
        match code.tokens[at].kind {
            Kind::Str(_) => statement(&values, &names, at, &place, &mut seen),
            Kind::Ident => {
                constant(&values, at, &place, &mut seen);
                seen.handed.extend(handed(&values, at));
                let found = builders::found(&values, at).into_iter().chain(reads::found(&values, at));
                seen.writes.extend(found.map(|(into, column, leaning)| write(into, column, leaning, &place(at))));
            }
            _ => {}
        }
    }
    seen
}

/// The tokens of `#[cfg(test)] mod tests { … }`: what tests write says
/// nothing of the program.
pub(super) fn tests(code: &Code<'_>) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    for at in 0..code.tokens.len() {
        if code.ident(at, "cfg") && code.ident(at + 2, "test") && code.punct(at + 3, b')') {
            let open = (at + 4..code.tokens.len().min(at + 30)).find(|n| code.punct(*n, b'{') || code.punct(*n, b';'));
            out.extend(open.filter(|n| code.punct(*n, b'{')).map(|open| at..code.close(open)));
        }
    }
    out
}

/// All writes, those through constants included.
pub fn finish(files: Vec<Seen>) -> (Vec<Write>, Vec<Pair>) {
    let mut constants: HashMap<&str, Vec<(&str, &str)>> = HashMap::new();
    for (name, sql, path) in files.iter().flat_map(|seen| &seen.constants) {
        constants.entry(name).or_default().push((sql, path));
    }
    let mut out = Vec::new();
    let mut bound = Vec::new();
    let mut passed: Vec<Passed> = files.iter().flat_map(|seen| seen.passed.iter().cloned()).collect();
    for open in files.iter().flat_map(|seen| &seen.open) {
        let known = constants.get(open.constant.as_str()).map_or(&[][..], Vec::as_slice);
        for sql in nearest(known, &open.place) {
            let (found, given) = effects(sql, &open.arguments);
            out.extend(
                found
                    .into_iter()
                    .map(|(table, column, leaning)| write(Goal::Table(table), column, leaning, &open.place)),
            );
            passed.extend(given.into_iter().map(|one| into_parameter(one, open.place.clone())));
            bound.extend(pair(sql, &open.arguments, &open.place));
        }
    }
    let handed: Vec<Handed> = files.iter().flat_map(|seen| seen.handed.iter().cloned()).collect();
    let settled = settle(&passed, &handed).into_iter();
    out.extend(settled.map(|(one, leaning)| write(one.into.clone(), one.column.clone(), leaning, &one.place)));
    for seen in files {
        out.extend(seen.writes);
        bound.extend(seen.pairs);
    }
    (out, bound)
}

/// The pairs of a statement that is called at `place`, a `path:line`.
fn pair(sql: &str, arguments: &Arguments, place: &str) -> Vec<Pair> {
    let path = place.rsplit_once(':').map_or(place, |(path, _)| path);
    let pair = |(column, span)| Pair { path: path.to_owned(), span, column };
    pairs(sql, arguments).into_iter().map(pair).collect()
}

/// The statements of one name whose files lie nearest to the call.
fn nearest<'a>(known: &[(&'a str, &str)], call: &str) -> Vec<&'a str> {
    let shared = |path: &str| path.split('/').zip(call.split('/')).take_while(|(a, b)| a == b).count();
    let most = known.iter().map(|(_, path)| shared(path)).max();
    known.iter().filter(|(_, path)| Some(shared(path)) == most).map(|(sql, _)| *sql).collect()
}

fn statement(values: &Values<'_>, names: &Names<'_>, at: usize, place: &dyn Fn(usize) -> String, seen: &mut Seen) {
    let sql = values.code.slice(at).replace('\\', " ");
    let sql = names.fill(sql.trim_start(), values.code.tokens[at].span.start);
    let sql = sql.as_ref();
    let queries = sql.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("select"));
    if !looks_like_sql(sql) && !queries {
        return;
    }
    if let Some(name) = declared(values.code, at) {
        seen.constants.push((name, sql.to_owned(), place(at)));
    }
    let arguments = Arguments::behind(values, at);
    seen.pairs.extend(pair(sql, &arguments, &place(at)));
    let (found, given) = effects(sql, &arguments);
    seen.passed.extend(given.into_iter().map(|one| into_parameter(one, place(at))));
    seen.writes.extend(
        found.into_iter().map(|(table, column, leaning)| write(Goal::Table(table), column, leaning, &place(at))),
    );
}

/// The name in `const NAME: &str = "…"`, from its string.
fn declared(code: &Code<'_>, string: usize) -> Option<String> {
    let before = string.saturating_sub(12)..string;
    let keyword = before.rev().find(|at| code.ident(*at, "const") || code.ident(*at, "static"))?;
    let plain = (keyword..string).all(|at| !code.punct(at, b';') && !code.punct(at, b'{'));
    (plain && code.is_ident(keyword + 1)).then(|| code.slice(keyword + 1).to_owned())
}

/// `query(INSERT_USER).bind(…)`, `conn.execute(sql::INSERT_USER, params![…])`.
fn constant(values: &Values<'_>, at: usize, place: &dyn Fn(usize) -> String, seen: &mut Seen) {
    let code = values.code;
    let name = code.slice(at);
    let shouts = name.len() > 2 && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    if !shouts || !(code.punct(at + 1, b')') || code.punct(at + 1, b',')) {
        return;
    }
    let arguments = Arguments::behind(values, at);
    if !arguments.is_empty() {
        seen.open.push(Open { constant: name.to_owned(), arguments, place: place(at) });
    }
}

fn into_parameter((table, column, parameter): statements::Open, place: String) -> Passed {
    Passed { parameter, into: Goal::Table(table), column: column.to_lowercase(), place }
}

fn write(into: Goal, column: String, leaning: Leaning, place: &str) -> Write {
    // A struct may still be hashed on its way to the table.
    let leaning = match &into {
        Goal::Row(_) | Goal::Column if leaning == Leaning::Proven => Leaning::Readable,
        _ => leaning,
    };
    let what = match leaning {
        Leaning::Protected => "a hash or ciphertext",
        _ => "a readable value",
    };
    Write { into, column: column.to_lowercase(), leaning, why: format!("{place} treats it as {what}") }
}
