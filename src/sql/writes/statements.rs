//! Statements with the values that a call binds to their placeholders.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use super::passed::{Parameter, parameter};
use super::values::Values;
use crate::source::Span;
use crate::sql::ast::{Statement, Verb};
use crate::sql::cursor::Cursor;
use crate::sql::evidence::{Leaning, of_expression};
use crate::sql::read::read;
use crate::sql::select::query;
use crate::sql::token::{Kind, unquoted};
use crate::sql::values::{assignments, cursor, lex_part, rows};

/// What is bound, by place and by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Arguments {
    placed: Vec<Bound>,
    named: Vec<(String, Bound)>,
}

/// One bound value: what it is, and where it stands in its file.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    leaning: Option<Leaning>,
    /// The parameter of the function around that it is.
    parameter: Option<Parameter>,
    /// Where.
    pub span: Span,
}

/// A column of a table, and what its value is.
pub(super) type Effect = (String, String, Leaning);

/// A column of a table, and the parameter that it is given.
pub(super) type Open = (String, String, Parameter);

impl Arguments {
    fn bound(values: &Values<'_>, value: Range<usize>) -> Bound {
        let leaning = values.leaning(value.clone());
        let parameter = if leaning.is_none() { parameter(values, value.clone()) } else { None };
        Bound { leaning, parameter, span: values.code.span(value) }
    }

    /// The values for the placeholders of the statement at `at`.
    pub fn behind(values: &Values<'_>, at: usize) -> Arguments {
        Arguments::of_values(values, ranges(values, at))
    }

    /// The values in the bracket of a call of a prepared statement.
    pub fn within(values: &Values<'_>, open: usize) -> Arguments {
        let list = values.code.list(open + 1..values.code.close(open).saturating_sub(1).max(open + 1));
        Arguments::of_values(values, unwrapped(&values.code, list))
    }

    fn of_values(values: &Values<'_>, all: Vec<Range<usize>>) -> Arguments {
        let mut out = Arguments::default();
        for range in all {
            let code = &values.code;
            // `":token": token`, `(":token", &token)`
            let start = (range.start..range.end.min(range.start + 3)).find(|n| code.is_str(*n));
            match start {
                Some(name) if code.slice(name).starts_with([':', '@', '$']) => {
                    out.named.push((code.slice(name).to_owned(), Arguments::bound(values, name + 2..range.end)));
                }
                _ => out.placed.push(Arguments::bound(values, range)),
            }
        }
        out
    }

    /// Whether nothing is bound.
    pub fn is_empty(&self) -> bool {
        self.placed.is_empty() && self.named.is_empty()
    }

    /// What a placeholder stands for; none when the text is no placeholder,
    /// `Some(None)` when nothing is bound to it.
    fn of(&self, value: &str, next: &mut usize) -> Option<Option<Bound>> {
        let bare = value.split("::").next().unwrap_or(value).trim();
        let digits = bare.strip_prefix(['$', '?']);
        if let Some("") = digits {
            *next += 1;
            return Some(self.placed.get(*next - 1).cloned());
        }
        if let Some(number) = digits.and_then(|digits| digits.parse::<usize>().ok()) {
            return Some(self.placed.get(number.wrapping_sub(1)).cloned());
        }
        let named = bare.starts_with([':', '@']).then(|| self.named.iter().find(|(name, _)| name == bare));
        named.map(|found| found.map(|(_, bound)| bound.clone()))
    }
}

/// The arguments behind a statement: `.bind(a).bind(b)`, `params![a, b]`,
/// `(&a, &b)`, `&[&a, &b]`.
fn ranges(values: &Values<'_>, at: usize) -> Vec<Range<usize>> {
    let code = &values.code;
    // A statement on a line of its own has a comma behind it.
    let after = at + 1 + usize::from(code.punct(at + 1, b',') && code.punct(at + 2, b')'));
    if code.punct(after, b')') {
        let binds = code.chain(after + 1).0.into_iter().filter(|c| c.name == "bind");
        return binds.map(|c| c.args).collect();
    }
    if !code.punct(after, b',') {
        return Vec::new();
    }
    let mut end = after;
    while end < code.tokens.len() && !code.punct(end, b')') {
        let opens = [b'(', b'[', b'{'].iter().any(|c| code.punct(end, *c));
        end = if opens { code.close(end) } else { end + 1 };
    }
    unwrapped(code, code.list(after + 1..end))
}

