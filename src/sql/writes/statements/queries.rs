//! Statements in files of their own: `query_file!("queries/insert.sql", name)`,
//! `query(include_str!("insert.sql"))`.

use std::collections::HashMap;

use memchr::memmem;
use secret_guard_vault::schema::embedded::code::Code;

use crate::files::{File, Kind};

/// A longer file is a schema.
const LONGEST: usize = 64 * 1024;

/// The files of SQL by their names.
pub(in crate::sql::writes) struct Queries<'a>(HashMap<&'a str, Vec<&'a File>>);

impl<'a> Queries<'a> {
    pub fn of(files: &'a [File]) -> Queries<'a> {
        let mut all = HashMap::<&str, Vec<&File>>::new();
        for file in files.iter().filter(|file| file.kind == Kind::Sql && file.source.text().len() <= LONGEST) {
            all.entry(name(file.source.path())).or_default().push(file);
        }
        Queries(all)
    }

    /// Whether a file may name one of them.
    pub fn are_in(&self, file: &File) -> bool {
        let holds = |word: &str| memmem::find(file.source.text().as_bytes(), word.as_bytes()).is_some();
        !self.0.is_empty() && (holds("query_file") || holds("include_str!") && holds(".sql"))
    }

    /// The statement of the file that the string at a token of `file` names,
    /// and the token that it stands for.
    pub fn named(&self, code: &Code<'_>, at: usize, file: &File) -> Option<(&'a str, usize)> {
        let includes = at >= 3 && code.punct(at - 2, b'!') && code.ident(at - 3, "include_str");
        if !includes && !in_query_file(code, at) {
            return None;
        }
        let path = code.slice(at).trim_start_matches(['.', '/']);
        let ends = |one: &&&File| {
            let front = one.source.path().strip_suffix(path);
            front.is_some_and(|front| front.is_empty() || front.ends_with('/'))
        };
        let here = file.source.path();
        let near = |one: &&&File| one.source.path().split('/').zip(here.split('/')).take_while(|(a, b)| a == b).count();
        let found = self.0.get(name(path))?.iter().filter(ends).max_by_key(near)?;
        Some((found.source.text(), at + usize::from(includes)))
    }
}

/// Whether a string is the file of `query_file!("…")` or `query_file_as!(Row, "…")`.
fn in_query_file(code: &Code<'_>, at: usize) -> bool {
    let open = (at.saturating_sub(12)..at).rev().find(|n| code.punct(*n, b'('));
    let called =
        |open: usize| open >= 2 && code.punct(open - 1, b'!') && code.slice(open - 2).starts_with("query_file");
    code.is_str(at) && open.is_some_and(called)
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
