//! Methods whose result holds the same in another shape: pairs out of two
//! lists, the values of a map, what is gathered step by step.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Node, NodeId, Step};
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    /// A method that changes which element is which; whether it was one.
    pub(super) fn reshaped(&mut self, e: ExprId, receiver: ExprId, base: &Ty, name: &str, args: &[ExprId]) -> bool {
        let (from, to) = (self.node(receiver), self.node(e));
        let map = matches!(base.value(), Ty::Map(_));
        match (name, args) {
            ("enumerate", []) => self.becomes(from, to, 1),
            ("zip", [other]) => {
                let other = self.node(*other);
                self.becomes(from, to, 0);
                self.becomes(other, to, 1);
            }
            ("partition", [_]) => (0..2).for_each(|at| self.becomes(from, to, at)),
            ("split_first" | "split_last", []) | ("split_at", [_]) if base.value() != Ty::Text => {
                (0..2).for_each(|at| self.becomes(from, to, at));
            }
            ("unzip", []) => self.same(from, to),
            ("keys" | "into_keys", []) if map => {
                let key = self.flow.graph.id(Node::Part(from, 0));
                self.same(key, to);
            }
            _ if map && self.is_by_key(name) => {
                let ty = self.ty(e);
                let value = self.part(from, 1);
                self.copy(value, to, &ty);
            }
            _ => return false,
        }
        true
    }

    /// A value becomes an element of another.
    fn becomes(&mut self, from: NodeId, to: NodeId, at: u32) {
        let part = self.flow.graph.id(Node::Part(to, at));
        self.same(from, part);
    }

    /// Whether a method of a map gives values and no pairs.
    fn is_by_key(&self, name: &str) -> bool {
        self.flow.know.values.lookups.contains(name)
            || matches!(
                name,
                "values" | "into_values" | "values_mut" | "insert" | "swap_remove" | "entry" | "get_unchecked"
            )
    }

    /// `map[key]`, `list[at]`
    pub(super) fn indexed(&mut self, e: ExprId, base: ExprId, of: &Ty) {
        if !matches!(of.value(), Ty::Map(_)) {
            return self.pass(base, e);
        }
        let (from, to, ty) = (self.node(base), self.node(e), self.ty(e));
        let value = self.part(from, 1);
        self.copy(value, to, &ty);
    }

    /// What a method lets through: a text that it makes of what is no text is
    /// made of all that is there.
    pub(super) fn carried(&mut self, from: NodeId, to: NodeId, base: &Ty, ty: &Ty) {
        self.copy(from, to, ty);
        if ty.is_plain() && !base.is_plain() {
            self.flow.graph.add(from, to, Step::Elements);
        }
    }

    /// `list.push((host, password))`: the nodes that are put into a value. A
    /// list keeps which element of a tuple is which.
    pub(super) fn put_in(&mut self, base: &Ty, value: ExprId, args: &[ExprId]) -> Vec<NodeId> {
        match (base.value(), args) {
            (Ty::List(_), _) | (_, [_]) => vec![self.node(value)],
            _ => self.whole(value),
        }
    }

    /// `list.iter().fold(first, |made, element| …)`
    pub(super) fn folded(&mut self, e: ExprId, from: NodeId, first: ExprId, closure: ExprId) {
        let to = self.node(e);
        self.pass(first, e);
        if !matches!(self.tree.kind(closure), ExprKind::Closure(_)) {
            return self.hand(closure, Some(from), Some(to));
        }
        self.hand(closure, None, Some(to));
        for (given, at) in [(to, 0), (from, 1)] {
            let param = self.flow.graph.id(Node::ClosureParam(self.body.file, closure, at));
            self.same(given, param);
        }
    }
}
