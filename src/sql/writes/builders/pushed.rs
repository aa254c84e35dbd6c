//! Statements that are put together piece by piece:
//! `QueryBuilder::new("UPDATE t SET ")`, `qb.push("a = ").push_bind(a)`.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::{Call, Code};

use crate::sql::writes::values::Values;

/// How many tokens may stand between two uses of a builder.
const FAR: usize = 2000;

/// A statement and what is bound to its placeholders, in their order.
pub(in crate::sql::writes) struct Pushed {
    pub sql: String,
    pub bound: Vec<Range<usize>>,
}

/// What is pushed on to the string at a token, if values are.
pub(in crate::sql::writes) fn pushed(values: &Values<'_>, string: usize) -> Option<Pushed> {
    let code = &values.code;
    let at = values.lets(string.saturating_sub(24)..string).next()?;
    let name = at + 1 + usize::from(code.ident(at + 1, "mut"));
    let equals = (at..string).find(|n| code.punct(*n, b'='))?;
    let made = |n: usize| code.is_ident(n) && code.slice(n).starts_with("new");
    let plain = (equals..string).all(|n| !code.punct(n, b';') && !code.punct(n, b'{'));
    if !code.is_ident(name) || !plain || !(equals..string).any(made) {
        return None;
    }
    let sql = super::statement(code, string);
    let mut pieces = Pieces { code, writers: vec![Writer::of(code.slice(name))], sql, bound: Vec::new(), open: false };
    pieces.read(at..code.tokens.len(), string);
    // Which values a row has, a branch in it decides.
    let placed =
        pieces.open && !pieces.sql.trim_start().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("update"));
    (!placed && !pieces.bound.is_empty()).then_some(Pushed { sql: pieces.sql, bound: pieces.bound })
}

/// What pieces are pushed through: the builder itself, a list of it, a row.
#[derive(Clone)]
struct Writer<'a> {
    name: &'a str,
    /// What it puts between two pieces.
    separator: Option<&'a str>,
    /// Whether the next piece is its first.
    first: bool,
}

impl<'a> Writer<'a> {
    fn of(name: &'a str) -> Writer<'a> {
        Writer { name, separator: None, first: true }
    }
}

struct Pieces<'c, 'a> {
    code: &'c Code<'a>,
    /// The innermost last.
    writers: Vec<Writer<'a>>,
    sql: String,
    bound: Vec<Range<usize>>,
    /// Whether a branch binds something or leaves it.
    open: bool,
}

impl<'a> Pieces<'_, 'a> {
    /// Reads what is pushed in a range, from a token in it on.
    fn read(&mut self, range: Range<usize>, from: usize) {
        let code = self.code;
        let mut around = Around::default();
        let (mut at, mut used) = (range.start, from);
        while at < range.end && at.saturating_sub(used) < FAR && around.enter(code, at) {
            let Some(writer) = self.writer(at).filter(|_| at > from) else {
                at += 1;
                continue;
            };
            let (calls, end) = code.chain(at + 1);
            let follows = |word| code.ident(at - 1, word);
            match calls.is_empty() {
                // The name is given anew.
                true if follows("let") || follows("mut") && code.ident(at - 2, "let") => break,
                // Somebody else pushes on.
                true => self.open |= follows("mut"),
                false => self.calls(writer, at, &calls, around.is_branch()),
            }
            at = end.max(at + 1);
            used = at;
        }
    }

    /// The writer whose name stands at a token.
    fn writer(&self, at: usize) -> Option<usize> {
        let member = at > 0 && self.code.punct(at - 1, b'.');
        let named = |writer: &Writer<'_>| self.code.ident(at, writer.name);
        if member { None } else { self.writers.iter().rposition(named) }
    }

    fn calls(&mut self, writer: usize, at: usize, calls: &[Call<'a>], branch: bool) {
        let (code, mut writer) = (self.code, writer);
        let known = self.writers.len();
        for call in calls {
            let pieces = call.args.clone();
            match call.name {
                "push" => self.text(writer, true, pieces),
                "push_unseparated" => self.text(writer, false, pieces),
                "push_bind" => self.bind(writer, true, pieces, branch),
                "push_bind_unseparated" => self.bind(writer, false, pieces, branch),
                "push_values" => self.row(" VALUES ", pieces),
                "push_tuples" => self.row(" ", pieces),
                "separated" => {
                    let separator = Some(code.slice(pieces.start)).filter(|_| code.is_str(pieces.start));
                    let name = if at > 1 && code.punct(at - 1, b'=') { code.slice(at - 2) } else { "" };
                    self.writers.push(Writer { name, separator: separator.or(Some(", ")), first: true });
                    writer = self.writers.len() - 1;
                }
                _ => {}
            }
        }
        // A list that has no name ends with its calls.
        if self.writers.get(known).is_some_and(|writer| writer.name.is_empty()) {
            self.writers.truncate(known);
        }
    }

    fn separate(&mut self, writer: usize, separated: bool) {
        let writer = &mut self.writers[writer];
        if let Some(separator) = writer.separator.filter(|_| separated && !writer.first) {
            self.sql.push_str(separator);
        }
        writer.first &= !separated;
    }

    fn text(&mut self, writer: usize, separated: bool, piece: Range<usize>) {
        self.separate(writer, separated);
        let string = piece.take(8).find(|at| self.code.is_str(*at));
        let text = string.map_or("{}".to_owned(), |string| super::statement(self.code, string));
        // `if has_any { qb.push(", "); }` stands before the first as well.
        let word = |word: &str| word.eq_ignore_ascii_case("set") || word == ",";
        if text.trim() == "," && self.sql.split_whitespace().next_back().is_some_and(word) {
            return;
        }
        self.sql.extend([" ", &text, " "]);
    }

    fn bind(&mut self, writer: usize, separated: bool, value: Range<usize>, branch: bool) {
        self.separate(writer, separated);
        self.sql.push_str(" ? ");
        self.open |= branch;
        self.bound.push(value);
    }

    /// `all, |mut row, one| { row.push_bind(one); }`
    fn row(&mut self, before: &str, pieces: Range<usize>) {
        let code = self.code;
        let mut bars = pieces.clone().filter(|at| code.punct(*at, b'|'));
        let (Some(open), Some(close)) = (bars.next(), bars.next()) else { return };
        let Some(name) = (open + 1..close).find(|at| code.is_ident(*at) && !code.ident(*at, "mut")) else { return };
        self.writers.push(Writer { name: code.slice(name), separator: Some(", "), first: true });
        self.sql.extend([before, "("]);
        self.read(close + 1..pieces.end, close);
        self.sql.push(')');
        self.writers.pop();
    }
}

/// The brackets around a token, and which of them open a branch.
#[derive(Default)]
struct Around {
    brackets: Vec<bool>,
    /// Whether a branch was announced.
    branches: bool,
}

impl Around {
    /// Whether a token is still in sight.
    fn enter(&mut self, code: &Code<'_>, at: usize) -> bool {
        let is = |all: &[u8]| all.iter().any(|c| code.punct(at, *c));
        match () {
            () if is(b"{") => self.brackets.push(std::mem::take(&mut self.branches)),
            () if is(b"([") => self.brackets.push(false),
            () if is(b")]}") => return self.brackets.pop().is_some(),
            () if is(b";") => self.branches = false,
            () => self.branches |= ["if", "else", "match"].iter().any(|word| code.ident(at, word)),
        }
        true
    }

    fn is_branch(&self) -> bool {
        self.brackets.contains(&true)
    }
}
