//! Arguments of the command line that are built by calls.

use super::{Context, finding};
use crate::finding::{Finding, Label};
use crate::rust::eval::Eval;
use crate::rust::index::{Body, Res};
use crate::rust::sites::Site;
use crate::rust::tree::{ExprId, ExprKind};

/// `Arg::new("key").env("API_KEY")`, `arg!(--key <KEY>).env("API_KEY")`.
pub(super) fn check(cx: &Context<'_>, eval: &Eval<'_, '_>, site: Site, report: &mut dyn FnMut(Finding)) {
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
