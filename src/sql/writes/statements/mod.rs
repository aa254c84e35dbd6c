//! What statements do with the values that are bound to their placeholders.

pub(in crate::sql::writes) mod arguments;
mod compared;
mod listed;
mod placeholders;
pub(in crate::sql::writes) mod queries;
mod unnested;

use crate::source::Span;
use crate::sql::ast::{Name, Statement, Verb};
use crate::sql::evidence::{Leaning, of_expression};
use crate::sql::read::read;
use crate::sql::values::{assignments, cursor, lex_part, rows};
use crate::sql::words::{Kind as Secret, Meaning, words};
use crate::sql::writes::values::fields::Field;
use crate::sql::writes::values::what::Parameter;
use arguments::{Arguments, Bound};
use compared::{Compared, compared, meant, searched};
use placeholders::Placeholders;
use unnested::{assigned, selected};

/// A column of a table, and what its value is.
pub(in crate::sql::writes) type Effect = (String, String, Leaning);

/// A column of a table, and the parameter that it is given.
pub(in crate::sql::writes) type Open = (String, String, Parameter);

/// A column of a table, the field that it is given, and what that is where
/// nobody is seen to store anything in it.
pub(in crate::sql::writes) type Held = (String, String, Field, Option<Leaning>);

/// What statements do with columns.
#[derive(Default)]
pub(in crate::sql::writes) struct Effects {
    pub found: Vec<Effect>,
    pub given: Vec<Open>,
    pub fields: Vec<Held>,
}

impl Effects {
    /// Adds what a row is looked for by.
    fn looked_for(&mut self, table: &str, column: String, bound: &Bound) {
        let table = table.to_owned();
        match (bound.called(), bound.parameter()) {
            // A row may still be looked for by what it is not.
            (Some(leaning), _) if leaning.outright() => self.found.push((table, column, Leaning::Readable)),
            (Some(leaning), _) => self.found.push((table, column, leaning)),
            (None, Some(parameter)) => {
                // A salted hash is not looked for, so this is none, but callers may know of another.
                if words().meaning(&words().of(&column)) == Meaning::Secret(Secret::Password, true) {
                    self.found.push((table.clone(), column.clone(), Leaning::Readable));
                }
                self.given.push((table, column, parameter.clone()));
            }
            (None, None) => {}
        }
    }
}

/// Columns that a statement gives values, with the expressions.
struct Given {
    table: Name,
    columns: Vec<(String, Span)>,
}

impl Given {
    fn of(sql: &str, statement: &Statement) -> Option<Given> {
        match &statement.verb {
            Verb::Insert { table, columns, body } => {
                let named: Vec<String> = columns.iter().map(Name::key).collect();
                Some(Given { table: table.clone(), columns: inserted(sql, &named, *body) })
            }
            Verb::Update { table, body } => {
                let columns = assigned(sql, *body, assignments(sql, *body));
                Some(Given { table: table.clone(), columns })
            }
            _ => None,
        }
    }
}

/// What `VALUES (…), (…)`, `SELECT …`, `SET …` and `ON CONFLICT … SET …` give
/// to columns.
fn inserted(sql: &str, columns: &[String], body: Span) -> Vec<(String, Span)> {
    let lexed = lex_part(sql, body);
    let mut at = cursor(sql, &lexed);
    if at.eat(&["set"]) {
        return assignments(sql, at.rest());
    }
    let named = |row: &Vec<Span>| columns.iter().cloned().zip(row.iter().copied()).collect();
    let rows = if at.is(0, "select") { vec![selected(sql, body)] } else { rows(sql, body) };
    let given = rows.iter().map(|row| if columns.is_empty() { by_placeholder(sql, row) } else { named(row) });
    let mut out: Vec<(String, Span)> = given.flatten().collect();
    // `DO UPDATE SET …`, `ON DUPLICATE KEY UPDATE …`
    if at.seek(&["update"]) {
        at.at += 1;
        at.eat(&["set"]);
        out.extend(assignments(sql, at.rest()));
    }
    out
}

