//! Where a borrowed text is asked for: a call that takes, or a function that
//! gives, `&str`.

use super::uses::Uses;
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::locals::Origin;
use crate::rust::tree::*;

impl Uses<'_, '_> {
    /// Whether a borrow stands where a `&str` is asked for: what is borrowed
    /// from the wrapper is no `&String`.
    pub(super) fn is_for_text(&self, body: &Body, borrowed: ExprId) -> bool {
        let tree = self.cx.index.tree(body.file);
        let mut found = self.is_given_back(body, borrowed);
        tree.walk(body.root, &mut |expr| {
            let (ExprKind::Call { args, .. } | ExprKind::Method { args, .. }) = tree.kind(expr) else { return };
            if let Some(at) = tree.exprs_of(args).iter().position(|arg| *arg == borrowed) {
                found = self.takes_text(body, expr, at);
            }
        });
        found
    }

    /// `fn password(&self) -> &str { &self.password }`
    fn is_given_back(&self, body: &Body, value: ExprId) -> bool {
        let tree = self.cx.index.tree(body.file);
        let (BodyKind::Fn(id), ExprKind::Block(block)) = (body.kind, tree.kind(body.root)) else { return false };
        tree.block(block).value == Some(value) && self.cx.index.fn_(id).ret.is_some_and(|ty| is_text(tree, ty))
    }

    /// Whether what is called takes a `&str` there.
    fn takes_text(&self, body: &Body, call: ExprId, at: usize) -> bool {
        let tree = self.cx.index.tree(body.file);
        let infer = &self.types.infer;
        let takers = match tree.kind(call) {
            ExprKind::Method { receiver, name, args } => {
                infer.method_targets(body, receiver, name, tree.exprs_of(args).len())
            }
            ExprKind::Call { callee, .. } => match (self.closure(body, callee), tree.path_of(callee)) {
                (Some(taken), _) => return tree.types_of(taken).get(at).is_some_and(|ty| is_text(tree, *ty)),
                (None, Some(path)) => {
                    let found = infer.resolve(body, path).into_iter();
                    found.filter_map(|res| if let Res::Def(Def::Fn(id)) = res { Some(id) } else { None }).collect()
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        let takes = |id: &ItemId| {
            let param = self.cx.index.fn_(*id).params.get(at).and_then(|param| param.ty);
            param.is_some_and(|ty| is_text(self.cx.index.tree(id.file), ty))
        };
        !takers.is_empty() && takers.iter().all(takes)
    }

    /// What the closure takes that a parameter `impl Fn(…)` is.
    fn closure(&self, body: &Body, callee: ExprId) -> Option<TypeList> {
        let tree = self.cx.index.tree(body.file);
        let locals = self.types.infer.locals(body);
        let binding = &locals.bindings[*locals.uses.get(&callee)? as usize];
        let (Origin::Param(at), BodyKind::Fn(id)) = (binding.origin, body.kind) else { return None };
        let Type::Bound(bound) = *tree.ty(self.cx.index.fn_(id).params.get(at as usize)?.ty?) else { return None };
        Some(tree.path(bound).segments.last()?.args)
    }
}

/// `&str`
fn is_text(tree: &Tree, ty: TypeId) -> bool {
    let Type::Ref(of) = *tree.ty(ty) else { return false };
    matches!(*tree.ty(of), Type::Path(path) if tree.path(path).ident().is_some_and(|name| name == "str"))
}
