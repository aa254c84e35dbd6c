//! Codes that are drawn by chance to be typed in once: `let code =
//! format!("{:06}", rng.gen_range(0..1_000_000))`.

use crate::rust::flow::build::Builder;
use crate::rust::flow::roles::{DRAWN, RANDOM, TYPED_IN, ends_in, has_one};
use crate::rust::locals::{Binding, BindingId, Origin};
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Variables that are followed to what was drawn.
const FAR: u32 = 3;

impl Builder<'_, '_, '_> {
    /// Whether a variable is a text of digits that nobody knew before, and is
    /// called as what somebody types in.
    pub(in crate::rust::flow::build) fn is_drawn(&self, binding: &Binding, ty: &Ty) -> bool {
        let Origin::Value(init) = binding.origin else { return false };
        let called = ends_in(binding.name.text(), TYPED_IN) && binding.path.is_empty() && !self.body.test;
        called && ty.value() == Ty::Text && self.is_made_of_chance(init, FAR)
    }

    /// `format!("{code:06}")`, `number.to_string()` of a number that was drawn.
    fn is_made_of_chance(&self, value: ExprId, far: u32) -> bool {
        let Some(far) = far.checked_sub(1) else { return false };
        match self.tree.kind(value) {
            ExprKind::Macro(mac) if self.tree.mac(mac).path.last().is_some_and(|last| last == "format") => {
                let args = self.tree.mac(mac).args.iter().skip(1).map(|arg| arg.expr);
                let captured = self.locals.captures.iter().filter(|((at, _), _)| *at == value);
                let mut held = captured.map(|(_, id)| *id);
                held.any(|id| self.holds_chance(id)) || args.into_iter().any(|arg| self.is_number_of_chance(arg))
            }
            ExprKind::Method { receiver, name, .. } if name == "to_string" => self.is_number_of_chance(receiver),
            ExprKind::Method { receiver, name, .. } if name == "collect" => self.is_drawn_one_by_one(receiver, far),
            ExprKind::Ref(inner) | ExprKind::Try(inner) => self.is_made_of_chance(inner, far),
            _ => false,
        }
    }

    /// `(0..6).map(|_| rng.gen_range(0..10).to_string())`
    fn is_drawn_one_by_one(&self, pieces: ExprId, far: u32) -> bool {
        let ExprKind::Method { name, args, .. } = self.tree.kind(pieces) else { return false };
        let ([only], true) = (self.tree.exprs_of(args), name == "map") else { return false };
        match self.tree.kind(*only) {
            ExprKind::Closure(closure) => self.is_made_of_chance(self.tree.closure(closure).body, far),
            _ => false,
        }
    }

    fn holds_chance(&self, id: BindingId) -> bool {
        match self.locals.bindings[id as usize].origin {
            Origin::Value(init) if self.locals.bindings[id as usize].path.is_empty() => self.draws(init),
            _ => false,
        }
    }

    fn is_number_of_chance(&self, expr: ExprId) -> bool {
        match self.tree.kind(expr) {
            ExprKind::Path(_) => self.locals.uses.get(&expr).is_some_and(|id| self.holds_chance(*id)),
            _ => self.draws(expr),
        }
    }

    /// `rng.gen_range(…)`, `rand::random::<u32>() % 1_000_000`, `OsRng.next_u32()`
    fn draws(&self, expr: ExprId) -> bool {
        let mut at = expr;
        loop {
            at = match self.tree.kind(at) {
                ExprKind::Method { name, .. } if has_one(name.text(), DRAWN) => return true,
                ExprKind::Call { callee, .. } => {
                    let last = self.tree.path_of(callee).and_then(Path::last);
                    return last.is_some_and(|last| has_one(last.text(), DRAWN) || has_one(last.text(), RANDOM));
                }
                ExprKind::Method { receiver: inner, .. }
                | ExprKind::Binary { left: inner, .. }
                | ExprKind::Cast { expr: inner, .. }
                | ExprKind::Ref(inner)
                | ExprKind::Deref(inner) => inner,
                _ => return false,
            };
        }
    }
}
