//! Where the whole environment goes from one body to others.

use super::{Seed, Whole};
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::tree::{ExprId, ExprKind, StructId};

impl Whole<'_, '_, '_> {
    /// Into functions that get it, and into fields that are set to it.
    pub(super) fn goes_on(&self, expr: ExprId, queue: &mut Vec<(Body, Seed)>) {
        let (fns, args): (Vec<ItemId>, _) = match self.tree.kind(expr) {
            ExprKind::Call { callee, args } => (self.called(callee), args),
            ExprKind::Method { receiver, name, args } => {
                let args_ = self.tree.exprs_of(args);
                if !args_.iter().any(|arg| self.is_whole(*arg)) {
                    return;
                }
                (self.infer().method_targets(&self.frame.body, receiver, name, args_.len()), args)
            }
            ExprKind::Struct(literal) => return self.set_fields(expr, literal, queue),
            _ => return,
        };
        for id in fns {
            let explicit = matches!(self.tree.kind(expr), ExprKind::Call { .. }) && self.infer().index.fn_(id).has_self;
            let args = self.tree.exprs_of(args).iter().skip(usize::from(explicit));
            for (at, _) in args.enumerate().filter(|(_, arg)| self.is_whole(**arg)) {
                queue.extend(self.infer().index.body(id).map(|body| (body, Seed::Param(at as u32))));
            }
        }
    }

    pub(super) fn called(&self, callee: ExprId) -> Vec<ItemId> {
        let found = self.eval.targets(&self.frame.body, callee).into_iter();
        found.filter_map(|res| if let Res::Def(Def::Fn(id)) = res { Some(id) } else { None }).collect()
    }

    fn set_fields(&self, expr: ExprId, literal: StructId, queue: &mut Vec<(Body, Seed)>) {
        let fields = self.tree.struct_(literal).fields.iter().filter(|(_, _, value)| self.is_whole(*value));
        for (name, _, _) in fields {
            let Some(Res::Def(Def::Adt(adt))) = self.infer().type_of(&self.frame.body, expr) else { continue };
            for site in self.eval.sites.reading(*name) {
                queue.push((self.eval.sites.bodies[site.body as usize], Seed::Field(adt, *name)));
            }
        }
    }

    /// Out to the callers of a function that returns it.
    pub(super) fn comes_back(&self, queue: &mut Vec<(Body, Seed)>) {
        let body = self.frame.body;
        let BodyKind::Fn(id) = body.kind else { return };
        let value = match self.tree.kind(body.root) {
            ExprKind::Block(block) => self.tree.block(block).value,
            _ => Some(body.root),
        };
        if value.is_some_and(|value| self.is_whole(value)) {
            for (caller, call, _) in self.eval.calls_of(id) {
                queue.push((caller.body, Seed::Call(call)));
            }
        }
    }
}
