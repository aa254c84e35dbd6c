//! The calls of a function or a home-made macro that reads what it is given.

use super::{Tracer, Way};
use crate::rust::eval::Frame;
use crate::rust::facts::Owner;
use crate::rust::index::ItemId;
use crate::rust::locals::Proj;
use crate::rust::text::{Place, Shape};
use crate::rust::tree::{ExprId, ExprKind};

impl Tracer<'_, '_, '_> {
    pub(super) fn callers(&mut self, way: &Way, name: &Shape, id: ItemId, at: u32, path: &[Proj]) -> bool {
        let mut followed = false;
        for (caller, call, args) in self.eval.calls_of(id) {
            for (place, arg) in self.given(&caller, call, &args, id, at) {
                followed = true;
                let given = self.eval.texts_at(&caller, arg, path);
                self.substitute(way, name, &caller, place, &given);
            }
        }
        for (caller, handed, call, position) in self.eval.given_to(id) {
            let elements = match self.eval.infer.index.tree(caller.body.file).kind(call) {
                ExprKind::Method { receiver, .. } if self.runs(&caller, call).is_empty() => Some(receiver),
                _ => None,
            };
            if let Some(receiver) = elements {
                // `names.map(wrapper)`: its elements are the argument.
                followed = true;
                let given = self.eval.texts_at(&caller, receiver, &[&[Proj::Element], path].concat());
                self.substitute(way, name, &caller, handed, &given);
                continue;
            }
            for (callee, call, args) in self.inside(&caller, call, position) {
                if let Some(arg) = args.get(at as usize) {
                    followed = true;
                    let given = self.eval.texts_at(&callee, *arg, path);
                    self.substitute(way, name, &callee, call, &given);
                }
            }
        }
        followed
    }

    /// The arguments that stand for a parameter in a call, each with the
    /// place to report: of a macro these are several when it repeats, and one
    /// that is written as a table is reported line by line.
    fn given(&self, caller: &Frame, call: ExprId, args: &[ExprId], id: ItemId, at: u32) -> Vec<(ExprId, ExprId)> {
        let item = self.eval.infer.index.fn_(id);
        if !matches!(item.owner, Owner::Macro(_)) {
            return args.get(at as usize).map(|arg| (call, *arg)).into_iter().collect();
        }
        let tree = self.eval.infer.index.tree(caller.body.file);
        let params = item.params.len().max(1);
        if params != args.len() && self.another_arm_takes(id, args.len()) {
            return Vec::new();
        }
        let mut given: Vec<ExprId> = match args.len() > params {
            true => args.iter().skip(at as usize).step_by(params).copied().collect(),
            false => args.get(at as usize).copied().into_iter().collect(),
        };
        if !args.len().is_multiple_of(params) || given.is_empty() || args.iter().any(|arg| is_pair(tree.kind(*arg))) {
            // Its grammar is not that of arguments: any literal may be meant.
            given.clear();
            tree.walk(call, &mut |expr| given.extend(matches!(tree.kind(expr), ExprKind::Str(_)).then_some(expr)));
        }
        let source = &self.eval.infer.index.unit(caller.body.file).source;
        let line = |expr: ExprId| source.line_of(tree.expr(expr).span.start);
        let place = |arg: ExprId| if line(arg) == line(call) { call } else { arg };
        given.into_iter().map(|arg| (place(arg), arg)).collect()
    }

    /// Whether another arm of a macro has just so many parameters.
    fn another_arm_takes(&self, arm: ItemId, args: usize) -> bool {
        let index = self.eval.infer.index;
        let Owner::Macro(number) = index.fn_(arm).owner else { return false };
        let arms = index.arms(ItemId { file: arm.file, item: number }).iter();
        arms.filter(|other| **other != arm).any(|other| index.fn_(*other).params.len() == args)
    }

    /// The calls of a macro, by how the argument is written there.
    pub(super) fn written(&mut self, way: &Way, name: &Shape, id: ItemId, at: u32) -> bool {
        let mut followed = false;
        for (caller, call, args) in self.eval.calls_of(id) {
            let file = caller.body.file;
            for (place, arg) in self.given(&caller, call, &args, id, at) {
                followed = true;
                let span = self.eval.infer.index.tree(file).extent(arg);
                let text = self.eval.infer.index.unit(file).source.slice(span);
                let given = Shape::text(text.trim_matches('"'), Some(Place { file, span }));
                self.substitute(way, name, &caller, place, &[given]);
            }
        }
        followed
    }
}

/// `name: type = value` as a macro's argument.
fn is_pair(kind: ExprKind) -> bool {
    matches!(kind, ExprKind::Assign { .. } | ExprKind::Cast { .. })
}
