//! sea-query and sea-orm: `Table::create().table(…).col(…)`.

use std::collections::HashMap;
use std::ops::Range;

use super::code::{Call, Code};
use super::names::Names;
use crate::schema::ast::{Action, Column, Definition, Name, Object, Reference, Statement, Verb};

/// Table statements.
pub fn statements(code: &Code<'_>) -> Vec<Statement> {
    let starts: Vec<(usize, &str)> = (0..code.tokens.len()).filter_map(|at| Some((at, verb(code, at)?))).collect();
    if starts.is_empty() {
        return Vec::new();
    }
    let idens = Idens::of(code);
    let statement = |(at, verb): (usize, &str)| {
        let (calls, end) = code.chain(code.close(at + 4));
        let verb = build(code, &idens, verb, &calls)?;
        Some(Statement { verb, span: code.span(at..end), nested: false })
    };
    starts.into_iter().filter_map(statement).collect()
}

/// What `Table::create()` does.
fn verb(code: &Code<'_>, at: usize) -> Option<&'static str> {
    let verbs = ["create", "alter", "drop", "rename", "truncate"];
    let called = code.ident(at, "Table") && code.punct(at + 4, b'(');
    called.then(|| verbs.into_iter().find(|verb| code.path(at, "Table", verb))).flatten()
}

/// Names that enums and constants give to tables and columns.
struct Idens<'a> {
    variants: HashMap<(String, String), String>,
    constants: Names<'a>,
}

