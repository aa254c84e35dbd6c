//! Libraries that read the environment into structs: the names are in
//! attributes, or made from the fields' names.

use super::{Context, finding};
use crate::finding::{Finding, Label};
use crate::rust::eval::Eval;
use crate::rust::facts::{self, Adt, Attr, Field};
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::sites::Site;
use crate::rust::tree::{ExprId, ExprKind};
use crate::source::Span;
use crate::words::segments;

/// Structs in structs are followed this deep.
const NESTING: u32 = 4;

/// Words of attributes that name variables, and of loaders.
pub(super) const NEEDLES: [&str; 7] =
    ["env", "envconfig", "env_config", "from_env", "from_iter", "extract", "try_deserialize"];

/// All findings about configuration structs and clap's builder.
pub(super) fn check(cx: &Context<'_>, eval: &Eval<'_, '_>, report: &mut dyn FnMut(Finding)) {
    for (file, unit) in cx.index.units().iter().enumerate() {
        for (item, adt) in unit.facts.adts.iter().enumerate() {
            attributes(cx, ItemId { file: file as u32, item: item as u32 }, adt, report);
        }
    }
    for (name, kind) in [
        ("from_env", Loader::Envy),
        ("from_iter", Loader::Envy),
        ("extract", Loader::Figment),
        ("try_deserialize", Loader::Config),
    ] {
        for site in cx.sites.named(Name::new(name)) {
            loader(cx, eval, *site, kind, report);
        }
    }
    for site in cx.sites.named(Name::new("env")) {
        builder(cx, eval, *site, report);
    }
}

/// `#[arg(env = "X")]`, `#[arg(env)]`, `#[envconfig(from = "X")]`.
fn attributes(cx: &Context<'_>, id: ItemId, adt: &Adt, report: &mut dyn FnMut(Finding)) {
    for field in adt.variants.iter().flat_map(|variant| &variant.fields) {
        for attr in &field.attrs {
            let entry = match attr.path.text() {
                "arg" | "clap" | "structopt" | "command" | "argh" | "bpaf" | "gumdrop" => attr.arg("env"),
                "envconfig" | "env" | "env_config" => {
                    attr.arg("from").or_else(|| attr.arg("name")).or_else(|| attr.arg("env"))
                }
                "serde" | "builder" | "default" => None,
                _ => None,
            };
            if let Some((entry, name)) = entry.and_then(|entry| Some((entry, entry_name(cx, id, entry, field)?))) {
                secret_field(cx, id, adt, &name, entry_span(cx, id, entry), None, report);
            }
        }
    }
}

fn entry_name(cx: &Context<'_>, id: ItemId, entry: &Attr, field: &Field) -> Option<String> {
    match entry.value {
        Some(value) => match cx.index.tree(id.file).str_of(value) {
            Some(text) => Some(text.to_owned()),
            None => constant(cx, id, value),
        },
        // `#[arg(env)]`: the field's name in capitals.
        None => Some(screaming(field.name.text())),
    }
}

fn constant(cx: &Context<'_>, id: ItemId, value: ExprId) -> Option<String> {
    let path = cx.index.tree(id.file).path_of(value)?;
    let module = cx.index.module(id.file, cx.index.adt(id).module);
    let Some(Res::Def(Def::Const(found))) = cx.index.resolve(module, path) else { return None };
    cx.index.tree(found.file).str_of(cx.index.const_(found).value?).map(str::to_owned)
}

fn entry_span(cx: &Context<'_>, id: ItemId, entry: &Attr) -> Span {
    match entry.value {
        Some(value) => entry.span.to(cx.index.tree(id.file).extent(value)),
        None => entry.span,
    }
}

fn screaming(name: &str) -> String {
    segments(name).join("_").to_uppercase()
}

