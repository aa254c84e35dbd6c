//! Writes: assignments, and what an expression stands for when something is
//! put there.

use crate::rust::flow::build::{Builder, Target};
use crate::rust::flow::graph::{Node, NodeId, Step};
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    pub(in crate::rust::flow::build) fn assign(&mut self, left: ExprId, right: ExprId) {
        if let ExprKind::Tuple(items) = self.tree.kind(left) {
            let right = self.node(right);
            for (at, item) in self.tree.exprs_of(items).iter().enumerate() {
                let from = self.part(right, at as u32);
                self.write(*item, from, true);
            }
            return;
        }
        // What stands left is written, not read; what it is reached through
        // is read.
        if let ExprKind::Field { base, .. } | ExprKind::Index { base, .. } | ExprKind::Deref(base) =
            self.tree.kind(left)
        {
            self.expr(base);
        }
        self.scrub(left, right);
        if self.is_nothing(right) && matches!(self.tree.kind(left), ExprKind::Field { .. }) {
            return;
        }
        let from = self.node(right);
        let whole = matches!(self.tree.kind(left), ExprKind::Path(_));
        self.write(left, from, whole);
    }

    /// A value goes into what an expression stands for.
    pub(in crate::rust::flow::build) fn write(&mut self, place: ExprId, from: NodeId, whole: bool) {
        match self.target(place) {
            Some(Target::Variable(id)) => self.order.write(id, from, whole),
            Some(Target::Node(to)) => self.store(from, to),
            None => {}
        }
    }

    pub(in crate::rust::flow::build) fn store(&mut self, from: NodeId, to: NodeId) {
        // What a test makes up is in no value of the code it tests.
        if let (true, Node::Field(id, ..)) = (self.body.test, self.flow.graph.node(to))
            && !self.flow.index().adt(id).test
        {
            return;
        }
        self.flow.graph.add(from, to, Step::Store);
        self.flow.graph.writers.entry(to).or_default().insert(from);
    }

    /// What an expression stands for when it is written to.
    pub(in crate::rust::flow::build) fn target(&mut self, place: ExprId) -> Option<Target> {
        match self.tree.kind(place) {
            ExprKind::Path(path) => match self.locals.uses.get(&place) {
                Some(id) => Some(Target::Variable(*id)),
                None => self.constant(path).map(Target::Node),
            },
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                self.target(inner)
            }
            ExprKind::Index { base, .. } => self.target(base),
            ExprKind::Method { receiver, .. } => self.target(receiver),
            ExprKind::Field { base, name } => match self.ty(base).value() {
                Ty::Adt(id, _) => Some(Target::Node(self.flow.graph.id(Node::Field(id, 0, name)))),
                // What another crate's type shows of its fields is not known.
                Ty::Foreign(..) => None,
                _ => self.target(base),
            },
            _ => None,
        }
    }
}
