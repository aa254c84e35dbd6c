//! Addresses that say who signs in: `url.set_password(…)`.

use super::urls::is_address;
use crate::rust::flow::build::{Builder, Target};
use crate::rust::flow::graph::NodeId;
use crate::rust::flow::roles::{ends_in, has_one};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Variables that are followed to what they are made of.
const ORIGINS: u32 = 6;

impl Builder<'_, '_, '_> {
    /// `url.set_password(Some(password))`
    pub(in crate::rust::flow::build) fn signs(
        &mut self,
        e: ExprId,
        receiver: ExprId,
        base: &Ty,
        name: &str,
        args: &[ExprId],
    ) {
        let ([value], true) = (args, is_address(base) && self.flow.know.values.signs.contains(name)) else { return };
        let node = self.node(e);
        if name == "set_password" && self.is_nobody(*value) {
            return self.signs_nobody(node, receiver);
        }
        let (from, userinfo) = (self.signed_with(*value), self.userinfo(node));
        self.flow(from, userinfo);
        match self.target(receiver) {
            Some(Target::Variable(id)) => self.order.write(id, node, false),
            Some(Target::Node(to)) => self.store(userinfo, to),
            None => {}
        }
    }

    /// `None`, `Some("***")`
    fn is_nobody(&self, value: ExprId) -> bool {
        match self.tree.kind(value) {
            ExprKind::Path(path) => self.tree.path(path).last().is_some_and(|last| last == "None"),
            ExprKind::Call { args, .. } => {
                matches!(self.tree.exprs_of(args), [one] if self.tree.str_of(*one).is_some())
            }
            _ => false,
        }
    }

    /// `url.set_password(None)`: what else it holds it still does, but the
    /// address of a database has no other secret.
    fn signs_nobody(&mut self, node: NodeId, receiver: ExprId) {
        let from = self.node(receiver);
        let Some(id) = self.variable(receiver) else { return };
        if !self.is_of_store(id, ORIGINS) {
            self.flow(from, node);
        }
        self.order.write(id, node, true);
    }

    /// Whether a variable is an address of a database, by what it is made of.
    fn is_of_store(&self, id: BindingId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let binding = &self.locals.bindings[id as usize];
        let stores = |name: Name| self.is_called_store(name);
        let mut at = match binding.origin {
            Origin::Value(init) if binding.path.is_empty() && binding.assigned.is_empty() => init,
            _ => return stores(binding.name),
        };
        loop {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => inner,
                ExprKind::Method { receiver, .. } => receiver,
                ExprKind::Call { args, .. } => match self.tree.exprs_of(args) {
                    [one] => *one,
                    _ => return false,
                },
                ExprKind::Field { name, .. } => return stores(name),
                ExprKind::Path(path) => {
                    let named = self.tree.path(path).last().is_some_and(stores);
                    return named || self.locals.uses.get(&at).is_some_and(|id| self.is_of_store(*id, depth));
                }
                _ => return false,
            };
        }
    }

    /// `database_url`; what is secret of a `webhook_url` is its path.
    fn is_called_store(&self, name: Name) -> bool {
        let name = name.text();
        self.flow.know.words.is_secret(name) && ends_in(name, &["url", "uri", "dsn"]) && !has_one(name, &["webhook"])
    }

    /// `url.set_password(other.password())`: an address that is put together
    /// anew says no more than the other did.
    fn signed_with(&mut self, value: ExprId) -> NodeId {
        match self.tree.kind(value) {
            ExprKind::Method { receiver, .. } if is_address(&self.ty(receiver)) => {
                let other = self.node(receiver);
                self.userinfo(other)
            }
            _ => self.node(value),
        }
    }
}
