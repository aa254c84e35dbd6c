//! Closures and functions that are handed over.

use super::Builder;
use crate::rust::flow::graph::{Call, Node, NodeId, Step};
use crate::rust::flow::lists::end_of;
use crate::rust::index::{Def, ItemId, Res};
use crate::rust::name::Name;
use crate::rust::tree::*;

impl Builder<'_, '_, '_> {
    /// What a combinator hands to `callback` comes from `from`; what that
    /// gives goes to `result`, if anywhere.
    pub(super) fn hand(&mut self, callback: ExprId, from: Option<NodeId>, result: Option<NodeId>) {
        match self.tree.kind(callback) {
            ExprKind::Closure(_) => {
                if let Some(from) = from {
                    let to = self.flow.graph.id(Node::ClosureParam(self.body.file, callback, 0));
                    self.flow(from, to);
                }
                if let (Some(made), Some(result)) = (self.closure_result(callback), result) {
                    self.flow(made, result);
                }
            }
            ExprKind::Path(path) => self.hand_to_function(path, from, result),
            _ => {}
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
                    self.flow(from, result);
                }
            }
        }
    }

    fn hand_to(&mut self, id: ItemId, from: NodeId, result: Option<NodeId>) {
        let item = self.flow.index().fn_(id);
        if self.flow.know.cleans(item.name.text()) {
            return;
        }
        let result = result.unwrap_or(from);
        let call = self.flow.graph.add_call(Call { body: self.body, callee: id, result, outs: Vec::new() });
        let at = if item.has_self { crate::rust::flow::graph::SELF } else { 0 };
        let to = self.flow.graph.id(Node::Param(id, at));
        self.flow.graph.add(from, to, Step::Enter(call));
    }

    fn hand_to_constructor(&mut self, id: ItemId, variant: u32, from: NodeId) {
        let to = self.flow.graph.id(Node::Field(id, variant, Name::new("0")));
        self.store(from, to);
    }
}
