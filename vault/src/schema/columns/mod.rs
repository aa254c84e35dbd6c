//! Every column of every table, judged.

mod said;
mod samples;

use std::collections::BTreeSet;

use super::around::Around;
use super::judge::{Facts, Shape, Verdict, judge};
use super::model::Schema;
use super::naming::needs_neighbours;
use super::table::{Column, Table};
use super::text::Text;
use super::types::{Holds, holds};
use super::words::{Kind, Meaning, words};

pub(super) use samples::samples;
pub use samples::{Samples, interesting, names};

/// A column with what it was judged to be.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Index into [`Schema::tables`].
    pub table: usize,
    /// Index into the table's columns.
    pub column: usize,
    /// The judgement.
    pub verdict: Verdict,
}

/// Judges every column that may hold a secret; the others are left out.
pub fn judged<T: AsRef<Text>>(model: &Schema<T>) -> Vec<Judged> {
    let around = Around::of(model);
    let mut out = Vec::new();
    for (at, table) in model.tables.iter().enumerate() {
        for index in 0..table.columns.len() {
            let verdict = verdict(model, table, index, &around);
            if verdict.shape != Shape::Other {
                out.push(Judged { table: at, column: index, verdict });
            }
        }
    }
    out
}

/// The names, in lower case, of the columns that may hold a secret: what code
/// writes into these can settle a judgement, and into no other.
pub fn open<T: AsRef<Text>>(model: &Schema<T>) -> BTreeSet<String> {
    let columns = model.tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    let open = columns.filter(|(table, column)| plainly_other(table, column, &quick(table, column), true).is_none());
    open.map(|(_, column)| column.key()).collect()
}

/// What table, name and type say by themselves.
fn quick<'a>(table: &'a Table, column: &'a Column) -> Facts<'a> {
    Facts { table: &table.name, column: &column.def.name.text, ty: &column.def.ty, ..Facts::default() }
}

/// The judgement of a column of which nothing more need be known, where code
/// may have written into some.
fn plainly_other(table: &Table, column: &Column, quick: &Facts<'_>, written: bool) -> Option<Verdict> {
    let first = judge(quick);
    let asked = needs_neighbours(&table.key, &column.key()) || written && keeps_keys(column);
    (first.shape == Shape::Other && !asked).then_some(first)
}

/// Whether code may put a private key into it under a name that says nothing
/// of it: `identity_key`, `sessions.record BLOB`.
fn keeps_keys(column: &Column) -> bool {
    let lists = &words().lists;
    let name = &column.def.name.text;
    match holds(&column.def.ty) {
        Holds::Bytes => words().of(name).last().is_some_and(|last| lists.key_stores.has(last)),
        Holds::Text(_) | Holds::Unknown => words().of(name).last().is_some_and(|last| lists.key_names.has(last)),
        _ => false,
    }
}

/// How far the columns stand that say something of each other: further apart
/// than in any table that a person wrote.
const NEAR: usize = 200;

fn verdict<T: AsRef<Text>>(model: &Schema<T>, table: &Table, index: usize, around: &Around<'_>) -> Verdict {
    let column = &table.columns[index];
    let quick = quick(table, column);
    if let Some(other) = plainly_other(table, column, &quick, !around.writers.is_empty()) {
        return other;
    }
    let near = index.saturating_sub(NEAR)..table.columns.len().min(index + NEAR);
    let others = table.columns[near].iter().filter(|other| other.dropped.is_none());
    let others = others.filter(|other| !other.def.name.text.eq_ignore_ascii_case(&column.def.name.text));
    let facts = Facts {
        siblings: others.map(Column::sibling).collect(),
        refers: refers(column) || names_table(table, column, around),
        evidence: said::evidence(model, table, column, around),
        ..quick
    };
    judge(&facts)
}

/// A foreign key to an id is a reference; one to a natural key repeats it.
fn refers(column: &Column) -> bool {
    let secret = |name: &str| matches!(words().meaning(&words().of(name)), Meaning::Secret(..));
    column.references.as_ref().is_some_and(|to| to.column.is_empty() || !secret(&to.column))
}

/// `assistants.credential` beside a table `credentials` says which one.
fn names_table(table: &Table, column: &Column, around: &Around<'_>) -> bool {
    let words = words();
    let name = words.of(&column.def.name.text);
    let held = matches!(words.meaning(&name), Meaning::Secret(Kind::Credential, _));
    let short = matches!(holds(&column.def.ty), Holds::Text(_) | Holds::Fixed(_) | Holds::Uuid | Holds::Unknown);
    held && short && around.is_named(table, &name)
}
