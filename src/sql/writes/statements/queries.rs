//! Statements in files of their own: `query_file!("queries/insert.sql", name)`,
//! `query(include_str!("insert.sql"))`.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;
use secret_guard_vault::schema::embedded::code::Code;

use crate::files::{File, Kind};

/// A longer statement is none that a program calls by a name.
const SHORT: usize = 2048;

/// A longer file is a schema.
const LONGEST: usize = 64 * 1024;

/// The files of SQL by their names.
pub(in crate::sql::writes) struct Queries<'a> {
    files: HashMap<&'a str, Vec<&'a File>>,
    /// Those that a comment calls something, by that name: `--! insert_user`.
    called: HashMap<&'a str, &'a str>,
}

impl<'a> Queries<'a> {
    pub fn of(files: &'a [File]) -> Queries<'a> {
        let mut all = HashMap::<&str, Vec<&File>>::new();
        for file in files.iter().filter(|file| file.kind == Kind::Sql && file.source.text().len() <= LONGEST) {
            all.entry(name(file.source.path())).or_default().push(file);
        }
        let called = all.values().flatten().flat_map(|file| called(file.source.text())).collect();
        Queries { files: all, called }
    }

    /// Whether a token calls a statement by the name that its file gives it.
    pub fn calls(&self, code: &Code<'_>, at: usize) -> bool {
        code.punct(at + 1, b'(') && self.called.contains_key(code.slice(at))
    }

    /// The values of `insert_user().bind(&client, &email, &hash)` by the names
    /// of the parameters, in the order in which its statement first has them.
    pub fn bound(&self, code: &Code<'_>, at: usize) -> Option<Bound<'a>> {
        let sql = self.called.get(code.slice(at)).copied().filter(|_| self.calls(code, at))?;
        let bind = code.close(at + 1) + 1;
        if !code.ident(bind, "bind") || !code.punct(bind + 1, b'(') {
            return None;
        }
        let given = code.list(code.inside(bind + 1)).into_iter().skip(1);
        Some(Bound { sql, values: parameters(sql).into_iter().zip(given).collect() })
    }

    /// Whether a file may name one of them.
    pub fn are_in(&self, file: &File) -> bool {
        let holds = |word: &str| memmem::find(file.source.text().as_bytes(), word.as_bytes()).is_some();
        let files = !self.files.is_empty() && (holds("query_file") || holds("include_str!") && holds(".sql"));
        files || !self.called.is_empty() && holds("bind(")
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
        let found = self.files.get(name(path))?.iter().filter(ends).max_by_key(near)?;
        Some((found.source.text(), at + usize::from(includes)))
    }
}

/// A statement with its parameters and what each is given.
pub(in crate::sql::writes) struct Bound<'a> {
    pub sql: &'a str,
    pub values: Vec<(&'a str, Range<usize>)>,
}

/// The statements of a file below comments that call them something.
fn called(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("--!").skip(1).filter_map(|part| {
        let part = part.trim_start_matches([' ', '\t']);
        let end = part.find(|c: char| !c.is_alphanumeric() && c != '_')?;
        let sql = part.get(part.find('\n')?..)?;
        // It is read at every call.
        (end > 0 && sql.len() <= SHORT).then_some((&part[..end], sql))
    })
}

/// The names behind `:` in a statement, each once.
fn parameters(sql: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for (at, _) in sql.match_indices(':').take(MOST) {
        let rest = &sql[at + 1..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let cast = sql[..at].ends_with(':') || rest.starts_with(':');
        if end > 0 && !cast && !out.contains(&&rest[..end]) {
            out.push(&rest[..end]);
        }
    }
    out
}

/// More places are no parameters.
const MOST: usize = 128;

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