/// `INSERT INTO t VALUES (:name, :token)`: placeholders are called as what they
/// fill, and stand where the table has it.
fn by_placeholder(sql: &str, row: &[Span]) -> Vec<(String, Span)> {
    let name = |span: &Span| Some(sql.get(span.range())?.trim().strip_prefix([':', '@'])?.to_lowercase());
    let named = row.iter().filter_map(|span| Some((name(span)?, *span)));
    let placed = row.iter().enumerate().map(|(at, span)| (placed(at, row.len()), *span));
    named.chain(placed).collect()
}

/// The column in a place of so many, until its table says what it is called.
fn placed(at: usize, of: usize) -> String {
    format!("#{at}/{of}")
}

/// What the column is called that a statement gave by its place, in a table with these.
pub(in crate::sql::writes) fn named(placed: &str, columns: &[String]) -> Option<String> {
    let (at, of) = placed.strip_prefix('#')?.split_once('/')?;
    let all = of.parse() == Ok(columns.len());
    columns.get(at.parse::<usize>().ok()?).filter(|_| all).cloned()
}

/// Values bound to the value column of a key/value table: `table.column`.
pub(in crate::sql::writes) fn pairs(sql: &str, arguments: &Arguments) -> Vec<(String, Span)> {
    let placeholders = Placeholders::of(sql);
    let mut out = Vec::new();
    for statement in read(sql).statements {
        let Some(Given { table, columns }) = Given::of(sql, &statement) else { continue };
        let text = sql.get(statement.span.range()).unwrap_or("").to_lowercase();
        if !KEYS.iter().any(|key| mentions(&text, key)) {
            continue;
        }
        for (column, value) in columns.into_iter().filter(|(column, _)| VALUES.contains(&column.as_str())) {
            let bound = placeholders.of_expression(value).and_then(|placeholder| arguments.of(placeholder));
            out.extend(bound.map(|bound| (format!("{}.{column}", table.text), bound.span)));
        }
    }
    out
}

/// Columns that name what a row of a key/value table holds, and that hold it.
const KEYS: &[&str] = &[
    "key",
    "name",
    "setting",
    "option",
    "config_key",
    "setting_key",
    "setting_name",
    "option_name",
    "k",
    "param",
    "property",
];
const VALUES: &[&str] = &[
    "value",
    "val",
    "v",
    "content",
    "data",
    "config_value",
    "setting_value",
    "option_value",
    "string_value",
    "text_value",
];

fn mentions(text: &str, word: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
    text.match_indices(word)
        .any(|(at, _)| edge(text[..at].chars().next_back()) && edge(text[at + word.len()..].chars().next()))
}

/// What the statements of a text write, and what they compare columns with.
pub(in crate::sql::writes) fn effects(sql: &str, arguments: &Arguments) -> Effects {
    let placeholders = Placeholders::of(sql);
    let bound = |value: Span| placeholders.of_expression(value).map(|placeholder| arguments.of(placeholder));
    let mut out = Effects::default();
    for statement in read(sql).statements {
        if let Some(Given { table, columns }) = Given::of(sql, &statement) {
            for (column, value) in columns {
                // What the statement makes of a value decides before what it is given.
                let made = of_expression(sql.get(value.range()).unwrap_or(""));
                let leaning = match bound(value).filter(|_| made != Some(Leaning::Protected)) {
                    Some(bound) => {
                        let parameter = bound.and_then(Bound::parameter).cloned();
                        out.given.extend(parameter.map(|parameter| (table.key(), column.clone(), parameter)));
                        let leaning = bound.and_then(Bound::leaning);
                        let field = bound.and_then(|bound| bound.field.clone());
                        match field.filter(|_| leaning != Some(Leaning::Protected)) {
                            Some(field) => {
                                out.fields.push((table.key(), column.clone(), field, leaning));
                                None
                            }
                            None => leaning,
                        }
                    }
                    None => made,
                };
                out.found.extend(leaning.map(|leaning| (table.key(), column, leaning)));
            }
        }
        let tables = searched(sql, &statement);
        if !tables.is_empty() {
            for Compared { of, column, value } in compared(sql, &statement) {
                let Some(table) = meant(&tables, of.as_deref()) else { continue };
                if of_expression(sql.get(value.range()).unwrap_or("")) == Some(Leaning::Protected) {
                    out.found.push((table.clone(), column, Leaning::Protected));
                } else if let Some(bound) = bound(value).flatten() {
                    out.looked_for(&table, column, bound);
                }
            }
        }
    }
    out
}
