//! The mend of a read where a vault is at hand: `vault.resolve("id")`.
//!
//! A program may write it only where nothing but this place changes: where
//! the vault's own `Secret` is made of what is read, and the error is not
//! handed on as one that would not fit.

use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use super::wrappers::Hit;
use crate::finding::{Edit, Fix};
use crate::rust::eval::Eval;
use crate::rust::index::{Body, BodyKind, Def, Res};
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::Type;
use crate::source::Span;

/// A read by its text, to the end of its argument list.
static READ: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"^(?:[A-Za-z_]\w*::)*var\(\s*"\w+"\s*,?\s*\)"#).expect("a constant pattern"));
/// What stands around it when the vault's type is made of it.
static BEFORE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:[A-Za-z_]\w*::)*Secret::new\(\s*$").expect("a constant pattern"));
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^\s*(\?|\.unwrap\(\)|\.expect\("[^"\\]*"\))\s*\.into_bytes\(\)\s*,?\s*\)"#)
        .expect("a constant pattern")
});
/// Errors that take any other in.
const TAKES_ANY: [&str; 4] = ["anyhow", "eyre", "Box<dyn", "ResolveError"];

/// The mend, when the read stands here, its name is declared, and a vault can
/// be reached by name.
pub(super) fn fix(cx: &Context<'_>, eval: &Eval<'_, '_>, hit: &Hit) -> Option<Fix> {
    let name = hit.name.known().filter(|_| hit.through.is_empty())?;
    let (entry, _) = cx.manifest?.by_env(name)?;
    let vault = at_hand(cx, eval, &hit.body)?;
    let source = &cx.index.unit(hit.body.file).source;
    let start = cx.index.tree(hit.body.file).expr(hit.expr).span.start as usize;
    let text = source.text();
    let end = start + READ.find(&text[start..])?.end();
    let id = &entry.id.text;
    let call = format!("{vault}.resolve(\"{id}\")");
    let title = format!("resolve `{id}` through the vault");
    let whole = BEFORE.find(near(text, start)).zip(AFTER.captures(&text[end..]));
    let (span, text, sure) = match whole.filter(|_| makes_own_secret(cx, &hit.body)) {
        Some((before, after)) => {
            let span = Span::new(start - before.len(), end + after[0].len());
            (span, format!("{call}{}.value", &after[1]), &after[1] != "?" || takes_any_error(cx, &hit.body))
        }
        None => (Span::new(start, end), call, false),
    };
    Some(Fix { title, edits: vec![Edit::new(source, span, text)], machine_applicable: sure })
}

/// The text right before a place.
fn near(text: &str, end: usize) -> &str {
    (end.saturating_sub(80)..=end).find_map(|start| text.get(start..end)).unwrap_or_default()
}

/// What a vault is called in a body: a parameter, or a field of one.
fn at_hand(cx: &Context<'_>, eval: &Eval<'_, '_>, body: &Body) -> Option<String> {
    let locals = eval.infer.locals(body);
    let given = locals.bindings.iter().enumerate().filter(|(_, binding)| {
        matches!(binding.origin, Origin::SelfParam | Origin::Param(_)) && binding.path.is_empty()
    });
    given.into_iter().find_map(|(id, binding)| match eval.infer.type_of_binding(body, id as u32)? {
        Res::External(path) => is_vault(&path).then(|| binding.name.to_string()),
        Res::Def(Def::Adt(id)) => {
            let adt = cx.index.adt(id);
            let module = cx.index.module(id.file, adt.module);
            let mut fields = adt.variants.iter().flat_map(|variant| &variant.fields);
            let field = fields.find(|field| {
                let ty = eval.infer.named_type(id.file, module, crate::rust::facts::Owner::Module, field.ty);
                matches!(ty, Some(Res::External(path)) if is_vault(&path))
            })?;
            Some(format!("{}.{}", binding.name, field.name))
        }
        Res::Def(_) => None,
    })
}

fn is_vault(path: &str) -> bool {
    path.starts_with("secret_guard_vault::") && path.ends_with("::Vault")
}

/// Whether `Secret` is the vault's own here.
fn makes_own_secret(cx: &Context<'_>, body: &Body) -> bool {
    let found = cx.index.resolve_names(body.scope, &[Name::new("Secret")]);
    found.iter().any(|res| matches!(res, Res::External(path) if path.starts_with("secret_guard_vault::")))
}

/// Whether the function's error takes in the vault's.
fn takes_any_error(cx: &Context<'_>, body: &Body) -> bool {
    let BodyKind::Fn(id) = body.kind else { return false };
    let Some(ret) = cx.index.fn_(id).ret else { return false };
    let tree = cx.index.tree(id.file);
    let Type::Path(path) = *tree.ty(ret) else { return false };
    let source = &cx.index.unit(id.file).source;
    let line = source.text()[tree.path(path).span.start as usize..].split('{').next().unwrap_or_default();
    TAKES_ANY.iter().any(|word| line.contains(word))
}
