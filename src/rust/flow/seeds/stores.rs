//! Addresses of databases: that of a server holds a password, that of SQLite
//! is the path of a file.

use aho_corasick::AhoCorasick;

use super::Flow;
use crate::rust::facts::Facts;
use crate::rust::flow::roles::{ADDRESS_WORDS, DRIVERS, SQLITE, STORES, ends_in, has_one};
use crate::rust::index::{Body, Def};
use crate::rust::name::Name;
use crate::words::segments;

impl Flow<'_, '_> {
    /// `open_sqlite(database_url)`: the address of a file.
    pub(in crate::rust::flow) fn is_of_sqlite(&self, body: &Body, name: Name) -> bool {
        is_database_address(name.text()) && self.is_about_sqlite(body)
    }

    /// Whether a body is one of those about SQLite alone: by the function, by
    /// the type it is of, by the file.
    pub(in crate::rust::flow) fn is_about_sqlite(&self, body: &Body) -> bool {
        speaks_of_sqlite(self.function_of(body))
            || matches!(self.index().owner_def(body.file, body.owner), Some(Def::Adt(of)) if speaks_of_sqlite(self.index().adt(of).name.text()))
            || self.lies_in(body.file, &|part| speaks_of_sqlite(part.strip_suffix(".rs").unwrap_or(part)))
    }

    /// `database_url` in a crate that opens SQLite, where nobody speaks of
    /// another database: the path of its file.
    pub(in crate::rust::flow) fn is_path_of_database(&self, file: u32, name: &str) -> bool {
        let krate = self.crate_of(file);
        is_address(name)
            && has_one(name, &["database", "db"])
            && self.around.sqlite.get(krate, || self.opens_sqlite(krate))
            && !self.around.other_stores.get((), || self.speaks_of_other_stores())
    }

    /// Whether what a crate ships uses a type or crate that is for SQLite
    /// alone; that a text mentions it says nothing.
    fn opens_sqlite(&self, krate: Name) -> bool {
        let sqlite = |facts: &Facts| {
            let shipped = facts.uses.iter().filter(|item| !facts.modules[item.module as usize].test);
            shipped.flat_map(|item| &item.path).any(|name| SQLITE.contains(&name.text()))
        };
        let mut units = self.index().units().iter().enumerate();
        units.any(|(file, unit)| {
            !self.index().is_for_tests(file as u32) && self.crate_of(file as u32) == krate && sqlite(&unit.facts)
        })
    }

    /// Whether any text of the workspace, be it a comment, has the name of
    /// another database, of a driver of one, or of one for several.
    fn speaks_of_other_stores(&self) -> bool {
        let words = STORES.iter().chain(DRIVERS);
        let Ok(finder) = AhoCorasick::builder().ascii_case_insensitive(true).build(words) else { return true };
        self.index().units().iter().any(|unit| {
            let mut uses = unit.facts.uses.iter();
            finder.is_match(unit.source.text()) || uses.any(|item| finder.is_match(&joined(&item.path)))
        })
    }
}

/// `use sqlx::{Any, Pool}` speaks of `sqlx::Any`.
fn joined(path: &[Name]) -> String {
    path.iter().map(|name| name.text()).collect::<Vec<_>>().join("::")
}

/// Whether a name is that of SQLite and of no other database.
pub(in crate::rust::flow) fn speaks_of_sqlite(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.contains("sqlite") && !STORES.iter().any(|store| lower.contains(store))
}

/// Whether a name is that of where a database is, whichever it is: no
/// `redis_url`, no `api_url`.
pub(in crate::rust::flow) fn is_database_address(name: &str) -> bool {
    let words = segments(name);
    ends_in(name, &["url", "uri", "dsn", "string", "str"])
        && words.iter().all(|word| ADDRESS_WORDS.contains(&word.as_str()))
        && (words.len() > 1 || is_address(name))
}

/// Whether a name is that of an address: `db_uri`.
fn is_address(name: &str) -> bool {
    ends_in(name, &["url", "uri"])
}
