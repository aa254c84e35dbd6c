//! Libraries that read the environment into structs: the names are in
//! attributes, or made from the fields' names.

mod attributes;

use super::{Context, fate, finding};
use crate::finding::{Finding, Label};
use crate::rust::eval::Eval;
use crate::rust::facts::{self, Adt, Field};
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
pub(super) const NEEDLES: [&str; 10] = [
    "env",
    "envconfig",
    "env_config",
    "from_env",
    "from_iter",
    "extract",
    "try_deserialize",
    "try_into",
    "get_string",
    "extract_inner",
];

/// All findings about configuration structs and clap's builder.
pub(super) fn check(cx: &Context<'_>, eval: &Eval<'_, '_>, report: &mut dyn FnMut(Finding)) {
    for (file, unit) in cx.index.units().iter().enumerate() {
        for (item, adt) in unit.facts.adts.iter().enumerate() {
            attributes::check(cx, eval, ItemId { file: file as u32, item: item as u32 }, adt, report);
        }
    }
    for (name, kind) in [
        ("from_env", Loader::Envy),
        ("from_iter", Loader::Envy),
        ("extract", Loader::Figment),
        ("try_deserialize", Loader::Config),
        ("try_into", Loader::Config),
    ] {
        for site in cx.sites.named(Name::new(name)) {
            loader(cx, eval, *site, kind, report);
        }
    }
    for site in cx.sites.named(Name::new("env")) {
        builder(cx, eval, *site, report);
    }
    for (name, kind) in [("get_string", Loader::Config), ("extract_inner", Loader::Figment)] {
        for site in cx.sites.named(Name::new(name)) {
            entry(cx, eval, *site, kind, report);
        }
    }
}

fn screaming(name: &str) -> String {
    segments(name).join("_").to_uppercase()
}

/// A field that is filled from a variable.
struct SecretField<'f> {
    id: ItemId,
    adt: &'f Adt,
    field: &'f Field,
    name: &'f str,
    span: Span,
    reader: Option<(u32, Span)>,
}

impl SecretField<'_> {
    /// Reports it when the variable is a secret: a number or a switch is none
    /// whatever its name.
    fn report(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        let SecretField { id, adt, field, name, span, reader } = *self;
        let scalar = fate::is_scalar(cx.index.tree(id.file), field.ty) && !cx.is_declared(name);
        if scalar || !cx.is_secret(name) {
            return;
        }
        let unit = cx.index.unit(id.file);
        let ships = unit.class.ships() && !adt.test;
        let label = Label::new(&unit.source, span, "");
        let message = format!("secret `{name}` is read from the environment into `{}`", adt.name);
        let mut found =
            finding(ships, message, label).with_key(format!("{name} into {}", adt.name)).with_names([name.to_owned()]);
        if let Some((file, span)) = reader {
            let source = &cx.index.unit(file).source;
            found = found.with_related(Label::new(source, span, "which is filled from the environment here"));
        }
        report(found);
    }
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
    let Some(Names { prefix, separator }) = names(cx, eval, &body, site.expr, kind) else { return };
    let Some(Res::Def(Def::Adt(id))) = target(cx, eval, &body, site.expr) else { return };
    let reader = (body.file, cx.index.tree(body.file).expr(site.expr).span);
    fields(cx, eval, id, &prefix, &separator, reader, NESTING, report);
}

/// `config.get_string("db.password")`: one entry of what was filled.
fn entry(cx: &Context<'_>, eval: &Eval<'_, '_>, site: Site, kind: Loader, report: &mut dyn FnMut(Finding)) {
    let body = cx.sites.bodies[site.body as usize];
    let tree = cx.index.tree(body.file);
    let ExprKind::Method { args, .. } = tree.kind(site.expr) else { return };
    let Some(key) = tree.exprs_of(args).first() else { return };
    let Some(Names { prefix, separator }) = names(cx, eval, &body, site.expr, kind) else { return };
    let keys = eval.texts(&eval.open(body), *key);
    let known = keys.iter().filter_map(|shape| shape.known());
    let full = known.map(|key| format!("{prefix}{}", key.replace('.', &separator)).to_uppercase());
    for name in full.filter(|name| cx.is_secret(name)) {
        let unit = cx.index.unit(body.file);
        let label = super::place_label(cx, body.file, site.expr);
        let message = format!("secret `{name}` is read from the environment by its configuration key");
        let found = finding(unit.class.ships() && !body.test, message, label);
        report(found.with_key(format!("{name} by its key")).with_names([name]));
    }
}

/// How names are made of fields.
struct Names {
    prefix: String,
    separator: String,
}

