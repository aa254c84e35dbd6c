//! Patterns and variables that take a value up.

use super::walk::Walk;
use super::{Fate, is_scalar};
use crate::rust::locals::Origin;
use crate::rust::tree::{ExprId, PatId, PatKind, PathId};

impl Walk<'_, '_, '_> {
    /// Whether a pattern binds anything.
    pub(super) fn binds(&self, pat: PatId) -> bool {
        match self.tree.pat(pat).kind {
            PatKind::Bind { .. } => true,
            PatKind::TupleStruct { path, items } => {
                // Of `Err(error)` one learns that it is not there.
                let error = self.tree.path(path).last().is_some_and(|last| last == "Err");
                !error && self.tree.pats_of(items).iter().any(|item| self.binds(*item))
            }
            PatKind::Tuple(items) | PatKind::Or(items) | PatKind::Slice(items) => {
                self.tree.pats_of(items).iter().any(|item| self.binds(*item))
            }
            PatKind::Struct { .. } => true,
            PatKind::Ref(inner) | PatKind::Typed { pat: inner, .. } | PatKind::Guard { pat: inner, .. } => {
                self.binds(inner)
            }
            PatKind::Path(_) | PatKind::Lit(_) | PatKind::Rest | PatKind::Wild => false,
        }
    }

    /// A match that binds nothing of the value.
    pub(super) fn matched(&self, arms: &[PatId]) -> Fate {
        let mut literals = Vec::new();
        arms.iter().for_each(|arm| self.literals(*arm, &mut literals));
        match literals.is_empty() {
            true => Fate::Asked,
            false => self.compared(&literals),
        }
    }

    fn literals(&self, pat: PatId, found: &mut Vec<ExprId>) {
        match self.tree.pat(pat).kind {
            PatKind::Lit(literal) => found.push(literal),
            PatKind::Guard { pat, .. } | PatKind::Ref(pat) => self.literals(pat, found),
            PatKind::Or(items) | PatKind::TupleStruct { items, .. } => {
                self.tree.pats_of(items).iter().for_each(|item| self.literals(*item, found));
            }
            _ => {}
        }
    }

    /// What becomes of the variables that hold the value.
    pub(super) fn bound(&self, value: ExprId) -> Option<Fate> {
        let is_error =
            |of: Option<PathId>| of.and_then(|of| self.tree.path(of).last()).is_some_and(|last| last == "Err");
        let holds = |id: u32| {
            let binding = &self.locals.bindings[id as usize];
            binding.origin == Origin::Value(value) && binding.path.is_empty() && !is_error(binding.of)
        };
        let bound: Vec<u32> = (0..self.locals.bindings.len() as u32).filter(|id| holds(*id)).collect();
        let typed = |id: &u32| self.locals.bindings[*id as usize].ty;
        if bound.iter().filter_map(typed).any(|ty| is_scalar(self.tree, ty)) {
            return Some(Fate::Scalar);
        }
        let captured = self.locals.captures.values().any(|at| bound.contains(at));
        let uses = self.locals.uses.iter().filter(|(_, at)| bound.contains(at));
        let fates: Vec<Fate> = uses.map(|(expr, _)| self.fate(*expr, false)).collect();
        match fates.as_slice() {
            [] => (!bound.is_empty()).then_some(Fate::Text),
            all if !captured && all.iter().all(|fate| *fate == Fate::Asked) => Some(Fate::Asked),
            all if all.contains(&Fate::Path) => Some(Fate::Path),
            all if !captured && !all.contains(&Fate::Text) => Some(Fate::Scalar),
            _ => Some(Fate::Text),
        }
    }
}
