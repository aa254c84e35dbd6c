//! Where the variables of a function come from.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use super::scope::{FAR, outside};
use super::{Value, Values};
use crate::sql::writes::tokens::lists::lists;
use crate::words::segments;

/// How many `let`s of its name back a variable is looked for.
const LOOK_BACK: usize = 400;

/// How many `let`s may stand around a value.
const DEEPEST: usize = 8;

/// Where a variable comes from.
pub(in crate::sql::writes) enum Definition {
    /// A `let` with this value.
    Let(Range<usize>),
    /// A `let` that takes this value apart.
    Part(Part),
    /// A loop over this list.
    Each(Range<usize>),
    /// A parameter of this type.
    Typed(Range<usize>),
    /// A closure, loop or branch gives it, or a branch sets it anew.
    Open,
}

/// One of the names that a `let` takes a value apart into.
pub(in crate::sql::writes) struct Part {
    /// The value.
    pub all: Range<usize>,
    /// The place in a tuple, or the field.
    pub key: String,
    /// Whether the others only belong to a ciphertext: `(sealed, nonce)`.
    pub alone: bool,
}

/// `owner.field =`
pub(in crate::sql::writes) fn sets(code: &Code<'_>, at: usize) -> bool {
    code.punct(at + 1, b'.')
        && code.is_ident(at)
        && code.is_ident(at + 2)
        && code.punct(at + 3, b'=')
        && !code.punct(at + 4, b'=')
}

