//! What Rust code writes into columns: a hash, ciphertext, a random value,
//! or what came with a request.
//!
//! Read from tokens, and of each file only what somebody waits for: first
//! what it says of columns in question, then who calls the statements that
//! are constants, then who calls the functions that write what they are handed.

mod builders;
mod callers;
mod seen;
mod statements;
mod texts;
mod tokens;
mod values;

use std::collections::BTreeSet;
use std::sync::Arc;

use secret_guard_vault::schema::embedded::lex::Kind;
use secret_guard_vault::schema::embedded::names::Names as NamedTexts;
use secret_guard_vault::schema::embedded::worth_reading;

use crate::files::File;
use crate::sql::write::Write;

use builders::collected::collected;
use builders::reads;
use callers::arriving::arriving;
use callers::declared::{declared, into_tables, stored_whole};
use callers::stored::through_fields;
use callers::through_functions;
pub use seen::{Order, Pair};
use seen::{Seen, place, write};
use statements::queries::Queries;
use texts::constants::through_constants;
use tokens::tests::outside_tests;
pub(super) use tokens::tests::tests;
use tokens::vocabulary::Names;
use values::Values;
use values::asked::{Asked, Workspace};

/// What code writes into these columns, by name in lower case, and what it
/// binds to key/value columns. `speaking` are the files with SQL of their own.
pub(super) fn gather(
    files: &[File],
    speaking: &BTreeSet<Arc<str>>,
    columns: &BTreeSet<String>,
    order: &Order,
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
    all.name_columns(order);
    through_functions(&workspace, &mut all, columns);
    let arriving = arriving(workspace.texts());
    through_fields(&mut all, &arriving);
    all.writes.extend(stored_whole(files, &arriving, columns));
    into_tables(&mut all.writes, &declared(workspace.texts()));
    (all.writes, all.pairs)
}

/// Calls of query builders, by which a file speaks of tables without declaring any.
const BUILDS: &[&str] = &["into_table(", "col_expr(", "insert_into(", "values_panic("];

/// Every write of a file that tells what the value is.
fn seen(values: &Values<'_>, file: &File, columns: &Names, queries: &Queries<'_>) -> Seen {
    let mut seen = Seen::default();
    let code = &values.code;
    let names = NamedTexts::of(code);
    let place = |at: usize| place(code, file, at);
    // Where nothing is said of tables, only rows that are made tell something.
    let speaks = worth_reading(code.text) || BUILDS.iter().any(|call| code.text.contains(call));
    let sets = |at: usize| code.punct(at + 1, b'=') && at > 0 && code.punct(at - 1, b'.');
    let calls = |at: usize| queries.calls(code, at);
    let tells =
        |at: &usize| speaks || calls(*at) || code.slice(*at).starts_with(|c: char| c.is_uppercase()) || sets(*at);
    for at in outside_tests(code).filter(tells) {
        match code.tokens[at].kind {
            Kind::Str(_) => {
                texts::read(values, &names, queries, (at, file), &mut seen);
                if let Some((into, column, what)) = collected(values, at, columns) {
                    seen.take(into, column, what, place(at));
                }
                let read = reads::looked_up(values, at, columns);
                seen.writes.extend(read.map(|(into, column, leaning)| write(into, column, leaning, &place(at))));
            }
            Kind::Ident => {
                texts::called(values, queries, (at, file), &mut seen);
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
