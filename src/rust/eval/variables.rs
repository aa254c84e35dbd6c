//! What variables, parameters and constants hold.

use std::rc::Rc;

use super::{Args, Eval, Frame};
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::locals::{BindingId, Host, Origin, Proj};
use crate::rust::text::{Part, Shape, product, union};
use crate::rust::tree::{ExprId, ExprKind, Path};

impl Eval<'_, '_> {
    pub(super) fn binding(&self, frame: &Rc<Frame>, id: BindingId, path: &[Proj], depth: u32) -> Vec<Shape> {
        let binding = &frame.locals.bindings[id as usize];
        let full = [&binding.path, path].concat();
        let mut shapes = match binding.origin {
            Origin::Value(init) => self.at(frame, init, &full, depth),
            Origin::Param(at) => self.param(frame, at, &full, depth),
            Origin::SelfParam => match &frame.args {
                Args::Given { receiver: Some(receiver), frame, .. } => self.at(frame, *receiver, &full, depth),
                _ => Vec::new(),
            },
            Origin::Closure(closure, at) => self.closure_param(frame, closure, at, &full, depth),
            Origin::Nothing => Vec::new(),
        };
        for value in &binding.assigned {
            union(&mut shapes, self.at(frame, *value, path, depth));
        }
        for more in binding.pushed.iter().filter(|_| path.is_empty()) {
            shapes = product(&shapes, &self.at(frame, *more, path, depth));
        }
        shapes
    }

    fn param(&self, frame: &Rc<Frame>, at: u32, path: &[Proj], depth: u32) -> Vec<Shape> {
        let BodyKind::Fn(id) = frame.body.kind else { return Vec::new() };
        match &frame.args {
            Args::Open if path.is_empty() || is_in_elements(path) => {
                vec![Shape::part(Part::Param(id, at, path.to_vec()))]
            }
            Args::Open => Vec::new(),
            Args::Given { args, frame, .. } => {
                args.get(at as usize).map(|arg| self.at(frame, *arg, path, depth)).unwrap_or_default()
            }
            Args::Callers => self.callers_give(id, at, path, depth.min(6)),
        }
    }

    fn callers_give(&self, id: ItemId, at: u32, path: &[Proj], depth: u32) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for (frame, _, args) in self.calls_of(id) {
            if let Some(arg) = args.get(at as usize) {
                let inner = self.frame(frame.body, Args::Callers);
                union(&mut shapes, self.at(&inner, *arg, path, depth));
            }
        }
        shapes
    }

    fn closure_param(&self, frame: &Rc<Frame>, closure: ExprId, at: u32, path: &[Proj], depth: u32) -> Vec<Shape> {
        let tree = self.index().tree(frame.body.file);
        match frame.locals.closures.get(&closure) {
            Some(Host::Arg(call, _)) => match tree.kind(*call) {
                // `names.iter().map(|name| …)`: an element of the receiver.
                ExprKind::Method { receiver, name, .. }
                    if !matches!(name.text(), "fold" | "unwrap_or_else" | "or_else") =>
                {
                    self.at(frame, receiver, &[&[Proj::Element], path].concat(), depth)
                }
                _ => vec![Shape::part(Part::Closure(frame.body.file, closure, at))],
            },
            _ => vec![Shape::part(Part::Closure(frame.body.file, closure, at))],
        }
    }

    pub(super) fn constant(&self, frame: &Rc<Frame>, path: &Path, projs: &[Proj], depth: u32) -> Vec<Shape> {
        let found = self.infer.resolve(&frame.body, path);
        let Some(id) = found.into_iter().find_map(|res| match res {
            Res::Def(Def::Const(id)) => Some(id),
            _ => None,
        }) else {
            return Vec::new();
        };
        let item = self.index().const_(id);
        let Some(root) = item.value else { return Vec::new() };
        let scope = self.index().module(id.file, item.module);
        let body = Body { kind: BodyKind::Const(id), file: id.file, root, scope, test: false, owner: item.owner };
        self.at(&self.frame(body, Args::Open), root, projs, depth)
    }
}

/// Whether a path leads into the elements of a collection, and on only
/// through tuples.
fn is_in_elements(path: &[Proj]) -> bool {
    path.first() == Some(&Proj::Element) && path.iter().all(|step| !matches!(step, Proj::Field(_)))
}
