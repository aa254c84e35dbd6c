//! The calls of a closure, or of a function that was handed over.

use std::rc::Rc;

use super::{Step, Tracer, Way, place};
use crate::rust::eval::{Eval, Frame};
use crate::rust::index::{Def, ItemId, Res};
use crate::rust::locals::{Host, Origin};
use crate::rust::name::Name;
use crate::rust::text::{Part, Shape};
use crate::rust::tree::{ExprId, ExprKind};

impl Tracer<'_, '_, '_> {
    pub(super) fn closure_calls(&mut self, way: &Way, name: &Shape, closure: ExprId, at: u32) -> bool {
        let frame = &way.here.frame;
        let calls: Vec<(Rc<Frame>, ExprId, Vec<ExprId>)> = match frame.locals.closures.get(&closure).copied() {
            Some(Host::Let(binding)) => {
                let calls = calls_in(self.eval, frame, |callee| frame.locals.uses.get(&callee) == Some(&binding));
                calls.into_iter().map(|(call, args)| (frame.clone(), call, args)).collect()
            }
            Some(Host::Arg(call, position)) => self.inside(frame, call, position),
            Some(Host::Field(literal, name)) => self.calls_of_field(frame, literal, name),
            None => Vec::new(),
        };
        for (callee, call, args) in &calls {
            if let Some(arg) = args.get(at as usize) {
                let given = self.eval.texts(callee, *arg);
                self.substitute(way, name, callee, *call, &given);
            }
        }
        !calls.is_empty()
    }

    /// The calls of what a struct literal puts into a field:
    /// `(self.lookup)("API_KEY")`.
    fn calls_of_field(&self, frame: &Rc<Frame>, literal: ExprId, name: Name) -> Vec<(Rc<Frame>, ExprId, Vec<ExprId>)> {
        let infer = &self.eval.infer;
        let Some(of @ Res::Def(_)) = infer.type_of(&frame.body, literal) else { return Vec::new() };
        let mut found = Vec::new();
        for site in self.eval.sites.reading(name) {
            let body = self.eval.sites.bodies[site.body as usize];
            let ExprKind::Field { base, .. } = infer.index.tree(body.file).kind(site.expr) else { continue };
            if infer.type_of(&body, base).as_ref() == Some(&of) {
                let callee = self.eval.open(body);
                let calls = calls_in(self.eval, &callee, |path| path == site.expr);
                found.extend(calls.into_iter().map(|(call, args)| (callee.clone(), call, args)));
            }
        }
        found
    }

    /// A reading function given to a function of the workspace: what that
    /// one calls it with.
    pub(super) fn handed(&mut self, frame: &Rc<Frame>, call: ExprId, position: u32, read: ExprId) {
        for (callee, call, args) in self.inside(frame, call, position) {
            if let Some(arg) = args.first() {
                let whole = Shape::part(Part::Any);
                for given in self.eval.texts(&callee, *arg) {
                    let through = vec![place(self.eval, frame, read)];
                    let name = if given.has_text() || given.open() { given } else { whole.clone() };
                    self.settle(&Way::begin(Step { frame: callee.clone(), expr: call, through }), name);
                }
            }
        }
    }

    /// The calls, inside the function that `call` runs, of its parameter
    /// with this number.
    pub(super) fn inside(
        &self,
        frame: &Rc<Frame>,
        call: ExprId,
        position: u32,
    ) -> Vec<(Rc<Frame>, ExprId, Vec<ExprId>)> {
        let mut found = Vec::new();
        for id in self.runs(frame, call) {
            let Some(body) = self.eval.infer.index.body(id) else { continue };
            let callee = self.eval.open(body);
            let is_param = |path: ExprId| {
                let binding = callee.locals.uses.get(&path).map(|id| &callee.locals.bindings[*id as usize]);
                binding.is_some_and(|binding| binding.origin == Origin::Param(position))
            };
            for (call, args) in calls_in(self.eval, &callee, is_param) {
                found.push((callee.clone(), call, args));
            }
        }
        found
    }

    pub(super) fn runs(&self, frame: &Rc<Frame>, call: ExprId) -> Vec<ItemId> {
        let tree = self.eval.infer.index.tree(frame.body.file);
        match tree.kind(call) {
            ExprKind::Call { callee, .. } => {
                let found = self.eval.targets(&frame.body, callee).into_iter();
                found.filter_map(|res| if let Res::Def(Def::Fn(id)) = res { Some(id) } else { None }).collect()
            }
            ExprKind::Method { receiver, name, args } => {
                self.eval.infer.method_targets(&frame.body, receiver, name, tree.exprs_of(args).len())
            }
            _ => Vec::new(),
        }
    }
}

/// The calls in a body whose callee is a path that `is_callee` accepts.
fn calls_in(eval: &Eval<'_, '_>, frame: &Frame, is_callee: impl Fn(ExprId) -> bool) -> Vec<(ExprId, Vec<ExprId>)> {
    let tree = eval.infer.index.tree(frame.body.file);
    let mut calls = Vec::new();
    tree.walk(frame.body.root, &mut |expr| {
        if let ExprKind::Call { callee, args } = tree.kind(expr)
            && is_callee(callee)
        {
            calls.push((expr, tree.exprs_of(args).to_vec()));
        }
    });
    calls
}
