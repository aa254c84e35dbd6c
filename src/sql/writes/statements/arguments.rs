//! The values that a call binds to the placeholders of a statement.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use super::listed::{listed, opens};
use super::placeholders::Placeholder;
use crate::source::Span;
use crate::sql::evidence::Leaning;
use crate::sql::writes::tokens::expression::{Shape, shape};
use crate::sql::writes::values::Values;
use crate::sql::writes::values::fields::Field;
use crate::sql::writes::values::what::Parameter;
use crate::sql::writes::values::what::What;

/// What is bound, by place and by name.
#[derive(Clone, Debug, Default)]
pub(in crate::sql::writes) struct Arguments {
    placed: Vec<Bound>,
    named: Vec<(String, Bound)>,
}

/// One bound value: what it is, and where it stands in its file.
#[derive(Clone, Debug)]
pub(in crate::sql::writes) struct Bound {
    /// What it is, as far as its function says.
    pub what: Option<What>,
    /// The field that it is of what the function was handed.
    pub field: Option<Field>,
    /// Where.
    pub span: Span,
}

impl Bound {
    /// What it is known to be.
    pub fn leaning(&self) -> Option<Leaning> {
        match self.what {
            Some(What::Known(leaning)) => Some(leaning),
            _ => None,
        }
    }

    /// What it is known or called to be.
    pub fn called(&self) -> Option<Leaning> {
        let named = self.parameter().is_some_and(|parameter| parameter.named);
        self.leaning().or_else(|| named.then_some(Leaning::Protected))
    }

    /// The parameter that it is.
    pub fn parameter(&self) -> Option<&Parameter> {
        match &self.what {
            Some(What::Handed(parameter)) => Some(parameter),
            _ => None,
        }
    }
}

impl Arguments {
    /// The values for the placeholders of the statement at `at`.
    pub fn behind(values: &Values<'_>, at: usize) -> Arguments {
        Arguments::of_values(values, ranges(values, at))
    }

    /// The values in the bracket of a call of a prepared statement.
    pub fn within(values: &Values<'_>, open: usize) -> Arguments {
        Arguments::of_values(values, unwrapped(values, values.code.list(values.code.inside(open)), true))
    }

    /// What these expressions are bound to, in their order.
    pub fn of_values(values: &Values<'_>, all: Vec<Range<usize>>) -> Arguments {
        let mut out = Arguments::default();
        let bound = |value| bound(values, value);
        let mut numbered = Vec::new();
        for range in all {
            match (named(&values.code, &range), paired(&values.code, &range)) {
                (Some((name, value)), _) => out.named.push((bare(values.code.slice(name)).to_owned(), bound(value))),
                (_, Some(Paired::Place(place, value))) => numbered.push((place, bound(value))),
                (_, Some(Paired::Typed(value))) => out.placed.push(bound(value)),
                _ => out.placed.push(bound(range)),
            }
        }
        // All of them say their places, or none does.
        numbered.sort_by_key(|(place, _)| *place);
        out.placed.extend(numbered.into_iter().map(|(_, bound)| bound));
        out
    }

    /// Values by the names of their placeholders.
    pub fn of_named(values: &Values<'_>, all: Vec<(&str, Range<usize>)>) -> Arguments {
        let named = all.into_iter().map(|(name, value)| (name.to_owned(), bound(values, value))).collect();
        Arguments { named, ..Arguments::default() }
    }

    /// Whether nothing is bound.
    pub fn is_empty(&self) -> bool {
        self.placed.is_empty() && self.named.is_empty()
    }

    /// What is bound to a placeholder.
    pub fn of(&self, placeholder: &Placeholder) -> Option<&Bound> {
        match placeholder {
            Placeholder::Place(place) => self.placed.get(place.checked_sub(1)?),
            Placeholder::Named(name) => self.named.iter().find(|(own, _)| own == bare(name)).map(|(_, bound)| bound),
        }
    }
}

fn bound(values: &Values<'_>, value: Range<usize>) -> Bound {
    Bound {
        span: values.code.span(value.clone()),
        field: values.field_of(value.clone()),
        what: What::of(values, value),
    }
}

/// What placeholders with a name begin with in one library or the other.
const MARKS: [char; 3] = [':', '@', '$'];

fn bare(name: &str) -> &str {
    name.trim_start_matches(MARKS)
}

