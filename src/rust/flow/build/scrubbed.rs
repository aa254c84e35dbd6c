//! Copies that are made to be shown: `copy.password = "***".into()`.

use super::Builder;
use crate::rust::locals::BindingId;
use crate::rust::name::Name;
use crate::rust::tree::*;

impl Builder<'_, '_, '_> {
    /// A field of a variable is given a value: nothing secret, or again one.
    pub(super) fn scrub(&mut self, left: ExprId, right: ExprId) {
        let ExprKind::Field { base, name } = self.tree.kind(left) else { return };
        let Some(id) = self.root(base) else { return };
        match self.flow.is_harmless(&self.body, right, name.text()) {
            true => self.scrubbed.insert((id, name)),
            false => self.scrubbed.remove(&(id, name)),
        };
    }

    /// `let copy = Config { password: "***".into(), ..config.clone() }`.
    pub(super) fn built_scrubbed(&mut self, pat: PatId, init: ExprId) {
        let (Some(id), ExprKind::Struct(literal)) = (self.bound.get(&pat).copied(), self.tree.kind(init)) else {
            return;
        };
        let tree = self.tree;
        let fields = &tree.struct_(literal).fields;
        let secret: Vec<_> = fields.iter().filter(|(name, ..)| self.flow.names_secret(*name)).collect();
        if secret.iter().all(|(name, _, value)| self.flow.is_harmless(&self.body, *value, name.text())) {
            self.scrubbed.extend(secret.iter().map(|(name, ..)| (id, *name)));
        }
    }

    /// Whether a field of an expression was scrubbed.
    pub(super) fn is_scrubbed_field(&self, base: ExprId, name: Name) -> bool {
        self.root(base).is_some_and(|id| self.scrubbed.contains(&(id, name)))
    }

    /// Whether an expression is a variable that was scrubbed.
    pub(super) fn is_scrubbed(&self, expr: ExprId) -> bool {
        !self.scrubbed.is_empty() && self.root(expr).is_some_and(|id| self.is_scrubbed_variable(id))
    }

    pub(super) fn is_scrubbed_variable(&self, id: BindingId) -> bool {
        self.scrubbed.iter().any(|(known, _)| *known == id)
    }

    /// The variable that a place is, or is a part of.
    fn root(&self, place: ExprId) -> Option<BindingId> {
        match self.tree.kind(place) {
            ExprKind::Path(_) => self.locals.uses.get(&place).copied(),
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Field { base: inner, .. } => self.root(inner),
            _ => None,
        }
    }
}
