//! Which expressions are the whole environment, or an entry of it.

use super::{PICKS, Seed, Whole};
use crate::rust::index::{Def, Res};
use crate::rust::locals::{Host, Origin, Proj};
use crate::rust::tree::{ExprId, ExprKind};

/// Methods after which it is no longer the whole.
const SELECTIVE: [&str; 14] = [
    "filter",
    "filter_map",
    "find",
    "find_map",
    "map",
    "get",
    "remove",
    "any",
    "all",
    "count",
    "len",
    "is_empty",
    "contains_key",
    "keys",
];

impl Whole<'_, '_, '_> {
    /// Whether an expression is the whole environment: the call itself, what
    /// is collected from it, a variable or field that holds it.
    pub(super) fn is_whole(&self, expr: ExprId) -> bool {
        match self.tree.kind(expr) {
            _ if self.seed == Seed::Call(expr) => true,
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => self.is_whole(inner),
            // What is filtered is no longer the whole.
            ExprKind::Method { name, .. } if SELECTIVE.contains(&name.text()) => false,
            ExprKind::Method { receiver, name, .. } => self.is_whole(receiver) && !PICKS.contains(&name.text()),
            ExprKind::Call { callee, args } => {
                self.tree.exprs_of(args).iter().any(|arg| self.is_whole(*arg)) && self.called(callee).is_empty()
            }
            ExprKind::Field { base, name } => match self.seed {
                Seed::Field(adt, field) if field == name => {
                    self.infer().type_of(&self.frame.body, base) == Some(Res::Def(Def::Adt(adt)))
                }
                _ => false,
            },
            ExprKind::Path(_) => self.frame.locals.uses.get(&expr).is_some_and(|id| {
                let binding = &self.frame.locals.bindings[*id as usize];
                binding.path.is_empty()
                    && match binding.origin {
                        Origin::Value(init) => self.is_whole(init),
                        Origin::Param(at) => self.seed == Seed::Param(at),
                        _ => false,
                    }
            }),
            _ => false,
        }
    }

    /// Whether a variable is the key of one entry, in a loop or closure over
    /// the whole.
    pub(super) fn is_entry(&self, expr: ExprId) -> bool {
        self.part(expr, 0)
    }

    /// The same for the value of an entry.
    pub(super) fn is_value(&self, expr: ExprId) -> bool {
        self.part(expr, 1)
    }

    fn part(&self, expr: ExprId, at: u32) -> bool {
        match self.tree.kind(expr) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => self.part(inner, at),
            ExprKind::Method { receiver, name, .. } => {
                let same = matches!(
                    name.text(),
                    "as_str" | "as_ref" | "to_str" | "to_string_lossy" | "strip_prefix" | "clone" | "to_uppercase"
                );
                same && self.part(receiver, at)
            }
            ExprKind::Path(_) => self.frame.locals.uses.get(&expr).is_some_and(|id| self.binds_part(*id, at)),
            _ => false,
        }
    }

    fn binds_part(&self, id: u32, at: u32) -> bool {
        let binding = &self.frame.locals.bindings[id as usize];
        if binding.path.last() != Some(&Proj::At(at)) {
            return false;
        }
        match binding.origin {
            Origin::Value(init) => self.is_whole(init),
            Origin::Closure(closure, _) => match self.frame.locals.closures.get(&closure) {
                Some(Host::Arg(call, _)) => match self.tree.kind(*call) {
                    ExprKind::Method { receiver, .. } => self.runs_over(receiver),
                    _ => false,
                },
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a closure of a method of this receiver sees entries: of the
    /// whole, or of what an earlier filter left.
    fn runs_over(&self, receiver: ExprId) -> bool {
        match self.tree.kind(receiver) {
            ExprKind::Method { receiver: inner, name, .. }
                if matches!(name.text(), "filter" | "into_iter" | "iter") =>
            {
                self.runs_over(inner)
            }
            _ => self.is_whole(receiver),
        }
    }

    pub(super) fn captures_value(&self, mac: ExprId) -> bool {
        let captured = self.frame.locals.captures.iter().filter(|((call, _), _)| *call == mac);
        captured.into_iter().any(|(_, id)| self.binds_part(*id, 1))
    }
}
