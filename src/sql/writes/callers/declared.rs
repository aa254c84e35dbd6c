//! Tables that structs name as theirs: `#[diesel(table_name = users)]`.

use std::collections::{BTreeSet, HashMap, HashSet};

use memchr::memmem;

use crate::files::File;
use crate::sql::evidence::Leaning;
use crate::sql::write::{Goal, Write};
use crate::sql::writes::seen::write;
use crate::sql::writes::tokens::front;

/// How far behind its table a struct's name may stand.
const FAR: usize = 2000;

/// The tables of structs by their names; none of those that name several.
pub(in crate::sql::writes) fn declared<'a>(texts: impl Iterator<Item = &'a str>) -> HashMap<&'a str, Option<String>> {
    let mut out: HashMap<&str, Option<String>> = HashMap::new();
    for text in texts {
        for at in memmem::find_iter(text.as_bytes(), "table_name") {
            let behind = front(&text[at + "table_name".len()..], FAR);
            let Some((name, table)) = read(behind) else { continue };
            let known = out.entry(name).or_insert_with(|| Some(table.clone()));
            if known.as_ref() != Some(&table) {
                *known = None;
            }
        }
    }
    out
}

/// Rows that arrive with a request and are stored as they are, unless
/// somebody hides a field: `#[derive(Deserialize, Insertable)] struct NewUser {`.
pub(in crate::sql::writes) fn stored_whole(
    files: &[File],
    arriving: &HashSet<&str>,
    columns: &BTreeSet<String>,
) -> Vec<Write> {
    let mut out = Vec::new();
    for file in files {
        let text = file.source.text();
        for at in memmem::find_iter(text.as_bytes(), "Insertable") {
            let behind = front(&text[at..], FAR);
            let Some(table_at) = behind.find("table_name") else { continue };
            let Some((name, table)) = read(&behind[table_at + "table_name".len()..]) else { continue };
            // Another struct may stand before the one with a table.
            let own = behind[..table_at].find("struct ").is_none() && arriving.contains(name);
            let body = own.then(|| body(behind, name)).flatten().unwrap_or("");
            let place = format!("{}:{}", file.source.path(), file.source.line_of(at as u32));
            let fields = fields(body).map(str::to_lowercase).filter(|field| columns.contains(field));
            out.extend(fields.map(|field| write(Goal::Table(table.clone()), field, Leaning::Readable, &place)));
        }
    }
    out
}

/// What stands in the braces of a struct.
fn body<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let named = &text[text.find("struct ")? + "struct ".len()..];
    let behind = named.trim_start().strip_prefix(name)?;
    let open = behind.find('{')?;
    behind[open + 1..].split('}').next()
}

/// The names in `pub email: String, pub password: String`.
fn fields(body: &str) -> impl Iterator<Item = &str> {
    let named = |field: &'_ str| field.rsplit_once(": ").map_or(0, |(name, _)| name.trim_end().len());
    body.split(',').filter_map(move |field| {
        let name = field[..named(field)].trim_end();
        let name = name.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next()?;
        (!name.is_empty()).then_some(name)
    })
}

/// The struct and its table in ` = crate::schema::users)] pub struct NewRow {`.
fn read(behind: &str) -> Option<(&str, String)> {
    let behind = behind.trim_start().strip_prefix('=')?.trim_start();
    let end = behind.find([')', ',', ']', '\n'])?;
    let table = behind[..end].trim().trim_matches('"').rsplit("::").next()?;
    let name = behind[behind.find("struct ")? + "struct ".len()..].trim_start();
    let name = name.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    // An entity is known by its module.
    let named = !table.is_empty() && !name.is_empty() && name != "Model";
    named.then(|| (name, table.to_lowercase()))
}

/// Names the tables of rows that say them.
pub(in crate::sql::writes) fn into_tables(writes: &mut [Write], tables: &HashMap<&str, Option<String>>) {
    for write in writes {
        let Goal::Row(name) = &write.into else { continue };
        if let Some(Some(table)) = tables.get(name.as_str()) {
            write.into = Goal::Table(table.clone());
        }
    }
}
