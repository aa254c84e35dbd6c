//! What type a text is read into, when nothing beside the call says it: that of
//! the parameter or field that gets the value, or what the function gives.

use crate::rust::flow::build::Builder;
use crate::rust::index::BodyKind;
use crate::rust::locals::{BindingId, Origin};
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Steps from an expression to what it is as it is.
const STEPS: usize = 16;

/// Calls of one body that are looked at.
const MOST: usize = 256;

impl Builder<'_, '_, '_> {
    /// The type of the workspace that a call's value has where it goes.
    pub(in crate::rust::flow::build) fn expected(&mut self, call: ExprId) -> Option<Ty> {
        if !self.may_ask() {
            return None;
        }
        let bound = self.locals.bindings.iter().position(|binding| {
            binding.path.is_empty() && matches!(binding.origin, Origin::Value(init) if self.plainly(init) == call)
        });
        let is = |this: &Self, expr: ExprId| {
            let at = this.plainly(expr);
            at == call || bound.is_some_and(|id| this.locals.uses.get(&at) == Some(&(id as BindingId)))
        };
        let (mut calls, mut given) = (Vec::new(), self.last_values());
        self.tree.walk(self.body.root, &mut |expr| match self.tree.kind(expr) {
            ExprKind::Call { .. } | ExprKind::Method { .. } if calls.len() < MOST => calls.push(expr),
            ExprKind::Return(Some(value)) => given.push(value),
            _ => {}
        });
        if let (BodyKind::Fn(id), true) = (self.body.kind, given.iter().any(|value| is(self, *value))) {
            return own(self.flow.types.returned(id));
        }
        calls.into_iter().find_map(|at| {
            let args = match self.tree.kind(at) {
                ExprKind::Call { args, .. } | ExprKind::Method { args, .. } => self.tree.exprs_of(args),
                _ => return None,
            };
            let number = args.iter().position(|arg| is(self, *arg))?;
            let id = match self.tree.kind(at) {
                ExprKind::Method { receiver, name, .. } => self.own(receiver, &self.ty(receiver), name, args.len())?,
                _ => self.flow.called_function(&self.body, at)?,
            };
            // `Store::put(store, value)` is handed its receiver first.
            let by_path = matches!(self.tree.kind(at), ExprKind::Call { .. }) && self.flow.index().fn_(id).has_self;
            own(self.flow.types.param(id, number.checked_sub(usize::from(by_path))?))
        })
    }

    /// The type that a call's value has where it goes, be it open itself: that
    /// of the variable or parameter that gets it, or what the function gives.
    pub(in crate::rust::flow::build) fn wanted(&mut self, call: ExprId) -> Option<Ty> {
        if !self.may_ask() {
            return None;
        }
        let mut bindings = self.locals.bindings.iter();
        let bound = bindings.find(|binding| {
            let init = matches!(binding.origin, Origin::Value(init) if self.plainly(init) == call);
            init && binding.ty.is_some() && binding.path.is_empty()
        });
        if let Some(binding) = bound {
            return Some(self.flow.types.binding(&self.body, binding));
        }
        match self.body.kind {
            BodyKind::Fn(id) if self.last_values().into_iter().any(|value| self.plainly(value) == call) => {
                Some(self.flow.types.returned(id))
            }
            _ => self.expected(call),
        }
    }

    /// `serde_path_to_error::deserialize(&mut de)`, `Login::deserialize(&mut de)`:
    /// the text that the reader was made of.
    pub(in crate::rust::flow::build) fn deserialized(&self, call: ExprId) -> Option<ExprId> {
        let ExprKind::Call { callee, args } = self.tree.kind(call) else { return None };
        if self.tree.path_of(callee)?.last()? != "deserialize" {
            return None;
        }
        let mut at = *self.tree.exprs_of(args).first()?;
        for _ in 0..STEPS {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Try(inner) => inner,
                ExprKind::Path(_) => match self.locals.bindings[self.variable(at)? as usize].origin {
                    Origin::Value(init) if init != at => init,
                    _ => return None,
                },
                ExprKind::Call { callee, args } => {
                    let [.., of, last] = self.tree.path_of(callee)?.segments.as_slice() else { return None };
                    let reads = of.name.text().ends_with("Deserializer") && is_reader(last.name.text());
                    return self.tree.exprs_of(args).first().copied().filter(|_| reads);
                }
                _ => return None,
            };
        }
        None
    }

    pub(in crate::rust::flow::build) fn last_value(&self) -> Option<ExprId> {
        match self.tree.kind(self.body.root) {
            ExprKind::Block(block) => self.tree.block(block).value,
            _ => Some(self.body.root),
        }
    }

    /// The same of each arm, where it is a choice.
    fn last_values(&self) -> Vec<ExprId> {
        let (mut open, mut found) = (self.last_value().into_iter().collect::<Vec<_>>(), Vec::new());
        while let Some(at) = open.pop().filter(|_| found.len() < MOST) {
            match self.tree.kind(at) {
                ExprKind::If { then, other, .. } => open.extend([Some(then), other].into_iter().flatten()),
                ExprKind::Match(of) => open.extend(self.tree.match_(of).arms.iter().map(|(_, arm)| *arm)),
                ExprKind::Block(block) => open.extend(self.tree.block(block).value),
                _ => found.push(at),
            }
        }
        found
    }

    /// A value behind `&`, `?`, `Ok(…)` and `.unwrap()`.
    fn plainly(&self, expr: ExprId) -> ExprId {
        let mut at = expr;
        for _ in 0..STEPS {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => inner,
                ExprKind::Method { receiver, name, .. } if self.flow.know.values.unchanged.contains(name.text()) => {
                    receiver
                }
                ExprKind::Call { callee, args } => {
                    let last = self.tree.path_of(callee).and_then(Path::last);
                    match self.tree.exprs_of(args) {
                        [only] if last.is_some_and(|last| matches!(last.text(), "Ok" | "Some" | "Json")) => *only,
                        _ => return at,
                    }
                }
                _ => return at,
            };
        }
        at
    }
}

fn own(ty: Ty) -> Option<Ty> {
    Some(ty.value()).filter(|ty| matches!(ty, Ty::Adt(..)))
}

fn is_reader(name: &str) -> bool {
    matches!(name, "from_str" | "from_slice" | "from_reader" | "new" | "parse")
}
