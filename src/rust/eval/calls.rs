//! Who calls a function, by whichever name, and what a called path means.

use std::rc::Rc;

use foldhash::HashMap;

use super::super::index::{Body, Def, Index, ItemId, Res};
use super::super::locals::Origin;
use super::super::name::Name;
use super::super::tree::*;
use super::{Eval, Frame};

/// The names that imports give to others.
pub(super) fn renames(index: &Index<'_>) -> HashMap<Name, Vec<Name>> {
    let mut renames: HashMap<Name, Vec<Name>> = HashMap::default();
    for item in index.units().iter().flat_map(|unit| &unit.facts.uses) {
        if let (Some(name), Some(alias)) = (item.path.last(), item.alias)
            && *name != alias
        {
            renames.entry(*name).or_default().push(alias);
        }
    }
    renames
}

impl Eval<'_, '_> {
    /// A name, and those that imports give it.
    pub fn aliases(&self, name: Name) -> Vec<Name> {
        let mut names = vec![name];
        let mut at = 0;
        // An import can rename what another renamed.
        while let Some(name) = names.get(at) {
            let more = self.renames.get(name).into_iter().flatten().copied();
            let more: Vec<Name> = more.filter(|alias| !names.contains(alias)).collect();
            names.extend(more);
            at += 1;
        }
        names.dedup();
        names
    }

    /// The calls of a variable that holds the function which the path `expr`
    /// names: `let get = env::var;`, and the places where it is handed over.
    pub fn through_variable(&self, body: &Body, expr: ExprId) -> Vec<ExprId> {
        let tree = self.index().tree(body.file);
        let locals = self.infer.locals(body);
        let bound = locals.bindings.iter().position(|binding| binding.origin == Origin::Value(expr));
        let Some(bound) = bound.map(|at| at as u32) else { return Vec::new() };
        let mut found = Vec::new();
        tree.walk(body.root, &mut |expr| {
            let named = match tree.kind(expr) {
                ExprKind::Call { callee, .. } => callee,
                _ => expr,
            };
            if locals.uses.get(&named) == Some(&bound) {
                found.push(expr);
            }
        });
        found
    }

    /// Every call of a function: the frame it stands in, the call, and its
    /// arguments without the receiver.
    pub fn calls_of(&self, id: ItemId) -> Vec<(Rc<Frame>, ExprId, Vec<ExprId>)> {
        let mut calls = Vec::new();
        for name in self.aliases(self.index().fn_(id).name) {
            for site in self.sites.named(name) {
                let body = self.sites.bodies[site.body as usize];
                let held = match self.is_named(&body, site.expr, id) {
                    true => self.through_variable(&body, site.expr),
                    false => Vec::new(),
                };
                for call in std::iter::once(site.expr).chain(held) {
                    if let Some(args) = self.call_args(&body, call, id) {
                        calls.push((self.open(body), call, args));
                    }
                }
            }
        }
        calls
    }

    /// Whether an expression is a path that stands for this function.
    fn is_named(&self, body: &Body, expr: ExprId, id: ItemId) -> bool {
        matches!(self.index().tree(body.file).kind(expr), ExprKind::Path(_))
            && self.targets(body, expr).contains(&Res::Def(Def::Fn(id)))
    }

    /// The calls that get a function as an argument, with its number there.
    pub fn given_to(&self, id: ItemId) -> Vec<(Rc<Frame>, ExprId, ExprId, u32)> {
        let mut found = Vec::new();
        for name in self.aliases(self.index().fn_(id).name) {
            for site in self.sites.named(name) {
                let body = self.sites.bodies[site.body as usize];
                if !self.is_named(&body, site.expr, id) {
                    continue;
                }
                let tree = self.index().tree(body.file);
                tree.walk(body.root, &mut |expr| {
                    if let ExprKind::Method { args, .. } | ExprKind::Call { args, .. } = tree.kind(expr)
                        && let Some(at) = tree.exprs_of(args).iter().position(|arg| *arg == site.expr)
                    {
                        found.push((self.open(body), site.expr, expr, at as u32));
                    }
                });
            }
        }
        found
    }

    /// The arguments, when the call `expr` runs `id`.
    fn call_args(&self, body: &Body, expr: ExprId, id: ItemId) -> Option<Vec<ExprId>> {
        let tree = self.index().tree(body.file);
        match tree.kind(expr) {
            ExprKind::Method { receiver, name, args } => {
                let args = tree.exprs_of(args);
                let runs = self.infer.method_targets(body, receiver, name, args.len()).contains(&id);
                runs.then(|| args.to_vec())
            }
            ExprKind::Call { callee, args } => {
                let found = self.targets(body, callee);
                found.contains(&Res::Def(Def::Fn(id))).then(|| {
                    let explicit = usize::from(self.index().fn_(id).has_self);
                    tree.exprs_of(args).iter().skip(explicit).copied().collect()
                })
            }
            ExprKind::Macro(mac) => {
                let mac = tree.mac(mac);
                let runs = self.infer.resolve(body, &mac.path).into_iter().any(|res| match res {
                    Res::Def(Def::Macro(rules)) => self.index().arms(rules).contains(&id),
                    _ => false,
                });
                runs.then(|| mac.args.iter().map(|arg| arg.expr).collect())
            }
            _ => None,
        }
    }

    /// What a called path stands for; a local variable that holds a function
    /// stands for that function.
    pub fn targets(&self, body: &Body, callee: ExprId) -> Vec<Res> {
        let tree = self.index().tree(body.file);
        let Some(path) = tree.path_of(callee) else { return Vec::new() };
        let locals = self.infer.locals(body);
        match locals.uses.get(&callee).map(|id| &locals.bindings[*id as usize]) {
            None => self.infer.resolve(body, path),
            Some(binding) => match binding.origin {
                Origin::Value(init) if binding.path.is_empty() && init != callee => self.targets(body, init),
                _ => Vec::new(),
            },
        }
    }
}
