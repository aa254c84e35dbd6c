//! Attributes that name variables: `#[arg(env = "X")]`, `#[arg(env)]`,
//! `#[envconfig(from = "X")]`, `#[config(env = "X")]`, and derives that make
//! the names from the fields'.

use super::super::Context;
use super::fields::SecretField;
use super::screaming;
use crate::finding::Finding;
use crate::rust::eval::Eval;
use crate::rust::facts::{Adt, Attr, Field};
use crate::rust::index::{Body, BodyKind, ItemId};
use crate::rust::name::Name;
use crate::rust::tree::ExprId;
use crate::source::Span;
use crate::words::segments;

/// Attributes that have nothing to do with the environment, whatever their
/// entries are called.
const OTHERS: [&str; 7] = ["serde", "derive", "builder", "default", "doc", "cfg", "sqlx"];

pub(super) fn check(cx: &Context<'_>, eval: &Eval<'_, '_>, id: ItemId, adt: &Adt, report: &mut dyn FnMut(Finding)) {
    let derived = adt.attrs.iter().any(derives_env);
    for field in adt.variants.iter().flat_map(|variant| &variant.fields) {
        let named = field.attrs.iter().find_map(|attr| named(cx, eval, id, attr, field));
        // `#[derive(Envconfig)]`: the field's name in capitals.
        let by_derive = || (derived && !is_left_out(field)).then(|| (screaming(field.name.text()), field.span));
        if let Some((name, span)) = named.or_else(by_derive) {
            SecretField { id, adt, field, name: &name, span, reader: None }.report(cx, report);
        }
    }
}

/// The variable that an attribute names, and where.
fn named(cx: &Context<'_>, eval: &Eval<'_, '_>, id: ItemId, attr: &Attr, field: &Field) -> Option<(String, Span)> {
    let path = attr.path.text();
    if path == "cfg_attr" {
        return attr.args.iter().find_map(|inner| named(cx, eval, id, inner, field));
    }
    if OTHERS.contains(&path) {
        return None;
    }
    if about_env(path) {
        let keys = ["from", "name", "env", "var", "key", ""];
        let entry = keys.iter().find_map(|key| attr.arg(key)).or(attr.value.is_some().then_some(attr));
        return entry.and_then(|entry| entry_name(cx, eval, id, entry, None));
    }
    let entry = attr.arg("env").or_else(|| attr.arg("env_var"))?;
    // `#[arg(env)]` means the field's name; elsewhere a bare `env` may mean anything.
    let clap = matches!(path, "arg" | "clap" | "structopt" | "command" | "bpaf");
    entry_name(cx, eval, id, entry, clap.then_some(field))
}

fn entry_name(
    cx: &Context<'_>,
    eval: &Eval<'_, '_>,
    id: ItemId,
    entry: &Attr,
    field: Option<&Field>,
) -> Option<(String, Span)> {
    // `env("X")`
    let value = entry.value.or_else(|| entry.args.first().and_then(|arg| arg.value));
    match value {
        Some(value) => {
            let span = entry.span.to(cx.index.tree(id.file).extent(value));
            Some((text(cx, eval, id, value)?, span))
        }
        None => field.filter(|_| !entry.list).map(|field| (screaming(field.name.text()), entry.span)),
    }
}

/// What an attribute's value says: it sees what the struct's module sees.
fn text(cx: &Context<'_>, eval: &Eval<'_, '_>, id: ItemId, value: ExprId) -> Option<String> {
    let adt = cx.index.adt(id);
    let body = Body {
        kind: BodyKind::ItemMacro,
        file: id.file,
        root: value,
        scope: cx.index.module(id.file, adt.module),
        test: adt.test,
        owner: crate::rust::facts::Owner::Module,
    };
    let shapes = eval.texts(&eval.open(body), value);
    shapes.first().and_then(|shape| shape.known()).map(str::to_owned)
}

/// Whether a name is that of something about the environment.
fn about_env(name: &str) -> bool {
    let last = name.rsplit("::").next().unwrap_or(name);
    segments(last).iter().any(|word| matches!(word.as_str(), "env" | "envconfig" | "environment"))
}

fn derives_env(attr: &Attr) -> bool {
    attr.path == "derive" && attr.args.iter().any(|derive| about_env(derive.path.text()))
}

/// Whether a field's attributes say that it is not one variable.
fn is_left_out(field: &Field) -> bool {
    let words = ["nested", "nest", "flatten", "skip", "ignore"].map(Name::new);
    field.attrs.iter().any(|attr| attr.args.iter().any(|arg| words.contains(&arg.path)))
}
