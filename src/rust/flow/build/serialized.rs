//! Values that are serialised: `json!`, `to_value`, `to_string`. What is then
//! sent to a service, handed to a function or told to somebody whom another
//! rule watches is judged there; what is written, kept or given back is a
//! finding here, unless the program itself reads it again.

use foldhash::HashSet;

use super::Builder;
use crate::rust::flow::graph::{NodeId, Showing};
use crate::rust::format::{Arg, Piece, pieces};
use crate::rust::locals::{Binding, BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

const RULE: &str = "secret-in-serialize";

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
        // What is serialised once more is one finding.
        self.handed.push(value);
        self.serialized.push(Serialized { at: e, value, nodes });
    }

    /// Values go where somebody else judges them.
    pub(super) fn hand_on(&mut self, values: &[ExprId]) {
        self.handed.extend(values);
    }

    /// What values that are handed on were made of.
    pub(super) fn made_of(&self, values: &[ExprId]) -> HashSet<ExprId> {
        let (mut seen, mut left) = (HashSet::default(), values.to_vec());
        while let Some(value) = left.pop() {
            if seen.insert(value) {
                self.parts_of(value, &mut left);
            }
        }
        seen
    }

    /// What a value is made of, each part by itself.
    fn parts_of(&self, value: ExprId, parts: &mut Vec<ExprId>) {
        let variable = |id: BindingId, parts: &mut Vec<ExprId>| {
            parts.extend(given(&self.locals.bindings[id as usize]));
            parts.extend(self.put_into(id));
        };
        match self.tree.kind(value) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                parts.push(inner);
            }
            ExprKind::Method { receiver, name, args } => {
                parts.push(receiver);
                if self.flow.know.values.passes.contains(name.text()) {
                    parts.extend(self.tree.exprs_of(args));
                }
            }
            ExprKind::Path(_) => {
                self.locals.uses.get(&value).into_iter().for_each(|id| variable(*id, parts));
            }
            ExprKind::If { then, other, .. } => parts.extend([Some(then), other].into_iter().flatten()),
            ExprKind::Match(node) => parts.extend(self.tree.match_(node).arms.iter().map(|(_, arm)| *arm)),
            ExprKind::Call { args, .. } | ExprKind::Tuple(args) | ExprKind::Array(args) => {
                parts.extend(self.tree.exprs_of(args));
            }
            ExprKind::Macro(mac) => {
                parts.extend(self.tree.mac(mac).args.iter().map(|arg| arg.expr));
                self.named_in(value).into_iter().for_each(|id| variable(id, parts));
            }
            ExprKind::Block(block) => parts.extend(self.tree.block(block).value),
            _ => {}
        }
    }

    /// The variables that a macro's text names: `"{body}"`.
    fn named_in(&self, call: ExprId) -> Vec<BindingId> {
        let ExprKind::Macro(mac) = self.tree.kind(call) else { return Vec::new() };
        let texts = self.tree.mac(mac).args.iter().filter_map(|arg| self.tree.str_of(arg.expr));
        let holes = texts.filter(|text| text.contains('{')).flat_map(pieces);
        let named = holes.filter_map(|piece| match piece {
            Piece::Hole(hole) => match hole.arg {
                Arg::Named(name) => Some(Name::new(&name)),
                _ => None,
            },
            _ => None,
        });
        named.filter_map(|name| self.locals.captures.get(&(call, name)).copied()).collect()
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
            // What was written to a file is there, whatever the call gives.
            _ if self.is_of_type(value) || self.stored.contains(&value) => {}
            _ => self.hand_on(&[value]),
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
        if !ships || self.serialized.is_empty() {
            return;
        }
        let (handed, stored) = (self.made_of(&self.handed), self.made_of(&self.stored));
        for Serialized { at, value, nodes } in std::mem::take(&mut self.serialized) {
            let own = stored.contains(&at) && self.is_read_again(value);
            if !handed.contains(&at) && !own {
                self.sink(RULE, at, value, nodes);
            }
        }
    }
}

/// What a variable is given, at first and later.
fn given(binding: &Binding) -> Vec<ExprId> {
    let first = match binding.origin {
        Origin::Value(init) => Some(init),
        _ => None,
    };
    first.into_iter().chain(binding.assigned.iter().copied()).collect()
}
