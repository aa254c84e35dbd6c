//! Variables: where their values come from, and which uses see them.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Node, NodeId, SELF};
use crate::rust::index::BodyKind;
use crate::rust::locals::{Binding, BindingId, Origin, Proj};
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    /// After the walk: every variable's sources, and its uses.
    pub(in crate::rust::flow::build) fn bindings(&mut self) {
        self.settle_opened();
        let locals = self.locals.clone();
        let mut types = Vec::with_capacity(locals.bindings.len());
        for (id, binding) in locals.bindings.iter().enumerate() {
            let ty = self.flow.types.binding(&self.body, binding);
            let node = self.bound(binding);
            let mut treated = self.treated.get(&(id as BindingId)).copied().unwrap_or_default();
            treated.as_path |= self.is_variable_of_sqlite(id as BindingId);
            if !treated.as_path && !treated.is_name(binding.name) && !self.is_about(binding) {
                self.sources(binding, node, &ty);
            }
            let body = self.body;
            self.flow.seed_binding(&body, binding, node, &ty, treated);
            if self.is_given_by_login(binding, &ty) || self.is_drawn(binding, &ty) {
                self.flow.seed(node, binding.name.text(), (body.file, self.tree.pat(binding.pat).span));
            }
            types.push(ty);
        }
        let file = self.body.file;
        let own = |id: BindingId| -> Option<NodeId> {
            self.flow.graph.find(bound_node(file, &locals.bindings[id as usize], &self.body.kind)?)
        };
        let edges = self.order.edges(own);
        for (from, to, id) in edges {
            self.copy(from, to, &types[id as usize]);
        }
        self.lent(&locals.bindings);
    }

    /// The node of a variable.
    pub(in crate::rust::flow::build) fn bound(&mut self, binding: &Binding) -> NodeId {
        match bound_node(self.body.file, binding, &self.body.kind) {
            Some(node) => self.flow.graph.id(node),
            None => self.flow.graph.id(Node::Bind(self.body.file, binding.pat)),
        }
    }

    fn sources(&mut self, binding: &Binding, node: NodeId, ty: &Ty) {
        let body = self.body;
        if let Some((id, variant)) = self.flow.types.constructor(&body, binding) {
            if let Some(name) =
                crate::rust::types::field_name(binding).filter(|name| !self.says_whose(id, binding, *name))
            {
                let from = self.flow.graph.id(Node::Field(id, variant, name));
                self.copy(from, node, ty);
                if let (Origin::Value(init), true) =
                    (binding.origin, self.flow.is_wrapped(&Ty::Adt(id, [].into()), name))
                {
                    let from = self.node(init);
                    self.copy(from, node, ty);
                }
            }
            return;
        }
        if binding.of.is_some_and(|of| self.tree.path(of).last().is_some_and(|last| last == "Err")) {
            if let Origin::Value(init) = binding.origin {
                self.take_error(init, node);
            }
            return;
        }
        let base = match (binding.origin, body.kind) {
            (Origin::Value(init), _) => Some((self.node(init), self.ty(init))),
            (Origin::Param(at), BodyKind::Fn(id)) => {
                let ty = self.flow.types.param(id, at as usize);
                Some((self.flow.graph.id(Node::Param(id, at as u16)), ty))
            }
            (Origin::Closure(closure, at), _) => {
                Some((self.flow.graph.id(Node::ClosureParam(body.file, closure, at)), Ty::Unknown))
            }
            _ => None,
        };
        let Some((from, base)) = base else { return };
        self.take_apart(binding, from, base, node, ty);
    }

    /// Tuples are taken apart element by element; what a collection holds is
    /// what the collection is, but the keys of a map are not its values.
    fn take_apart(&mut self, binding: &Binding, from: NodeId, base: Ty, node: NodeId, ty: &Ty) {
        if self.take_from_pairs(binding, node, ty) || self.take_received(binding, node, ty) {
            return;
        }
        let (mut from, mut base, mut path) = (from, base, binding.path.as_slice());
        let to_key = match (path, base.value()) {
            ([Proj::Element, Proj::At(0), rest @ ..], Ty::Map(_)) => Some(rest),
            _ if self.is_key_of_map(binding) => Some(&path[1..]),
            _ => None,
        };
        // What a map is called says nothing of its keys.
        if let Some(rest) = to_key {
            (from, base, path) = (self.flow.graph.id(Node::Part(from, 0)), Ty::Unknown, rest);
        }
        for step in path {
            match (step, base.value()) {
                (Proj::Element, of) => base = of.element(),
                (Proj::Field(_), Ty::Adt(..)) => return,
                (Proj::At(at), of) if !matches!(of, Ty::Adt(..) | Ty::Error) => {
                    from = self.part(from, *at);
                    base = of.at(*at);
                }
                _ => base = Ty::Unknown,
            }
        }
        self.copy(from, node, ty);
    }

    /// What is written to a parameter is left in what the caller lent.
    fn lent(&mut self, bindings: &[Binding]) {
        let BodyKind::Fn(id) = self.body.kind else { return };
        for (at, binding) in bindings.iter().enumerate() {
            let out = match binding.origin {
                Origin::Param(number) if binding.path.is_empty() => number as u16,
                Origin::SelfParam => SELF,
                _ => continue,
            };
            for from in self.order.added(at as BindingId) {
                let to = self.flow.graph.id(Node::Out(id, out));
                self.same(from, to);
            }
        }
    }
}

fn bound_node(file: u32, binding: &Binding, kind: &BodyKind) -> Option<Node> {
    match (binding.origin, kind) {
        (Origin::SelfParam, BodyKind::Fn(id)) => Some(Node::Param(*id, SELF)),
        (Origin::SelfParam, _) => None,
        _ => Some(Node::Bind(file, binding.pat)),
    }
}
