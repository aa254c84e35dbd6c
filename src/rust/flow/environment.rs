//! Variables of the environment that a function of the workspace reads: which
//! they are, its callers say.

use super::Flow;
use super::graph::Node;
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::sites::Site;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Calls of one such function that are looked at.
const CALLS: usize = 1024;

/// Such functions, of which each may hand the name on to another.
const READERS: usize = 256;

/// Names of one list that are looked at.
const LISTED: usize = 64;

impl Flow<'_, '_> {
    /// Takes what such functions give for a secret where they are called by the
    /// name of one.
    pub(super) fn read_for_callers(&mut self) {
        let mut at = 0;
        while at < self.readers.len().min(READERS) {
            let (of, number) = self.readers[at];
            at += 1;
            let sites = self.sites;
            for site in sites.named(self.index().fn_(of).name).iter().take(CALLS) {
                if let Some(arg) = self.handed_by(site, of, number) {
                    self.read_at(site, arg);
                }
            }
        }
    }

    /// What a call hands to a parameter of such a function.
    fn handed_by(&self, site: &Site, of: ItemId, number: u32) -> Option<ExprId> {
        let body = self.sites.bodies[site.body as usize];
        let tree = self.index().tree(body.file);
        let args = match tree.kind(site.expr) {
            ExprKind::Call { callee, args } => {
                let found = self.types.infer.resolve(&body, tree.path_of(callee)?);
                found.contains(&Res::Def(Def::Fn(of))).then_some(args)?
            }
            ExprKind::Method { receiver, name, args } => {
                let base = self.types.of(&body, receiver);
                (self.types.called_on(&body, receiver, &base, name) == Some(of)).then_some(args)?
            }
            _ => return None,
        };
        tree.exprs_of(args).get(number as usize).copied()
    }

    fn read_at(&mut self, site: &Site, arg: ExprId) {
        let body = self.sites.bodies[site.body as usize];
        if let Some(name) = self.environment(&body, arg) {
            let span = self.index().tree(body.file).expr(site.expr).span;
            if self.types.of(&body, site.expr).value() != Ty::Scalar && !self.is_path_of_database(body.file, &name) {
                let node = self.graph.id(Node::Expr(body.file, site.expr));
                self.seed_read(node, &name, (body.file, span));
                self.build(body);
            }
        } else if let Some(reader) = self.named_by_parameter(&body, arg)
            && !self.readers.contains(&reader)
        {
            self.readers.push(reader);
        }
    }

    /// The parameter of its function that a name is.
    pub(super) fn named_by_parameter(&self, body: &Body, arg: ExprId) -> Option<(ItemId, u32)> {
        let BodyKind::Fn(of) = body.kind else { return None };
        let locals = self.types.infer.locals(body);
        let binding = &locals.bindings[self.named_by(body, arg)? as usize];
        match binding.origin {
            Origin::Param(at) if binding.path.is_empty() => Some((of, at)),
            _ => None,
        }
    }

    /// The variable that a name is.
    pub(super) fn named_by(&self, body: &Body, arg: ExprId) -> Option<BindingId> {
        let tree = self.index().tree(body.file);
        match tree.kind(arg) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) => self.named_by(body, inner),
            ExprKind::Method { receiver, name, .. } if self.know.values.unchanged.contains(name.text()) => {
                self.named_by(body, receiver)
            }
            ExprKind::Path(_) => self.types.infer.locals(body).uses.get(&arg).copied(),
            _ => None,
        }
    }

    /// The first secret's name of a list that is written out.
    pub(super) fn secret_listed(&self, body: &Body, list: ExprId) -> Option<String> {
        let tree = self.index().tree(body.file);
        match tree.kind(list) {
            ExprKind::Ref(inner) => self.secret_listed(body, inner),
            ExprKind::Method { receiver, name, .. } if matches!(name.text(), "iter" | "into_iter") => {
                self.secret_listed(body, receiver)
            }
            ExprKind::Array(items) => {
                tree.exprs_of(items).iter().take(LISTED).find_map(|item| self.environment(body, *item))
            }
            ExprKind::Path(path) => {
                let mut found = self.types.infer.resolve(body, tree.path(path)).into_iter();
                let id = found.find_map(|res| if let Res::Def(Def::Const(id)) = res { Some(id) } else { None })?;
                let (tree, value) = (self.index().tree(id.file), self.index().const_(id).value?);
                let items = match tree.kind(value) {
                    ExprKind::Ref(inner) => inner,
                    _ => value,
                };
                let ExprKind::Array(items) = tree.kind(items) else { return None };
                let mut texts = tree.exprs_of(items).iter().take(LISTED).filter_map(|item| tree.str_of(*item));
                texts.find(|text| (self.know.is_secret_variable)(text)).map(str::to_owned)
            }
            _ => None,
        }
    }
}
