//! Values that are serialised: `json!`, `to_value`, `to_string`. What is then
//! sent to a service, handed to a function or told to somebody whom another
//! rule watches is judged there; what is written, kept or given back is a
//! finding here.

use super::Builder;
use crate::rust::flow::graph::{NodeId, Showing};
use crate::rust::locals::Origin;
use crate::rust::tree::*;
use crate::rust::types::Ty;

const RULE: &str = "secret-in-serialize";

/// How far back a value is followed to where it was serialised.
const DEPTH: u32 = 8;

/// A call that serialises.
pub(super) struct Serialized {
    /// The call.
    at: ExprId,
    /// What it is given.
    value: ExprId,
    /// What that shows.
    nodes: Vec<NodeId>,
}

impl Builder<'_, '_, '_> {
    /// `to_string(&value)`, `json!({ "a": value })`: what the value shows.
    pub(super) fn serializes(&mut self, e: ExprId, value: ExprId) {
        let (to, nodes) = (self.node(e), self.shown(value, Showing::Serialize));
        nodes.iter().for_each(|node| self.flow(*node, to));
        self.serialized.push(Serialized { at: e, value, nodes });
    }

    /// Values go where somebody else judges them.
    pub(super) fn hand_on(&mut self, values: &[ExprId]) {
        values.iter().for_each(|value| self.hands_on(*value, DEPTH));
    }

    fn hands_on(&mut self, value: ExprId, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match self.tree.kind(value) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                self.hands_on(inner, depth);
            }
            ExprKind::Method { receiver, .. } => self.hands_on(receiver, depth),
            ExprKind::Path(_) => {
                let Some(id) = self.locals.uses.get(&value).copied() else { return };
                let locals = self.locals.clone();
                let binding = &locals.bindings[id as usize];
                let init = if let Origin::Value(init) = binding.origin { Some(init) } else { None };
                init.into_iter().chain(binding.assigned.iter().copied()).for_each(|from| self.hands_on(from, depth));
            }
            ExprKind::Call { args, .. } => {
                self.handed_on.insert(value);
                self.tree.exprs_of(args).iter().for_each(|arg| self.hands_on(*arg, depth));
            }
            ExprKind::Macro(mac) => {
                self.handed_on.insert(value);
                self.tree.mac(mac).args.iter().for_each(|arg| self.hands_on(arg.expr, depth));
            }
            ExprKind::Tuple(items) | ExprKind::Array(items) => {
                self.tree.exprs_of(items).iter().for_each(|item| self.hands_on(*item, depth));
            }
            ExprKind::Block(block) => {
                self.tree.block(block).value.into_iter().for_each(|value| self.hands_on(value, depth));
            }
            _ => {}
        }
    }

    /// What a function gives of `json!(…)`, or of a type that its caller
    /// chooses, is its caller's message; a whole value of a type is given back
    /// as a text that shows it.
    pub(super) fn hand_back(&mut self, value: ExprId) {
        match self.tree.kind(value) {
            ExprKind::Block(block) => self.tree.block(block).value.into_iter().for_each(|value| self.hand_back(value)),
            ExprKind::Match(node) => {
                self.tree.match_(node).arms.iter().for_each(|(_, arm)| self.hand_back(*arm));
            }
            ExprKind::If { then, other, .. } => {
                [then].into_iter().chain(other).for_each(|arm| self.hand_back(arm));
            }
            _ if self.is_of_type(value) => {}
            _ => self.hands_on(value, DEPTH),
        }
    }

    /// `to_string(&account)`: a value of a type of the workspace.
    fn is_of_type(&self, made: ExprId) -> bool {
        match self.tree.kind(made) {
            ExprKind::Ref(inner) | ExprKind::Try(inner) => self.is_of_type(inner),
            ExprKind::Method { receiver, .. } => self.is_of_type(receiver),
            ExprKind::Call { args, .. } => {
                self.tree.exprs_of(args).first().is_some_and(|first| matches!(self.ty(*first).value(), Ty::Adt(..)))
            }
            _ => false,
        }
    }

    /// After the walk: what was serialised and not handed on.
    pub(super) fn serialized(&mut self) {
        // What a test asks of a service is made up.
        let ships = !self.body.test && self.flow.index().unit(self.body.file).class.ships();
        for Serialized { at, value, nodes } in std::mem::take(&mut self.serialized) {
            if ships && !self.handed_on.contains(&at) {
                self.sink(RULE, at, value, nodes);
            }
        }
    }
}