fn secret_field(
    cx: &Context<'_>,
    id: ItemId,
    adt: &Adt,
    name: &str,
    span: Span,
    reader: Option<(u32, Span)>,
    report: &mut dyn FnMut(Finding),
) {
    if !cx.is_secret(name) {
        return;
    }
    let unit = cx.index.unit(id.file);
    let ships = unit.class.ships() && !adt.test;
    let label = Label::new(&unit.source, span, "");
    let message = format!("secret `{name}` is read from the environment into `{}`", adt.name);
    let mut found =
        finding(ships, message, label).with_key(format!("{name} into {}", adt.name)).with_names([name.to_owned()]);
    if let Some((file, span)) = reader {
        found = found.with_related(Label::new(
            &cx.index.unit(file).source,
            span,
            "which is filled from the environment here",
        ));
    }
    report(found);
}

/// Who fills a struct from the environment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loader {
    Envy,
    Figment,
    Config,
}

fn loader(cx: &Context<'_>, eval: &Eval<'_, '_>, site: Site, kind: Loader, report: &mut dyn FnMut(Finding)) {
    let body = cx.sites.bodies[site.body as usize];
    let Some(prefix) = prefix(cx, eval, &body, site.expr, kind) else { return };
    let Some(Res::Def(Def::Adt(id))) = target(cx, eval, &body, site.expr) else { return };
    let separator = if kind == Loader::Envy { "_" } else { "__" };
    let reader = (body.file, cx.index.tree(body.file).expr(site.expr).span);
    fields(cx, eval, id, &prefix, separator, reader, NESTING, report);
}

/// The prefix of the names, when the call is one of the library's at all.
fn prefix(cx: &Context<'_>, eval: &Eval<'_, '_>, body: &Body, expr: ExprId, kind: Loader) -> Option<String> {
    let tree = cx.index.tree(body.file);
    if let (ExprKind::Call { callee, .. }, Loader::Envy) = (tree.kind(expr), kind) {
        let known = eval
            .targets(body, callee)
            .into_iter()
            .any(|res| matches!(res, Res::External(path) if path.starts_with("envy::")));
        return known.then(String::new);
    }
    let ExprKind::Method { receiver, .. } = tree.kind(expr) else { return None };
    let mut found = None;
    search(eval, body, receiver, 6, &mut |expr| {
        let ExprKind::Call { callee, args } = tree.kind(expr) else { return };
        let paths = eval.targets(body, callee);
        let ours = paths.iter().any(|res| matches!(res, Res::External(path) if is_provider(path, kind)));
        if ours {
            let given = tree.exprs_of(args).first().map(|arg| eval.texts(&eval.open(*body), *arg));
            let known = given.and_then(|shapes| shapes.first().and_then(|shape| shape.known().map(str::to_owned)));
            let prefix = known.unwrap_or_default();
            found = Some(if kind == Loader::Config && !prefix.is_empty() { format!("{prefix}_") } else { prefix });
        }
    });
    found
}

fn is_provider(path: &str, kind: Loader) -> bool {
    match kind {
        Loader::Envy => path == "envy::prefixed",
        Loader::Figment => path.starts_with("figment::") && path.contains("::Env::"),
        Loader::Config => path.starts_with("config::") && path.contains("Environment::"),
    }
}

/// Visits an expression, what it is made of, and the locals it names.
fn search(eval: &Eval<'_, '_>, body: &Body, expr: ExprId, depth: u32, visit: &mut dyn FnMut(ExprId)) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let tree = eval.infer.index.tree(body.file);
    let locals = eval.infer.locals(body);
    tree.walk(expr, &mut |inner| {
        visit(inner);
        let binding = locals.uses.get(&inner).map(|id| &locals.bindings[*id as usize]);
        if let Some(binding) = binding {
            let values = binding.assigned.iter().copied();
            let init = if let Origin::Value(init) = binding.origin { Some(init) } else { None };
            values.chain(init).filter(|value| *value != expr).for_each(|value| search(eval, body, value, depth, visit));
        }
    });
}

