//! Values given to columns by builders: diesel's `token.eq(…)`, sea-orm's
//! `token: Set(…)`, rows as structs, and what has a room of its own.

pub(in crate::sql::writes) mod collected;
mod diesel;
mod pushed;
pub(in crate::sql::writes) mod reads;
mod sea;

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Call;
use secret_guard_vault::schema::embedded::statement;

use crate::sql::evidence::Leaning;
use crate::sql::write::Goal;
use crate::sql::writes::tokens::vocabulary::Names;
use crate::sql::writes::values::what::What;
use crate::sql::writes::values::{STEPS, Values};

pub(in crate::sql::writes) use pushed::pushed;

/// Where a value goes, the column, and what it is.
type Given = (Goal, String, What);

/// What the identifier at `at` gives to columns in question, in a file that
/// speaks of tables or one that does not.
pub(in crate::sql::writes) fn given(values: &Values<'_>, at: usize, columns: &Names, speaks: bool) -> Vec<Given> {
    if let Some(row) = row(values, at) {
        let what = |value| match row.declares {
            true => values.hidden(value).then_some(What::Known(Leaning::Protected)),
            false => What::of_row(values, value),
        };
        let fields = row.fields(values, columns).into_iter();
        return fields.filter_map(|(column, value)| Some((row.goal(), column, what(value)?))).collect();
    }
    let told = sea::given(values, at, columns);
    if !told.is_empty() {
        return told;
    }
    let built = built(values, at, columns);
    if !built.is_empty() {
        return built;
    }
    let name = values.code.slice(at);
    let target = if columns.has(name) { target(values, at, speaks) } else { None };
    let given = target.and_then(|(into, value)| Some((into, name.to_owned(), What::of(values, value)?)));
    let own =
        given.as_ref().and_then(|(_, column, what)| Some((of_self(values, at, what)?, column.clone(), what.clone())));
    let bare = given.as_ref().filter(|(into, ..)| matches!(into, Goal::Column));
    let of_table = bare
        .and_then(|(_, column, what)| Some((Goal::Table(diesel::table(values, at)?), column.clone(), what.clone())));
    let given = given.or_else(|| chained(values, at, columns).filter(|_| speaks));
    given.into_iter().chain(own).chain(of_table).collect()
}

/// `self.password = hash(…)` in the `impl` of a row hides it for good.
fn of_self(values: &Values<'_>, at: usize, what: &What) -> Option<Goal> {
    let own = at >= 2 && values.code.ident(at - 2, "self") && values.code.punct(at - 1, b'.');
    let hidden = matches!(what, What::Known(Leaning::Protected));
    values.owner(at).filter(|_| own && hidden).map(|own| Goal::Row(own.of.to_owned()))
}

/// `Session::builder().user(id).token(digest).build()`: a row as well.
fn built(values: &Values<'_>, at: usize, columns: &Names) -> Vec<Given> {
    let code = &values.code;
    let begins = code.path(at, code.slice(at), "builder") && code.punct(at + 4, b'(');
    if !begins || !code.slice(at).starts_with(char::is_uppercase) {
        return Vec::new();
    }
    let calls = code.chain(code.close(at + 4)).0;
    if !calls.iter().any(|call| call.name == "build") {
        return Vec::new();
    }
    let fields =
        calls.into_iter().filter(|call| columns.has(column(call.name)) && code.list(call.args.clone()).len() == 1);
    let given = |call: Call<'_>| {
        Some((Goal::Row(code.slice(at).to_owned()), column(call.name).to_owned(), What::of(values, call.args)?))
    };
    fields.filter_map(given).collect()
}

/// The column in `with_password`, `set_password`, `password`.
fn column(method: &str) -> &str {
    ["with_", "set_"].iter().find_map(|front| method.strip_prefix(front)).unwrap_or(method)
}

/// `.password(hash)`, `.with_password(hash)`: what is hidden and handed to a
/// builder. What is readable may as well sign in somewhere.
fn chained(values: &Values<'_>, at: usize, columns: &Names) -> Option<Given> {
    let code = &values.code;
    let column = column(code.slice(at));
    let called = at > 0 && code.punct(at - 1, b'.') && code.punct(at + 1, b'(') && columns.has(column);
    let value = called.then(|| arguments(values, at + 1)).filter(|value| code.list(value.clone()).len() == 1)?;
    (values.leaning(value) == Some(Leaning::Protected))
        .then(|| (Goal::Column, column.to_owned(), What::Known(Leaning::Protected)))
}