/// The names' prefix and separator, when the call is one of the library's at
/// all.
fn names(cx: &Context<'_>, eval: &Eval<'_, '_>, body: &Body, expr: ExprId, kind: Loader) -> Option<Names> {
    let tree = cx.index.tree(body.file);
    if let (ExprKind::Call { callee, .. }, Loader::Envy) = (tree.kind(expr), kind) {
        let known = eval
            .targets(body, callee)
            .into_iter()
            .any(|res| matches!(res, Res::External(path) if path.starts_with("envy::")));
        return known.then(|| Names { prefix: String::new(), separator: "_".into() });
    }
    let ExprKind::Method { receiver, .. } = tree.kind(expr) else { return None };
    let text = |expr: ExprId| {
        let shapes = eval.texts(&eval.open(*body), expr);
        shapes.first().and_then(|shape| shape.known().map(str::to_owned))
    };
    let (mut prefix, mut separator) = (None, if kind == Loader::Envy { "_" } else { "__" }.to_owned());
    search(eval, body, receiver, 6, &mut |expr| match tree.kind(expr) {
        ExprKind::Call { callee, args } => {
            let paths = eval.targets(body, callee);
            let ours = paths.iter().any(|res| matches!(res, Res::External(path) if is_provider(path, kind)));
            if ours {
                let known = tree.exprs_of(args).first().and_then(|arg| text(*arg)).unwrap_or_default();
                let joins = kind == Loader::Config && !known.is_empty();
                prefix = Some(if joins { format!("{known}_") } else { known });
            }
        }
        ExprKind::Method { name, args, .. } if matches!(name.text(), "separator" | "split") => {
            let given = tree.exprs_of(args).first().and_then(|arg| text(*arg));
            separator = given.unwrap_or_else(|| separator.clone());
        }
        _ => {}
    });
    prefix.map(|prefix| Names { prefix, separator })
}

fn is_provider(path: &str, kind: Loader) -> bool {
    match kind {
        Loader::Envy => path == "envy::prefixed",
        Loader::Figment => path.starts_with("figment::") && path.contains("::Env::"),
        Loader::Config => path.starts_with("config::") && path.contains("Environment::"),
    }
}

/// Visits an expression, what it is made of, the locals it names, and what
/// methods of these are given (`config.merge(…)`).
fn search(eval: &Eval<'_, '_>, body: &Body, expr: ExprId, depth: u32, visit: &mut dyn FnMut(ExprId)) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let tree = eval.infer.index.tree(body.file);
    let locals = eval.infer.locals(body);
    tree.walk(expr, &mut |inner| {
        visit(inner);
        let Some(id) = locals.uses.get(&inner) else { return };
        let binding = &locals.bindings[*id as usize];
        let values = binding.assigned.iter().copied();
        let init = if let Origin::Value(init) = binding.origin { Some(init) } else { None };
        values.chain(init).filter(|value| *value != expr).for_each(|value| search(eval, body, value, depth, visit));
        tree.walk(body.root, &mut |call| {
            if let ExprKind::Method { receiver, name, args } = tree.kind(call)
                && matches!(name.text(), "merge" | "add_source" | "set_default")
                && locals.uses.get(&receiver) == Some(id)
            {
                tree.exprs_of(args).iter().for_each(|arg| tree.walk(*arg, &mut |inner| visit(inner)));
            }
        });
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
            _ => {
                let span = field.span;
                SecretField { id, adt, field, name: &full, span, reader: Some(reader) }.report(cx, report);
            }
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

/// `Arg::new("key").env("API_KEY")`, `arg!(--key <KEY>).env("API_KEY")`.
fn builder(cx: &Context<'_>, eval: &Eval<'_, '_>, site: Site, report: &mut dyn FnMut(Finding)) {
    let body = cx.sites.bodies[site.body as usize];
    let tree = cx.index.tree(body.file);
    let name = match tree.kind(site.expr) {
        ExprKind::Method { receiver, args, .. } if is_argument(eval, &body, receiver) => tree.exprs_of(args),
        // `bpaf::env("API_KEY")`
        ExprKind::Call { callee, args } if is_of(eval, &body, callee, &["bpaf::"]) => tree.exprs_of(args),
        _ => return,
    };
    let [name] = name else { return };
    let texts = eval.texts(&eval.open(body), *name);
    for name in texts.iter().filter_map(|shape| shape.known()).filter(|name| cx.is_secret(name)) {
        let unit = cx.index.unit(body.file);
        let label = Label::new(&unit.source, tree.expr(site.expr).span, "");
        let message = format!("secret `{name}` is read from the environment by an argument");
        let found = finding(unit.class.ships() && !body.test, message, label);
        report(found.with_key(format!("{name} by an argument")).with_names([name.to_owned()]));
    }
}

/// Whether a chain of calls builds an argument of the command line.
fn is_argument(eval: &Eval<'_, '_>, body: &Body, receiver: ExprId) -> bool {
    let tree = eval.infer.index.tree(body.file);
    let mut root = receiver;
    while let ExprKind::Method { receiver, .. } = tree.kind(root) {
        root = receiver;
    }
    match tree.kind(root) {
        ExprKind::Call { callee, .. } => is_of(eval, body, callee, &["clap::", "Arg::", "bpaf::"]),
        ExprKind::Macro(mac) => tree.mac(mac).path.last().is_some_and(|last| last == "arg"),
        _ => matches!(eval.infer.type_of(body, root), Some(Res::External(path)) if path.ends_with("::Arg")),
    }
}

/// Whether a callee is a foreign function of one of these.
fn is_of(eval: &Eval<'_, '_>, body: &Body, callee: ExprId, roots: &[&str]) -> bool {
    let found = eval.targets(body, callee);
    found.iter().any(|res| match res {
        Res::External(path) => roots.iter().any(|root| path.starts_with(root)) && !path.contains("Command::"),
        Res::Def(_) => false,
    })
}
