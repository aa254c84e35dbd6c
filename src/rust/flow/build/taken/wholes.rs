//! What holds a secret since one is taken out of it: headers that are asked
//! for a token, an answer that is parsed into a type with one, a text that a
//! password is cut out of. It is one where it is shown as a whole; what else
//! is taken out of it is none.

use std::rc::Rc;

use super::cut::whole_value;
use super::failing::Failing;
use super::held::Held;
use super::taking::Taking;
use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Node, NodeId, WHOLE};
use crate::rust::locals::BindingId;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::source::Span;

/// Wholes that one body has.
const MOST: usize = 64;

/// Variables that are followed to see what they are taken from.
const FAR: usize = 3;

/// What a secret is taken out of.
#[derive(Clone, Debug)]
pub(in crate::rust::flow::build) struct Whole {
    /// The variable, and what of it: `req.headers()`.
    pub(in crate::rust::flow::build) of: Held,
    /// What the secret is called.
    pub(in crate::rust::flow::build) name: String,
    /// Where it is taken out.
    pub(in crate::rust::flow::build) place: Span,
    /// Where it is known that none was there, or that this may be.
    pub(in crate::rust::flow::build) failing: Failing,
    /// Where it gets there.
    pub(in crate::rust::flow::build) since: u32,
}

impl Builder<'_, '_, '_> {
    /// The node of an expression that is shown, when it is such a whole.
    pub(in crate::rust::flow::build) fn shown_whole(&mut self, expr: ExprId) -> Option<NodeId> {
        let wholes = self.wholes();
        if self.variable(expr).is_none()
            && let Some((name, unsure)) = self.is_dump(expr).filter(|_| !self.body.test)
        {
            let node = self.node(expr);
            let (part, span) = (self.flow.graph.id(Node::Part(node, WHOLE)), self.tree.expr(expr).span);
            self.flow.seed_whole(part, name, unsure, (self.body.file, span));
            return Some(part);
        }
        let held = if wholes.is_empty() { None } else { self.part_of(expr, false) }?;
        let (ty, span) = (self.ty(expr), self.tree.expr(expr).span);
        let node = self.node(expr);
        shows_parts(&ty).then(|| self.seed_whole(&wholes, &held, span, node))?
    }

    /// The same of a variable that a format string captures.
    pub(in crate::rust::flow::build) fn captured_whole(
        &mut self,
        e: ExprId,
        id: BindingId,
        ty: &Ty,
        node: NodeId,
    ) -> Option<NodeId> {
        let wholes = self.wholes();
        let span = self.tree.expr(e).span;
        shows_parts(ty).then(|| self.seed_whole(&wholes, &Held { id, members: Vec::new() }, span, node))?
    }

    fn seed_whole(&mut self, wholes: &[Whole], held: &Held, at: Span, node: NodeId) -> Option<NodeId> {
        let fits = |whole: &&Whole| {
            whole.of.id == held.id && whole.of.members.starts_with(&held.members) && whole.since <= at.start
        };
        // Who looks for what signs in knows when it is not there.
        let missing = wholes.iter().filter(fits).any(|whole| whole.failing.is_none(at));
        let none = |whole: &&Whole| whole.failing.is_none(at) || missing && whole.failing.is_anywhere();
        let mut found = wholes.iter().filter(fits).filter(|whole| !none(whole)).peekable();
        let first = (*found.peek()?).clone();
        let unsure = found.all(|whole| whole.failing.is_unsure(at));
        let node = self.flow.graph.id(Node::Part(node, WHOLE));
        self.flow.seed_whole(node, &first.name, unsure, (self.body.file, first.place));
        Some(node)
    }

    fn wholes(&mut self) -> Rc<Vec<Whole>> {
        if let Some(known) = &self.wholes {
            return known.clone();
        }
        // Asking for types may come back here.
        self.wholes = Some(Rc::default());
        let found = Rc::new(if self.body.test { Vec::new() } else { self.find_wholes() });
        self.wholes = Some(found.clone());
        found
    }

    fn find_wholes(&mut self) -> Vec<Whole> {
        let (mut calls, mut fields) = (Vec::new(), Vec::new());
        self.tree.walk(self.body.root, &mut |expr| match self.tree.kind(expr) {
            ExprKind::Method { .. } | ExprKind::Call { .. } | ExprKind::Index { .. } => calls.push(expr),
            ExprKind::Field { .. } => fields.push(expr),
            _ => {}
        });
        let mut found = self.dumps();
        found.extend(self.copies());
        found.extend(self.granted());
        for field in fields {
            if found.len() >= MOST {
                break;
            }
            if let Some((base, name)) = self.member_of_other(field) {
                self.add_whole(&mut found, (base, Vec::new()), &name, field, &Failing::default());
            }
        }
        for call in calls {
            if found.len() >= MOST {
                break;
            }
            if let Some((from, taken)) = self.handed_to_taker(call) {
                let failing = self.failing(call, !taken.reads);
                self.add_whole(&mut found, (from, taken.members), &taken.name, call, &failing);
            }
            let Some((from, name, taking)) = self.taken_from(call) else { continue };
            let failing = match taking {
                Taking::Key => self.failing(call, true),
                Taking::Reading => self.failing(call, false),
            };
            self.add_whole(&mut found, (from, Vec::new()), &name, call, &failing);
        }
        let locals = self.locals.clone();
        for (id, binding) in locals.bindings.iter().enumerate() {
            if found.len() >= MOST {
                break;
            }
            found.extend(self.made_of_other(id as BindingId));
            if let Some((from, cut)) = self.flow.cut_from(&self.body, binding) {
                let failing = self.failing(cut, false);
                self.add_whole(&mut found, (from, Vec::new()), binding.name.text(), cut, &failing);
            }
        }
        self.without_removed(&mut found);
        found
    }

    /// A whole, and what that is a part of: `let headers = req.headers()`.
    fn add_whole(
        &mut self,
        found: &mut Vec<Whole>,
        (from, members): (ExprId, Vec<Name>),
        name: &str,
        call: ExprId,
        failing: &Failing,
    ) {
        let (mut at, mut inner) = (from, members);
        for _ in 0..FAR {
            let Some(mut of) = self.part_of(at, true) else { return };
            of.members.extend(inner);
            let binding = &self.locals.bindings[of.id as usize];
            let next = whole_value(self.tree, binding);
            // What is a secret by its own name is followed as that; what is written
            // out here everybody can read.
            let written = next.is_some_and(|init| self.is_written_out(init));
            if !written && !self.flow.names_secret(self.locals.bindings[of.id as usize].name) {
                let place = self.tree.expr(call).span;
                found.push(Whole { of: of.clone(), name: name.to_owned(), place, failing: failing.clone(), since: 0 });
            }
            match next {
                Some(next) => (at, inner) = (next, of.members),
                None => return,
            }
        }
    }
}

/// Whether who shows a value of this type shows what is in it; types of the
/// workspace say that themselves.
fn shows_parts(ty: &Ty) -> bool {
    !matches!(ty.value(), Ty::Adt(..) | Ty::Scalar | Ty::Error | Ty::Trait(_))
}
