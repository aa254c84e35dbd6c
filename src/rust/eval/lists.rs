//! Lists and maps: their entries, and what is made of each.

use std::rc::Rc;

use super::keeps::{KEEPS, WRAPS};
use super::methods::{Call, fn_id};
use super::{Eval, Frame, says_something};
use crate::rust::index::ItemId;
use crate::rust::locals::{Origin, Proj};
use crate::rust::text::{Shape, product};
use crate::rust::tree::{ExprId, ExprKind};

impl Eval<'_, '_> {
    /// An entry of a list, else of a map.
    pub(super) fn entry(&self, frame: &Rc<Frame>, base: ExprId, path: &[Proj], depth: u32) -> Vec<Shape> {
        let listed = self.at(frame, base, &[&[Proj::Element], path].concat(), depth);
        match says_something(&listed) {
            true => listed,
            false => self.at(frame, base, &[&[Proj::Element, Proj::At(1)], path].concat(), depth),
        }
    }

    /// `x.map(|x| …)`, `x.map(String::from)`.
    pub(super) fn mapped(&self, receiver: ExprId, call: Call<'_>) -> Vec<Shape> {
        let Call { frame, args, path, depth, .. } = call;
        let Some(function) = args.first() else { return Vec::new() };
        let tree = self.index().tree(frame.body.file);
        match tree.kind(*function) {
            ExprKind::Closure(_) => {
                self.at(frame, *function, path.strip_prefix(&[Proj::Element]).unwrap_or(path), depth)
            }
            ExprKind::Path(id) => {
                let keeps = tree
                    .path(id)
                    .last()
                    .is_some_and(|last| WRAPS.contains(&last.text()) || KEEPS.contains(&last.text()));
                match keeps {
                    true => self.at(frame, receiver, path, depth),
                    false => {
                        let found = self.infer.resolve(&frame.body, tree.path(id)).into_iter();
                        let fns: Vec<ItemId> = found.filter_map(fn_id).collect();
                        self.returned(&fns, Call { receiver: None, args: &[receiver], ..call })
                    }
                }
            }
            _ => Vec::new(),
        }
    }

    /// `["a", "b"].join("_")`.
    pub(super) fn joined(&self, frame: &Rc<Frame>, list: ExprId, between: Option<ExprId>, depth: u32) -> Vec<Shape> {
        let Some(items) = self.items(frame, list) else { return Vec::new() };
        let between = between.map(|between| self.at(frame, between, &[], depth));
        let parts = items.iter().map(|item| self.at(frame, *item, &[], depth));
        let joined = parts.reduce(|left, right| match &between {
            Some(between) => product(&product(&left, between), &right),
            None => product(&left, &right),
        });
        joined.unwrap_or_default()
    }

    /// The items of a list that is written out.
    pub(super) fn items(&self, frame: &Rc<Frame>, list: ExprId) -> Option<Vec<ExprId>> {
        let tree = self.index().tree(frame.body.file);
        match tree.kind(list) {
            ExprKind::Ref(inner) => self.items(frame, inner),
            ExprKind::Array(items) => Some(tree.exprs_of(items).to_vec()),
            ExprKind::Macro(mac) if tree.mac(mac).path.last().is_some_and(|last| last == "vec") => {
                Some(tree.mac(mac).args.iter().map(|arg| arg.expr).collect())
            }
            ExprKind::Path(_) => {
                let binding = &frame.locals.bindings[*frame.locals.uses.get(&list)? as usize];
                match binding.origin {
                    Origin::Value(init) if binding.path.is_empty() && init != list => self.items(frame, init),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
