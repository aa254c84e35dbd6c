//! sea-orm's entities: `#[sea_orm(table_name = "users")] struct Model { … }`.

use std::ops::Range;

use super::code::Code;
use crate::schema::ast::{Column, Definition, Name, Reference, Statement, Verb};

/// A `CREATE TABLE` for each entity that names its table.
pub fn statements(code: &Code<'_>) -> Vec<Statement> {
    let opens = |at: &usize| code.punct(*at, b'#') && code.punct(at + 1, b'[') && code.ident(at + 2, "sea_orm");
    (0..code.tokens.len()).filter(opens).filter_map(|at| table(code, at)).collect()
}

fn table(code: &Code<'_>, at: usize) -> Option<Statement> {
    let end = code.close(at + 1);
    let name = named(code, at..end, "table_name")?;
    let open = (end..code.tokens.len().min(end + 60)).find(|n| code.punct(*n, b'{'))?;
    (end..open).find(|n| code.ident(*n, "struct"))?;
    let close = code.close(open);
    let fields = code.list(code.inside(open));
    let next = (close..code.tokens.len()).find(|n| code.ident(*n, "table_name")).unwrap_or(code.tokens.len());
    let verb = Verb::CreateTable(
        name,
        Definition {
            columns: fields.into_iter().filter_map(|field| column(code, field)).collect(),
            references: references(code, close..next),
            ..Definition::default()
        },
    );
    Some(Statement { verb, span: code.span(at..close), nested: false })
}

/// `#[sea_orm(belongs_to = "…", from = "Column::UserId", to = "super::user::Column::Id")]`
/// of the relations that follow an entity.
fn references(code: &Code<'_>, range: Range<usize>) -> Vec<(Vec<String>, Reference)> {
    let tells = |at: &usize| code.ident(*at, "belongs_to") && code.punct(at + 1, b'=');
    let relation = |at: usize| {
        let end = (at..range.end).find(|n| code.punct(*n, b']'))?;
        let (from, to) = (named(code, at..end, "from")?, named(code, at..end, "to")?);
        let last = |path: &str| crate::schema::segments(path.rsplit("::").next().unwrap_or(path)).join("_");
        let table = to.text.split("::").find(|part| !matches!(*part, "super" | "crate" | "Column"))?;
        Some((vec![last(&from.text)], Reference { table: table.to_lowercase(), column: last(&to.text) }))
    };
    range.clone().filter(tells).filter_map(relation).collect()
}

/// The string behind `key =`.
fn named(code: &Code<'_>, range: Range<usize>, key: &str) -> Option<Name> {
    let at = range.into_iter().find(|n| code.ident(*n, key) && code.punct(n + 1, b'=') && code.is_str(n + 2))?;
    Some(code.name(at + 2))
}

fn column(code: &Code<'_>, field: Range<usize>) -> Option<Column> {
    let mut at = field.start;
    let mut attributes = at..at;
    while at < field.end && code.punct(at, b'#') {
        at = code.close(at + 1);
        attributes.end = at;
    }
    let colon = (at..field.end).find(|n| code.punct(*n, b':') && code.is_ident(n.wrapping_sub(1)))?;
    if attributes.clone().any(|n| code.ident(n, "ignore")) {
        return None;
    }
    let name = named(code, attributes.clone(), "column_name").unwrap_or_else(|| code.name(colon - 1));
    let ty = declared(code, attributes).unwrap_or_else(|| sql_type(code, colon + 1..field.end));
    let comment = code.comments(field.start..field.end);
    Some(Column { name, ty, comment, span: code.span(at..field.end), ..Column::default() })
}

/// `column_type = "Text"`, `"VarBinary(StringLen::N(32))"`.
fn declared(code: &Code<'_>, attributes: Range<usize>) -> Option<String> {
    let text = named(code, attributes, "column_type")?.text;
    let word: String = text.chars().take_while(char::is_ascii_alphanumeric).collect();
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let length = Some(digits.as_str()).filter(|d| !d.is_empty());
    let ty = super::orm::sql_type(&crate::schema::segments(&word).join("_"), length);
    Some(ty).filter(|ty| !ty.is_empty())
}

/// The column type that sea-orm gives a field of this type.
fn sql_type(code: &Code<'_>, ty: Range<usize>) -> String {
    let names: Vec<&str> = ty.filter(|at| code.is_ident(*at)).map(|at| code.slice(at)).collect();
    let bytes = names.contains(&"u8");
    let last = names.last().copied().unwrap_or("");
    match last {
        _ if bytes => "bytea".into(),
        "String" | "str" => "text".into(),
        "Uuid" => "uuid".into(),
        "Json" | "JsonValue" | "Value" => "jsonb".into(),
        "bool" => "boolean".into(),
        _ if last.starts_with(['i', 'u']) && last[1..].parse::<u32>().is_ok() => "integer".into(),
        _ if last.contains("Date") || last.contains("Time") => "timestamp".into(),
        _ => last.to_lowercase(),
    }
}
