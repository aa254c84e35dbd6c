//! Writes: assignments, and what an expression stands for when something is
//! put there.

use crate::rust::flow::build::{Builder, Target};
use crate::rust::flow::graph::{Node, NodeId, Step};
use crate::rust::locals::{BindingId, Host, Origin};
use crate::rust::tree::*;
use crate::rust::types::{Ty, field_name};

/// Variables that borrow one another, in a row.
const BORROWS: u32 = 4;

impl Builder<'_, '_, '_> {
    pub(in crate::rust::flow::build) fn assign(&mut self, left: ExprId, right: ExprId) {
        if let ExprKind::Tuple(items) = self.tree.kind(left) {
            let right = self.node(right);
            for (at, item) in self.tree.exprs_of(items).iter().enumerate() {
                let from = self.part(right, at as u32);
                self.write(*item, from, true);
            }
            return;
        }
        // What stands left is written, not read; what it is reached through
        // is read.
        if let ExprKind::Field { base, .. } | ExprKind::Index { base, .. } | ExprKind::Deref(base) =
            self.tree.kind(left)
        {
            self.expr(base);
        }
        self.scrub(left, right);
        if self.is_nothing(right) && matches!(self.tree.kind(left), ExprKind::Field { .. }) {
            return;
        }
        let from = self.node(right);
        let whole = matches!(self.tree.kind(left), ExprKind::Path(_));
        self.write(left, from, whole);
    }

    /// A value goes into what an expression stands for.
    pub(in crate::rust::flow::build) fn write(&mut self, place: ExprId, from: NodeId, whole: bool) {
        match self.target(place) {
            Some(Target::Variable(id)) => self.write_to(id, from, whole),
            Some(Target::Node(to)) => self.store(from, to),
            None => {}
        }
    }

    /// A variable is given, or gets added, a value; and so does what it borrows.
    pub(in crate::rust::flow::build) fn write_to(&mut self, id: BindingId, from: NodeId, whole: bool) {
        self.order.write(id, from, whole);
        let mut id = id;
        for _ in 0..BORROWS {
            match self.borrowed(id) {
                Some(Target::Variable(of)) if of != id => {
                    self.order.write(of, from, false);
                    id = of;
                }
                Some(Target::Node(to)) => return self.store(from, to),
                _ => return,
            }
        }
    }

    /// What a variable borrows to be written to: `&mut x`, a guard, a part.
    fn borrowed(&mut self, id: BindingId) -> Option<Target> {
        let locals = self.locals.clone();
        let binding = &locals.bindings[id as usize];
        let from = match binding.origin {
            Origin::Value(init) => init,
            Origin::Closure(closure, 0) => match locals.closures.get(&closure)? {
                Host::Arg(call, _) => match self.tree.kind(*call) {
                    ExprKind::Method { receiver, .. } => receiver,
                    _ => return None,
                },
                _ => return None,
            },
            _ => return None,
        };
        let lent = self.lent_by(from)?;
        match (self.flow.types.constructor(&self.body, binding), field_name(binding)) {
            (Some((of, variant)), Some(name)) => Some(Target::Node(self.flow.graph.id(Node::Field(of, variant, name)))),
            (Some(_), None) => None,
            (None, _) => self.target(lent),
        }
    }

    /// The place that an expression lends; `self` is lent as it is.
    fn lent_by(&self, from: ExprId) -> Option<ExprId> {
        let (mut at, mut lent) = (from, false);
        loop {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) => {
                    lent = true;
                    inner
                }
                ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => inner,
                ExprKind::Method { receiver, name, .. } => {
                    let values = self.flow.know.values;
                    let lends = values.lends.contains(name.text());
                    if !lends && !matches!(name.text(), "unwrap" | "expect" | "unwrap_or_else" | "enumerate" | "zip") {
                        return None;
                    }
                    lent |= lends;
                    receiver
                }
                ExprKind::Path(_) => {
                    let id = self.locals.uses.get(&at);
                    let is_self =
                        || id.is_some_and(|id| self.locals.bindings[*id as usize].origin == Origin::SelfParam);
                    return (lent || is_self()).then_some(at);
                }
                ExprKind::Field { .. } | ExprKind::Index { .. } => return lent.then_some(at),
                _ => return None,
            };
        }
    }

    pub(in crate::rust::flow::build) fn store(&mut self, from: NodeId, to: NodeId) {
        // What a test makes up is in no value of the code it tests.
        if let (true, Node::Field(id, ..)) = (self.body.test, self.flow.graph.node(to))
            && !self.flow.index().adt(id).test
        {
            return;
        }
        self.flow.graph.add(from, to, Step::Store);
        self.flow.graph.writers.entry(to).or_default().insert(from);
    }

    /// What an expression stands for when it is written to.
    pub(in crate::rust::flow::build) fn target(&mut self, place: ExprId) -> Option<Target> {
        match self.tree.kind(place) {
            ExprKind::Path(path) => match self.locals.uses.get(&place) {
                Some(id) => Some(Target::Variable(*id)),
                None => self.constant(path).map(Target::Node),
            },
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                self.target(inner)
            }
            ExprKind::Index { base, .. } => self.target(base),
            ExprKind::Method { receiver, .. } => self.target(receiver),
            ExprKind::Field { base, name } => match self.ty(base).value() {
                Ty::Adt(id, _) => Some(Target::Node(self.flow.graph.id(Node::Field(id, 0, name)))),
                // What another crate's type shows of its fields is not known.
                Ty::Foreign(..) => None,
                _ => self.target(base),
            },
            _ => None,
        }
    }
}
