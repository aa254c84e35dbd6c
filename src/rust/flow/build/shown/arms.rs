//! Values of enums of which it is known, where they are shown, which arm they
//! are: `let event = Event::Started { id }` shows no `Event::Login`.

use crate::rust::facts::AdtKind;
use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Node, NodeId, Showing};
use crate::rust::index::{Def, ItemId, Res};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    /// What a variable shows that was made as one arm of an enum, and given
    /// nothing else since.
    pub(in crate::rust::flow::build) fn shown_arm(
        &mut self,
        variable: BindingId,
        ty: &Ty,
        showing: Showing,
    ) -> Option<Vec<NodeId>> {
        let Ty::Adt(id, args) = ty.value() else { return None };
        let adt = self.flow.index().adt(id);
        if adt.kind != AdtKind::Enum || showing == Showing::Display || self.flow.is_written(id, showing) {
            return None;
        }
        let binding = &self.locals.bindings[variable as usize];
        let init = match binding.origin {
            Origin::Value(init) if binding.path.is_empty() && binding.assigned.is_empty() => init,
            _ => return None,
        };
        let variant = self.arm_made(init, id)?;
        if self.may_become_another(variable) {
            return None;
        }
        let fields = &adt.variants.get(variant as usize)?.fields;
        let mut nodes = Vec::new();
        for field in fields {
            let node = self.flow.graph.id(Node::Field(id, variant, field.name));
            let ty = self.flow.types.field_written(id, field.ty, &args);
            nodes.extend(self.shown_as(node, &ty, showing));
        }
        Some(nodes)
    }

    /// Whether a method of its own is called on a variable, or it is lent: that
    /// may make it another arm.
    fn may_become_another(&self, variable: BindingId) -> bool {
        let mut called = !self.may_ask();
        self.tree.walk(self.body.root, &mut |at| {
            let is_it = |at: ExprId| self.locals.uses.get(&at) == Some(&variable);
            called |= match self.tree.kind(at) {
                ExprKind::Method { receiver, name, args } if is_it(receiver) => {
                    self.own(receiver, &self.ty(receiver), name, self.tree.exprs_of(args).len()).is_some()
                }
                // Handed to a function, or lent to another variable.
                ExprKind::Call { args, .. } => self
                    .tree
                    .exprs_of(args)
                    .iter()
                    .any(|arg| matches!(self.tree.kind(*arg), ExprKind::Ref(of) if is_it(of))),
                ExprKind::Block(block) => self.tree.block(block).stmts.iter().any(|stmt| match stmt {
                    Stmt::Let { init: Some(init), .. } => {
                        matches!(self.tree.kind(*init), ExprKind::Ref(of) if is_it(of))
                    }
                    _ => false,
                }),
                _ => false,
            };
        });
        called
    }

    /// The arm of an enum that an expression makes.
    fn arm_made(&self, init: ExprId, of: ItemId) -> Option<u32> {
        let path = match self.tree.kind(init) {
            ExprKind::Call { callee, .. } => self.tree.path_of(callee)?,
            ExprKind::Struct(literal) => &self.tree.struct_(literal).path,
            ExprKind::Path(path) if !self.locals.uses.contains_key(&init) => self.tree.path(path),
            _ => return None,
        };
        self.flow.types.infer.resolve(&self.body, path).into_iter().find_map(|res| match res {
            Res::Def(Def::Variant(id, variant)) if id == of => Some(variant),
            _ => None,
        })
    }
}
