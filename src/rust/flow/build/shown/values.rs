//! What becomes visible of a value that is shown, by its type.

use super::urls::{debugs_url, is_address};
use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Node, NodeId, Showing};
use crate::rust::tree::ExprId;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    /// The nodes whose values become visible when an expression is shown.
    pub(in crate::rust::flow::build) fn shown(&mut self, expr: ExprId, showing: Showing) -> Vec<NodeId> {
        if self.is_scrubbed(expr) {
            return Vec::new();
        }
        let ty = self.ty(expr);
        let held = self.locals.uses.get(&expr).copied();
        if let Some(nodes) = held.and_then(|held| self.shown_arm(held, &ty, showing)) {
            return nodes;
        }
        let node = self.node(expr);
        let mut nodes = self.shown_as(node, &ty, showing);
        nodes.extend(self.open_param(expr, showing));
        nodes
    }

    /// The same for a node that holds a value of this type.
    pub(in crate::rust::flow::build) fn shown_as(&mut self, node: NodeId, ty: &Ty, showing: Showing) -> Vec<NodeId> {
        match ty.value() {
            Ty::Scalar | Ty::Error | Ty::Trait(_) => Vec::new(),
            // What an error shows is reported where it is built.
            Ty::Adt(id, _) if self.flow.is_error(id) => Vec::new(),
            Ty::Adt(id, args) => {
                let mut nodes = vec![self.flow.shows_type(id, showing)];
                let of = Ty::Adt(id, args.clone());
                nodes.extend(self.flow.shows_wrapped(&of, showing).then_some(node));
                for arg in args.iter().filter(|arg| matches!(arg, Ty::Adt(..))) {
                    nodes.extend(self.shown_as(node, arg, showing));
                }
                nodes
            }
            Ty::Tuple(items) => {
                let each = items.iter().enumerate();
                let parts: Vec<_> = each.map(|(at, item)| (self.part(node, at as u32), item.clone())).collect();
                parts.iter().flat_map(|(part, item)| self.shown_as(*part, item, showing)).collect()
            }
            Ty::List(of) => match &*of {
                Ty::Scalar => vec![node],
                // What is no text is not displayed but serialised, by what its
                // types then show.
                Ty::Tuple(_) if showing == Showing::Display => {
                    std::iter::once(node).chain(self.elements(node, ty)).collect()
                }
                Ty::Tuple(items) => self.shown_each(vec![node], node, items, showing),
                of => self.shown_as(node, of, showing),
            },
            Ty::Map(of) => {
                let values = if of.1 == Ty::Scalar { vec![node] } else { self.shown_as(node, &of.1, showing) };
                self.shown_each(values, node, &[of.0.clone(), of.1.clone()], showing)
            }
            foreign @ Ty::Foreign(..) if self.flow.is_protected(&foreign) => Vec::new(),
            ref foreign @ Ty::Foreign(..)
                if showing == Showing::Debug && debugs_url(foreign) && self.flow.keeps_url(foreign) =>
            {
                vec![node, self.kept(node)]
            }
            ref address if is_address(address) => vec![node, self.userinfo(node)],
            ref open @ Ty::Param(_) => {
                let any = self.elements(node, open);
                std::iter::once(node).chain(any).chain(self.open_result(open, showing)).collect()
            }
            ref other => std::iter::once(node).chain(self.elements(node, other)).collect(),
        }
    }

    /// What the tuples of a list show, or the pairs of a map, beside others.
    fn shown_each(&mut self, others: Vec<NodeId>, node: NodeId, items: &[Ty], showing: Showing) -> Vec<NodeId> {
        let mut shown = others;
        for (at, item) in items.iter().enumerate() {
            let part = self.flow.graph.id(Node::Part(node, at as u32));
            let more = self.shown_as(part, item, showing);
            more.into_iter().for_each(|node| {
                if !shown.contains(&node) {
                    shown.push(node)
                }
            });
        }
        shown
    }
}
