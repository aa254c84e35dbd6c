//! Our reader against a full parser: on every statement that the parser can
//! read, both must see the same columns with the same names.

mod common;

use std::collections::BTreeMap;

use common::{files, home};
use secret_guard::sql::ast::{Action, Definition, Verb};
use secret_guard::sql::read::read;
use sqlparser::ast::{AlterTableOperation, Statement};
use sqlparser::dialect::{Dialect, GenericDialect, MySqlDialect, PostgreSqlDialect, SQLiteDialect};
use sqlparser::parser::Parser;

/// What one statement does to columns: `table +column`, `table -column`.
type Effects = Vec<String>;

fn ours(verb: &Verb) -> Option<Effects> {
    let add = |table: &str, column: &str| format!("{table} +{column}").to_lowercase();
    match verb {
        Verb::CreateTable(table, Definition { columns, .. }) => {
            Some(columns.iter().map(|c| add(&table.text, &c.name.text)).collect())
        }
        Verb::AlterTable(table, actions) => {
            let effect = |action: &Action| match action {
                Action::Add(column) => Some(add(&table.text, &column.name.text)),
                Action::Drop(name) => Some(format!("{} -{}", table.text, name.text).to_lowercase()),
                Action::Rename(from, to) => Some(format!("{} {}>{}", table.text, from.text, to.text).to_lowercase()),
                _ => None,
            };
            Some(actions.iter().filter_map(effect).collect())
        }
        _ => None,
    }
}

fn theirs(statement: &Statement) -> Option<Effects> {
    let last = |name: &sqlparser::ast::ObjectName| {
        name.0.last().and_then(|part| part.as_ident()).map_or(String::new(), |ident| ident.value.clone())
    };
    match statement {
        Statement::CreateTable(create) => {
            let table = last(&create.name);
            Some(create.columns.iter().map(|c| format!("{table} +{}", c.name.value).to_lowercase()).collect())
        }
        Statement::AlterTable(alter) => {
            let table = last(&alter.name);
            let mut out = Vec::new();
            for operation in &alter.operations {
                match operation {
                    AlterTableOperation::AddColumn { column_def, .. } => {
                        out.push(format!("{table} +{}", column_def.name.value).to_lowercase());
                    }
                    AlterTableOperation::DropColumn { column_names, .. } => {
                        out.extend(column_names.iter().map(|c| format!("{table} -{}", c.value).to_lowercase()));
                    }
                    AlterTableOperation::RenameColumn { old_column_name, new_column_name } => {
                        let (old, new) = (&old_column_name.value, &new_column_name.value);
                        out.push(format!("{table} {old}>{new}").to_lowercase());
                    }
                    _ => {}
                }
            }
            Some(out)
        }
        _ => None,
    }
}

/// What the parser says of a statement, in each dialect that takes it: one
/// reads `KEY name (column)` as a column, another `(LIKE other)`.
fn parsed(sql: &str) -> Vec<Effects> {
    let dialects: [&dyn Dialect; 4] = [&PostgreSqlDialect {}, &MySqlDialect {}, &SQLiteDialect {}, &GenericDialect {}];
    let read = |dialect: &&dyn Dialect| match Parser::parse_sql(*dialect, sql).ok()?.as_slice() {
        [one] => theirs(one),
        _ => None,
    };
    dialects.iter().filter_map(read).collect()
}

/// SQL files of the fixtures, and of the folders in `SECRET_GUARD_SQL`.
fn texts() -> Vec<(String, String)> {
    let more = std::env::var("SECRET_GUARD_SQL").unwrap_or_default();
    let more = std::env::split_paths(&more).filter(|path| !path.as_os_str().is_empty());
    let roots = std::iter::once(home().join("testdata")).chain(more);
    let all = roots.flat_map(|root| files(&root)).filter(|path| path.extension().is_some_and(|e| e == "sql"));
    all.map(|path| {
        let text = String::from_utf8_lossy(&std::fs::read(&path).expect("it can be read")).into_owned();
        (path.display().to_string(), text)
    })
    .collect()
}

#[test]
fn both_readers_see_the_same_columns() {
    let (mut read_by_both, mut columns) = (0, 0);
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in texts() {
        for statement in read(&text).statements {
            let Some(ours) = ours(&statement.verb) else { continue };
            let theirs = parsed(&text[statement.span.range()]);
            if theirs.is_empty() {
                continue;
            }
            read_by_both += 1;
            columns += ours.len();
            if !theirs.contains(&ours) {
                let say = format!("{path}\n  we:   {ours:?}\n  they: {theirs:?}\n");
                wrong.insert(text[statement.span.range()].chars().take(4000).collect(), say);
            }
        }
    }
    println!("{read_by_both} statements read by both, {columns} columns, {} differ", wrong.len());
    assert!(read_by_both > 40 && columns > 150, "the fixtures hold statements both can read");
    let shown: String = wrong.iter().take(30).map(|(sql, say)| format!("{say}  {sql}\n\n")).collect();
    assert!(wrong.is_empty(), "{shown}");
}
