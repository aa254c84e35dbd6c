//! `#[instrument]`: what `tracing` records of a function by itself.

use crate::rust::facts::{Attr, Fn};
use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Node, NodeId, Showing};
use crate::rust::index::BodyKind;
use crate::rust::locals::{BindingId, Origin};
use crate::rust::tree::{ExprId, ExprKind};
use crate::rust::types::Ty;

/// The rule that watches it.
const RULE: &str = "secret-in-instrument";

impl Builder<'_, '_, '_> {
    pub(in crate::rust::flow::build) fn instrumented(&mut self) {
        let BodyKind::Fn(id) = self.body.kind else { return };
        let Some(attr) = instrument(self.flow.index().fn_(id)) else { return };
        self.recorded_params(attr);
        self.recorded_fields(attr);
        self.recorded_result(attr);
    }

    /// Every parameter that is not skipped, with `Debug`.
    fn recorded_params(&mut self, attr: &Attr) {
        if attr.arg("skip_all").is_some() {
            return;
        }
        let skipped = |name: &str| attr.arg("skip").is_some_and(|skip| skip.args.iter().any(|arg| arg.path == name));
        // A field of the same name takes the parameter's place.
        let replaced =
            |name: &str| attr.arg("fields").is_some_and(|fields| fields.args.iter().any(|arg| arg.path == name));
        let locals = self.locals.clone();
        for (at, binding) in locals.bindings.iter().enumerate() {
            let name = binding.name.text();
            if !matches!(binding.origin, Origin::Param(_) | Origin::SelfParam) || skipped(name) || replaced(name) {
                continue;
            }
            let ty = self.flow.types.binding(&self.body, binding);
            let node = self.bound(binding);
            let mut nodes = self.shown_as(node, &ty, Showing::Debug);
            nodes.extend(self.captured_whole(self.body.root, at as BindingId, &ty, node));
            let span = match binding.origin {
                Origin::SelfParam => attr.span,
                _ => self.tree.pat(binding.pat).span,
            };
            self.sink_at(RULE, self.body.root, span, nodes);
        }
    }

    /// `fields(x = %secret)`, `fields(?secret)`; a bare name stays empty.
    fn recorded_fields(&mut self, attr: &Attr) {
        let fields = attr.arg("fields").map_or(&[][..], |fields| fields.args.as_slice());
        let locals = self.locals.clone();
        for field in fields {
            let Some(value) = field.value else { continue };
            let root = self.leftmost(value);
            let Some(name) = self.tree.path_of(root).and_then(|path| path.ident()).map(|name| name.text()) else {
                continue;
            };
            let Some(binding) = locals
                .bindings
                .iter()
                .find(|binding| binding.name == name && matches!(binding.origin, Origin::Param(_) | Origin::SelfParam))
            else {
                continue;
            };
            let ty = self.flow.types.binding(&self.body, binding);
            let node = self.bound(binding);
            let nodes = match root == value {
                true => self.shown_as(node, &ty, Showing::Debug),
                false => self.recorded(value, node, &ty),
            };
            self.sink_at(RULE, self.body.root, field.span, nodes);
        }
    }

    /// What an expression over a parameter shows: fields by their types.
    fn recorded(&mut self, value: ExprId, node: NodeId, ty: &Ty) -> Vec<NodeId> {
        match self.tree.kind(value) {
            ExprKind::Field { base, name } => {
                let base = self.recorded_type(base, ty);
                match base.value() {
                    Ty::Adt(id, _) => {
                        let of = self.flow.types.field(&base, name);
                        let node = self.flow.graph.id(Node::Field(id, 0, name));
                        self.shown_as(node, &of, Showing::Debug)
                    }
                    _ => Vec::new(),
                }
            }
            ExprKind::Ref(inner) => self.recorded(inner, node, ty),
            ExprKind::Method { receiver, name, .. } if self.flow.know.values.keeps.contains(name.text()) => {
                self.recorded(receiver, node, ty)
            }
            ExprKind::Path(_) => self.shown_as(node, ty, Showing::Debug),
            _ => Vec::new(),
        }
    }

    fn recorded_type(&self, value: ExprId, ty: &Ty) -> Ty {
        match self.tree.kind(value) {
            ExprKind::Field { base, name } => self.flow.types.field(&self.recorded_type(base, ty), name),
            ExprKind::Ref(inner) => self.recorded_type(inner, ty),
            _ => ty.clone(),
        }
    }

    fn leftmost(&self, value: ExprId) -> ExprId {
        match self.tree.kind(value) {
            ExprKind::Field { base: inner, .. }
            | ExprKind::Ref(inner)
            | ExprKind::Deref(inner)
            | ExprKind::Method { receiver: inner, .. } => self.leftmost(inner),
            _ => value,
        }
    }

    /// `ret`: what the function returns.
    fn recorded_result(&mut self, attr: &Attr) {
        let (BodyKind::Fn(id), Some(ret)) = (self.body.kind, attr.arg("ret")) else { return };
        let showing = match ret.args.iter().any(|arg| arg.path == "Display") {
            true => Showing::Display,
            false => Showing::Debug,
        };
        let ty = self.flow.types.returned(id);
        let node = self.flow.graph.id(Node::Return(id));
        let name = self.flow.index().fn_(id).name;
        self.flow.seed_named(node, name, &ty, (self.body.file, ret.span));
        let nodes = self.shown_as(node, &ty, showing);
        self.sink_at(RULE, self.body.root, ret.span, nodes);
    }
}

/// The attribute that records a function, also behind `cfg_attr`.
pub fn instrument(item: &Fn) -> Option<&Attr> {
    let is = |attr: &&Attr| {
        matches!(attr.path.text(), "instrument" | "tracing::instrument" | "tracing_attributes::instrument")
    };
    let mut conditional = item.attrs.iter().filter(|attr| attr.path == "cfg_attr").flat_map(|attr| &attr.args);
    item.attrs.iter().find(is).or_else(|| conditional.find(is))
}
