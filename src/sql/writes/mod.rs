//! What Rust code writes into columns: a hash, ciphertext, a random value,
//! or what came with a request.
//!
//! Read from tokens, and of each file only what somebody waits for: first
//! what it says of columns in question, then who calls the statements that
//! are constants, then who calls the functions that write what they are handed.

mod arguments;
mod asked;
mod bearers;
mod bindings;
mod builders;
mod callers;
mod collected;
mod constants;
mod declared;
mod elsewhere;
mod expression;
mod fields;
mod filled;
mod given;
mod hiding;
mod impls;
mod landmarks;
mod listed;
mod lists;
mod meant;
mod members;
mod passed;
mod placeholders;
mod queries;
mod reads;
mod receivers;
mod results;
mod scope;
mod statements;
mod tests;
mod texts;
mod unnested;
mod values;
mod vocabulary;

use std::collections::BTreeSet;
use std::sync::Arc;

use secret_guard_vault::schema::embedded::code::Code;
use secret_guard_vault::schema::embedded::lex::Kind;
use secret_guard_vault::schema::embedded::names::Names as NamedTexts;
use secret_guard_vault::schema::embedded::worth_reading;

use serde::{Deserialize, Serialize};

use crate::files::File;
use crate::source::Span;
use crate::sql::evidence::Leaning;
use crate::sql::write::{Goal, Write};

use arguments::Arguments;
use asked::{Asked, Workspace};
use callers::through_functions;
use collected::collected;
use constants::{Constant, through_constants};
use declared::{declared, into_tables};
use fields::{Stored, through_fields};
use passed::{Passed, What};
use queries::Queries;
use statements::{Effects, effects, pairs};
use tests::outside_tests;
pub(super) use tests::tests;
use values::Values;
use vocabulary::Names;

/// What one file tells of writes.
#[derive(Debug, Default)]
struct Seen {
    writes: Vec<Write>,
    constants: Vec<Constant>,
    pairs: Vec<Pair>,
    /// Columns that are given a function's parameter.
    passed: Vec<Passed>,
    /// Columns that are given a type's field.
    fields: Vec<Stored>,
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
    // Builders call `api_token` `ApiToken`.
    let spelled: Vec<String> = columns.iter().map(|column| column.replace('_', "")).collect();
    let known = Names::of(&columns.iter().chain(&spelled).map(String::as_str).collect());
    let queries = Queries::of(files);
    let speaks = |file: &File| speaking.contains(file.source.path()) || queries.are_in(file);
    let is_asked = |asked: &Asked<'_>| speaks(asked.file) || asked.has(&known);
    let files_seen = workspace.ask(is_asked, |values, file| seen(values, file, &names, &queries));
    let mut all = Seen::default();
    for seen in files_seen {
        all.writes.extend(seen.writes);
        all.constants.extend(seen.constants);
        all.pairs.extend(seen.pairs);
        all.passed.extend(seen.passed);
        all.fields.extend(seen.fields);
    }
    through_constants(&workspace, &mut all);
    through_functions(&workspace, &mut all, columns);
    through_fields(&mut all);
    into_tables(&mut all.writes, &declared(workspace.texts()));
    (all.writes, all.pairs)
}

/// Every write of a file that tells what the value is.
fn seen(values: &Values<'_>, file: &File, columns: &Names, queries: &Queries<'_>) -> Seen {
    let mut seen = Seen::default();
    let code = &values.code;
    let names = NamedTexts::of(code);
    let place = |at: usize| place(code, file, at);
    // Where nothing is said of tables, only rows that are made tell something.
    let speaks = worth_reading(code.text);
    let sets = |at: usize| code.punct(at + 1, b'=') && at > 0 && code.punct(at - 1, b'.');
    let tells = |at: &usize| speaks || code.slice(*at).starts_with(|c: char| c.is_uppercase()) || sets(*at);
    for at in outside_tests(code).filter(tells) {
        match code.tokens[at].kind {
            Kind::Str(_) => {
                texts::read(values, &names, queries, (at, file), &mut seen);
                if let Some((into, column, what)) = collected(values, at, columns) {
                    seen.take(into, column, what, place(at));
                }
            }
            Kind::Ident => {
                for (into, column, what) in builders::given(values, at, columns, speaks) {
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

/// Adds what a statement does with its arguments.
fn said(sql: &str, arguments: &Arguments, place: &str, all: &mut Seen) {
    all.pairs.extend(pair(sql, arguments, place));
    let Effects { found, given, fields } = effects(sql, arguments);
    let writes = found.into_iter().map(|(table, column, leaning)| write(Goal::Table(table), column, leaning, place));
    all.writes.extend(writes);
    all.passed.extend(given.into_iter().map(|one| into_parameter(one, place.to_owned())));
    let stored = |(table, column, field, otherwise): statements::Held| Stored {
        field,
        table,
        column: column.to_lowercase(),
        place: place.to_owned(),
        otherwise,
    };
    all.fields.extend(fields.into_iter().map(stored));
}

/// The pairs of a statement that is called at `place`, a `path:line`.
fn pair(sql: &str, arguments: &Arguments, place: &str) -> Vec<Pair> {
    let path = place.rsplit_once(':').map_or(place, |(path, _)| path);
    let pair = |(column, span)| Pair { path: path.to_owned(), span, column };
    pairs(sql, arguments).into_iter().map(pair).collect()
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
