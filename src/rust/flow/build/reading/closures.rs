//! Closures and functions that are handed over.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Call, Node, NodeId, Step};
use crate::rust::flow::lists::end_of;
use crate::rust::index::{BodyKind, Def, ItemId, Res};
use crate::rust::locals::{BindingId, Host, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;

/// Something that may be called.
enum Callback {
    Closure(ExprId),
    /// What the function itself was handed.
    Param(ItemId, u16),
    Path(PathId),
}

impl Builder<'_, '_, '_> {
    /// What a combinator hands to `callback` comes from `from`; what that
    /// gives goes to `result`, if anywhere.
    pub(in crate::rust::flow::build) fn hand(
        &mut self,
        callback: ExprId,
        from: Option<NodeId>,
        result: Option<NodeId>,
    ) {
        match self.callback(callback) {
            Some(Callback::Closure(closure)) => {
                if let Some(from) = from {
                    let to = self.flow.graph.id(Node::ClosureParam(self.body.file, closure, 0));
                    self.same(from, to);
                }
                if let (Some(made), Some(result)) = (self.closure_result(closure), result) {
                    self.same(made, result);
                }
            }
            Some(Callback::Param(of, at)) => {
                if let Some(from) = from {
                    let to = self.flow.graph.id(Node::Handed(of, at, 0));
                    self.same(from, to);
                }
                if let Some(result) = result {
                    let made = self.flow.graph.id(Node::Made(of, at));
                    self.same(made, result);
                }
            }
            Some(Callback::Path(path)) => self.hand_to_function(path, from, result),
            None => {}
        }
    }

    /// What an expression that may be called stands for.
    fn callback(&self, expr: ExprId) -> Option<Callback> {
        match self.tree.kind(expr) {
            ExprKind::Closure(_) => Some(Callback::Closure(expr)),
            ExprKind::Ref(inner) | ExprKind::Deref(inner) => self.callback(inner),
            ExprKind::Path(path) => match self.locals.uses.get(&expr) {
                Some(id) => self.held_callback(*id),
                None => Some(Callback::Path(path)),
            },
            _ => None,
        }
    }

    /// The closure that a variable holds: its own, or one that the function
    /// was handed.
    fn held_callback(&self, id: BindingId) -> Option<Callback> {
        let binding = &self.locals.bindings[id as usize];
        match (self.held_closure(id), binding.origin, self.body.kind) {
            (Some(closure), ..) => Some(Callback::Closure(closure)),
            (None, Origin::Param(at), BodyKind::Fn(of)) if binding.path.is_empty() => {
                Some(Callback::Param(of, at as u16))
            }
            _ => None,
        }
    }

    /// A call of what a variable holds.
    pub(in crate::rust::flow::build) fn call_held(&mut self, e: ExprId, id: BindingId, args: &[ExprId]) {
        let (made, handed): (NodeId, Vec<Node>) = match self.held_callback(id) {
            Some(Callback::Closure(closure)) => {
                let Some(made) = self.closure_result(closure) else { return };
                let made = if self.asks_closure_for_other(e, closure, args) { self.aside(e) } else { made };
                let handed = (0..args.len()).map(|at| Node::ClosureParam(self.body.file, closure, at as u32));
                (made, handed.collect())
            }
            Some(Callback::Param(of, param)) => {
                let made = self.flow.graph.id(Node::Made(of, param));
                (made, (0..args.len()).map(|at| Node::Handed(of, param, at as u32)).collect())
            }
            _ => return,
        };
        for (arg, to) in args.iter().zip(handed) {
            let (from, to, ty) = (self.node(*arg), self.flow.graph.id(to), self.ty(*arg));
            self.copy(from, to, &ty);
        }
        let to = self.node(e);
        self.same(made, to);
    }

    /// The closures and functions among a call's arguments: by parameter and
    /// number of what they are handed, the node that gets it.
    pub(in crate::rust::flow::build) fn callbacks(&mut self, given: &[(u16, ExprId)]) -> Vec<(u16, u32, NodeId)> {
        let mut callbacks = Vec::new();
        for (at, arg) in given {
            let params: Vec<Node> = match self.callback(*arg) {
                Some(Callback::Closure(closure)) => match self.tree.kind(closure) {
                    ExprKind::Closure(id) => {
                        let count = self.tree.pats_of(self.tree.closure(id).params).len();
                        (0..count).map(|number| Node::ClosureParam(self.body.file, closure, number as u32)).collect()
                    }
                    _ => continue,
                },
                Some(Callback::Path(path)) => match self.named_function(path) {
                    Some(of) => {
                        let count = self.flow.index().fn_(of).params.len();
                        (0..count).map(|number| Node::Param(of, number as u16)).collect()
                    }
                    None => continue,
                },
                _ => continue,
            };
            for (number, param) in params.into_iter().enumerate() {
                callbacks.push((*at, number as u32, self.flow.graph.id(param)));
            }
        }
        callbacks
    }

    /// What the closures among a call's arguments give back to the callee.
    pub(in crate::rust::flow::build) fn give_back(&mut self, call: u32, of: ItemId, given: &[(u16, ExprId)]) {
        for (at, arg) in given {
            let made = match self.callback(*arg) {
                Some(Callback::Closure(closure)) => self.closure_result(closure),
                Some(Callback::Path(path)) => self.named_function(path).map(|of| self.flow.graph.id(Node::Return(of))),
                _ => None,
            };
            if let Some(made) = made {
                let to = self.flow.graph.id(Node::Made(of, *at));
                self.flow.graph.add(made, to, Step::Enter(call));
            }
        }
    }

    pub(in crate::rust::flow::build) fn named_function(&self, path: PathId) -> Option<ItemId> {
        let path = self.tree.path(path);
        if !path.last()?.text().starts_with(char::is_lowercase) {
            return None;
        }
        match self.flow.types.infer.resolve(&self.body, path).into_iter().next()? {
            Res::Def(Def::Fn(of)) => Some(of),
            _ => None,
        }
    }

    fn hand_to_function(&mut self, path: PathId, from: Option<NodeId>, result: Option<NodeId>) {
        let path = self.tree.path(path);
        let Some(from) = from else { return };
        let found = self.flow.types.infer.resolve(&self.body, path).into_iter().next();
        match found {
            Some(Res::Def(Def::Fn(id))) => self.hand_to(id, from, result),
            Some(Res::Def(Def::Variant(id, variant))) => self.hand_to_constructor(id, variant, from),
            Some(Res::Def(Def::Adt(id))) => self.hand_to_constructor(id, 0, from),
            found => {
                let names: Vec<&str> = path.segments.iter().map(|segment| segment.name.text()).collect();
                let written = names.join("::");
                let full = if let Some(Res::External(full)) = &found { full.as_str() } else { written.as_str() };
                let values = self.flow.know.values;
                let last = path.last().map_or("", Name::text);
                let passes = values.wraps.contains(end_of(full)) || values.keeps.contains(last) || last == "from";
                if let (Some(result), true) = (result, passes && !self.flow.know.cleans(last)) {
                    self.same(from, result);
                }
            }
        }
    }

    fn hand_to(&mut self, id: ItemId, from: NodeId, result: Option<NodeId>) {
        let item = self.flow.index().fn_(id);
        if self.flow.know.cleans(item.name.text()) || self.flow.takes_out(id) {
            return;
        }
        let result = result.unwrap_or(from);
        let call = Call { body: self.body, callee: id, result, outs: Vec::new(), callbacks: Vec::new() };
        let call = self.flow.graph.add_call(call);
        let at = if item.has_self { crate::rust::flow::graph::SELF } else { 0 };
        let to = self.flow.graph.id(Node::Param(id, at));
        self.flow.graph.add(from, to, Step::Enter(call));
    }

    fn hand_to_constructor(&mut self, id: ItemId, variant: u32, from: NodeId) {
        let to = self.flow.graph.id(Node::Field(id, variant, Name::new("0")));
        self.store(from, to);
    }

    /// The node a closure's value is in.
    pub(in crate::rust::flow::build) fn closure_result(&mut self, closure: ExprId) -> Option<NodeId> {
        match self.tree.kind(closure) {
            ExprKind::Closure(id) => Some(self.node(self.tree.closure(id).body)),
            _ => None,
        }
    }

    pub(in crate::rust::flow::build) fn closure(&mut self, e: ExprId, closure: ClosureId) {
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
    pub(in crate::rust::flow::build) fn held_closure(&self, id: BindingId) -> Option<ExprId> {
        let held = self.locals.closures.iter().find(|(_, host)| **host == Host::Let(id));
        held.map(|(closure, _)| *closure)
    }
}