impl Values<'_> {
    /// The value that `base.field` was given before in the same function.
    pub(in crate::sql::writes) fn member_value(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let code = &self.code;
        let base = range.clone().find(|at| code.is_ident(*at))?;
        let member = code.punct(base + 1, b'.') && code.is_ident(base + 2) && base + 2 < range.end;
        let (owner, field) = (code.slice(base), code.slice(base + 2));
        let sets = |at: &&usize| code.ident(**at, owner) && code.ident(*at + 2, field);
        let start = self.function(base).filter(|_| member)?;
        // One that a branch sets may have kept what it was.
        let at =
            *self.sets(start..base).iter().rev().take(LOOK_BACK).find(sets).filter(|at| code.reaches(**at, base))?;
        let end = (at..base).find(|n| code.punct(*n, b';'))?;
        Some(at + 4..end)
    }

    /// What `user.password` was made with: `let user = User { password: … };`
    pub(in crate::sql::writes) fn made_with(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let code = &self.code;
        let (base, made) = self.made(range)?;
        let open = made.clone().find(|at| code.punct(*at, b'{') || code.punct(*at, b'('))?;
        let fields = code.list(open + 1..code.close(open).saturating_sub(1).max(open + 1));
        let own = fields.into_iter().find(|field| code.ident(field.start, code.slice(base + 2)))?;
        let whole = own.len() == 1;
        let value = if whole { own.clone() } else { own.start + 2..own.end };
        (code.punct(open, b'{') && (whole || code.punct(own.start + 1, b':'))).then_some(value)
    }

    /// `user.password` after `let user = User::new(name, Password::hash(…));`
    pub(in crate::sql::writes) fn made_of_a_hash(&self, range: &Range<usize>) -> bool {
        let code = &self.code;
        let Some((base, made)) = self.made(range) else { return false };
        let Some(open) = made.clone().find(|at| code.punct(*at, b'(') || code.punct(*at, b'{')) else { return false };
        let arguments = code.list(open + 1..code.close(open).saturating_sub(1).max(open + 1));
        // With the plain one beside it, nothing says which the field is.
        let field = segments(code.slice(base + 2));
        let names = |at: usize| segments(code.slice(at)).windows(field.len().max(1)).any(|part| part == field);
        let own = |argument: &Range<usize>| argument.clone().any(|at| code.is_ident(at) && names(at));
        let mut own = arguments.into_iter().filter(own).peekable();
        code.punct(open, b'(')
            && own.peek().is_some()
            && own.all(|argument| self.value(argument, 1) == Some(Value::Hidden))
    }

    /// The variable before a member, and the value it was given by a `let`.
    fn made(&self, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let code = &self.code;
        let base = range.clone().find(|at| code.is_ident(*at))?;
        let member = code.punct(base + 1, b'.') && code.is_ident(base + 2) && base + 2 < range.end;
        let called = code.punct(base + 3, b'(');
        match self.definition(base, base).filter(|_| member && !called)? {
            Definition::Let(made) => Some((base, made)),
            _ => None,
        }
    }

    /// Whether a type says that it came with a request: `Json<User>`, `AddUserReq`.
    pub(in crate::sql::writes) fn requested(&self, mut ty: Range<usize>) -> bool {
        let says = |at: usize| self.given(at) || matches!(self.code.slice(at), "Json" | "Query" | "Form");
        ty.any(|at| self.code.is_ident(at) && says(at))
    }

    /// The variable that an expression is, apart from borrows and conversions.
    pub(in crate::sql::writes) fn local(&self, range: &Range<usize>) -> Option<usize> {
        let code = &self.code;
        let wraps = |at: usize| matches!(code.slice(at), "Some" | "Ok" | "Set") && code.punct(at + 1, b'(');
        let skip = |at: usize| code.punct(at, b'&') || code.punct(at, b'*') || code.punct(at, b'(') || wraps(at);
        let at = range.clone().find(|at| !skip(*at))?;
        let plain = code.is_ident(at) && !code.punct(at + 1, b':') && !code.punct(at + 1, b'(');
        let (calls, end) = code.chain(at + 1);
        let mut calls = calls.into_iter().take_while(|c| c.args.end <= range.end);
        if (end..range.end).any(|n| !code.punct(n, b')')) {
            return None;
        }
        let fields = code.punct(at + 1, b'.') && !code.punct(at + 3, b'(') && at + 1 < range.end;
        (plain && !fields && calls.all(|c| lists().keeps(c.name))).then_some(at)
    }

    /// What gives a variable its value, in the same function.
    pub(in crate::sql::writes) fn definition(&self, name: usize, before: usize) -> Option<Definition> {
        self.defined(self.code.slice(name), before)
    }

    pub(in crate::sql::writes) fn defined(&self, wanted: &str, before: usize) -> Option<Definition> {
        let code = &self.code;
        let function = self.function(before);
        let mut around = 0;
        for at in self.lets_of(wanted, function.unwrap_or(0)..before).take(LOOK_BACK) {
            let Some(equals) = (at + 1..before).take(24).find(|n| code.punct(*n, b'=')) else { continue };
            if !code.reaches(at, before) {
                continue;
            }
            // `if let Some(v) = value { … }`, `let Some(v) = value else { … };`
            let asks = at > 0 && (code.ident(at - 1, "if") || code.ident(at - 1, "while"));
            let otherwise = |n: usize| code.ident(n, "else") && !code.punct(n - 1, b'}');
            let ends = |n: &usize| code.punct(*n, b';') || asks && code.punct(*n, b'{') || otherwise(*n);
            let Some(end) = outside(code, equals + 1..before).take(FAR).find(ends) else {
                // The value of this one is what is worked out here.
                around += 1;
                if around > DEEPEST { return None } else { continue }
            };
            let later = self.later(wanted, end..before);
            return later.or_else(|| Some(self.taken(at + 1..equals, wanted, equals + 1..end)));
        }
        self.later(wanted, function?..before).or_else(|| self.parameter(wanted, function?, before))
    }

    /// What a pattern gives to one of its names: all of the value, or the
    /// element of `(a, b)` and `join!(a, b)` in its place.
    pub(in crate::sql::writes) fn taken(
        &self,
        mut pattern: Range<usize>,
        wanted: &str,
        value: Range<usize>,
    ) -> Definition {
        let code = &self.code;
        // `Some(x)` and `Json(Row { name, .. })` hold one thing each.
        let names = loop {
            let Some(open) = pattern.clone().find(|at| code.punct(*at, b'(') || code.punct(*at, b'{')) else {
                return Definition::Let(value);
            };
            let names = code.list(open + 1..code.close(open).saturating_sub(1));
            match names.as_slice() {
                [] => return Definition::Let(value),
                [only] => pattern = only.clone(),
                _ => break names,
            }
        };
        let joins = |at: usize| matches!(code.slice(at), "join" | "try_join") && code.punct(at + 1, b'!');
        let from = value.clone().find(|at| joins(*at)).map_or(value.start, |at| at + 2);
        let elements = match code.punct(from, b'(') {
            true => code.list(from + 1..code.close(from).saturating_sub(1)),
            false => Vec::new(),
        };
        let place = names.iter().position(|name| name.clone().any(|at| code.ident(at, wanted)));
        match place.and_then(|place| elements.get(place)) {
            Some(element) if elements.len() == names.len() => Definition::Let(element.clone()),
            _ => Definition::Part(self.part(&names, place, value)),
        }
    }

    fn part(&self, names: &[Range<usize>], place: Option<usize>, all: Range<usize>) -> Part {
        let code = &self.code;
        let name =
            |of: &Range<usize>| of.clone().find(|at| code.is_ident(*at) && !matches!(code.slice(*at), "mut" | "ref"));
        let belongs = |of: &Range<usize>| name(of).is_some_and(|at| self.says(at).belongs);
        let others = names.iter().enumerate().filter(|(at, _)| Some(*at) != place);
        let alone = place.is_some() && others.map(|(_, other)| other).all(belongs);
        let first = place.and_then(|place| names.get(place)).and_then(name);
        let field = names.first().is_some_and(|first| code.punct(first.start - 1, b'{'));
        let key = match place {
            Some(place) if !field => place.to_string(),
            _ => first.map_or("", |at| code.slice(at)).to_owned(),
        };
        Part { all, key, alone }
    }

    fn parameter(&self, wanted: &str, function: usize, before: usize) -> Option<Definition> {
        let code = &self.code;
        let (_, list) = self.parameters_of(function).filter(|(open, _)| *open < before)?;
        list.into_iter().find_map(|param| {
            let colon = self.typed_from(param.clone())?;
            let named = (param.start..colon).any(|n| code.ident(n, wanted));
            named.then_some(Definition::Typed(colon + 1..param.end))
        })
    }
}
