//! What patterns declare, and alternatives that bind the same names.

use foldhash::HashMap;

use crate::rust::flow::build::Builder;
use crate::rust::locals::BindingId;
use crate::rust::name::Name;
use crate::rust::tree::*;

impl Builder<'_, '_, '_> {
    /// A pattern's variables exist from here on.
    pub(in crate::rust::flow::build) fn pattern(&mut self, pat: PatId) {
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
}
