//! Names that code puts into the holes of its SQL: `format!("CREATE TABLE {TABLE} …")`.

use std::borrow::Cow;

use super::code::Code;
use crate::schema::ast::{Statement, Verb};

/// The short strings of one file that have a name, in its order.
pub struct Names<'a>(Vec<Named<'a>>);

struct Named<'a> {
    /// Offset of the definition.
    at: u32,
    name: &'a str,
    value: &'a str,
}

impl<'a> Names<'a> {
    /// `const TABLE: &str = "users";`, `let table = Self::TABLE;`.
    pub fn of(code: &Code<'a>) -> Names<'a> {
        let mut names = Names(Vec::new());
        for at in 0..code.tokens.len() {
            let defines = ["const", "static", "let"].iter().any(|word| code.ident(at, word));
            if defines && code.is_ident(at + 1) {
                let found = value(code, at + 2).and_then(|value| names.text(code, value));
                let place = code.tokens[at].span.start;
                names.0.extend(found.map(|value| Named { at: place, name: code.slice(at + 1), value }));
            }
        }
        names
    }

    /// The text behind a string or the last name of a path.
    fn text(&self, code: &Code<'a>, at: usize) -> Option<&'a str> {
        if code.is_str(at) {
            return Some(code.slice(at)).filter(|text| is_name(text) || is_list(text));
        }
        let mut last = at;
        while code.punct(last + 1, b':') && code.punct(last + 2, b':') && code.is_ident(last + 3) {
            last += 3;
        }
        let ends = code.punct(last + 1, b';') && code.is_ident(last);
        ends.then(|| self.value(code.slice(last), code.tokens[last].span.start)).flatten()
    }

    /// What a name stands for at a place: its last definition before, or else
    /// its only one.
    pub(super) fn value(&self, name: &str, place: u32) -> Option<&'a str> {
        let mut all = self.0.iter().filter(|named| named.name == name);
        let before = all.clone().rev().find(|named| named.at < place);
        before.or_else(|| all.next().filter(|first| all.all(|other| other.value == first.value))).map(|n| n.value)
    }

    /// A text whose holes `{name}` are filled where the name is known.
    pub fn fill<'t>(&self, text: &'t str, place: u32) -> Cow<'t, str> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((name, after)) = behind.split_once('}') else { break };
            match self.value(name, place) {
                Some(value) => out.extend([before, value]),
                None => {
                    out.extend([before, "{"]);
                    rest = behind;
                    continue;
                }
            }
            rest = after;
        }
        if out.is_empty() {
            return Cow::Borrowed(text);
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// Fills the names of the tables that statements are about.
    pub(super) fn complete(&self, statements: &mut [Statement], place: u32) {
        if self.0.is_empty() {
            return;
        }
        for table in statements.iter_mut().flat_map(|statement| tables(&mut statement.verb)) {
            if let Cow::Owned(filled) = self.fill(table, place) {
                *table = filled;
            }
        }
    }
}

fn is_name(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'.'))
}

/// The longest list of columns that is looked at.
const LONGEST: usize = 1024;

/// `id, email, password`
fn is_list(text: &str) -> bool {
    let named = |part: &str| !part.is_empty() && is_name(part);
    text.len() <= LONGEST && text.contains(',') && text.split(',').all(|part| named(part.trim()))
}

/// The token behind the `=` of a definition.
fn value(code: &Code<'_>, from: usize) -> Option<usize> {
    let equals = (from..code.tokens.len().min(from + 8)).find(|at| code.punct(*at, b'='))?;
    Some(equals + 1)
}

fn tables(verb: &mut Verb) -> Vec<&mut String> {
    match verb {
        Verb::CreateTable(table, _)
        | Verb::AlterTable(table, _)
        | Verb::Insert { table, .. }
        | Verb::Update { table, .. }
        | Verb::Copy { table, .. }
        | Verb::CreateTrigger { table, .. }
        | Verb::Delete(table) => vec![&mut table.text],
        Verb::Drop(_, names) | Verb::Truncate(names) => names.iter_mut().map(|name| &mut name.text).collect(),
        _ => Vec::new(),
    }
}
