//! Tables that structs name as theirs: `#[diesel(table_name = users)]`.

use std::collections::HashMap;

use memchr::memmem;

use crate::sql::write::{Goal, Write};
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
