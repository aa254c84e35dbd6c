//! Protected secrets that a method opens: `expose_secret()`.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{LENT, Node, NodeId};
use crate::rust::flow::roles::{GIVEN_BACK, has_one};
use crate::rust::tree::*;

impl Builder<'_, '_, '_> {
    /// `answer.access_token().secret()`: asked of what is called a secret.
    pub(in crate::rust::flow::build) fn is_of_secret(&mut self, receiver: ExprId) -> bool {
        let name = match self.tree.kind(receiver) {
            ExprKind::Method { name, .. } | ExprKind::Field { name, .. } => Some(name),
            ExprKind::Path(path) => self.tree.path(path).last(),
            _ => None,
        };
        // `csrf_token.secret()` is what a page gives back.
        name.is_some_and(|name| self.flow.names_secret(name) && !has_one(name.text(), GIVEN_BACK))
    }

    /// `expose_secret()`: the secret itself, called as its holder is.
    pub(super) fn opened(&mut self, e: ExprId, receiver: ExprId, method: &str) {
        let node = self.node(e);
        self.seed_opened(node, e, receiver, method);
    }

    /// `secret.expose(|value| …)`: the closure is handed the secret, and what
    /// it gives is what the call gives.
    pub(super) fn lent_to(&mut self, e: ExprId, receiver: ExprId, method: &str, read: ExprId) {
        let (to, part) = (self.node(e), self.node(receiver));
        let lent = self.flow.graph.id(Node::Part(part, LENT));
        self.seed_opened(lent, e, receiver, method);
        self.hand(read, Some(lent), Some(to));
    }

    fn seed_opened(&mut self, node: NodeId, e: ExprId, receiver: ExprId, method: &str) {
        let holder = match self.tree.kind(receiver) {
            ExprKind::Field { name, .. } => Some(name),
            ExprKind::Path(path) => self.tree.path(path).last(),
            ExprKind::Method { name, .. } if method == "secret" => Some(name),
            _ => None,
        };
        let name = holder.filter(|name| self.flow.names_secret(*name));
        let called = name.map_or_else(|| format!("{method}()"), |name| name.text().to_owned());
        self.flow.seed(node, &called, (self.body.file, self.tree.expr(e).span));
    }
}
