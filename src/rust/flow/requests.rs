//! Types that are made to be sent: what a service is told to sign in.

use super::Flow;
use super::build::derive_lists;
use crate::rust::facts::{Adt, AdtKind};
use crate::rust::flow::roles::READERS;
use crate::rust::index::{Body, BodyKind, ItemId};
use crate::rust::locals::{Binding, Origin};
use crate::rust::tree::{ExprId, ExprKind};

/// Functions that hand a value on, one to the next, to the one that sends it.
const DEPTH: u32 = 3;

/// Functions of one name that are looked at.
const FEW: usize = 4;

impl Flow<'_, '_> {
    /// Whether every value of a type goes into a request where it is made:
    /// nobody reads such a type, and nothing else writes it.
    pub(super) fn is_request(&self, id: ItemId) -> bool {
        let adt = self.index().adt(id);
        let first = adt.variants.first().and_then(|variant| variant.fields.first());
        let Some(field) = first.filter(|_| adt.kind == AdtKind::Struct && !is_read(adt)) else { return false };
        let makers = self.givers_of(id);
        let made = self.sites.setting(field.name).iter().filter_map(|site| {
            let body = &self.sites.bodies[site.body as usize];
            let tree = self.index().tree(body.file);
            let ExprKind::Struct(literal) = tree.kind(site.expr) else { return None };
            let of = self.types.constructed(body, &tree.struct_(literal).path);
            (!body.test && of.is_some_and(|(of, _)| of == id)).then_some((body, site.expr))
        });
        let made: Vec<_> = made.collect();
        // What a function gives that does not make it comes from elsewhere.
        let makes = |of: &ItemId| made.iter().any(|(body, _)| body.kind == BodyKind::Fn(*of));
        !made.is_empty()
            && makers.iter().all(makes)
            && made.into_iter().all(|(body, value)| self.is_sent(body, &|expr| expr == value, DEPTH))
    }

    /// Whether a value, or a variable that is one, is handed to a request.
    fn is_sent(&self, body: &Body, is_value: &dyn Fn(ExprId) -> bool, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let (tree, locals) = (self.index().tree(body.file), self.types.infer.locals(body));
        let is_it = |arg: ExprId| {
            let arg = self.plain(body, arg);
            let variable = locals.uses.get(&arg).map(|id| &locals.bindings[*id as usize]);
            is_value(arg) || variable.is_some_and(|binding| holds(binding, is_value))
        };
        let mut sent = false;
        tree.walk(body.root, &mut |expr| {
            let args = match tree.kind(expr) {
                _ if sent => return,
                ExprKind::Method { args, .. } | ExprKind::Call { args, .. } => tree.exprs_of(args),
                _ => return,
            };
            let Some(at) = args.iter().position(|arg| is_it(*arg)) else { return };
            let own = self.called_by(body, expr);
            sent = self.is_payload(body, expr)
                || !own.is_empty() && own.len() <= FEW && own.iter().all(|id| self.sends(*id, at, depth));
        });
        sent
    }

    /// Whether a function of the workspace sends what a parameter is given.
    fn sends(&self, id: ItemId, at: usize, depth: u32) -> bool {
        let Some(body) = self.index().body(id) else { return false };
        let locals = self.types.infer.locals(&body);
        let is_param = |binding: &Binding| binding.origin == Origin::Param(at as u32) && binding.path.is_empty();
        let is_value = |expr: ExprId| locals.uses.get(&expr).is_some_and(|id| is_param(&locals.bindings[*id as usize]));
        self.is_sent(&body, &is_value, depth)
    }

    /// A value behind `&x`, `Some(x)` and `x.clone()`.
    fn plain(&self, body: &Body, expr: ExprId) -> ExprId {
        let tree = self.index().tree(body.file);
        match tree.kind(expr) {
            ExprKind::Ref(inner) => self.plain(body, inner),
            ExprKind::Method { receiver, name, .. } if name == "clone" => self.plain(body, receiver),
            ExprKind::Call { callee, args } => {
                match (tree.path_of(callee).and_then(|path| path.last()), tree.exprs_of(args)) {
                    (Some(name), [only]) if matches!(name.text(), "Some" | "Json" | "Form") => self.plain(body, *only),
                    _ => expr,
                }
            }
            _ => expr,
        }
    }
}

/// Whether a variable is nothing but a value.
fn holds(binding: &Binding, is_value: &dyn Fn(ExprId) -> bool) -> bool {
    matches!(binding.origin, Origin::Value(init) if binding.path.is_empty() && is_value(init))
}

/// Whether somebody may read such a type from what was written, or from the
/// rows of a table.
fn is_read(adt: &Adt) -> bool {
    let mut derives = derive_lists(adt).flat_map(|list| &list.args);
    derives.any(|arg| arg.path.text().rsplit("::").next().is_some_and(|last| READERS.contains(&last)))
}
