//! What was made here to be handed out.

use crate::rust::flow::build::Builder;
use crate::rust::flow::roles::MAKERS;
use crate::rust::locals::{BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

impl Builder<'_, '_, '_> {
    /// Whether a value was made here to be handed out: `let token = issue(…)?`
    /// is what a login answers with.
    pub(in crate::rust::flow::build) fn is_issued(&self, value: ExprId) -> bool {
        let Some(id) = self.variable(value) else { return self.makes(value) };
        self.binding_makes(id)
    }

    /// Takes what a function gives for a secret when it is called so; `create_jwt` makes
    /// one for who asks, `refresh_token` may be what there is.
    pub(in crate::rust::flow::build) fn seed_answer(&mut self, expr: ExprId, name: Name, ty: &Ty) {
        let before = self.flow.seeds.len();
        self.seed_expr(expr, name, ty);
        let first = segments(name.text()).into_iter().next();
        let makes = first.is_some_and(|first| first != "refresh" && MAKERS.contains(&first.as_str()));
        self.flow.seeds[before..].iter_mut().for_each(|seed| seed.issued = makes);
    }

    /// `let answer = json!({ … })` of a variable that is used this once: nothing
    /// was put into it since.
    pub(in crate::rust::flow::build) fn told_once(&self, variable: ExprId) -> Option<ExprId> {
        let id = *self.locals.uses.get(&variable)?;
        let binding = &self.locals.bindings[id as usize];
        let init = match binding.origin {
            Origin::Value(init) if binding.path.is_empty() && binding.assigned.is_empty() => init,
            _ => return None,
        };
        let ExprKind::Macro(mac) = self.tree.kind(init) else { return None };
        let document = self.tree.mac(mac).path.last().is_some_and(|last| last == "json");
        let uses = || self.locals.uses.values().chain(self.locals.captures.values()).filter(|used| **used == id);
        (document && self.may_ask() && uses().count() == 1).then_some(init)
    }

    fn binding_makes(&self, id: BindingId) -> bool {
        let binding = &self.locals.bindings[id as usize];
        matches!(binding.origin, Origin::Value(init) if binding.path.is_empty() && self.makes(init))
    }

    fn makes(&self, expr: ExprId) -> bool {
        let is_maker = |name: &str| segments(name).first().is_some_and(|first| MAKERS.contains(&first.as_str()));
        // `encode_token(user)`
        let is_encoder = |name: &str| matches!(name, "encode_token" | "encode_jwt");
        match self.tree.kind(expr) {
            ExprKind::Try(inner) | ExprKind::Await(inner) | ExprKind::Ref(inner) => self.makes(inner),
            ExprKind::Match(node) => self.makes(self.tree.match_(node).scrutinee),
            ExprKind::Method { receiver, name, .. } => {
                is_maker(name.text()) || is_encoder(name.text()) || self.makes(receiver)
            }
            // `encode(&header, &claims, &key)` makes a token; one of a text writes it
            // down.
            ExprKind::Call { callee, args } => {
                let last = self.tree.path_of(callee).and_then(Path::last);
                last.is_some_and(|last| {
                    is_maker(last.text())
                        || is_encoder(last.text())
                        || last == "encode" && self.tree.exprs_of(args).len() > 2
                })
            }
            _ => false,
        }
    }
}
