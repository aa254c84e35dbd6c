//! Lists of pairs and maps that are taken apart: names are not values.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::NodeId;
use crate::rust::locals::{Binding, Host, Origin, Proj};
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    /// `map.iter().map(|(key, value)| …)`: the keys are not the values.
    pub(in crate::rust::flow::build) fn is_key_of_map(&self, binding: &Binding) -> bool {
        let (Origin::Closure(closure, _), Some(Proj::At(0))) = (binding.origin, binding.path.first()) else {
            return false;
        };
        let Some(Host::Arg(call, _)) = self.locals.closures.get(&closure) else { return false };
        match self.tree.kind(*call) {
            ExprKind::Method { receiver, .. } => matches!(self.ty(receiver).value(), Ty::Map(_)),
            _ => false,
        }
    }

    /// `for (name, value) in [("a", x), ("b", y)]`: the names are not the
    /// values.
    pub(in crate::rust::flow::build) fn take_from_pairs(&mut self, binding: &Binding, node: NodeId, ty: &Ty) -> bool {
        let (init, at) = match (binding.origin, binding.path.as_slice()) {
            (Origin::Value(init), [Proj::Element, Proj::At(at)]) => (init, at),
            // `[("a", x), ("b", y)].iter().map(|(name, value)| …)`
            (Origin::Closure(closure, 0), [Proj::At(at)]) => match self.handed_each(closure) {
                Some(init) => (init, at),
                None => return false,
            },
            _ => return false,
        };
        let Some(pairs) = self.pairs(init) else { return false };
        let items: Vec<ExprId> = pairs.iter().filter_map(|pair| pair.get(*at as usize).copied()).collect();
        for item in items {
            let from = self.node(item);
            self.copy(from, node, ty);
        }
        true
    }

    /// What a closure is handed the elements of, one by one.
    pub(in crate::rust::flow::build) fn handed_each(&self, closure: ExprId) -> Option<ExprId> {
        let Host::Arg(call, _) = self.locals.closures.get(&closure)? else { return None };
        match self.tree.kind(*call) {
            ExprKind::Method { receiver, name, .. } => {
                let each = matches!(
                    name.text(),
                    "map"
                        | "filter"
                        | "filter_map"
                        | "flat_map"
                        | "for_each"
                        | "find"
                        | "find_map"
                        | "any"
                        | "all"
                        | "inspect"
                );
                each.then_some(receiver)
            }
            _ => None,
        }
    }

    /// The tuples of an array that is written out.
    pub(in crate::rust::flow::build) fn pairs(&self, array: ExprId) -> Option<Vec<&[ExprId]>> {
        let tree = self.tree;
        let items: Vec<ExprId> = match tree.kind(array) {
            ExprKind::Ref(inner) => return self.pairs(inner),
            ExprKind::Method { receiver, name, .. }
                if matches!(name.text(), "iter" | "into_iter" | "filter" | "rev" | "skip" | "take" | "inspect") =>
            {
                return self.pairs(receiver);
            }
            // `let tried = [("a", x)]; for (name, value) in tried`
            ExprKind::Path(_) => {
                let id = *self.locals.uses.get(&array)?;
                let binding = &self.locals.bindings[id as usize];
                let whole = binding.path.is_empty() && self.order.added(id).is_empty();
                return match binding.origin {
                    Origin::Value(init) if whole && init != array => self.pairs(init),
                    _ => None,
                };
            }
            ExprKind::Array(items) => tree.exprs_of(items).to_vec(),
            ExprKind::Macro(mac) if tree.mac(mac).path.last().is_some_and(|last| last == "vec") => {
                tree.mac(mac).args.iter().map(|arg| arg.expr).collect()
            }
            _ => return None,
        };
        let tuple = |item: &ExprId| match tree.kind(*item) {
            ExprKind::Tuple(items) => Some(tree.exprs_of(items)),
            _ => None,
        };
        items.iter().map(tuple).collect()
    }
}
