//! What is written down in the code where a value is asked for: in the arm of
//! `"none" | "" => …` the value is one of these words.

use crate::rust::flow::build::Builder;
use crate::rust::tree::*;

impl Builder<'_, '_, '_> {
    /// Reads an arm of a choice over `chosen`; where its pattern spells out
    /// all that the value can be, that is no secret there.
    pub(in crate::rust::flow::build) fn spelled_out(
        &mut self,
        chosen: ExprId,
        pat: PatId,
        arm: impl FnOnce(&mut Self),
    ) {
        match self.is_spelled(pat) {
            true => self.known(chosen, arm),
            false => arm(self),
        }
    }

    /// Reads what runs when `place` is a text that the code writes down.
    pub(in crate::rust::flow::build) fn known(&mut self, place: ExprId, arm: impl FnOnce(&mut Self)) {
        let place = self.seen_as_text(place);
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

    /// `key == "your-key" || key == "xxx"`: the place that is one of these
    /// texts where that holds.
    pub(in crate::rust::flow::build) fn equals_text(&self, cond: ExprId) -> Option<ExprId> {
        let ExprKind::Binary { op, left, right } = self.tree.kind(cond) else { return None };
        match (op, self.operator(left, right)) {
            (BinOp::Eq, "==") if self.tree.str_of(right).is_some() => Some(left),
            (BinOp::Eq, "==") if self.tree.str_of(left).is_some() => Some(right),
            (BinOp::Logic, "&&") => self.equals_text(left).or_else(|| self.equals_text(right)),
            (BinOp::Logic, "||") => {
                let (left, right) = (self.equals_text(left)?, self.equals_text(right)?);
                (self.written_as(left) == self.written_as(right)).then_some(left)
            }
            _ => None,
        }
    }

    /// What is written between two operands, but for brackets.
    fn operator(&self, left: ExprId, right: ExprId) -> &str {
        let between = self.slice(self.end(left), self.start(right));
        between.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')'))
    }

    fn written_as(&self, expr: ExprId) -> &str {
        self.slice(self.start(expr), self.end(expr))
    }

    fn slice(&self, from: u32, to: u32) -> &str {
        let text = self.flow.index().unit(self.body.file).source.text();
        text.get(from as usize..to as usize).unwrap_or_default()
    }

    /// Where an expression begins, whose own span is that of what it is called.
    fn start(&self, expr: ExprId) -> u32 {
        let mut at = expr;
        loop {
            at = match self.tree.kind(at) {
                ExprKind::Field { base: first, .. }
                | ExprKind::Method { receiver: first, .. }
                | ExprKind::Binary { left: first, .. } => first,
                _ => return self.tree.expr(at).span.start,
            };
        }
    }

    /// The same of where it ends.
    fn end(&self, expr: ExprId) -> u32 {
        let mut at = expr;
        while let ExprKind::Binary { right, .. } = self.tree.kind(at) {
            at = right;
        }
        self.tree.expr(at).span.end
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
