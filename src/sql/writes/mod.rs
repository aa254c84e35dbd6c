//! What Rust code writes into columns: a hash, ciphertext, a random value,
//! or what came with a request.
//!
//! Read from tokens, and of each file only what somebody waits for: first
//! what it says of columns in question, then who calls the statements that
//! are constants, then who calls the functions that write what they are handed.

mod asked;
mod bindings;
mod builders;
mod callers;
mod elsewhere;
mod hiding;
mod impls;
mod landmarks;
mod passed;
mod reads;
mod statements;
mod values;
mod vocabulary;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use secret_guard_vault::schema::embedded::code::Code;
use secret_guard_vault::schema::embedded::lex::Kind;
use secret_guard_vault::schema::embedded::names::Names as NamedTexts;
use secret_guard_vault::schema::embedded::worth_reading;

use serde::{Deserialize, Serialize};

use crate::files::File;
use crate::source::Span;
use crate::sql::evidence::Leaning;
use crate::sql::read::looks_like_sql;
use crate::sql::write::{Goal, Write};

use asked::{Asked, Workspace, outside_tests};
use callers::through_functions;
use passed::{Passed, What};
use statements::{Arguments, effects, pairs};
use values::Values;
use vocabulary::Names;

/// What one file tells of writes.
#[derive(Debug, Default)]
struct Seen {
    writes: Vec<Write>,
    /// Constants that hold a statement, by name, with their file.
    constants: Vec<(String, String, String)>,
    pairs: Vec<Pair>,
    /// Columns that are given a function's parameter.
    passed: Vec<Passed>,
}

impl Seen {
    /// A column that is given something at a place.
    fn take(&mut self, into: Goal, column: String, what: What, place: String) {
        match what {
            What::Known(leaning) => self.writes.push(write(into, column, leaning, &place)),
            What::Handed(parameter) => {
                self.passed.push(Passed { parameter, into, column: column.to_lowercase(), place });
            }
        }
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

/// What code writes into these columns, by name in lower case, and what it
/// binds to key/value columns. `speaking` are the files with SQL of their own.
pub(super) fn gather(
    files: &[File],
    speaking: &BTreeSet<Arc<str>>,
    columns: &BTreeSet<String>,
) -> (Vec<Write>, Vec<Pair>) {
    if columns.is_empty() && speaking.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let workspace = Workspace::of(files);
    let names = Names::of(&columns.iter().map(String::as_str).collect());
    let is_asked = |asked: &Asked<'_>| speaking.contains(asked.file.source.path()) || asked.vocabulary().has(&names);
    let files_seen = workspace.ask(is_asked, |values, file| seen(values, file, &names));
    let mut all = Seen::default();
    for seen in files_seen {
        all.writes.extend(seen.writes);
        all.constants.extend(seen.constants);
        all.pairs.extend(seen.pairs);
        all.passed.extend(seen.passed);
    }
    through_constants(&workspace, &mut all);
    through_functions(&workspace, &mut all, columns);
    (all.writes, all.pairs)
}

/// Every write of a file that tells what the value is.
fn seen(values: &Values<'_>, file: &File, columns: &Names) -> Seen {
    let mut seen = Seen::default();
    let code = &values.code;
    let names = NamedTexts::of(code);
    let place = |at: usize| place(code, file, at);
    // Where nothing is said of tables, only rows that are made tell something.
    let speaks = worth_reading(code.text);
    let tells = |at: &usize| speaks || code.slice(*at).starts_with(|c: char| c.is_uppercase());
    for at in outside_tests(code).filter(tells) {
        match code.tokens[at].kind {
            Kind::Str(_) => statement(values, &names, at, &place, &mut seen),
            Kind::Ident => {
                for (into, column, what) in builders::given(values, at, columns) {
                    seen.take(into, column, what, place(at));
                }
                let read = reads::found(values, at, columns);
                seen.writes.extend(read.map(|(into, column, leaning)| write(into, column, leaning, &place(at))));
            }
            _ => {}
        }
    }
    seen
}

/// `path:line` of a token.
fn place(code: &Code<'_>, file: &File, at: usize) -> String {
    format!("{}:{}", file.source.path(), file.source.line_of(code.tokens[at].span.start))
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

/// Adds what calls do that name a statement by a constant.
fn through_constants(workspace: &Workspace<'_>, all: &mut Seen) {
    let names = Names::of(&all.constants.iter().map(|(name, ..)| name.as_str()).collect());
    let calls = workspace.ask(|asked| asked.vocabulary().has(&names), |values, file| constants(values, file, &names));
    let mut constants: HashMap<String, Vec<(String, String)>> = HashMap::new();
    for (name, sql, path) in all.constants.drain(..) {
        constants.entry(name).or_default().push((sql, path));
    }
    for open in calls.into_iter().flatten() {
        for sql in nearest(constants.get(&open.constant).map_or(&[], Vec::as_slice), &open.place) {
            said(sql, &open.arguments, &open.place, all);
        }
    }
}

/// Adds what a statement does with its arguments.
fn said(sql: &str, arguments: &Arguments, place: &str, all: &mut Seen) {
    all.pairs.extend(pair(sql, arguments, place));
    let (found, given) = effects(sql, arguments);
    let writes = found.into_iter().map(|(table, column, leaning)| write(Goal::Table(table), column, leaning, place));
    all.writes.extend(writes);
    all.passed.extend(given.into_iter().map(|one| into_parameter(one, place.to_owned())));
}

/// The pairs of a statement that is called at `place`, a `path:line`.
fn pair(sql: &str, arguments: &Arguments, place: &str) -> Vec<Pair> {
    let path = place.rsplit_once(':').map_or(place, |(path, _)| path);
    let pair = |(column, span)| Pair { path: path.to_owned(), span, column };
    pairs(sql, arguments).into_iter().map(pair).collect()
}

/// The statements of one name whose files lie nearest to the call.
fn nearest<'a>(known: &'a [(String, String)], call: &str) -> Vec<&'a str> {
    let shared = |path: &str| path.split('/').zip(call.split('/')).take_while(|(a, b)| a == b).count();
    let most = known.iter().map(|(_, path)| shared(path)).max();
    known.iter().filter(|(_, path)| Some(shared(path)) == most).map(|(sql, _)| sql.as_str()).collect()
}

fn statement(values: &Values<'_>, names: &NamedTexts<'_>, at: usize, place: &dyn Fn(usize) -> String, seen: &mut Seen) {
    let sql = values.code.slice(at).replace('\\', " ");
    let sql = names.fill(sql.trim_start(), values.code.tokens[at].span.start);
    let sql = sql.as_ref();
    let queries = sql.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("select"));
    if !looks_like_sql(sql) && !queries {
        return;
    }
    if let Some(name) = declared(&values.code, at) {
        seen.constants.push((name, sql.to_owned(), place(at)));
    }
    // `prepare("…")` is handed nothing but the statement.
    let direct = Arguments::behind(values, at);
    let arguments = if direct.is_empty() { later(values, at).unwrap_or(direct) } else { direct };
    said(sql, &arguments, &place(at), seen);
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
    let prepares = (equals..string).any(|n| matches!(code.slice(n), "prepare" | "prepare_cached"));
    let used = |n: &usize| code.ident(*n, code.slice(name));
    let runs = |n: usize| RUNS.contains(&code.slice(n + 2)) && code.punct(n + 1, b'.') && code.punct(n + 3, b'(');
    let handed = |n: usize| code.punct(n + 1, b')') || code.punct(n + 1, b',');
    let arguments = |n: usize| match prepares {
        true if runs(n) => Some(Arguments::within(values, n + 3)),
        false if handed(n) => Some(Arguments::behind(values, n)),
        _ => None,
    };
    let uses = (string + 1..values.next_function(string)).filter(used);
    uses.filter_map(arguments).find(|arguments| !arguments.is_empty())
}

