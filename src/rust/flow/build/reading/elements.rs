//! Values that are the same in two places, and what is known of their parts.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{ANY, Node, NodeId, Step};
use crate::rust::tree::ExprId;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    /// The element of a tuple that a node holds.
    pub(in crate::rust::flow::build) fn part(&mut self, of: NodeId, at: u32) -> NodeId {
        let part = self.flow.graph.id(Node::Part(of, at));
        self.flow(of, part);
        part
    }

    /// Lets a value go from one node to another, the elements of tuples each
    /// for itself; those of a list's tuples are the list's own.
    pub(in crate::rust::flow::build) fn same(&mut self, from: NodeId, to: NodeId) {
        self.flow.graph.add(from, to, Step::Same);
    }

    /// The same for a value of this type.
    pub(in crate::rust::flow::build) fn copy(&mut self, from: NodeId, to: NodeId, ty: &Ty) {
        match ty.is_plain() {
            true => self.flow(from, to),
            false => self.same(from, to),
        }
        for (part, to_part) in self.parts_of_url(from, to, ty) {
            self.flow(part, to_part);
        }
        if let Ty::Tuple(items) = ty.value() {
            for (at, item) in items.iter().enumerate() {
                if !self.keeps_parts_of_url(item) {
                    continue;
                }
                let (from, to) = (self.part(from, at as u32), self.flow.graph.id(Node::Part(to, at as u32)));
                self.copy(from, to, item);
            }
        }
    }

    /// Every element that is known of what a node holds, if it may have some.
    pub(in crate::rust::flow::build) fn elements(&mut self, node: NodeId, ty: &Ty) -> Option<NodeId> {
        if ty.is_plain() {
            return None;
        }
        let any = self.flow.graph.id(Node::Part(node, ANY));
        self.flow.graph.add(node, any, Step::Elements);
        Some(any)
    }

    /// The nodes that make up a value: itself, and the elements of a tuple.
    pub(in crate::rust::flow::build) fn whole(&mut self, value: ExprId) -> Vec<NodeId> {
        let (node, ty) = (self.node(value), self.ty(value));
        let mut nodes = match ty.value() {
            Ty::Tuple(items) => (0..items.len() as u32).map(|at| self.part(node, at)).collect(),
            _ => vec![node],
        };
        nodes.extend(self.elements(node, &ty));
        nodes
    }
}
