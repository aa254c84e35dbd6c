//! barrel's `m.create_table("users", |t| { t.add_column("name", types::text()); })`.

use super::code::Code;
use crate::schema::ast::{Action, Column, Object, Statement, Verb};

/// Table statements of barrel migrations.
pub fn statements(code: &Code<'_>) -> Vec<Statement> {
    let mut out = Vec::new();
    for at in 0..code.tokens.len() {
        let made = ["create_table", "create_table_if_not_exists", "change_table"].iter().any(|n| code.ident(at, n));
        if made && code.punct(at + 1, b'(') && code.is_str(at + 2) {
            let actions = columns(code, at + 1).into_iter().map(|c| Action::Add(Box::new(c))).collect();
            let table = code.name(at + 2);
            out.push(Statement { verb: Verb::AlterTable(table, actions), span: code.tokens[at].span, nested: false });
        }
        let dropped = code.ident(at, "drop_table") || code.ident(at, "drop_table_if_exists");
        if dropped && code.punct(at + 1, b'(') && code.is_str(at + 2) {
            let verb = Verb::Drop(Object::Table, vec![code.name(at + 2)]);
            out.push(Statement { verb, span: code.tokens[at].span, nested: false });
        }
    }
    out
}

fn columns(code: &Code<'_>, open: usize) -> Vec<Column> {
    let end = code.close(open);
    let adds = |at: &usize| code.ident(*at, "add_column") && code.is_str(at + 2);
    (open..end)
        .filter(adds)
        .map(|at| {
            let close = code.close(at + 1);
            let ty = (at + 3..close).find(|n| code.ident(*n, "types")).map_or("", |n| code.slice(n + 3));
            Column { name: code.name(at + 2), ty: ty.to_string(), span: code.span(at..close), ..Column::default() }
        })
        .collect()
}
