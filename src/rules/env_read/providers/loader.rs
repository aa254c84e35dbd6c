//! Calls that fill a struct from the environment, or give one entry of it.

use super::super::place_label;
use super::chain::{self, Chain};
use super::fields::Filling;
use super::{Context, finding};
use crate::finding::Finding;
use crate::rust::eval::Eval;
use crate::rust::index::{Body, Res};
use crate::rust::name::Name;
use crate::rust::sites::Site;
use crate::rust::tree::{ExprId, ExprKind};

/// Structs in structs are followed this deep.
const NESTING: u32 = 4;

/// Who fills a struct from the environment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Loader {
    Envy,
    Figment,
    Config,
}

/// Reports the secrets of a struct that is filled here.
pub(super) fn whole(cx: &Context<'_>, eval: &Eval<'_, '_>, site: Site, kind: Loader, report: &mut dyn FnMut(Finding)) {
    let body = cx.sites.bodies[site.body as usize];
    let Some(Names { prefix, separator }) = names(eval, &body, site.expr, kind) else { return };
    let reader = (body.file, cx.index.tree(body.file).expr(site.expr).span);
    for id in chain::targets(eval, &body, site.expr) {
        Filling { cx, eval, separator: separator.clone(), reader }.check(id, &prefix, NESTING, report);
    }
}

/// `config.get_string("db.password")`: one entry of what was filled.
pub(super) fn entry(cx: &Context<'_>, eval: &Eval<'_, '_>, site: Site, kind: Loader, report: &mut dyn FnMut(Finding)) {
    let body = cx.sites.bodies[site.body as usize];
    let tree = cx.index.tree(body.file);
    let ExprKind::Method { name, args, .. } = tree.kind(site.expr) else { return };
    let Some(key) = tree.exprs_of(args).first() else { return };
    // Every map has a `get`: only a key that says secret is worth a search.
    let says = |key: &str| cx.is_secret(&key.replace('.', "_").to_uppercase());
    if name == "get" && !tree.str_of(*key).is_some_and(says) {
        return;
    }
    let Some(Names { prefix, separator }) = names(eval, &body, site.expr, kind) else { return };
    let keys = eval.texts(&eval.open(body), *key);
    let known = keys.iter().filter_map(|shape| shape.known());
    let full = known.map(|key| format!("{prefix}{}", key.replace('.', &separator)).to_uppercase());
    for name in full.filter(|name| cx.is_secret(name)) {
        let unit = cx.index.unit(body.file);
        let label = place_label(cx, body.file, site.expr);
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
fn names(eval: &Eval<'_, '_>, body: &Body, expr: ExprId, kind: Loader) -> Option<Names> {
    let tree = eval.infer.index.tree(body.file);
    if let (ExprKind::Call { callee, .. }, Loader::Envy) = (tree.kind(expr), kind) {
        let found = eval.targets(body, callee);
        let known = found.iter().any(|res| matches!(res, Res::External(path) if path.starts_with("envy::")));
        return known.then(|| Names { prefix: String::new(), separator: "_".into() });
    }
    let ExprKind::Method { receiver, .. } = tree.kind(expr) else { return None };
    let mut parts = Parts::default();
    Chain::new(eval).search(body, receiver, &mut |body, expr| parts.add(eval, kind, body, expr));
    parts.names(kind)
}

impl Loader {
    pub(super) const ALL: [Loader; 3] = [Loader::Envy, Loader::Figment, Loader::Config];

    /// Whether anything in the workspace gives the environment to such a
    /// loader: without one no search is needed.
    pub(super) fn is_used(self, eval: &Eval<'_, '_>) -> bool {
        let names = ["from_env", "from_iter", "prefixed", "raw", "iter", "with_prefix", "default", "new"];
        let types: Vec<Name> =
            ["Environment", "Env", "envy"].iter().flat_map(|name| eval.aliases(Name::new(name))).collect();
        // Not asked for: bodies that make one have a needle, and every other has a `new`.
        let sites = names.iter().filter_map(|name| eval.sites.named.get(&Name::new(name)));
        sites.flatten().any(|site| {
            let body = eval.sites.bodies[site.body as usize];
            let tree = eval.infer.index.tree(body.file);
            let ExprKind::Call { callee, .. } = tree.kind(site.expr) else { return false };
            // Every type has a `new`: only what is called like one of these is resolved.
            let of = tree.path_of(callee).and_then(|path| path.segments.iter().rev().nth(1));
            let fits = of.is_none_or(|of| types.contains(&of.name));
            fits && self.is_given(eval, &body, callee)
        })
    }

    /// Whether a callee makes what gives it the environment.
    fn is_given(self, eval: &Eval<'_, '_>, body: &Body, callee: ExprId) -> bool {
        eval.targets(body, callee).iter().any(|res| match (res, self) {
            (Res::External(path), Loader::Envy) => path.starts_with("envy::"),
            (Res::External(path), Loader::Figment) => path.starts_with("figment::") && path.contains("::Env::"),
            (Res::External(path), Loader::Config) => path.starts_with("config::") && path.contains("Environment::"),
            (Res::Def(_), _) => false,
        })
    }
}

/// What the calls that build a loader say of names.
#[derive(Default)]
struct Parts {
    prefix: Option<String>,
    after_prefix: Option<String>,
    separator: Option<String>,
}

impl Parts {
    fn add(&mut self, eval: &Eval<'_, '_>, kind: Loader, body: &Body, expr: ExprId) {
        let tree = eval.infer.index.tree(body.file);
        let text = |args| {
            let shapes = eval.texts(&eval.open(*body), *tree.exprs_of(args).first()?);
            shapes.first().and_then(|shape| shape.known().map(str::to_owned))
        };
        match tree.kind(expr) {
            ExprKind::Call { callee, args } if kind.is_given(eval, body, callee) => {
                self.prefix = Some(text(args).unwrap_or_default());
            }
            ExprKind::Method { name, args, .. } => match name.text() {
                "separator" | "split" => self.separator = text(args).or(self.separator.take()),
                "prefix_separator" => self.after_prefix = text(args).or(self.after_prefix.take()),
                _ => {}
            },
            _ => {}
        }
    }

    /// The `config` crate puts its separator after the prefix as well.
    fn names(self, kind: Loader) -> Option<Names> {
        let prefix = self.prefix?;
        let after = self.after_prefix.or(self.separator.clone()).unwrap_or_else(|| "_".into());
        let joins = kind == Loader::Config && !prefix.is_empty();
        let usual = if kind == Loader::Envy { "_" } else { "__" };
        let prefix = if joins { format!("{prefix}{after}") } else { prefix };
        Some(Names { prefix, separator: self.separator.unwrap_or_else(|| usual.into()) })
    }
}