/// The name and value in `":token": token`, `(":token", &token)` and
/// `"token" => token`.
fn named(code: &Code<'_>, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let tuple = code.punct(range.start, b'(');
    let name = range.start + usize::from(tuple);
    let arrow = code.punct(name + 1, b'=') && code.punct(name + 2, b'>');
    let follows =
        if tuple { code.punct(name + 1, b',') } else { code.punct(name + 1, b':') || code.punct(name + 1, b'=') };
    let called = code.is_str(name) && (arrow && !tuple || code.slice(name).starts_with(MARKS));
    let value = name + 2 + usize::from(code.punct(name + 2, b'>'));
    (follows && called).then(|| (name, value..range.end.saturating_sub(usize::from(tuple)).max(value)))
}

/// What stands beside a value in `(2, value)` or `(&value, Type::TEXT)`.
enum Paired {
    Place(usize, Range<usize>),
    Typed(Range<usize>),
}

fn paired(code: &Code<'_>, range: &Range<usize>) -> Option<Paired> {
    if !code.punct(range.start, b'(') || code.close(range.start) != range.end {
        return None;
    }
    let list = code.list(code.inside(range.start));
    let [first, second] = list.as_slice() else { return None };
    let typed = code.ident(second.start, "Type") && code.punct(second.start + 1, b':');
    match code.slice(first.start).parse() {
        Ok(place) if first.len() == 1 => Some(Paired::Place(place, second.clone())),
        _ => typed.then(|| Paired::Typed(first.clone())),
    }
}

/// How many calls may hold nothing but a statement: `query(Safe(format!("…")))`.
const HELD: usize = 3;

/// The arguments behind a statement: `.bind(a).bind(b)`, `params![a, b]`,
/// `(&a, &b)`, `&[&a, &b]`.
fn ranges(values: &Values<'_>, at: usize) -> Vec<Range<usize>> {
    let code = &values.code;
    let is_macro = at >= 2 && code.punct(at - 1, b'(') && code.punct(at - 2, b'!');
    // What is put into a text of SQL is bound to nothing.
    let is_text = is_macro && at >= 3 && code.slice(at - 3).starts_with("format");
    let past = if is_text { code.close(at - 1) } else { at + 1 };
    // A statement on a line of its own has a comma behind it.
    let mut after = past + usize::from(code.punct(past, b',') && code.punct(past + 1, b')'));
    for _ in 0..HELD {
        if !code.punct(after, b')') {
            break;
        }
        let calls = code.chain(after + 1).0;
        if !calls.is_empty() || !code.punct(after + 1, b')') && !code.punct(after + 1, b',') {
            return calls.into_iter().filter(|call| call.name == "bind").map(|call| call.args).collect();
        }
        after += 1;
    }
    if !code.punct(after, b',') {
        return Vec::new();
    }
    let mut end = after;
    while end < code.tokens.len() && ![b')', b']', b'}'].iter().any(|c| code.punct(end, *c)) {
        let opens = [b'(', b'[', b'{'].iter().any(|c| code.punct(end, *c));
        end = if opens { code.close(end) } else { end + 1 };
    }
    // Statements in an array are bound to nothing.
    let list = if code.punct(end, b')') { code.list(after + 1..end) } else { Vec::new() };
    // `query!("…", a)` binds what it is handed.
    unwrapped(values, list, !is_macro || is_text)
}

/// The row in `users.iter().map(|user| (user.name, user.token))`, of which
/// a batch has many.
fn row(code: &Code<'_>, list: Range<usize>) -> Option<Vec<Range<usize>>> {
    let Shape::Method { name, arguments, .. } = shape(code, list) else { return None };
    let closure = arguments.first().filter(|_| code.ident(name, "map"))?;
    let Shape::Within(body) = shape(code, closure.clone()) else { return None };
    let opens = code.punct(body.start, b'(') && code.close(body.start) == body.end;
    opens.then(|| code.list(code.inside(body.start)))
}

/// What stands in `params![…]`, `(…)` or `&[…]`, or `by_name` in a list,
/// when that is all but for a closure that reads rows.
fn unwrapped(values: &Values<'_>, mut list: Vec<Range<usize>>, by_name: bool) -> Vec<Range<usize>> {
    let code = &values.code;
    list.retain(|one| !code.punct(one.start, b'|') && !code.ident(one.start, "move"));
    let [only] = list.as_slice() else { return list };
    match opens(code, only.clone()) {
        Some(open) => code.list(code.inside(open)),
        None => {
            let of_row = row(code, only.clone());
            of_row.or_else(|| listed(values, only.clone()).filter(|_| by_name)).unwrap_or(list)
        }
    }
}
