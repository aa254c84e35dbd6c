//! What is taken out of a map for good: after `headers.remove("authorization")`
//! the others may be shown, as far as the block goes in which that is done.

use super::wholes::Whole;
use crate::rust::flow::build::Builder;
use crate::rust::tree::*;
use crate::source::Span;

/// Removals of one body that are looked at.
const MOST: usize = 32;

impl Builder<'_, '_, '_> {
    /// Takes note of where a secret is no longer in what it was taken out of.
    pub(super) fn without_removed(&mut self, found: &mut [Whole]) {
        if found.is_empty() {
            return;
        }
        for (call, within) in self.removals() {
            let ExprKind::Method { receiver, args, .. } = self.tree.kind(call) else { continue };
            let key = self.tree.exprs_of(args).first().and_then(|key| self.key(*key));
            let Some((key, of)) = key.zip(self.part_of(receiver, false)) else { continue };
            let end = within.map_or(u32::MAX, |block| self.tree.extent(block).end);
            let gone = Span { start: self.tree.extent(call).end, end };
            let fits = |whole: &&mut Whole| {
                whole.of.id == of.id
                    && whole.of.members == of.members
                    && whole.name.replace('-', "_") == key.replace('-', "_")
            };
            found.iter_mut().filter(fits).for_each(|whole| whole.failing.add_none(gone));
        }
    }

    /// Calls that remove something, each with the block, arm or closure that it
    /// is done in.
    fn removals(&self) -> Vec<(ExprId, Option<ExprId>)> {
        let (mut found, mut left) = (Vec::new(), vec![(self.body.root, None)]);
        while let Some((at, within)) = left.pop() {
            let inner = match self.tree.kind(at) {
                ExprKind::Block(_) => Some(at),
                ExprKind::Closure(closure) => Some(self.tree.closure(closure).body),
                ExprKind::Match(node) => {
                    let of = self.tree.match_(node);
                    left.push((of.scrutinee, within));
                    left.extend(of.arms.iter().map(|(_, arm)| (*arm, Some(*arm))));
                    continue;
                }
                // What stands behind `&&` is not always done.
                ExprKind::Binary { left: first, right, .. } => {
                    left.extend([(first, within), (right, Some(right))]);
                    continue;
                }
                ExprKind::Method { name, .. } if removes(name.text()) && found.len() < MOST => {
                    found.push((at, within));
                    within
                }
                _ => within,
            };
            self.tree.children(at, &mut |child| left.push((child, inner)));
        }
        found
    }
}

fn removes(method: &str) -> bool {
    matches!(method, "remove" | "remove_entry" | "swap_remove" | "shift_remove")
}
