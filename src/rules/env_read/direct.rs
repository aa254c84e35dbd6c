//! Calls that read the environment, found by what their names resolve to.

use std::collections::BTreeSet;

use super::apis::{self, Reads};
use crate::rust::eval::Eval;
use crate::rust::index::{Body, Res};
use crate::rust::name::Name;
use crate::rust::sites::Site;
use crate::rust::tree::{ExprId, ExprKind, MacroCall};

/// A read of the environment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    /// The body it stands in.
    pub body: Body,
    /// The call, macro call or handed-over path.
    pub expr: ExprId,
    /// What tells the name.
    pub name: NameFrom,
}

/// Where the name that is read comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameFrom {
    /// This expression.
    Expr(ExprId),
    /// The elements of this expression: `names.map(env::var)`.
    Elements(ExprId),
    /// What is known of its begin and its end: `key.ends_with("_TOKEN")`.
    Affixes(Option<ExprId>, Option<ExprId>),
    /// A function of the workspace that gets the reading function as its
    /// argument with this number in this call.
    HandedTo(ExprId, u32),
    /// All variables are read.
    All,
}

/// Every read in the workspace.
pub(super) fn reads(eval: &Eval<'_, '_>) -> Vec<Read> {
    let mut sites: BTreeSet<Site> = BTreeSet::new();
    for name in names(eval) {
        for site in eval.sites.named(name) {
            sites.insert(*site);
            sites.extend(through_variable(eval, *site));
        }
    }
    sites.into_iter().filter_map(|site| read(eval, site)).collect()
}

/// The last names of the APIs, and the names that imports give them.
fn names(eval: &Eval<'_, '_>) -> BTreeSet<Name> {
    apis::names().flat_map(|name| eval.aliases(Name::new(name))).collect()
}

/// The calls of a variable that holds a reading function, and the places
/// where it is handed over: `let get = env::var;`.
fn through_variable(eval: &Eval<'_, '_>, site: Site) -> Vec<Site> {
    let body = eval.sites.bodies[site.body as usize];
    let tree = eval.infer.index.tree(body.file);
    let holds = matches!(tree.kind(site.expr), ExprKind::Path(_)) && function(eval, &body, site.expr).is_some();
    if !holds {
        return Vec::new();
    }
    eval.through_variable(&body, site.expr).into_iter().map(|expr| Site { body: site.body, expr }).collect()
}

fn read(eval: &Eval<'_, '_>, site: Site) -> Option<Read> {
    let body = eval.sites.bodies[site.body as usize];
    let tree = eval.infer.index.tree(body.file);
    let expr = site.expr;
    let name = match tree.kind(expr) {
        ExprKind::Call { callee, args } => match function(eval, &body, callee)? {
            Reads::All => NameFrom::All,
            _ => NameFrom::Expr(*tree.exprs_of(args).first()?),
        },
        ExprKind::Macro(mac) => {
            let mac = tree.mac(mac);
            macro_(eval, &body, mac)?;
            NameFrom::Expr(mac.args.first()?.expr)
        }
        ExprKind::Method { receiver, name, args } => match eval.infer.type_of(&body, receiver)? {
            Res::External(of) if apis::method(&of, name.text()) => NameFrom::Expr(*tree.exprs_of(args).first()?),
            _ => return None,
        },
        ExprKind::Path(_) => match function(eval, &body, expr)? {
            Reads::All => return None,
            _ => handed(eval, &body, expr)?,
        },
        _ => return None,
    };
    Some(Read { body, expr, name })
}

fn function(eval: &Eval<'_, '_>, body: &Body, callee: ExprId) -> Option<Reads> {
    eval.targets(body, callee).into_iter().find_map(|res| match res {
        Res::External(path) => apis::function(&path),
        Res::Def(_) => None,
    })
}

fn macro_(eval: &Eval<'_, '_>, body: &Body, mac: &MacroCall) -> Option<Reads> {
    let found = eval.infer.resolve(body, &mac.path);
    match (found.is_empty(), mac.path.ident()) {
        (true, Some(name)) => apis::macro_(name.text()),
        _ => found.into_iter().find_map(|res| match res {
            Res::External(path) => apis::macro_(&path),
            Res::Def(_) => None,
        }),
    }
}

/// The call that a reading function is an argument of.
fn handed(eval: &Eval<'_, '_>, body: &Body, path: ExprId) -> Option<NameFrom> {
    let tree = eval.infer.index.tree(body.file);
    let mut found = None;
    tree.walk(body.root, &mut |expr| {
        let args = match tree.kind(expr) {
            ExprKind::Method { args, .. } | ExprKind::Call { args, .. } => tree.exprs_of(args),
            _ => return,
        };
        if let Some(at) = args.iter().position(|arg| *arg == path) {
            found = Some((expr, at as u32));
        }
    });
    let (call, at) = found?;
    match tree.kind(call) {
        ExprKind::Method { receiver, name, args } => {
            let own = eval.infer.method_targets(body, receiver, name, tree.exprs_of(args).len());
            Some(if own.is_empty() { NameFrom::Elements(receiver) } else { NameFrom::HandedTo(call, at) })
        }
        _ => Some(NameFrom::HandedTo(call, at)),
    }
}
