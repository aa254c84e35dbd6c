//! Which variable an expression shows, or a part of.

use super::cut::{coded, is_cut};
use crate::rust::flow::build::Builder;
use crate::rust::flow::lists::end_of;
use crate::rust::locals::BindingId;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Steps from one expression to what it is taken from.
const STEPS: usize = 24;

/// A variable, and the members of it that lead to a value.
#[derive(Clone, Debug)]
pub(in crate::rust::flow::build) struct Held {
    pub(in crate::rust::flow::build) id: BindingId,
    pub(in crate::rust::flow::build) members: Vec<Name>,
}

impl Builder<'_, '_, '_> {
    /// The variable that an expression shows, or a member of; `within` also
    /// for what stands under a key of it.
    pub(super) fn part_of(&self, expr: ExprId, within: bool) -> Option<Held> {
        let (mut at, mut members) = (expr, Vec::new());
        for _ in 0..STEPS {
            let coded = if within { coded(self.tree, at) } else { None };
            at = match self.tree.kind(at) {
                _ if coded.is_some() => coded?,
                ExprKind::Path(_) => {
                    members.reverse();
                    return self.locals.uses.get(&at).map(|id| Held { id: *id, members });
                }
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => inner,
                ExprKind::Index { base, .. } if within => base,
                ExprKind::Field { base, name } => {
                    members.push(name);
                    base
                }
                ExprKind::Method { receiver, name, .. } if within && (name == "collect" || is_cut(name.text())) => {
                    receiver
                }
                ExprKind::Method { receiver, name, args } => {
                    let values = self.flow.know.values;
                    let asked = within && !self.tree.exprs_of(args).is_empty() && values.lookups.contains(name.text());
                    if values.members.contains(name.text()) {
                        members.push(name);
                    } else if !asked && !values.unchanged.contains(name.text()) {
                        return None;
                    }
                    receiver
                }
                ExprKind::Call { callee, args } => {
                    let path = self.tree.path_of(callee)?.names();
                    let names: Vec<&str> = path.iter().map(|name| name.text()).collect();
                    let wraps = self.flow.know.values.wraps.contains(end_of(&names.join("::")));
                    let args = self.tree.exprs_of(args);
                    // `split_query(&answer)`: a map of the parts of a text.
                    let splits = || within && args.len() == 1 && matches!(self.ty(at).value(), Ty::Map(_));
                    args.first().copied().filter(|_| wraps || splits())?
                }
                _ => return None,
            };
        }
        None
    }

    /// The calls that an expression is the result of, outermost first.
    pub(in crate::rust::flow::build) fn chain(&self, expr: ExprId) -> Vec<ExprId> {
        let (mut at, mut chain) = (expr, Vec::new());
        for _ in 0..STEPS {
            chain.push(at);
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => inner,
                ExprKind::Method { receiver: inner, .. } | ExprKind::Index { base: inner, .. } => inner,
                ExprKind::Call { callee, args } => {
                    let last = self.tree.path_of(callee).and_then(Path::last);
                    match self.tree.exprs_of(args) {
                        [only] if last.is_some_and(|last| matches!(last.text(), "Ok" | "Some")) => *only,
                        _ => return chain,
                    }
                }
                _ => return chain,
            };
        }
        chain
    }
}
