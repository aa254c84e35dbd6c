//! What is written down in the code where a value is asked for: in the arm of
//! `"none" | "" => …` the value is one of these words.

use super::Builder;
use crate::rust::tree::*;

impl Builder<'_, '_, '_> {
    /// Reads an arm of a choice over `chosen`; where its pattern spells out
    /// all that the value can be, that is no secret there.
    pub(super) fn spelled_out(&mut self, chosen: ExprId, pat: PatId, arm: impl FnOnce(&mut Self)) {
        if !self.is_spelled(pat) {
            return arm(self);
        }
        let place = self.seen_as_text(chosen);
        if let (ExprKind::Path(_), Some(id)) = (self.tree.kind(place), self.variable(place)) {
            let nothing = self.aside(place);
            self.order.write(id, nothing, true);
        }
        let field = match self.tree.kind(place) {
            ExprKind::Field { base, name } => self.root(base).map(|id| (id, name)),
            _ => None,
        };
        let added = field.filter(|field| self.scrubbed.insert(*field));
        arm(self);
        if let Some(field) = added {
            self.scrubbed.remove(&field);
        }
    }

    /// The place whose text a choice is made by: `key` of `key.as_str()`.
    fn seen_as_text(&self, expr: ExprId) -> ExprId {
        match self.tree.kind(expr) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) => self.seen_as_text(inner),
            ExprKind::Method { receiver, name, .. }
                if matches!(
                    name.text(),
                    "as_str" | "as_ref" | "as_deref" | "trim" | "to_lowercase" | "to_ascii_lowercase" | "as_bytes"
                ) =>
            {
                self.seen_as_text(receiver)
            }
            _ => expr,
        }
    }

    /// Whether a pattern takes nothing but texts that it writes down.
    fn is_spelled(&self, pat: PatId) -> bool {
        match self.tree.pat(pat).kind {
            PatKind::Lit(literal) => matches!(self.tree.kind(literal), ExprKind::Str(_) | ExprKind::Bytes(_)),
            PatKind::Or(items) => self.tree.pats_of(items).iter().all(|item| self.is_spelled(*item)),
            PatKind::TupleStruct { items, .. } => match self.tree.pats_of(items) {
                [only] => self.is_spelled(*only),
                _ => false,
            },
            PatKind::Ref(inner) | PatKind::Guard { pat: inner, .. } => self.is_spelled(inner),
            _ => false,
        }
    }
}
