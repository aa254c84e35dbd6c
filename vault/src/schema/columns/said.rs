//! What is said of a column apart from its name: beside it, by what fills it,
//! by other tables, by code.

use crate::schema::around::Around;
use crate::schema::evidence::{Leaning, of_check, of_comment, of_expression, of_writes};
use crate::schema::model::Schema;
use crate::schema::table::{Column, Table};
use crate::schema::text::{Spot, Text};
use crate::schema::words::{ends_with, words};

/// How many checks of a table are asked for each of its columns; who has more
/// hides nothing by it.
const CHECKS: usize = 256;

/// Each piece of evidence with a phrase for the reader.
pub fn evidence<T: AsRef<Text>>(
    model: &Schema<T>,
    table: &Table,
    column: &Column,
    around: &Around<'_>,
) -> Vec<(Leaning, String)> {
    let key = column.key();
    let expression = |spot: &Spot| of_expression(model.slice(*spot));
    let writes = of_writes(&key, column.writes.iter().map(|spot| model.slice(*spot)));
    let hashed = around.samples.contains(&(table.key.clone(), key.clone()));
    let home = model.home(&model.text(table.spot).as_ref().path);

    let mut out = Vec::new();
    let mut says = |leaning: Option<Leaning>, why: &str| out.extend(leaning.map(|leaning| (leaning, why.to_string())));
    says(of_comment(&column.def.comment), "its comment says so");
    says(column.default.as_ref().and_then(expression), "its default says so");
    checks(model, table, column, &key).for_each(|leaning| says(Some(leaning), "a check admits only hashes"));
    says(writes, "a migration writes it so");
    says(hashed.then_some(Leaning::Protected), "the data inserted is hashed");
    out.extend(correlates(around, &key));
    out.extend(around.writers.evidence(&table.key, &key, home));
    out
}

/// What the table's checks say, and the column's own.
fn checks<'a, T: AsRef<Text>>(
    model: &'a Schema<T>,
    table: &'a Table,
    column: &Column,
    key: &'a str,
) -> impl Iterator<Item = Leaning> + 'a {
    let own = column.def.check.map(|span| Spot { span, ..column.spot });
    let all = table.checks.iter().take(CHECKS).copied().chain(own);
    all.filter_map(move |check| of_check(model.slice(check), key))
}

/// A session key that stands in several tables is a reference: what
/// authenticates is kept once. One that says whose, `client_session_key`, is
/// one in the second.
fn correlates(around: &Around<'_>, key: &str) -> Option<(Leaning, String)> {
    let name = words().of(key);
    if !ends_with(&name, &["session", "key"]) {
        return None;
    }
    let enough = if name.len() > 2 { 2 } else { 3 };
    let many = Some(around.tables_with(key)).filter(|many| *many >= enough)?;
    Some((Leaning::Open, format!("{many} tables have such a column: it may only say which")))
}