/// Where the value goes that stands behind a column's name, and the value.
fn target(values: &Values<'_>, at: usize, speaks: bool) -> Option<(Goal, Range<usize>)> {
    let code = &values.code;
    if code.punct(at + 1, b'.') && code.ident(at + 2, "eq") && code.punct(at + 3, b'(') {
        let path = at >= 3 && code.punct(at - 1, b':') && code.is_ident(at - 3);
        let table = (if path { Some(at - 3) } else { None }).filter(|n| !matches!(code.slice(*n), "dsl" | "columns"));
        let member = at > 0 && code.punct(at - 1, b'.');
        let into = table.map_or(Goal::Column, |n| Goal::Table(code.slice(n).to_lowercase()));
        return (!member).then(|| (into, arguments(values, at + 3)));
    }
    if let Some(open) = set(values, at) {
        return Some((entity(values, at).unwrap_or(Goal::Column), arguments(values, open)));
    }
    let into = assigned(values, at, speaks)?;
    let end = (at + 2..code.tokens.len().min(at + 60)).find(|n| code.punct(*n, b';'))?;
    Some((into, at + 2..end))
}

/// The row behind `user.password = …;`: of its type, or else of its name.
fn assigned(values: &Values<'_>, at: usize, speaks: bool) -> Option<Goal> {
    let code = &values.code;
    let equals = code.punct(at + 1, b'=') && !code.punct(at + 2, b'=');
    let member = at >= 2 && code.punct(at - 1, b'.') && code.is_ident(at - 2);
    if !equals || !member {
        return None;
    }
    let alone = at < 3 || !code.punct(at - 3, b'.');
    let of = values.handed_type(at - 2..at - 1, STEPS).filter(|_| alone && !code.ident(at - 2, "self"));
    let named = || (speaks && !values.given(at - 2)).then(|| reads::row(code.slice(at - 2)));
    of.map(|of| Goal::Row(of.to_owned())).or_else(named)
}

fn arguments(values: &Values<'_>, open: usize) -> Range<usize> {
    open + 1..values.code.close(open).saturating_sub(1).max(open + 1)
}

/// The bracket of `token: Set(…)`, `token: ActiveValue::Set(…)`,
/// `user.token = Set(…)`.
fn set(values: &Values<'_>, at: usize) -> Option<usize> {
    let code = &values.code;
    let field = code.punct(at + 1, b':') && !code.punct(at + 2, b':');
    let assigned = at > 0 && code.punct(at - 1, b'.') && code.punct(at + 1, b'=') && !code.punct(at + 2, b'=');
    if !field && !assigned {
        return None;
    }
    let path = ["Set", "set"].iter().any(|set| code.path(at + 2, "ActiveValue", set));
    let set = if path { at + 5 } else { at + 2 };
    ((path || code.ident(set, "Set")) && code.punct(set + 1, b'(')).then_some(set + 1)
}

/// The entity behind `users::ActiveModel { … }`, from inside it.
fn entity(values: &Values<'_>, inside: usize) -> Option<Goal> {
    let code = &values.code;
    let at = (inside.saturating_sub(400)..inside).rev().find(|n| code.ident(*n, "ActiveModel"))?;
    let named = at >= 3 && code.punct(at - 1, b':');
    named.then(|| Goal::Row(code.slice(at - 3).to_string()))
}

/// A struct, declared or made.
struct Row<'a> {
    /// Its name; that of the type around for `Self`.
    name: &'a str,
    /// Where its brace opens.
    open: usize,
    declares: bool,
}

/// The struct whose name stands at `at`.
fn row<'a>(values: &Values<'a>, at: usize) -> Option<Row<'a>> {
    let code = &values.code;
    let name = code.slice(at);
    if !code.punct(at + 1, b'{') || !name.starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    let follows = |words: &[&str]| at > 0 && words.iter().any(|word| code.ident(at - 1, word));
    // `-> User {` and `impl Row for User {` begin a body.
    if follows(&["for", "impl", "trait", "mod", "union"]) || at > 0 && code.punct(at - 1, b'>') {
        return None;
    }
    // `let Client { token } = …`, `Client { token } => …` take apart.
    let past = code.close(at + 1);
    let taken = code.punct(past, b'=') && !code.punct(past + 1, b'=');
    if taken || follows(&["let"]) {
        return None;
    }
    let name = if name == "Self" { values.owner(at)?.of } else { name };
    Some(Row { name, open: at + 1, declares: follows(&["struct", "enum"]) })
}

impl Row<'_> {
    fn goal(&self) -> Goal {
        Goal::Row(self.name.to_owned())
    }

    /// Those of the fields that are columns in question, with type or value;
    /// `{ token }` is short for `{ token: token }`.
    fn fields(&self, values: &Values<'_>, columns: &Names) -> Vec<(String, Range<usize>)> {
        let code = &values.code;
        let list = code.list(self.open + 1..code.close(self.open).saturating_sub(1));
        let pair = |field: Range<usize>| {
            let colon = field.clone().find(|n| code.punct(*n, b':') && !code.punct(n + 1, b':'));
            match colon {
                Some(colon) if colon > field.start && code.is_ident(colon - 1) => {
                    Some((colon - 1, colon + 1..field.end))
                }
                None if field.len() == 1 && code.is_ident(field.start) && !self.declares => Some((field.start, field)),
                _ => None,
            }
        };
        let named = list.into_iter().filter_map(pair).filter(|(name, _)| columns.has(code.slice(*name)));
        named.map(|(name, value)| (code.slice(name).to_owned(), value)).collect()
    }
}
