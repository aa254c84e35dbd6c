//! Copies that a method of their type takes the secrets out of:
//! `copy.remove_secrets()`.

use crate::rust::flow::Flow;
use crate::rust::flow::build::Builder;
use crate::rust::flow::roles::{REDACTORS, has_one};
use crate::rust::index::{Body, ItemId};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    /// Takes note of what a call takes secrets out of: `copy.remove_secrets()`,
    /// by what that method does, `mask_secrets(&mut copy)` by its name.
    pub(in crate::rust::flow::build) fn emptied(&mut self, id: ItemId, receiver: Option<ExprId>, args: &[ExprId]) {
        self.hidden_in_place(id, receiver, args);
        let Some(variable) = receiver.filter(|_| args.is_empty()).and_then(|of| self.root(of)) else { return };
        for field in self.flow.emptied_by(id) {
            self.set_scrubbed((variable, field), true);
        }
    }

    /// `mask_secrets(&mut copy)`, `copy.redact()`: what is hidden by a function
    /// that gives nothing is hidden where it is.
    fn hidden_in_place(&mut self, id: ItemId, receiver: Option<ExprId>, args: &[ExprId]) {
        let item = self.flow.index().fn_(id);
        if item.ret.is_some() || !has_one(item.name.text(), REDACTORS) {
            return;
        }
        let lent = |arg: &&ExprId| matches!(self.tree.kind(**arg), ExprKind::Ref(_));
        let hidden = receiver.into_iter().filter(|_| args.is_empty()).chain(args.iter().filter(lent).copied());
        let variables: Vec<_> = hidden.filter_map(|arg| self.root(arg)).collect();
        variables.into_iter().for_each(|variable| self.set_scrubbed((variable, item.name), true));
    }

    /// `copy.to_json()`, when the copy has none any more.
    pub(in crate::rust::flow::build) fn is_of_emptied(&self, e: ExprId, receiver: Option<ExprId>) -> bool {
        receiver.is_some_and(|receiver| self.is_scrubbed(receiver)) && self.ty(e).value() == Ty::Text
    }
}

impl Flow<'_, '_> {
    /// The fields of `self` called as secrets are, or with such a part, that a
    /// method gives nothing secret, one after the other.
    fn emptied_by(&mut self, id: ItemId) -> Vec<Name> {
        let Some(body) = self.index().body(id) else { return Vec::new() };
        let tree = self.index().tree(id.file);
        let ExprKind::Block(block) = tree.kind(body.root) else { return Vec::new() };
        let stmts = tree.block(block).stmts.iter().filter_map(|stmt| match *stmt {
            Stmt::Expr(expr) => Some(expr),
            Stmt::Let { .. } => None,
        });
        let stmts: Vec<ExprId> = stmts.collect();
        stmts.into_iter().filter_map(|stmt| self.emptied_in(&body, stmt)).collect()
    }

    /// `self.tracker.token = Token::new("***")` empties `tracker`.
    fn emptied_in(&mut self, body: &Body, stmt: ExprId) -> Option<Name> {
        let tree = self.index().tree(body.file);
        let ExprKind::Assign { left, right, .. } = tree.kind(stmt) else { return None };
        let ExprKind::Field { name, .. } = tree.kind(left) else { return None };
        let (mut at, mut first) = (left, name);
        while let ExprKind::Field { base, name } = tree.kind(at) {
            (at, first) = (base, name);
        }
        let own = tree.path_of(at).and_then(Path::ident).is_some_and(|of| of == "self");
        (own && self.names_secret(name) && self.is_harmless(body, right, name.text())).then_some(first)
    }
}
