//! What calls of functions and methods give.

use std::rc::Rc;

use super::super::index::{Def, ItemId, Res};
use super::super::locals::Proj;
use super::super::name::Name;
use super::super::text::{Shape, union};
use super::super::tree::*;
use super::keeps::{KEEPS, WRAPS};
use super::{Args, Eval, Frame, says_something};

/// A call that is worked out.
#[derive(Clone, Copy)]
pub(super) struct Call<'c> {
    /// Where it stands.
    pub frame: &'c Rc<Frame>,
    /// What it is asked of; none for a function.
    pub receiver: Option<ExprId>,
    /// What it is given.
    pub args: &'c [ExprId],
    /// Which part of its value is asked for.
    pub path: &'c [Proj],
    /// How much further may be asked.
    pub depth: u32,
}

impl Eval<'_, '_> {
    pub(super) fn call(&self, callee: ExprId, call: Call<'_>) -> Vec<Shape> {
        let Call { frame, args, path, depth, .. } = call;
        let tree = self.index().tree(frame.body.file);
        let Some(callee_path) = tree.path_of(callee) else { return Vec::new() };
        let fns: Vec<ItemId> = self.infer.resolve(&frame.body, callee_path).into_iter().filter_map(fn_id).collect();
        if !fns.is_empty() {
            return self.returned(&fns, call);
        }
        let wraps = callee_path.last().is_some_and(|last| WRAPS.contains(&last.text()));
        match (args, path) {
            // A tuple struct's element.
            (args, [Proj::At(at), rest @ ..]) if !wraps => {
                args.get(*at as usize).map(|arg| self.at(frame, *arg, rest, depth)).unwrap_or_default()
            }
            ([only], _) if wraps => self.at(frame, *only, path, depth),
            _ => Vec::new(),
        }
    }

    pub(super) fn method(&self, receiver: ExprId, name: Name, call: Call<'_>) -> Vec<Shape> {
        let call = Call { receiver: Some(receiver), ..call };
        let Call { frame, args, path, depth, .. } = call;
        // What a type of the workspace does under a name comes before what
        // std does under it.
        let own = self.own_method(receiver, name, call);
        if says_something(&own) {
            return own;
        }
        let again = |path: &[Proj]| self.at(frame, receiver, path, depth);
        match name.text() {
            "to_uppercase" | "to_ascii_uppercase" => map(again(path), |text| text.to_uppercase()),
            "to_lowercase" | "to_ascii_lowercase" => map(again(path), |text| text.to_lowercase()),
            "replace" => self.replaced(frame, again(path), args, depth),
            "join" | "concat" => self.joined(frame, receiver, args.first().copied(), depth),
            // Of `Display::fmt`.
            "write_str" | "pad" => args.first().map(|arg| self.at(frame, *arg, path, depth)).unwrap_or_default(),
            "get" => self.entry(frame, receiver, path, depth),
            "map" | "and_then" | "then" => self.mapped(receiver, call),
            "enumerate" => match path {
                [Proj::Element, Proj::At(1), rest @ ..] => again(&[&[Proj::Element], rest].concat()),
                _ => Vec::new(),
            },
            text if KEEPS.contains(&text) => {
                let mut shapes = again(path);
                if matches!(text, "chain" | "unwrap_or" | "or" | "unwrap_or_else" | "or_else") {
                    args.iter().for_each(|arg| union(&mut shapes, self.at(frame, *arg, path, depth)));
                }
                shapes
            }
            _ => {
                let fns = self.infer.method_targets(&frame.body, receiver, name, args.len());
                self.returned(&fns, call)
            }
        }
    }

    fn own_method(&self, receiver: ExprId, name: Name, call: Call<'_>) -> Vec<Shape> {
        let Call { frame, args, depth, .. } = call;
        let Some(Res::Def(def)) = self.infer.type_of(&frame.body, receiver) else { return Vec::new() };
        if let (Def::Trait(_), _) | (_, true) = (def, !self.index().methods(def, name).is_empty()) {
            let fns = self.infer.method_targets(&frame.body, receiver, name, args.len());
            return self.returned(&fns, call);
        }
        match name.text() {
            "to_string" => self.display(frame, def, Some(receiver), depth),
            "into" => self.converted(frame, def, receiver, depth),
            _ => Vec::new(),
        }
    }

    /// What `From` of the workspace makes of a value.
    fn converted(&self, frame: &Rc<Frame>, def: Def, value: ExprId, depth: u32) -> Vec<Shape> {
        let fns = self.index().fns_named(Name::new("from")).iter().copied().filter(|id| {
            let item = self.index().fn_(*id);
            let module = self.index().module(id.file, item.module);
            let ty = item.params.first().and_then(|param| param.ty);
            let takes = ty.and_then(|ty| self.infer.named_type(id.file, module, item.owner, ty));
            takes == Some(Res::Def(def)) && self.index().owner_def(id.file, item.owner) != Some(def)
        });
        let fns: Vec<ItemId> = fns.collect();
        self.returned(&fns, Call { frame, receiver: None, args: &[value], path: &[], depth })
    }

    fn replaced(&self, frame: &Rc<Frame>, shapes: Vec<Shape>, args: &[ExprId], depth: u32) -> Vec<Shape> {
        let tree = self.index().tree(frame.body.file);
        let text = |arg: Option<&ExprId>| -> Option<String> {
            let arg = *arg?;
            match tree.kind(arg) {
                ExprKind::Scalar(Scalar::Char) => {
                    let literal = self.index().unit(frame.body.file).source.slice(tree.expr(arg).span);
                    Some(literal.trim_matches('\'').to_owned())
                }
                _ => self.at(frame, arg, &[], depth).first()?.known().map(str::to_owned),
            }
        };
        match (text(args.first()), text(args.get(1))) {
            (Some(from), Some(to)) if !from.is_empty() => map(shapes, |text| text.replace(&from, &to)),
            _ => shapes,
        }
    }

    /// What functions give that a call may run.
    pub(super) fn returned(&self, fns: &[ItemId], call: Call<'_>) -> Vec<Shape> {
        let Call { frame, receiver, args, path, depth } = call;
        let mut shapes = Vec::new();
        for id in fns {
            let Some(body) = self.index().body(*id) else { continue };
            // `Type::method(receiver, args…)`
            let explicit = receiver.is_none() && self.index().fn_(*id).has_self;
            let (receiver, args) = match (explicit, args.split_first()) {
                (true, Some((first, rest))) => (Some(*first), rest),
                _ => (receiver, args),
            };
            let given = Args::Given { receiver, args: args.to_vec(), frame: frame.clone() };
            union(&mut shapes, self.at(&self.frame(body, given), body.root, path, depth));
        }
        shapes
    }
}

pub(super) fn fn_id(res: Res) -> Option<ItemId> {
    match res {
        Res::Def(Def::Fn(id)) => Some(id),
        _ => None,
    }
}

fn map(shapes: Vec<Shape>, f: impl Fn(&str) -> String) -> Vec<Shape> {
    shapes.iter().map(|shape| shape.map(&f)).collect()
}