/// What runs a prepared statement.
const RUNS: &[&str] = &["execute", "query", "query_row", "query_map", "query_and_then", "insert", "exists"];

/// The name in `const NAME: &str = "…"`, from its string.
fn declared(code: &Code<'_>, string: usize) -> Option<String> {
    let before = string.saturating_sub(12)..string;
    let keyword = before.rev().find(|at| code.ident(*at, "const") || code.ident(*at, "static"))?;
    let plain = (keyword..string).all(|at| !code.punct(at, b';') && !code.punct(at, b'{'));
    (plain && code.is_ident(keyword + 1)).then(|| code.slice(keyword + 1).to_owned())
}

/// `query(INSERT_USER).bind(…)`, `conn.execute(sql::INSERT_USER, params![…])`.
fn constants(values: &Values<'_>, file: &File, names: &Names) -> Vec<Open> {
    let code = &values.code;
    let shouts = |name: &str| name.len() > 2 && !name.bytes().any(|b| b.is_ascii_lowercase());
    let is_handed = |at: &usize| code.is_ident(*at) && (code.punct(at + 1, b')') || code.punct(at + 1, b','));
    let named = |at: &usize| shouts(code.slice(*at)) && names.has(code.slice(*at));
    let open = outside_tests(code).filter(is_handed).filter(named).map(|at| Open {
        constant: code.slice(at).to_owned(),
        arguments: Arguments::behind(values, at),
        place: place(code, file, at),
    });
    open.filter(|open| !open.arguments.is_empty()).collect()
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
    let path = place.rsplit_once(':').map_or(place, |(path, _)| path).to_owned();
    Write { into, column: column.to_lowercase(), leaning, path, why: format!("{place} treats it as {what}") }
}
