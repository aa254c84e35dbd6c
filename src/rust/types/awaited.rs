//! What waiting for a value gives, when the workspace says so itself: its type
//! is a request that answers, and not a future of itself.

use std::rc::Rc;

use super::exprs::DEPTH;
use super::{Ty, Types};
use crate::rust::facts::Owner;
use crate::rust::index::{Body, Def, ItemId, Res};
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::*;

/// Variables that are followed to the call that made the value.
const CHAIN: u32 = 4;

/// What is known of a value that is waited for.
pub struct Answer {
    /// The function that runs; none when it could be several.
    pub runs: Option<ItemId>,
    /// What it gives.
    pub ty: Ty,
}

impl Types<'_, '_> {
    /// `request.await`, where `request` is of a type with an `IntoFuture` or
    /// `Future` of its own; none when waiting gives the value itself.
    pub fn awaited(&self, body: &Body, expr: ExprId) -> Option<Answer> {
        self.awaited_in(body, expr, DEPTH)
    }

    pub(super) fn awaited_in(&self, body: &Body, expr: ExprId, depth: u32) -> Option<Answer> {
        let ty = self.typed(body, expr, depth);
        let Ty::Adt(id, _) = &ty else { return None };
        let runs = self.futures_of(*id);
        let only = match runs.as_slice() {
            [] => return None,
            _ if self.is_promised(body, expr, CHAIN) => return None,
            [only] => Some(only),
            _ => None,
        };
        let run = runs.iter().find(|(of, _)| *of == ty).or(only).map(|(_, run)| *run);
        Some(Answer { runs: run, ty: run.map_or(Ty::Unknown, |run| self.output_of(run)) })
    }

    /// The functions by which values of a type are waited for, and of which
    /// generic arguments each.
    fn futures_of(&self, id: ItemId) -> Rc<Vec<(Ty, ItemId)>> {
        if let Some(known) = self.futures.borrow().get(&id) {
            return known.clone();
        }
        let runs = ["into_future", "poll"].map(|name| self.index().methods(Def::Adt(id), Name::new(name)));
        let runs = runs.concat().into_iter().filter(|run| self.index().is_of_trait(*run));
        let found: Vec<_> = runs.map(|run| (self.own(run.file, self.index().fn_(run).owner), run)).collect();
        let found = Rc::new(found);
        self.futures.borrow_mut().insert(id, found.clone());
        found
    }

    /// `type Output = X;` of the block that a function stands in.
    fn output_of(&self, run: ItemId) -> Ty {
        let Owner::Impl(number) = self.index().fn_(run).owner else { return Ty::Unknown };
        let types = &self.index().unit(run.file).facts.impls[number as usize].types;
        let output = types.iter().find(|(name, _)| *name == "Output");
        output.map_or(Ty::Unknown, |(_, ty)| self.written(self.place(run), *ty))
    }

    /// Whether a call only promises the value, so that waiting gives it.
    fn is_promised(&self, body: &Body, expr: ExprId, chain: u32) -> bool {
        let Some(chain) = chain.checked_sub(1) else { return true };
        let tree = self.index().tree(body.file);
        let called = match tree.kind(expr) {
            ExprKind::Call { callee, .. } => tree.path_of(callee).and_then(|path| {
                self.infer.resolve(body, path).into_iter().find_map(|res| match res {
                    Res::Def(Def::Fn(id)) => Some(id),
                    _ => None,
                })
            }),
            ExprKind::Method { receiver, name, .. } => self.own_method(&self.of(body, receiver), name),
            ExprKind::Struct(_) => return false,
            ExprKind::Path(_) => {
                let locals = self.infer.locals(body);
                let binding = locals.uses.get(&expr).map(|id| &locals.bindings[*id as usize]);
                return match binding.map(|binding| (binding.origin, binding.path.is_empty())) {
                    Some((Origin::Value(init), true)) => self.is_promised(body, init, chain),
                    Some((Origin::Param(_), true)) => false,
                    _ => true,
                };
            }
            _ => None,
        };
        !called.is_some_and(|id| self.gives_itself(id))
    }

    /// Whether a function gives a value of the type that it names, and no
    /// future of one.
    fn gives_itself(&self, id: ItemId) -> bool {
        let (item, tree) = (self.index().fn_(id), self.index().tree(id.file));
        let Some(Type::Path(path)) = item.ret.map(|ret| *tree.ty(ret)) else { return false };
        let path = tree.path(path);
        let module = self.index().module(id.file, item.module);
        let own = path.ident().is_some_and(|name| name == "Self");
        let named =
            || matches!(self.infer.resolve_in(module, path).first(), Some(Res::Def(Def::Adt(_) | Def::Alias(_))));
        !item.is_async && (own || named())
    }
}
