//! What Rust code writes into columns: a hash, ciphertext, a random value,
//! or what came with a request.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;
use secret_guard_vault::schema::embedded::lex::Kind;

use crate::files::File;
use crate::source::Source;
use crate::sql::ast::Verb;
use crate::sql::evidence::{Leaning, hides, of_expression};
use crate::sql::read::{looks_like_sql, read};
use crate::sql::values::{assignments, rows};
use crate::sql::write::{Goal, Write};
use crate::words::segments;

/// How far a value is followed through `let`s.
const STEPS: u32 = 3;

/// Every write that tells what the value is.
pub fn writes(file: &File, code: &Code<'_>) -> Vec<Write> {
    let finder = Finder { code, source: &file.source };
    let mut out = Vec::new();
    for at in 0..code.tokens.len() {
        match code.tokens[at].kind {
            Kind::Str(_) => finder.statement(at, &mut out),
            Kind::Ident => finder.builder(at, &mut out),
            _ => {}
        }
    }
    out
}

struct Finder<'a> {
    code: &'a Code<'a>,
    source: &'a Source,
}

impl Finder<'_> {
    /// `query("INSERT INTO t (a, b) VALUES ($1, $2)").bind(a).bind(b)` and
    /// its kin.
    fn statement(&self, at: usize, out: &mut Vec<Write>) {
        let sql = self.code.slice(at).replace('\\', " ");
        if !looks_like_sql(&sql) {
            return;
        }
        let args = self.arguments(at);
        for statement in read(&sql).statements {
            let (table, values) = match &statement.verb {
                Verb::Insert { table, columns, body } => {
                    let row = rows(&sql, *body).into_iter().next().unwrap_or_default();
                    (table, columns.iter().map(|c| c.key()).zip(row).collect())
                }
                Verb::Update { table, body } => (table, assignments(&sql, *body)),
                _ => continue,
            };
            let mut next = 0;
            for (column, value) in values {
                let value = sql.get(value.range()).unwrap_or("");
                let leaning = match placeholder(value, &mut next) {
                    Some(index) => args.get(index).and_then(|arg| self.value(arg.clone(), STEPS)),
                    None => of_expression(value),
                };
                let into = Goal::Table(table.key());
                out.extend(leaning.map(|leaning| self.write(into, column, leaning, at)));
            }
        }
    }

    /// The values for the placeholders of the string at `at`.
    fn arguments(&self, at: usize) -> Vec<Range<usize>> {
        let code = self.code;
        let after = at + 1;
        if code.punct(after, b')') {
            let binds = code.chain(after + 1).0.into_iter().filter(|c| c.name == "bind");
            return binds.map(|c| c.args).collect();
        }
        if !code.punct(after, b',') {
            return Vec::new();
        }
        let mut end = after;
        while end < code.tokens.len() && !code.punct(end, b')') {
            let opens = matches!(code.tokens[end].kind, Kind::Punct(b'(' | b'[' | b'{'));
            end = if opens { code.close(end) } else { end + 1 };
        }
        let list = code.list(after + 1..end);
        match list.as_slice() {
            // `params![a, b]`, `(&a, &b)`, `&[&a, &b]`
            [only] => match only.clone().find(|n| code.punct(*n, b'[') || code.punct(*n, b'(')) {
                Some(open) if open <= only.start + 2 => code.list(open + 1..code.close(open).saturating_sub(1)),
                _ => list,
            },
            _ => list,
        }
    }

    /// `users::token.eq(…)`, `token: Set(…)`, `NewUser { token: …, }`.
    fn builder(&self, at: usize, out: &mut Vec<Write>) {
        let code = self.code;
        let name = code.slice(at);
        let path = at >= 3 && code.punct(at - 1, b':') && code.is_ident(at - 3);
        if path && code.punct(at + 1, b'.') && code.ident(at + 2, "eq") && code.punct(at + 3, b'(') {
            let into = Goal::Table(code.slice(at - 3).to_lowercase());
            self.push(into, name, at + 4..code.close(at + 3).saturating_sub(1), at, out);
        } else if code.punct(at + 1, b':') && code.ident(at + 2, "Set") && code.punct(at + 3, b'(') {
            if let Some(into) = self.active_model(at) {
                self.push(into, name, at + 4..code.close(at + 3).saturating_sub(1), at, out);
            }
        } else if name.starts_with(|c: char| c.is_uppercase()) && code.punct(at + 1, b'{') {
            let declares = at > 0 && (code.ident(at - 1, "struct") || code.ident(at - 1, "enum"));
            self.row(at, declares, out);
        }
    }

    /// The entity behind `users::ActiveModel { … }`, from inside it.
    fn active_model(&self, inside: usize) -> Option<Goal> {
        let code = self.code;
        let at = (inside.saturating_sub(400)..inside).rev().find(|n| code.ident(*n, "ActiveModel"))?;
        let entity = at >= 3 && code.punct(at - 1, b':');
        entity.then(|| Goal::Row(code.slice(at - 3).to_string()))
    }

    /// The fields of a struct, declared or given values.
    fn row(&self, at: usize, declares: bool, out: &mut Vec<Write>) {
        let code = self.code;
        for field in code.list(at + 2..code.close(at + 1).saturating_sub(1)) {
            let Some(colon) = field.clone().find(|n| code.punct(*n, b':') && !code.punct(n + 1, b':')) else {
                continue;
            };
            if colon == field.start || !code.is_ident(colon - 1) {
                continue;
            }
            let into = Goal::Row(code.slice(at).to_string());
            match declares {
                true => {
                    let hidden = self.says_hidden(colon + 1..field.end);
                    let write = || self.write(into, code.slice(colon - 1).to_lowercase(), Leaning::Protected, colon);
                    out.extend(hidden.then(write));
                }
                false => self.push(into, code.slice(colon - 1), colon + 1..field.end, colon, out),
            }
        }
    }

    fn push(&self, into: Goal, column: &str, value: Range<usize>, at: usize, out: &mut Vec<Write>) {
        let leaning = self.value(value, STEPS);
        out.extend(leaning.map(|leaning| self.write(into, column.to_lowercase(), leaning, at)));
    }

    fn write(&self, into: Goal, column: String, leaning: Leaning, at: usize) -> Write {
        let line = self.source.line_of(self.code.tokens[at].span.start);
        // A struct may still be hashed on its way to the table.
        let leaning = match &into {
            Goal::Row(_) if leaning == Leaning::Proven => Leaning::Readable,
            _ => leaning,
        };
        let what = match leaning {
            Leaning::Protected => "a hash or ciphertext",
            _ => "a readable value",
        };
        Write { into, column, leaning, why: format!("{}:{line} writes {what}", self.source.path()) }
    }

    /// What the value of an expression is.
    fn value(&self, expression: Range<usize>, steps: u32) -> Option<Leaning> {
        if self.says_hidden(expression.clone()) {
            return Some(Leaning::Protected);
        }
        let local = self.local(&expression).filter(|_| steps > 0);
        if let Some(found) = local.and_then(|name| self.definition(name, expression.start)) {
            return match found {
                Definition::Let(value) => self.value(value, steps - 1),
                Definition::Typed(ty) => self.says_hidden(ty).then_some(Leaning::Protected),
            };
        }
        self.says_plain(expression).then_some(Leaning::Proven)
    }

    fn words(&self, range: Range<usize>) -> impl Iterator<Item = String> {
        let idents = range.filter(|at| self.code.is_ident(*at));
        idents.flat_map(|at| segments(self.code.slice(at)))
    }

    fn says_hidden(&self, range: Range<usize>) -> bool {
        const NOT: &[&str] = &[
            "prefix",
            "suffix",
            "hint",
            "salt",
            "signature",
            "mac",
            "preview",
            "cipher",
            "age",
            "verifier",
            "partial",
            "protected",
        ];
        self.words(range).any(|word| hides(&word) && !NOT.contains(&word.as_str()))
    }

    /// Straight from a request, or drawn at random.
    fn says_plain(&self, range: Range<usize>) -> bool {
        const FROM: &[&str] = &[
            "req",
            "request",
            "body",
            "form",
            "input",
            "payload",
            "dto",
            "params",
            "args",
            "random",
            "rng",
            "alphanumeric",
            "nanoid",
            "generate",
            "generated",
            "rand",
            "v4",
        ];
        self.words(range).any(|word| FROM.contains(&word.as_str()))
    }

    /// The variable that an expression is, apart from borrows and conversions.
    fn local(&self, range: &Range<usize>) -> Option<usize> {
        let code = self.code;
        let at = range.clone().find(|at| !code.punct(*at, b'&') && !code.punct(*at, b'*'))?;
        let plain = code.is_ident(at) && !code.punct(at + 1, b':') && !code.punct(at + 1, b'(');
        const SAME: &[&str] = &[
            "clone",
            "to_string",
            "as_str",
            "as_ref",
            "into",
            "to_owned",
            "as_deref",
            "expose_secret",
            "as_bytes",
            "to_vec",
            "as_slice",
            "unwrap",
        ];
        let mut calls = code.chain(at + 1).0.into_iter().take_while(|c| c.args.end <= range.end);
        let fields = code.punct(at + 1, b'.') && !code.punct(at + 3, b'(') && at + 1 < range.end;
        (plain && !fields && calls.all(|c| SAME.contains(&c.name))).then_some(at)
    }

    /// The `let` or parameter behind a variable, in the same function.
    fn definition(&self, name: usize, before: usize) -> Option<Definition> {
        let code = self.code;
        let wanted = code.slice(name);
        for at in (0..before).rev() {
            if code.ident(at, "fn") {
                return self.parameter(wanted, at, before);
            }
            if code.ident(at, "let") {
                let equals = (at + 1..before).take(24).find(|n| code.punct(*n, b'='))?;
                let bound = (at + 1..equals).any(|n| code.ident(n, wanted));
                let end = (equals..code.tokens.len()).find(|n| code.punct(*n, b';'))?;
                if bound && end < before {
                    return Some(Definition::Let(equals + 1..end));
                }
            }
        }
        None
    }

    fn parameter(&self, wanted: &str, function: usize, before: usize) -> Option<Definition> {
        let code = self.code;
        let open = (function..before).find(|n| code.punct(*n, b'('))?;
        code.list(open + 1..code.close(open).saturating_sub(1)).into_iter().find_map(|param| {
            let colon = param.clone().find(|n| code.punct(*n, b':'))?;
            let named = (param.start..colon).any(|n| code.ident(n, wanted));
            named.then_some(Definition::Typed(colon + 1..param.end))
        })
    }
}

enum Definition {
    Let(Range<usize>),
    Typed(Range<usize>),
}

/// The index of the argument that a placeholder stands for.
fn placeholder(value: &str, next: &mut usize) -> Option<usize> {
    let bare = value.split("::").next().unwrap_or(value).trim();
    let digits = bare.strip_prefix(['$', '?'])?;
    if digits.is_empty() {
        *next += 1;
        return Some(*next - 1);
    }
    digits.parse::<usize>().ok()?.checked_sub(1)
}
