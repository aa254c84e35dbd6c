//! Variables: where their values come from, and which uses see them.

use foldhash::HashMap;

use super::Builder;
use crate::rust::flow::graph::{Node, NodeId, SELF};
use crate::rust::index::BodyKind;
use crate::rust::locals::{Binding, BindingId, Host, Origin, Proj};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    /// A pattern's variables exist from here on.
    pub(super) fn pattern(&mut self, pat: PatId) {
        let tree = self.tree;
        match tree.pat(pat).kind {
            PatKind::Bind { sub, .. } => {
                if let Some(id) = self.bound.get(&pat) {
                    self.order.declare(*id);
                }
                sub.into_iter().for_each(|sub| self.pattern(sub));
            }
            PatKind::Or(items) => {
                tree.pats_of(items).iter().for_each(|item| self.pattern(*item));
                self.join_alternatives(tree.pats_of(items));
            }
            PatKind::Tuple(items) | PatKind::TupleStruct { items, .. } | PatKind::Slice(items) => {
                tree.pats_of(items).iter().for_each(|item| self.pattern(*item));
            }
            PatKind::Struct { fields, .. } => {
                tree.field_pats_of(fields).iter().for_each(|(_, item)| self.pattern(*item));
            }
            PatKind::Ref(inner) | PatKind::Typed { pat: inner, .. } => self.pattern(inner),
            PatKind::Guard { pat, cond } => {
                self.pattern(pat);
                self.expr(cond);
            }
            PatKind::Path(_) | PatKind::Lit(_) | PatKind::Rest | PatKind::Wild => {}
        }
    }

    /// `Auth::Password(v) | Auth::User(v)`: what is bound last is what the arm
    /// sees, and may hold what any of the others does.
    fn join_alternatives(&mut self, items: &[PatId]) {
        let Some((last, others)) = items.split_last() else { return };
        let locals = self.locals.clone();
        let seen: HashMap<Name, BindingId> =
            self.bound_in(*last).into_iter().map(|id| (locals.bindings[id as usize].name, id)).collect();
        let from: Vec<BindingId> = others.iter().flat_map(|pat| self.bound_in(*pat)).collect();
        for binding in from.into_iter().map(|id| &locals.bindings[id as usize]) {
            let Some(to) = seen.get(&binding.name) else { continue };
            let (from, to) = (self.bound(binding), self.bound(&locals.bindings[*to as usize]));
            let ty = self.flow.types.binding(&self.body, binding);
            self.copy(from, to, &ty);
        }
    }

    /// The variables that a pattern binds, however deep; of alternatives within
    /// it those of the last, which hold what the others do.
    fn bound_in(&self, pat: PatId) -> Vec<BindingId> {
        let (mut found, mut left) = (Vec::new(), vec![pat]);
        while let Some(pat) = left.pop() {
            match self.tree.pat(pat).kind {
                PatKind::Bind { sub, .. } => {
                    found.extend(self.bound.get(&pat));
                    left.extend(sub);
                }
                PatKind::Or(items) => left.extend(self.tree.pats_of(items).last()),
                PatKind::Tuple(items) | PatKind::TupleStruct { items, .. } | PatKind::Slice(items) => {
                    left.extend(self.tree.pats_of(items));
                }
                PatKind::Struct { fields, .. } => {
                    left.extend(self.tree.field_pats_of(fields).iter().map(|(_, item)| *item));
                }
                PatKind::Ref(inner) | PatKind::Typed { pat: inner, .. } | PatKind::Guard { pat: inner, .. } => {
                    left.push(inner);
                }
                PatKind::Path(_) | PatKind::Lit(_) | PatKind::Rest | PatKind::Wild => {}
            }
        }
        found
    }

    /// After the walk: every variable's sources, and its uses.
    pub(super) fn bindings(&mut self) {
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
            if self.is_given_by_login(binding, &ty) {
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
    pub(super) fn bound(&mut self, binding: &Binding) -> NodeId {
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
        let known = self.take_from_pairs(binding, node, ty) || self.take_received(binding, node, ty);
        if known || self.is_key_of_map(binding) {
            return;
        }
        let (mut from, mut base) = (from, base);
        for step in &binding.path {
            match (step, base.value()) {
                (Proj::At(at), Ty::Tuple(items)) => {
                    from = self.part(from, *at);
                    base = items.get(*at as usize).cloned().unwrap_or(Ty::Unknown);
                }
                (Proj::Element, Ty::Map(_)) if binding.path.get(1) == Some(&Proj::At(0)) => return,
                // Elements of lists of pairs are one value each.
                (Proj::Element, of) => {
                    base = match of.element() {
                        Ty::Tuple(_) => Ty::Unknown,
                        other => other,
                    };
                }
                (Proj::At(at), Ty::Unknown) if binding.path.len() == 1 => from = self.part(from, *at),
                (Proj::Field(_), Ty::Adt(..)) => return,
                _ => base = Ty::Unknown,
            }
        }
        self.copy(from, node, ty);
    }

    /// `map.iter().map(|(key, value)| …)`: the keys are not the values.
    fn is_key_of_map(&self, binding: &Binding) -> bool {
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
    fn take_from_pairs(&mut self, binding: &Binding, node: NodeId, ty: &Ty) -> bool {
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
    pub(super) fn handed_each(&self, closure: ExprId) -> Option<ExprId> {
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
    fn pairs(&self, array: ExprId) -> Option<Vec<&[ExprId]>> {
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
                self.flow(from, to);
            }
        }
    }

    /// The node a closure's value is in.
    pub(super) fn closure_result(&mut self, closure: ExprId) -> Option<NodeId> {
        match self.tree.kind(closure) {
            ExprKind::Closure(id) => Some(self.node(self.tree.closure(id).body)),
            _ => None,
        }
    }

    pub(super) fn closure(&mut self, e: ExprId, closure: ClosureId) {
        let closure = self.tree.closure(closure);
        self.closures.push(e);
        // It may be called again and again: what one call writes the next reads.
        self.scoped(true, |this| {
            for pat in this.tree.pats_of(closure.params) {
                this.pattern(*pat);
            }
            this.expr(closure.body);
        });
        self.closures.pop();
    }

    /// The closure that a variable holds.
    pub(super) fn held_closure(&self, id: BindingId) -> Option<ExprId> {
        let held = self.locals.closures.iter().find(|(_, host)| **host == Host::Let(id));
        held.map(|(closure, _)| *closure)
    }
}

fn bound_node(file: u32, binding: &Binding, kind: &BodyKind) -> Option<Node> {
    match (binding.origin, kind) {
        (Origin::SelfParam, BodyKind::Fn(id)) => Some(Node::Param(*id, SELF)),
        (Origin::SelfParam, _) => None,
        _ => Some(Node::Bind(file, binding.pat)),
    }
}
