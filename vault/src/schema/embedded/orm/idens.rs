//! Names that enums and constants give to tables and columns.

use std::collections::HashMap;
use std::ops::Range;

use crate::schema::ast::Name;
use crate::schema::embedded::code::Code;
use crate::schema::embedded::names::Names;

/// A variant by its enum's name and its own.
type Key = (String, String);

pub struct Idens<'a> {
    variants: HashMap<Key, String>,
    constants: Names<'a>,
}

impl<'a> Idens<'a> {
    pub fn of(code: &Code<'a>) -> Idens<'a> {
        let mut variants = HashMap::new();
        for at in 0..code.tokens.len() {
            if code.ident(at, "impl") && code.ident(at + 1, "Iden") && code.ident(at + 2, "for") {
                variants.extend(written(code, at));
            }
            if code.ident(at, "enum") && code.is_ident(at + 1) && code.punct(at + 2, b'{') {
                variants.extend(derived(code, at));
            }
        }
        Idens { variants, constants: Names::of(code) }
    }

    /// The name of `Users::Password`, `Alias::new("x")` or `"x"`.
    pub fn name(&self, code: &Code<'_>, range: Range<usize>) -> Option<Name> {
        for at in range.clone() {
            if code.is_str(at) {
                return Some(code.name(at));
            }
            if is_variant(code, at) {
                return Some(self.of_path(code, at));
            }
        }
        self.constant(code, range)
    }

    /// The name that a constant or variable holds: `.table(TABLE)`.
    fn constant(&self, code: &Code<'_>, range: Range<usize>) -> Option<Name> {
        let at = range.rev().find(|at| code.is_ident(*at))?;
        let span = code.tokens[at].span;
        let text = self.constants.value(code.slice(at), span.start)?;
        Some(Name { text: text.to_string(), schema: None, span })
    }

    fn of_path(&self, code: &Code<'_>, at: usize) -> Name {
        let key = key(code, at, at + 3);
        let plain = if matches!(key.1.as_str(), "Table" | "Entity") { &key.0 } else { &key.1 };
        let text = self.variants.get(&key).cloned().unwrap_or_else(|| spelled(plain));
        Name { text, schema: None, span: code.span(at..at + 4) }
    }
}

fn key(code: &Code<'_>, owner: usize, variant: usize) -> Key {
    (code.slice(owner).to_string(), code.slice(variant).to_string())
}

/// `Users::Password`, and no path of the library or of a module.
fn is_variant(code: &Code<'_>, at: usize) -> bool {
    let path = code.is_ident(at) && code.punct(at + 1, b':') && code.punct(at + 2, b':') && code.is_ident(at + 3);
    let owner = code.slice(at);
    let library = matches!(owner, "Alias" | "ColumnDef" | "Table" | "ColumnType" | "Self");
    path && !library && !owner.starts_with(|c: char| c.is_lowercase())
}

/// `UserTokens` as `user_tokens`; `UserIden`, which `#[enum_def]` makes of
/// `User`, as `user`.
fn spelled(name: &str) -> String {
    let mut words = crate::schema::segments(name);
    if words.len() > 1 && words.last().is_some_and(|last| last == "iden") {
        words.pop();
    }
    words.join("_")
}

/// Names that `impl Iden for Users` writes: `Self::Password => "pw"`.
fn written(code: &Code<'_>, at: usize) -> Vec<(Key, String)> {
    let owner = at + 3;
    let Some(open) = (at + 4..code.tokens.len().min(at + 8)).find(|n| code.punct(*n, b'{')) else {
        return Vec::new();
    };
    let path = |n: usize| code.path(n, "Self", code.slice(n + 3)) || code.path(n, code.slice(owner), code.slice(n + 3));
    let arm = |n: &usize| path(*n) && code.punct(n + 4, b'=') && code.punct(n + 5, b'>') && code.is_str(n + 6);
    let named = |n: usize| (key(code, owner, n + 3), code.slice(n + 6).to_string());
    (open..code.close(open)).filter(arm).map(named).collect()
}

/// Names that attributes give to the variants of `enum Users { … }`; one on
/// the enum is the table's.
fn derived(code: &Code<'_>, at: usize) -> Vec<(Key, String)> {
    let own = rename(code, at.saturating_sub(14)..at);
    let named = |variant: Range<usize>| {
        let given = rename(code, variant.clone());
        let name = variant.rev().find(|n| code.is_ident(*n) && !code.punct(n + 1, b'='))?;
        let key = key(code, at + 1, name);
        let own = own.clone().filter(|_| key.1 == "Table");
        given.or(own).map(|text| (key, text))
    };
    code.list(code.inside(at + 2)).into_iter().filter_map(named).collect()
}

/// `#[iden = "name"]` or `#[sea_orm(iden = "name")]` among the tokens.
fn rename(code: &Code<'_>, mut range: Range<usize>) -> Option<String> {
    let at = range.find(|at| code.ident(*at, "iden") && code.punct(at + 1, b'=') && code.is_str(at + 2))?;
    Some(code.slice(at + 2).to_string())
}
