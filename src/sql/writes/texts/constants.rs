//! Statements that are constants, and the calls that name them.

use std::collections::HashMap;

use secret_guard_vault::schema::embedded::code::Code;

use super::said::said;
use crate::files::File;
use crate::sql::writes::seen::{Constant, Seen, place};
use crate::sql::writes::statements::arguments::Arguments;
use crate::sql::writes::tokens::impls::{Callee, callee};
use crate::sql::writes::tokens::tests::outside_tests;
use crate::sql::writes::tokens::vocabulary::Names;
use crate::sql::writes::values::Values;
use crate::sql::writes::values::asked::Workspace;

/// A call with a statement by name.
struct Call {
    name: String,
    /// The type before it: `Self::INSERT`, `Users::INSERT`.
    owner: Option<String>,
    arguments: Arguments,
    path: String,
    place: String,
}

/// The constant that holds the string at a token.
pub(in crate::sql::writes) fn constant(values: &Values<'_>, file: &File, string: usize, sql: &str) -> Option<Constant> {
    let name = declared(&values.code, string)?;
    let owner = values.owner(string).map(|own| own.of.to_owned());
    Some(Constant { name, sql: sql.to_owned(), path: file.source.path().to_string(), owner })
}

/// The name in `const NAME: &'static str = "…"`, from its string.
fn declared(code: &Code<'_>, string: usize) -> Option<String> {
    let before = string.saturating_sub(12)..string;
    // A lifetime is a name behind its `&`.
    let keyword =
        |at: &usize| !(*at > 0 && code.punct(at - 1, b'&')) && (code.ident(*at, "const") || code.ident(*at, "static"));
    let keyword = before.rev().find(keyword)?;
    let plain = (keyword..string).all(|at| !code.punct(at, b';') && !code.punct(at, b'{'));
    (plain && code.is_ident(keyword + 1)).then(|| code.slice(keyword + 1).to_owned())
}

/// Adds what calls do that name a statement by a constant.
pub(in crate::sql::writes) fn through_constants(workspace: &Workspace<'_>, all: &mut Seen) {
    let names = Names::of(&all.constants.iter().map(|constant| constant.name.as_str()).collect());
    let calls = workspace.ask(|asked| asked.has(&names), |values, file| calls(values, file, &names));
    let mut constants: HashMap<String, Vec<Constant>> = HashMap::new();
    for constant in all.constants.drain(..) {
        constants.entry(constant.name.clone()).or_default().push(constant);
    }
    for call in calls.into_iter().flatten() {
        for constant in meant(constants.get(&call.name).map_or(&[], Vec::as_slice), &call) {
            said(&constant.sql, &call.arguments, &call.place, all);
        }
    }
}

/// `query(INSERT_USER).bind(…)`, `conn.execute(sql::INSERT_USER, params![…])`.
fn calls(values: &Values<'_>, file: &File, names: &Names) -> Vec<Call> {
    let code = &values.code;
    let shouts = |name: &str| name.len() > 2 && !name.bytes().any(|b| b.is_ascii_lowercase());
    let is_handed = |at: &usize| code.is_ident(*at) && (code.punct(at + 1, b')') || code.punct(at + 1, b','));
    let named = |at: &usize| shouts(code.slice(*at)) && names.has(code.slice(*at));
    let call = |at: usize| Call {
        name: code.slice(at).to_owned(),
        owner: match callee(code, at, values.owner(at).map(|own| own.of)) {
            Callee::Type(owner) => Some(owner.to_owned()),
            _ => None,
        },
        arguments: super::handed(values, begins(code, at), at),
        path: file.source.path().to_string(),
        place: place(code, file, at),
    };
    let calls = outside_tests(code).filter(is_handed).filter(named).map(call);
    calls.filter(|call| !call.arguments.is_empty()).collect()
}

/// Where the path begins that a name ends.
fn begins(code: &Code<'_>, name: usize) -> usize {
    let joins = |n: &usize| code.punct(*n, b':') || code.is_ident(*n);
    (name.saturating_sub(PATH)..name).rev().take_while(joins).last().unwrap_or(name)
}

/// The longest path, in tokens.
const PATH: usize = 12;

/// More constants of one name tell nothing.
const MOST: usize = 64;

/// Those of the constants of one name that a call means: its type's, or else
/// those whose files lie nearest.
fn meant<'a>(known: &'a [Constant], call: &Call) -> Vec<&'a Constant> {
    let known = if known.len() > MOST { &[] } else { known };
    let of_owner = |constant: &&Constant| call.owner.is_some() && constant.owner == call.owner;
    let owned: Vec<&Constant> = known.iter().filter(of_owner).collect();
    let known: Vec<&Constant> = if owned.is_empty() { known.iter().collect() } else { owned };
    let shared = |path: &str| path.split('/').zip(call.path.split('/')).take_while(|(a, b)| a == b).count();
    let most = known.iter().map(|constant| shared(&constant.path)).max();
    known.into_iter().filter(|constant| Some(shared(&constant.path)) == most).collect()
}
