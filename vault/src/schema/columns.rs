//! Every column of every table, judged.

use std::collections::{BTreeSet, HashSet};

use super::around::Around;
use super::ast::Verb;
use super::evidence::{Leaning, hashed_value, of_check, of_comment, of_expression, of_writes};
use super::judge::{Facts, Shape, Verdict, judge};
use super::model::Schema;
use super::naming::needs_neighbours;
use super::span::Span;
use super::table::{Column, Table};
use super::text::{Spot, Text};
use super::types::{Holds, holds};
use super::values::{copy_rows, literal, rows};

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

/// Visible hashes among the data that is inserted, by table and column.
pub type Samples = HashSet<(String, String)>;

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
    let open = columns.filter(|(table, column)| plainly_other(table, column, &quick(table, column)).is_none());
    open.map(|(_, column)| column.key()).collect()
}

/// What table, name and type say by themselves.
fn quick<'a>(table: &'a Table, column: &'a Column) -> Facts<'a> {
    Facts { table: &table.name, column: &column.def.name.text, ty: &column.def.ty, ..Facts::default() }
}

/// The judgement of a column of which nothing more need be known.
fn plainly_other(table: &Table, column: &Column, quick: &Facts<'_>) -> Option<Verdict> {
    let first = judge(quick);
    (first.shape == Shape::Other && !needs_neighbours(&table.key, &column.key())).then_some(first)
}

/// How far the columns stand that say something of each other: further apart
/// than in any table that a person wrote.
const NEAR: usize = 200;

fn verdict<T: AsRef<Text>>(model: &Schema<T>, table: &Table, index: usize, around: &Around<'_>) -> Verdict {
    let column = &table.columns[index];
    let quick = quick(table, column);
    if let Some(other) = plainly_other(table, column, &quick) {
        return other;
    }
    let near = index.saturating_sub(NEAR)..table.columns.len().min(index + NEAR);
    let others = table.columns[near].iter().filter(|other| other.dropped.is_none());
    let others = others.filter(|other| !other.def.name.text.eq_ignore_ascii_case(&column.def.name.text));
    let facts = Facts {
        siblings: others.map(Column::sibling).collect(),
        refers: refers(column) || names_table(table, column, around),
        evidence: evidence(model, table, column, around),
        ..quick
    };
    judge(&facts)
}

/// A foreign key to an id is a reference; one to a natural key repeats it.
fn refers(column: &Column) -> bool {
    column.references.as_ref().is_some_and(|to| {
        let words = super::words::words().of(&to.column);
        to.column.is_empty() || !matches!(super::words::words().meaning(&words), super::words::Meaning::Secret(..))
    })
}

/// `assistants.credential` beside a table `credentials` says which one.
fn names_table(table: &Table, column: &Column, around: &Around<'_>) -> bool {
    let words = super::words::words();
    let name = words.of(&column.def.name.text);
    let held = matches!(words.meaning(&name), super::words::Meaning::Secret(super::words::Kind::Credential, _));
    let short = matches!(holds(&column.def.ty), Holds::Text(_) | Holds::Fixed(_) | Holds::Uuid | Holds::Unknown);
    held && short && around.is_named(table, &name)
}

/// How many checks of a table are asked for each of its columns; who has more
/// hides nothing by it.
const CHECKS: usize = 256;

fn evidence<T: AsRef<Text>>(
    model: &Schema<T>,
    table: &Table,
    column: &Column,
    around: &Around<'_>,
) -> Vec<(Leaning, String)> {
    let mut out = Vec::new();
    if let Some(leaning) = of_comment(&column.def.comment) {
        out.push((leaning, "its comment says so".to_string()));
    }
    let expression = |spot: &Spot| of_expression(model.slice(*spot));
    if let Some(leaning) = column.default.as_ref().and_then(expression) {
        out.push((leaning, "its default says so".to_string()));
    }
    let key = column.key();
    let own = column.def.check.map(|span| Spot { span, ..column.spot });
    for check in table.checks.iter().take(CHECKS).chain(own.iter()) {
        let said = of_check(model.slice(*check), &key);
        out.extend(said.map(|leaning| (leaning, "a check admits only hashes".to_string())));
    }
    if let Some(leaning) = of_writes(&key, column.writes.iter().map(|spot| model.slice(*spot))) {
        out.push((leaning, "a migration writes it so".to_string()));
    }
    if around.samples.contains(&(table.key.clone(), key.clone())) {
        out.push((Leaning::Protected, "the data inserted is hashed".to_string()));
    }
    if let Some(many) = correlates(around, &key) {
        out.push((Leaning::Open, format!("{many} tables have such a column: it may only say which")));
    }
    let home = model.home(&model.text(table.spot).as_ref().path);
    out.extend(around.writers.evidence(&table.key, &key, home));
    out
}

/// In how many tables a session key stands, when it is a reference: what
/// authenticates is kept once.
fn correlates(around: &Around<'_>, key: &str) -> Option<usize> {
    let words = super::words::words().of(key);
    let many = || around.tables_with(key);
    words.ends_with(&["session".to_string(), "key".to_string()]).then(many).filter(|many| *many > 2)
}

/// Looks at the first rows inserted anywhere.
pub(super) fn samples<T: AsRef<Text>>(model: &Schema<T>) -> Samples {
    let mut out = Samples::new();
    for (at, text) in model.texts.iter().map(AsRef::as_ref).enumerate() {
        let mut copying: Option<(String, Vec<String>)> = None;
        for statement in &text.script.statements {
            match &statement.verb {
                Verb::Insert { table, columns, body } => {
                    let names = names(model, at, &table.key(), columns.iter().map(|c| c.key()).collect());
                    if interesting(&names) {
                        let rows = rows(text.text(), clip(*body));
                        sample(text.text(), &table.key(), &names, &rows, true, &mut out);
                    }
                }
                Verb::Copy { table, columns } => {
                    copying = Some((table.key(), columns.iter().map(|c| c.key()).collect()))
                }
                Verb::CopyData => {
                    if let Some((table, names)) = copying.take().filter(|(_, names)| interesting(names)) {
                        let rows = copy_rows(text.text(), clip(statement.span));
                        sample(text.text(), &table, &names, &rows, false, &mut out);
                    }
                }
                _ => {}
            }
        }
    }
    out
}

/// The columns of an insert; all of the table's when none is named.
pub fn names<T: AsRef<Text>>(model: &Schema<T>, text: usize, table: &str, named: Vec<String>) -> Vec<String> {
    if !named.is_empty() {
        return named;
    }
    let table = model.table(text, table);
    table.map(|t| t.standing().map(Column::key).collect()).unwrap_or_default()
}

/// Whether any of the columns may hold a secret, hashed or not.
pub fn interesting(names: &[String]) -> bool {
    let words = super::words::words();
    names.iter().any(|name| {
        let name = words.of(name);
        words.generic(&name) || matches!(words.meaning(&name), super::words::Meaning::Secret(..))
    })
}

fn clip(span: Span) -> Span {
    Span { end: span.end.min(span.start.saturating_add(20_000)), ..span }
}

fn sample(text: &str, table: &str, names: &[String], rows: &[Vec<Span>], quoted: bool, out: &mut Samples) {
    for row in rows.iter().take(50) {
        for (name, value) in names.iter().zip(row) {
            let value = match quoted {
                true => literal(text, *value).map(|(_, value)| value),
                false => text.get(value.range()),
            };
            if value.is_some_and(hashed_value) {
                out.insert((table.to_string(), name.clone()));
            }
        }
    }
}
