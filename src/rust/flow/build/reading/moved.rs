//! What the standard library's functions move from one place to another.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{NOTHING, Node, Showing};
use crate::rust::tree::{ExprId, ExprKind};

impl Builder<'_, '_, '_> {
    /// `io::copy(&mut reader, &mut writer)`: what is read is written.
    pub(in crate::rust::flow::build) fn copied_into(&mut self, e: ExprId, from: ExprId, to: ExprId) {
        let nodes = self.shown(from, Showing::Display);
        for rule in self.writer_rules(&self.ty(to)) {
            self.sink(rule, e, from, nodes.clone());
        }
        nodes.into_iter().for_each(|node| self.write(to, node, false));
    }

    /// `mem::swap(&mut a, &mut b)`, `mem::replace(&mut a, b)`: what was in a
    /// place is given out, what comes instead is there from now on.
    pub(in crate::rust::flow::build) fn swapped(&mut self, e: ExprId, end: &str, args: &[ExprId]) {
        match (end, args) {
            ("mem::swap", [a, b]) => {
                let (was_a, was_b) = (self.node(*a), self.node(*b));
                self.write(*a, was_b, self.is_place(*a));
                self.write(*b, was_a, self.is_place(*b));
            }
            ("mem::replace", [place, value]) => {
                self.pass(*place, e);
                let value = self.node(*value);
                self.write(*place, value, self.is_place(*place));
            }
            ("mem::take", [place]) => {
                self.pass(*place, e);
                let taken = self.node(e);
                let nothing = self.flow.graph.id(Node::Part(taken, NOTHING));
                self.write(*place, nothing, self.is_place(*place));
            }
            _ => {}
        }
    }

    /// `&mut x`: the variable itself, and nothing that is made of it.
    fn is_place(&self, arg: ExprId) -> bool {
        match self.tree.kind(arg) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) => self.is_place(inner),
            ExprKind::Path(_) => true,
            _ => false,
        }
    }
}
