//! Statements with the values that a call binds to their placeholders.

use std::ops::Range;

use super::values::Values;
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
    placed: Vec<Option<Leaning>>,
    named: Vec<(String, Option<Leaning>)>,
}

/// A column of a table, and what its value is.
pub(super) type Effect = (String, String, Leaning);

impl Arguments {
    /// The values for the placeholders of the statement at `at`.
    pub fn behind(values: &Values<'_>, at: usize) -> Arguments {
        let mut out = Arguments::default();
        for range in ranges(values, at) {
            let code = values.code;
            // `":token": token`, `(":token", &token)`
            let start = (range.start..range.end.min(range.start + 3)).find(|n| code.is_str(*n));
            match start {
                Some(name) if code.slice(name).starts_with([':', '@', '$']) => {
                    let leaning = values.leaning(name + 2..range.end);
                    out.named.push((code.slice(name).to_owned(), leaning));
                }
                _ => out.placed.push(values.leaning(range)),
            }
        }
        out
    }

    /// Whether nothing is bound.
    pub fn is_empty(&self) -> bool {
        self.placed.is_empty() && self.named.is_empty()
    }

    fn of(&self, value: &str, next: &mut usize) -> Option<Option<Leaning>> {
        let bare = value.split("::").next().unwrap_or(value).trim();
        let digits = bare.strip_prefix(['$', '?']);
        if let Some("") = digits {
            *next += 1;
            return Some(self.placed.get(*next - 1).copied().flatten());
        }
        if let Some(number) = digits.and_then(|digits| digits.parse::<usize>().ok()) {
            return Some(self.placed.get(number.wrapping_sub(1)).copied().flatten());
        }
        let named = bare.starts_with([':', '@']).then(|| self.named.iter().find(|(name, _)| name == bare));
        named.map(|found| found.and_then(|(_, leaning)| *leaning))
    }
}

/// The arguments behind a statement: `.bind(a).bind(b)`, `params![a, b]`,
/// `(&a, &b)`, `&[&a, &b]`.
fn ranges(values: &Values<'_>, at: usize) -> Vec<Range<usize>> {
    let code = values.code;
    let after = at + 1;
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
    let list = code.list(after + 1..end);
    match list.as_slice() {
        [only] => match only.clone().find(|n| [b'[', b'(', b'{'].iter().any(|c| code.punct(*n, *c))) {
            Some(open) if open <= only.start + 2 => code.list(open + 1..code.close(open).saturating_sub(1)),
            _ => list,
        },
        _ => list,
    }
}

/// What the statements of a text write, and what they compare columns with.
pub(super) fn effects(sql: &str, arguments: &Arguments) -> Vec<Effect> {
    let mut out = Vec::new();
    let mut next = 0;
    for statement in read(sql).statements {
        let (table, pairs) = match &statement.verb {
            Verb::Insert { table, columns, body } => {
                let row = rows(sql, *body).into_iter().next().unwrap_or_default();
                (table.key(), columns.iter().map(|c| c.key()).zip(row).collect())
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
                Some(bound) => bound,
                None => of_expression(value),
            };
            out.extend(leaning.map(|leaning| (table.clone(), column, leaning)));
        }
        compared(sql, &statement, arguments, &mut next, |column, leaning| {
            out.push((table.clone(), column, leaning));
        });
    }
    out
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
                && let Some(Some(leaning)) = arguments.of(at.slice(value), next)
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