impl<'a> Idens<'a> {
    fn of(code: &Code<'a>) -> Idens<'a> {
        let mut out = HashMap::new();
        for at in 0..code.tokens.len() {
            if code.ident(at, "impl") && code.ident(at + 1, "Iden") && code.ident(at + 2, "for") {
                out.extend(written(code, at));
            }
            if code.ident(at, "enum") && code.is_ident(at + 1) && code.punct(at + 2, b'{') {
                let own = rename(code, at.saturating_sub(14), at);
                for variant in code.list(at + 3..code.close(at + 2).saturating_sub(1)) {
                    let given = rename(code, variant.start, variant.end);
                    let Some(name) = variant.rev().find(|n| code.is_ident(*n) && !code.punct(n + 1, b'=')) else {
                        continue;
                    };
                    let key = (code.slice(at + 1).to_string(), code.slice(name).to_string());
                    let own = own.clone().filter(|_| key.1 == "Table");
                    out.extend(given.or(own).map(|text| (key, text)));
                }
            }
        }
        Idens { variants: out, constants: Names::of(code) }
    }

    /// The name of `Users::Password`, `Alias::new("x")` or `"x"`.
    fn name(&self, code: &Code<'_>, range: Range<usize>) -> Option<Name> {
        let path = |at: &usize| {
            code.is_ident(*at) && code.punct(at + 1, b':') && code.punct(at + 2, b':') && code.is_ident(at + 3)
        };
        for at in range.clone() {
            let made = path(&at) && matches!(code.slice(at), "Alias" | "ColumnDef" | "Table" | "ColumnType" | "Self");
            if code.is_str(at) {
                return Some(Name { text: code.slice(at).to_string(), schema: None, span: code.tokens[at].span });
            }
            if path(&at) && !made && !code.slice(at).starts_with(|c: char| c.is_lowercase()) {
                return Some(self.of_path(code, at));
            }
        }
        self.constant(code, range)
    }

    /// The name that a constant or variable holds: `.table(TABLE)`.
    fn constant(&self, code: &Code<'_>, range: Range<usize>) -> Option<Name> {
        let at = range.rev().find(|at| code.is_ident(*at))?;
        let span = code.tokens[at].span;
        let text = self.constants.value(code.slice(at), span.start)?;
        Some(Name { text: text.to_string(), schema: None, span })
    }

    fn of_path(&self, code: &Code<'_>, at: usize) -> Name {
        let key = (code.slice(at).to_string(), code.slice(at + 3).to_string());
        let plain = if matches!(key.1.as_str(), "Table" | "Entity") { &key.0 } else { &key.1 };
        let text = self.variants.get(&key).cloned().unwrap_or_else(|| spelled(plain));
        Name { text, schema: None, span: code.span(at..at + 4) }
    }
}

/// `UserTokens` as `user_tokens`; `UserIden`, which `#[enum_def]` makes of
/// `User`, as `user`.
fn spelled(name: &str) -> String {
    let mut words = crate::schema::segments(name);
    if words.len() > 1 && words.last().is_some_and(|last| last == "iden") {
        words.pop();
    }
    words.join("_")
}

/// Names that `impl Iden for Users` writes: `Self::Password => "pw"`.
fn written(code: &Code<'_>, at: usize) -> Vec<((String, String), String)> {
    let (Some(open), owner) = ((at + 4..code.tokens.len().min(at + 8)).find(|n| code.punct(*n, b'{')), at + 3) else {
        return Vec::new();
    };
    let path = |n: usize| code.path(n, "Self", code.slice(n + 3)) || code.path(n, code.slice(owner), code.slice(n + 3));
    let arm = |n: &usize| path(*n) && code.punct(n + 4, b'=') && code.punct(n + 5, b'>') && code.is_str(n + 6);
    let named =
        |n: usize| ((code.slice(owner).to_string(), code.slice(n + 3).to_string()), code.slice(n + 6).to_string());
    (open..code.close(open)).filter(arm).map(named).collect()
}

/// `#[iden = "name"]` or `#[sea_orm(iden = "name")]` among the tokens.
fn rename(code: &Code<'_>, from: usize, to: usize) -> Option<String> {
    (from..to)
        .find(|at| code.ident(*at, "iden") && code.punct(at + 1, b'=') && code.is_str(at + 2))
        .map(|at| code.slice(at + 2).to_string())
}

fn build(code: &Code<'_>, idens: &Idens<'_>, verb: &str, calls: &[Call<'_>]) -> Option<Verb> {
    let call = calls.iter().find(|c| c.name == "table")?;
    let table = idens.name(code, call.args.clone())?;
    match verb {
        "create" => Some(create(code, idens, table, calls)),
        "alter" => Some(Verb::AlterTable(table, calls.iter().filter_map(|c| action(code, idens, c)).collect())),
        "drop" => Some(Verb::Drop(Object::Table, vec![table])),
        "truncate" => Some(Verb::Truncate(vec![table])),
        "rename" => {
            let list = code.list(call.args.clone());
            let to = idens.name(code, list.get(1)?.clone())?;
            Some(Verb::RenameTables(vec![(table, to)]))
        }
        _ => None,
    }
}

fn create(code: &Code<'_>, idens: &Idens<'_>, table: Name, calls: &[Call<'_>]) -> Verb {
    let cols = calls.iter().filter(|c| c.name == "col");
    let keys = calls.iter().filter(|c| c.name == "foreign_key");
    Verb::CreateTable(
        table,
        Definition {
            columns: cols.filter_map(|c| column(code, idens, c.args.clone())).collect(),
            references: keys.filter_map(|c| reference(code, idens, c.args.clone())).collect(),
            ..Definition::default()
        },
    )
}

fn action(code: &Code<'_>, idens: &Idens<'_>, call: &Call<'_>) -> Option<Action> {
    let args = || call.args.clone();
    match call.name {
        "add_column" | "add_column_if_not_exists" => column(code, idens, args()).map(|c| Action::Add(Box::new(c))),
        "modify_column" => column(code, idens, args()).map(|c| Action::Redefine(c.name.clone(), Box::new(c))),
        "drop_column" => idens.name(code, args()).map(Action::Drop),
        "rename_column" => {
            let list = code.list(args());
            let from = idens.name(code, list.first()?.clone())?;
            Some(Action::Rename(from, idens.name(code, list.get(1)?.clone())?))
        }
        _ => None,
    }
}

/// `ColumnDef::new(Users::Name).string()` or `string_null(Users::Name)`.
fn column(code: &Code<'_>, idens: &Idens<'_>, args: Range<usize>) -> Option<Column> {
    let name = idens.name(code, args.clone())?;
    let def =
        args.clone().find(|at| code.path(*at, "ColumnDef", "new") || code.path(*at, "ColumnDef", "new_with_type"));
    let ty = match def {
        Some(at) => typed(code, at, &args),
        None => {
            let call = args.clone().find(|at| code.is_ident(*at) && code.punct(at + 1, b'('))?;
            let list = code.list(call + 2..code.close(call + 1).saturating_sub(1));
            sql_type(code.slice(call), list.get(1).map(|r| code.slice(r.start)))
        }
    };
    Some(Column { name, ty, span: code.span(args), ..Column::default() })
}

fn typed(code: &Code<'_>, def: usize, args: &Range<usize>) -> String {
    if code.ident(def + 3, "new_with_type") {
        let kind = args.clone().find(|at| code.ident(*at, "ColumnType"));
        return kind.map_or(String::new(), |at| sql_type(&crate::schema::segments(code.slice(at + 3)).join("_"), None));
    }
    let (calls, _) = code.chain(code.close(def + 4));
    let types = calls.iter().map(|c| sql_type(c.name, c.args.clone().next().map(|at| code.slice(at))));
    types.into_iter().find(|ty| !ty.is_empty()).unwrap_or_default()
}

/// The SQL type behind a builder's method; empty for other methods.
pub(super) fn sql_type(method: &str, arg: Option<&str>) -> String {
    let base = method.trim_end_matches("_uniq").trim_end_matches("_null").trim_end_matches("_key");
    let length = arg.filter(|a| a.parse::<u32>().is_ok()).map_or(String::new(), |n| format!("({n})"));
    let name = match base {
        "string" | "string_len" | "text" | "char" | "char_len" | "citext" | "tiny_text" | "medium_text"
        | "long_text" => match base {
            "char_len" => "char",
            "text" | "char" | "citext" => "text",
            _ => "varchar",
        },
        "binary" | "binary_len" | "var_binary" | "blob" | "tiny_blob" | "long_blob" | "medium_blob" => "bytea",
        "uuid" => "uuid",
        "json" | "json_binary" => "jsonb",
        "boolean" => "boolean",
        "enumeration" => "enum",
        "array" => "text[]",
        "custom" | "custom_type" => "custom",
        _ if [
            "integer",
            "big_integer",
            "small_integer",
            "tiny_integer",
            "unsigned",
            "big_unsigned",
            "pk_auto",
            "big_pk_auto",
            "big_serial",
        ]
        .contains(&base) =>
        {
            "integer"
        }
        _ if base.starts_with("timestamp") || base.starts_with("date") || base.starts_with("time") => "timestamp",
        _ if base.starts_with("decimal")
            || matches!(
                base,
                "float" | "double" | "money" | "inet" | "cidr" | "mac_address" | "bit" | "year" | "interval"
            ) =>
        {
            "float"
        }
        _ => return String::new(),
    };
    match name {
        "varchar" | "char" => format!("{name}{length}"),
        _ => name.to_string(),
    }
}

/// `.from(Tokens::Table, Tokens::UserId).to(Users::Table, Users::Id)`.
fn reference(code: &Code<'_>, idens: &Idens<'_>, args: Range<usize>) -> Option<(Vec<String>, Reference)> {
    let part = |name: &str| {
        let at = args.clone().find(|at| code.ident(*at, name) && code.punct(at + 1, b'('))?;
        let list = code.list(at + 2..code.close(at + 1).saturating_sub(1));
        Some((idens.name(code, list.first()?.clone())?, idens.name(code, list.get(1)?.clone())?))
    };
    let ((_, column), (table, target)) = (part("from")?, part("to")?);
    Some((vec![column.key()], Reference { table: table.key(), column: target.key() }))
}
