//! sea-query and sea-orm: `Table::create().table(…).col(…)`.

mod idens;
mod types;

use std::ops::Range;

use super::code::{Call, Code};
use crate::schema::ast::{Action, Column, Definition, Name, Object, Reference, Statement, Verb};
use idens::Idens;

pub(super) use types::sql_type;

/// Table statements.
pub fn statements(code: &Code<'_>) -> Vec<Statement> {
    let starts: Vec<(usize, &str)> = (0..code.tokens.len()).filter_map(|at| Some((at, verb(code, at)?))).collect();
    if starts.is_empty() {
        return Vec::new();
    }
    let builder = Builder { code, idens: Idens::of(code) };
    starts.into_iter().filter_map(|(at, verb)| builder.statement(at, verb)).collect()
}

/// What `Table::create()` does.
fn verb(code: &Code<'_>, at: usize) -> Option<&'static str> {
    let verbs = ["create", "alter", "drop", "rename", "truncate"];
    let called = code.ident(at, "Table") && code.punct(at + 4, b'(');
    called.then(|| verbs.into_iter().find(|verb| code.path(at, "Table", verb))).flatten()
}

/// Reads what chains of calls build.
struct Builder<'c, 'a> {
    code: &'c Code<'a>,
    idens: Idens<'a>,
}

impl Builder<'_, '_> {
    fn statement(&self, at: usize, verb: &str) -> Option<Statement> {
        let (calls, end) = self.code.chain(self.code.close(at + 4));
        Some(Statement { verb: self.verb(verb, &calls)?, span: self.code.span(at..end), nested: false })
    }

    fn verb(&self, verb: &str, calls: &[Call<'_>]) -> Option<Verb> {
        let call = calls.iter().find(|call| call.name == "table")?;
        let table = self.name(&call.args)?;
        Some(match verb {
            "create" => Verb::CreateTable(table, self.definition(calls)),
            "alter" => Verb::AlterTable(table, calls.iter().filter_map(|call| self.action(call)).collect()),
            "drop" => Verb::Drop(Object::Table, vec![table]),
            "truncate" => Verb::Truncate(vec![table]),
            "rename" => {
                let to = self.name(self.code.list(call.args.clone()).get(1)?)?;
                Verb::RenameTables(vec![(table, to)])
            }
            _ => return None,
        })
    }

    fn definition(&self, calls: &[Call<'_>]) -> Definition {
        let args = |name: &'static str| calls.iter().filter(move |call| call.name == name).map(|call| &call.args);
        Definition {
            columns: args("col").filter_map(|args| self.column(args)).collect(),
            references: args("foreign_key").filter_map(|args| self.reference(args)).collect(),
            ..Definition::default()
        }
    }

    fn action(&self, call: &Call<'_>) -> Option<Action> {
        let args = &call.args;
        match call.name {
            "add_column" | "add_column_if_not_exists" => Some(Action::Add(Box::new(self.column(args)?))),
            "modify_column" => self.column(args).map(|c| Action::Redefine(c.name.clone(), Box::new(c))),
            "drop_column" => self.name(args).map(Action::Drop),
            "rename_column" => self.names(args).map(|(from, to)| Action::Rename(from, to)),
            _ => None,
        }
    }

    fn name(&self, args: &Range<usize>) -> Option<Name> {
        self.idens.name(self.code, args.clone())
    }

    /// The names that the first two arguments are.
    fn names(&self, args: &Range<usize>) -> Option<(Name, Name)> {
        let list = self.code.list(args.clone());
        Some((self.name(list.first()?)?, self.name(list.get(1)?)?))
    }

    /// `ColumnDef::new(Users::Name).string()` or `string_null(Users::Name)`.
    fn column(&self, args: &Range<usize>) -> Option<Column> {
        let code = self.code;
        let name = self.name(args)?;
        let defines = |at: &usize| code.path(*at, "ColumnDef", "new") || code.path(*at, "ColumnDef", "new_with_type");
        let ty = match args.clone().find(defines) {
            Some(at) => types::defined(code, at, args),
            None => types::called(code, args)?,
        };
        Some(Column { name, ty, span: code.span(args.clone()), ..Column::default() })
    }

    /// `.from(Tokens::Table, Tokens::UserId).to(Users::Table, Users::Id)`.
    fn reference(&self, args: &Range<usize>) -> Option<(Vec<String>, Reference)> {
        let part = |name: &str| {
            let at = args.clone().find(|at| self.code.ident(*at, name) && self.code.punct(at + 1, b'('))?;
            self.names(&self.code.inside(at + 1))
        };
        let ((_, column), (table, target)) = (part("from")?, part("to")?);
        Some((vec![column.key()], Reference { table: table.key(), column: target.key() }))
    }
}
