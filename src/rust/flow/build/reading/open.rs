//! Parameters whose type is left open, `T: Debug`, `impl Serialize`: what the
//! function shows of them is what the type of the caller's value shows.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Node, NodeId, SHOWN_AS, Showing, Step};
use crate::rust::index::{BodyKind, ItemId};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Every way in which a value is shown.
const SHOWINGS: [Showing; 3] = [Showing::Display, Showing::Debug, Showing::Serialize];

impl Builder<'_, '_, '_> {
    /// What an open parameter shows, when an expression is one.
    pub(in crate::rust::flow::build) fn open_param(&mut self, expr: ExprId, showing: Showing) -> Option<NodeId> {
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
    pub(in crate::rust::flow::build) fn open_binding(&mut self, id: BindingId, showing: Showing) -> Option<NodeId> {
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
    pub(in crate::rust::flow::build) fn enter_open(&mut self, call: u32, id: ItemId, at: u16, arg: ExprId) {
        if !is_open(&self.flow.types.param(id, at as usize)) {
            return;
        }
        let of = innermost(&self.ty(arg));
        let param = self.flow.graph.id(Node::Param(id, at));
        for showing in SHOWINGS {
            let from: Vec<NodeId> = match of.is_empty() {
                true => self.open_param(arg, showing).into_iter().collect(),
                false => of.iter().map(|of| self.flow.shows_type(*of, showing)).collect(),
            };
            let to = self.flow.graph.id(Node::Part(param, SHOWN_AS + showing as u32));
            from.into_iter().for_each(|from| self.flow.graph.add(from, to, Step::Enter(call)));
        }
    }

    /// What a value shows whose type the caller chooses by what it is given:
    /// `fn read<T: Debug>(text: &str) -> T`.
    pub(in crate::rust::flow::build) fn open_result(&mut self, ty: &Ty, showing: Showing) -> Option<NodeId> {
        let (BodyKind::Fn(of), Ty::Param(name)) = (self.body.kind, ty.value()) else { return None };
        let given = self.flow.types.returned(of);
        let mut found = Vec::new();
        given.fill(&given, &mut found);
        let given = self.flow.graph.id(Node::Return(of));
        let chosen = found.iter().any(|(known, _)| *known == name);
        chosen.then(|| self.flow.graph.id(Node::Part(given, SHOWN_AS + showing as u32)))
    }

    /// A call chooses a type by what it is given: what that shows, the callee
    /// may have shown.
    pub(in crate::rust::flow::build) fn choose(&mut self, call: u32, id: ItemId, e: ExprId) {
        let given = self.flow.types.returned(id);
        if !given.is_open() {
            return;
        }
        let mut chosen = Vec::new();
        given.fill(&self.ty(e), &mut chosen);
        if chosen.iter().all(|(_, ty)| !ty.is_known() || is_open(ty))
            && let Some(wanted) = self.wanted(e)
        {
            chosen.clear();
            given.value().fill(&wanted.value(), &mut chosen);
        }
        let result = self.flow.graph.id(Node::Return(id));
        for (showing, (_, ty)) in SHOWINGS.into_iter().flat_map(|showing| chosen.iter().map(move |of| (showing, of))) {
            let of = innermost(ty);
            let from: Vec<NodeId> = match of.is_empty() {
                true => self.open_result(ty, showing).into_iter().collect(),
                false => of.iter().map(|of| self.flow.shows_type(*of, showing)).collect(),
            };
            let to = self.flow.graph.id(Node::Part(result, SHOWN_AS + showing as u32));
            from.into_iter().for_each(|from| self.flow.graph.add(from, to, Step::Enter(call)));
        }
    }
}

/// Whether the caller says which type it is.
pub(in crate::rust::flow) fn is_open(ty: &Ty) -> bool {
    matches!(ty.value(), Ty::Param(_))
}

/// The types of the workspace that a value is of, a list of them has, or that
/// are held by one of their kind: `Request<Login>`.
fn innermost(ty: &Ty) -> Vec<ItemId> {
    match ty.value() {
        Ty::Adt(id, args) => {
            let held = args.iter().filter_map(|arg| match arg.value() {
                Ty::Adt(of, _) => Some(of),
                _ => None,
            });
            std::iter::once(id).chain(held).collect()
        }
        Ty::List(of) => innermost(&of),
        _ => Vec::new(),
    }
}
