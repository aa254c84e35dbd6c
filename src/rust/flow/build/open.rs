//! Parameters whose type is left open, `T: Debug`, `impl Serialize`: what the
//! function shows of them is what the type of the caller's value shows.

use super::Builder;
use crate::rust::flow::graph::{Node, NodeId, SHOWN_AS, Showing, Step};
use crate::rust::index::{BodyKind, ItemId};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Every way in which a value is shown.
const SHOWINGS: [Showing; 3] = [Showing::Display, Showing::Debug, Showing::Serialize];

impl Builder<'_, '_, '_> {
    /// What an open parameter shows, when an expression is one.
    pub(super) fn open_param(&mut self, expr: ExprId, showing: Showing) -> Option<NodeId> {
        let mut at = expr;
        loop {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) => inner,
                ExprKind::Method { receiver, name, .. } if matches!(name.text(), "as_ref" | "clone" | "borrow") => {
                    receiver
                }
                ExprKind::Path(_) => break,
                _ => return None,
            };
        }
        let id = self.locals.uses.get(&at).copied()?;
        self.open_binding(id, showing)
    }

    /// The same for a variable.
    pub(super) fn open_binding(&mut self, id: BindingId, showing: Showing) -> Option<NodeId> {
        let BodyKind::Fn(of) = self.body.kind else { return None };
        let binding = &self.locals.bindings[id as usize];
        let Origin::Param(at) = binding.origin else { return None };
        if !binding.path.is_empty() || !is_open(&self.flow.types.param(of, at as usize)) {
            return None;
        }
        let param = self.flow.graph.id(Node::Param(of, at as u16));
        Some(self.flow.graph.id(Node::Part(param, SHOWN_AS + showing as u32)))
    }

    /// A call hands a value to an open parameter: with it goes what its type
    /// shows.
    pub(super) fn enter_open(&mut self, call: u32, id: ItemId, at: u16, arg: ExprId) {
        if !is_open(&self.flow.types.param(id, at as usize)) {
            return;
        }
        let of = innermost(&self.ty(arg));
        let param = self.flow.graph.id(Node::Param(id, at));
        for showing in SHOWINGS {
            let from = match of {
                Some(of) => Some(self.flow.shows_type(of, showing)),
                None => self.open_param(arg, showing),
            };
            if let Some(from) = from {
                let to = self.flow.graph.id(Node::Part(param, SHOWN_AS + showing as u32));
                self.flow.graph.add(from, to, Step::Enter(call));
            }
        }
    }
}

/// Whether the caller says which type it is.
pub(in crate::rust::flow) fn is_open(ty: &Ty) -> bool {
    matches!(ty.value(), Ty::Param(_))
}

/// The type of the workspace that a value is, or a list of them has.
fn innermost(ty: &Ty) -> Option<ItemId> {
    match ty.value() {
        Ty::Adt(id, _) => Some(id),
        Ty::List(of) => innermost(&of),
        _ => None,
    }
}