/// What stands in `params![…]`, `(…)` or `&[…]`, when that is all.
fn unwrapped(code: &Code<'_>, list: Vec<Range<usize>>) -> Vec<Range<usize>> {
    match list.as_slice() {
        [only] => match only.clone().find(|n| [b'[', b'(', b'{'].iter().any(|c| code.punct(*n, *c))) {
            Some(open) if open <= only.start + 2 => code.list(open + 1..code.close(open).saturating_sub(1)),
            _ => list,
        },
        _ => list,
    }
}

/// Values bound to the value column of a key/value table: `table.column`.
pub(super) fn pairs(sql: &str, arguments: &Arguments) -> Vec<(String, Span)> {
    let mut out = Vec::new();
    let mut next = 0;
    for statement in read(sql).statements {
        let (table, pairs): (_, Vec<(String, Span)>) = match &statement.verb {
            Verb::Insert { table, columns, body } => {
                let row = rows(sql, *body).into_iter().next().unwrap_or_default();
                (table, columns.iter().map(|c| c.key()).zip(row).collect())
            }
            Verb::Update { table, body } => (table, assignments(sql, *body)),
            _ => continue,
        };
        let text = sql.get(statement.span.range()).unwrap_or("").to_lowercase();
        let keyed = KEYS.iter().any(|key| mentions(&text, key));
        for (column, value) in pairs {
            let bound = arguments.of(sql.get(value.range()).unwrap_or(""), &mut next);
            if let Some(Some(bound)) = bound.filter(|_| keyed && VALUES.contains(&column.as_str())) {
                out.push((format!("{}.{column}", table.text), bound.span));
            }
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
pub(super) fn effects(sql: &str, arguments: &Arguments) -> (Vec<Effect>, Vec<Open>) {
    let mut out = Vec::new();
    let mut open = Vec::new();
    let mut next = 0;
    for statement in read(sql).statements {
        let (table, pairs) = match &statement.verb {
            Verb::Insert { table, columns, body } => {
                let row = rows(sql, *body).into_iter().next().unwrap_or_default();
                let named = columns.iter().map(|c| c.key()).zip(row.iter().copied()).collect();
                (table.key(), if columns.is_empty() { by_placeholder(sql, &row) } else { named })
            }
            Verb::Update { table, body } => (table.key(), assignments(sql, *body)),
            Verb::Delete(table) => (table.key(), Vec::new()),
            Verb::Other(word) if word == "select" => {
                let tables = query(sql, statement.span).tables;
                let Some((_, table)) = tables.first().filter(|_| tables.len() == 1) else { continue };
                (table.clone(), Vec::new())
            }
            _ => continue,
        };
        for (column, value) in pairs {
            let value = sql.get(value.range()).unwrap_or("");
            let leaning = match arguments.of(value, &mut next) {
                Some(bound) => {
                    let parameter = bound.as_ref().and_then(|bound| bound.parameter.clone());
                    open.extend(parameter.map(|parameter| (table.clone(), column.clone(), parameter)));
                    bound.and_then(|bound| bound.leaning)
                }
                None => of_expression(value),
            };
            out.extend(leaning.map(|leaning| (table.clone(), column, leaning)));
        }
        compared(sql, &statement, arguments, &mut next, |column, leaning| {
            out.push((table.clone(), column, leaning));
        });
    }
    (out, open)
}

/// `INSERT INTO t VALUES (:name, :token)`: placeholders are called as what they fill.
fn by_placeholder(sql: &str, row: &[Span]) -> Vec<(String, Span)> {
    let name = |span: &Span| Some(sql.get(span.range())?.trim().strip_prefix([':', '@'])?.to_lowercase());
    row.iter().filter_map(|span| Some((name(span)?, *span))).collect()
}

/// `WHERE token = $1`: what is looked for is what is stored.
fn compared(
    sql: &str,
    statement: &Statement,
    arguments: &Arguments,
    next: &mut usize,
    mut found: impl FnMut(String, Leaning),
) {
    let lexed = lex_part(sql, statement.span);
    let mut at = cursor(sql, &lexed);
    if !at.seek(&["where"]) {
        return;
    }
    while !at.done() {
        let equals = Cursor { at: at.at + 1, ..at }.is_punct(b'=');
        let named = at.peek().filter(|token| equals && matches!(token.kind, Kind::Word | Kind::Quoted));
        if let Some(name) = named {
            at.at += 2;
            if let Some(value) = at.peek()
                && let Some(Some(Bound { leaning: Some(leaning), .. })) = arguments.of(at.slice(value), next)
            {
                found(
                    unquoted(at.slice(name)).to_lowercase(),
                    if leaning == Leaning::Proven { Leaning::Readable } else { leaning },
                );
            }
        }
        at.at += 1;
    }
}
