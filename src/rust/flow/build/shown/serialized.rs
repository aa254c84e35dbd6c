//! Values that are serialised: `json!`, `to_value`, `to_string`. What is then
//! sent to a service, handed to a function or told to somebody whom another
//! rule watches is judged there; what is written, kept or given back is a
//! finding here, unless the program itself reads it again.

use foldhash::HashSet;

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{NodeId, Showing};
use crate::rust::format::{Arg, Piece, pieces};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

const RULE: &str = "secret-in-serialize";

/// A call that serialises.
pub(in crate::rust::flow::build) struct Serialized {
    /// The call.
    at: ExprId,
    /// What it is given.
    value: ExprId,
    /// What that shows.
    nodes: Vec<NodeId>,
}

/// What a value can be made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::rust::flow::build) enum Part {
    Expr(ExprId),
    Variable(BindingId),
}

impl Builder<'_, '_, '_> {
    /// `to_string(&value)`, `json!({ "a": value })`: what the value shows.
    pub(in crate::rust::flow::build) fn serializes(&mut self, e: ExprId, value: ExprId) {
        let (to, nodes) = (self.node(e), self.shown(value, Showing::Serialize));
        nodes.iter().for_each(|node| self.flow(*node, to));
        // What is serialised once more is one finding.
        self.handed.push(value);
        self.serialized.push(Serialized { at: e, value, nodes });
    }

    /// Values go where somebody else judges them.
    pub(in crate::rust::flow::build) fn hand_on(&mut self, values: &[ExprId]) {
        self.handed.extend(values);
    }

    /// What values that are handed on were made of.
    fn made_of(&self, values: &[ExprId]) -> HashSet<ExprId> {
        let exprs = self.trace(values, &mut |_, _| {}).into_iter().filter_map(|part| match part {
            Part::Expr(expr) => Some(expr),
            Part::Variable(_) => None,
        });
        exprs.collect()
    }

    /// The same with the variables, each of which is gone through once; hands
    /// on what is made of what.
    pub(in crate::rust::flow::build) fn trace(
        &self,
        values: &[ExprId],
        step: &mut dyn FnMut(Part, Part),
    ) -> HashSet<Part> {
        let mut left: Vec<Part> = values.iter().map(|value| Part::Expr(*value)).collect();
        let mut seen = HashSet::default();
        while let Some(whole) = left.pop() {
            if !seen.insert(whole) {
                continue;
            }
            let (exprs, variables) = match whole {
                Part::Expr(value) => (self.parts_of(value), self.variables_of(value)),
                Part::Variable(id) => (self.held_by(id), Vec::new()),
            };
            for part in exprs.into_iter().map(Part::Expr).chain(variables.into_iter().map(Part::Variable)) {
                step(whole, part);
                left.push(part);
            }
        }
        seen
    }

    /// What a value is made of, each part by itself; but for variables.
    fn parts_of(&self, value: ExprId) -> Vec<ExprId> {
        match self.tree.kind(value) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                vec![inner]
            }
            ExprKind::Method { receiver, name, args } => {
                let passes = self.flow.know.values.passes.contains(name.text());
                let args = if passes { self.tree.exprs_of(args) } else { &[] };
                [&[receiver], args].concat()
            }
            ExprKind::If { then, other, .. } => [then].into_iter().chain(other).collect(),
            ExprKind::Match(node) => self.tree.match_(node).arms.iter().map(|(_, arm)| *arm).collect(),
            ExprKind::Call { args, .. } | ExprKind::Tuple(args) | ExprKind::Array(args) => {
                self.tree.exprs_of(args).to_vec()
            }
            ExprKind::Macro(mac) => self.tree.mac(mac).args.iter().map(|arg| arg.expr).collect(),
            ExprKind::Block(block) => self.tree.block(block).value.into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The variables that a value is, or that are printed into it.
    fn variables_of(&self, value: ExprId) -> Vec<BindingId> {
        match self.tree.kind(value) {
            ExprKind::Path(_) => self.locals.uses.get(&value).copied().into_iter().collect(),
            _ => self.named_in(value),
        }
    }

    /// What a variable is given, at first and later, and what is put into it.
    fn held_by(&self, id: BindingId) -> Vec<ExprId> {
        let binding = &self.locals.bindings[id as usize];
        let first = match binding.origin {
            Origin::Value(init) => Some(init),
            _ => None,
        };
        first.into_iter().chain(binding.assigned.iter().copied()).chain(self.put_into(id)).collect()
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
    pub(in crate::rust::flow::build) fn hand_back(&mut self, value: ExprId) {
        match self.tree.kind(value) {
            ExprKind::Block(block) => self.tree.block(block).value.into_iter().for_each(|value| self.hand_back(value)),
            ExprKind::Match(node) => {
                self.tree.match_(node).arms.iter().for_each(|(_, arm)| self.hand_back(*arm));
            }
            ExprKind::If { then, other, .. } => {
                [then].into_iter().chain(other).for_each(|arm| self.hand_back(arm));
            }
            // What was written to a file is there, whatever the call gives.
            _ if self.is_of_type(value) || self.is_stored(value) => {}
            _ => self.hand_on(&[value]),
        }
    }

    /// `to_writer(file, value)?`, `fs::write(path, text)`: a call that writes to
    /// a file.
    fn is_stored(&self, value: ExprId) -> bool {
        let mut at = value;
        while let ExprKind::Try(inner) | ExprKind::Method { receiver: inner, .. } = self.tree.kind(at)
            && !self.stored.contains(&at)
        {
            at = inner;
        }
        let args = match self.tree.kind(at) {
            ExprKind::Call { args, .. } => self.tree.exprs_of(args),
            _ => &[],
        };
        self.stored.contains(&at) || args.iter().any(|arg| self.stored.contains(arg))
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
    pub(in crate::rust::flow::build) fn serialized(&mut self) {
        // What a test asks of a service is made up.
        let ships = !self.body.test && self.flow.index().unit(self.body.file).class.ships();
        if !ships || self.serialized.is_empty() {
            return;
        }
        self.hand_on_claims();
        let (handed, stored) = (self.made_of(&self.handed), self.made_of(&self.stored));
        for Serialized { at, value, nodes } in std::mem::take(&mut self.serialized) {
            let own = stored.contains(&at) && self.is_read_again(value);
            if !handed.contains(&at) && !own {
                self.sink(RULE, at, value, nodes);
            }
        }
    }
}