/// The struct that is filled: the turbofish, the variable's type, or what
/// the function returns.
fn target(cx: &Context<'_>, eval: &Eval<'_, '_>, body: &Body, expr: ExprId) -> Option<Res> {
    let tree = cx.index.tree(body.file);
    let named = |ty| eval.infer.named_type(body.file, body.scope, body.owner, ty);
    if let Some(ty) = tree.turbofish.get(&expr).and_then(|list| tree.types_of(*list).first()) {
        return named(*ty);
    }
    if let ExprKind::Call { callee, .. } = tree.kind(expr)
        && let Some(ty) = tree.path_of(callee).and_then(|path| tree.types_of(path.segments.last()?.args).first())
    {
        return named(*ty);
    }
    let locals = eval.infer.locals(body);
    let bound = locals.bindings.iter().find(|binding| match binding.origin {
        Origin::Value(init) => tree.extent(init).contains(tree.expr(expr).span) && binding.ty.is_some(),
        _ => false,
    });
    if let Some(ty) = bound.and_then(|binding| binding.ty) {
        return named(ty);
    }
    let BodyKind::Fn(id) = body.kind else { return None };
    named(cx.index.fn_(id).ret?)
}

#[allow(clippy::too_many_arguments, reason = "a walk with its constants")]
fn fields(
    cx: &Context<'_>,
    eval: &Eval<'_, '_>,
    id: ItemId,
    prefix: &str,
    separator: &str,
    reader: (u32, Span),
    depth: u32,
    report: &mut dyn FnMut(Finding),
) {
    let adt = cx.index.adt(id);
    let module = cx.index.module(id.file, adt.module);
    for field in adt.variants.iter().flat_map(|variant| &variant.fields) {
        let name = serde_name(cx, id, field);
        let full = format!("{prefix}{name}").to_uppercase();
        let ty = eval.infer.named_type(id.file, module, facts::Owner::Module, field.ty);
        match (ty, depth.checked_sub(1)) {
            (Some(Res::Def(Def::Adt(inner))), Some(depth))
                if inner != id && !cx.index.adt(inner).variants.is_empty() =>
            {
                let nested = if is_flat(field) { prefix.to_owned() } else { format!("{full}{separator}") };
                fields(cx, eval, inner, &nested, separator, reader, depth, report);
            }
            _ => secret_field(cx, id, adt, &full, field.span, Some(reader), report),
        }
    }
}

fn is_flat(field: &Field) -> bool {
    facts::attr(&field.attrs, "serde").is_some_and(|attr| attr.arg("flatten").is_some())
}

fn serde_name(cx: &Context<'_>, id: ItemId, field: &Field) -> String {
    let renamed = facts::attr(&field.attrs, "serde").and_then(|attr| attr.arg("rename")).and_then(|entry| entry.value);
    let text = renamed.and_then(|value| cx.index.tree(id.file).str_of(value));
    text.unwrap_or(field.name.text()).to_owned()
}

/// `Arg::new("key").env("API_KEY")`.
fn builder(cx: &Context<'_>, eval: &Eval<'_, '_>, site: Site, report: &mut dyn FnMut(Finding)) {
    let body = cx.sites.bodies[site.body as usize];
    let tree = cx.index.tree(body.file);
    let ExprKind::Method { receiver, args, .. } = tree.kind(site.expr) else { return };
    let [name] = tree.exprs_of(args) else { return };
    let mut root = receiver;
    while let ExprKind::Method { receiver, .. } = tree.kind(root) {
        root = receiver;
    }
    let ExprKind::Call { callee, .. } = tree.kind(root) else { return };
    let is_arg = eval.targets(&body, callee).into_iter().any(|res| match res {
        Res::External(path) => path.contains("::Arg::") || path.starts_with("Arg::"),
        Res::Def(_) => false,
    });
    let texts = eval.texts(&eval.open(body), *name);
    for name in texts.iter().filter_map(|shape| shape.known()).filter(|name| is_arg && cx.is_secret(name)) {
        let unit = cx.index.unit(body.file);
        let label = Label::new(&unit.source, tree.expr(site.expr).span, "");
        let message = format!("secret `{name}` is read from the environment by an argument");
        let found = finding(unit.class.ships() && !body.test, message, label);
        report(found.with_key(format!("{name} by an argument")).with_names([name.to_owned()]));
    }
}
