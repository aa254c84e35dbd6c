//! Following a value back to where it comes from.

use super::{Carries, Flow, Taint};
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::locals::{Binding, Origin, Proj};
use crate::rust::name::Name;
use crate::rust::tree::*;

/// Values are followed this deep.
const DEPTH: u32 = 40;

impl Flow<'_, '_> {
    /// Whether the value of an expression is a secret.
    pub fn taint(&self, body: &Body, expr: ExprId) -> Taint {
        self.value(body, expr, DEPTH)
    }

    fn value(&self, body: &Body, expr: ExprId, depth: u32) -> Taint {
        let Some(depth) = depth.checked_sub(1) else { return Taint::Unknown };
        let key = (body.file, expr);
        if let Some(known) = self.values.borrow().get(&key) {
            return known.clone();
        }
        // A circle finds nothing on its way round.
        self.values.borrow_mut().insert(key, Taint::Unknown);
        let found = self.work_out(body, expr, depth);
        self.values.borrow_mut().insert(key, found.clone());
        found
    }

    fn work_out(&self, body: &Body, expr: ExprId, depth: u32) -> Taint {
        let tree = self.infer.index.tree(body.file);
        let again = |expr: ExprId| self.value(body, expr, depth);
        match tree.kind(expr) {
            ExprKind::Scalar(_) | ExprKind::Not(_) | ExprKind::Cast { .. } => Taint::Clean,
            ExprKind::Binary { op: BinOp::Add, left, right } => again(left).join(again(right)),
            ExprKind::Binary { .. } => Taint::Clean,
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                again(inner)
            }
            ExprKind::Index { base, index } if matches!(tree.kind(index), ExprKind::Range { .. }) => again(base),
            ExprKind::Path(_) => {
                let locals = self.infer.locals(body);
                let binding = locals.uses.get(&expr).map(|id| &locals.bindings[*id as usize]);
                binding.map_or(Taint::Unknown, |binding| self.binding(body, binding, depth))
            }
            ExprKind::Field { base, name } => self.field(body, base, name),
            ExprKind::Block(block) => tree.block(block).value.map_or(Taint::Unknown, again),
            ExprKind::If { then, other: Some(other), .. } => self.either(body, &[then, other], depth),
            ExprKind::Match(node) => {
                let arms: Vec<ExprId> = tree.match_(node).arms.iter().map(|(_, arm)| *arm).collect();
                self.either(body, &arms, depth)
            }
            ExprKind::Tuple(items) | ExprKind::Array(items) => {
                tree.exprs_of(items).iter().map(|item| again(*item)).reduce(Taint::join).unwrap_or(Taint::Clean)
            }
            ExprKind::Call { callee, args } => self.call(body, callee, tree.exprs_of(args), depth),
            ExprKind::Method { receiver, name, args } => {
                self.method(body, receiver, name, tree.exprs_of(args).len(), depth)
            }
            ExprKind::Macro(mac) if tree.mac(mac).path.last().is_some_and(|last| formats(last.text())) => {
                self.printed(body, expr).map_or(Taint::Unknown, |shown| Taint::Secret(shown.secret))
            }
            _ => Taint::Unknown,
        }
    }

    /// One of several values; a choice among literals is no secret.
    fn either(&self, body: &Body, choices: &[ExprId], depth: u32) -> Taint {
        if choices.iter().all(|choice| self.is_literal(body, *choice)) {
            return Taint::Clean;
        }
        choices.iter().map(|choice| self.value(body, *choice, depth)).reduce(Taint::join).unwrap_or(Taint::Unknown)
    }

    fn is_literal(&self, body: &Body, expr: ExprId) -> bool {
        let tree = self.infer.index.tree(body.file);
        match tree.kind(expr) {
            ExprKind::Str(_) | ExprKind::Scalar(_) => true,
            ExprKind::Block(block) => {
                let block = tree.block(block);
                block.stmts.is_empty() && block.value.is_some_and(|value| self.is_literal(body, value))
            }
            _ => false,
        }
    }

    /// A variable: what it was given, else what its name and type say.
    pub(super) fn binding(&self, body: &Body, binding: &Binding, depth: u32) -> Taint {
        let name = binding.name.text();
        if let Some(ty) = self.written(body, binding) {
            match self.carries(body.file, ty) {
                Carries::Nothing => return Taint::Clean,
                Carries::Other => return Taint::Unknown,
                Carries::Text if !matches!(binding.origin, Origin::Value(_)) => return self.named(name, true),
                Carries::Text => {}
            }
        }
        let assigned = binding.assigned.iter().map(|value| self.value(body, *value, depth));
        let assigned = assigned.reduce(Taint::join).unwrap_or(Taint::Unknown);
        match (binding.origin, binding.path.as_slice()) {
            _ if matches!(assigned, Taint::Secret(_)) => assigned,
            (Origin::Value(init), []) => self.initialised(body, binding, init, depth),
            (Origin::Value(init), path) => self.taken_apart(body, name, init, path),
            (Origin::Param(_), []) | (Origin::SelfParam, _) => Taint::Unknown,
            (Origin::Nothing, _) => self.named(name, binding.ty.is_some()),
            _ => self.named(name, false),
        }
    }

    fn written(&self, body: &Body, binding: &Binding) -> Option<TypeId> {
        match (binding.ty, binding.origin, body.kind) {
            (Some(ty), ..) => Some(ty),
            (None, Origin::Param(at), BodyKind::Fn(id)) if binding.path.is_empty() => {
                self.infer.index.fn_(id).params.get(at as usize)?.ty
            }
            _ => None,
        }
    }

    fn initialised(&self, body: &Body, binding: &Binding, init: ExprId, depth: u32) -> Taint {
        match self.value(body, init, depth) {
            Taint::Unknown if binding.ty.is_some() => self.named(binding.name.text(), true),
            Taint::Unknown => match self.infer.type_of(body, init) {
                Some(Res::External(path)) => match path.rsplit("::").next() {
                    Some(last) if self.lists.text.contains(last) => self.named(binding.name.text(), true),
                    _ => Taint::Unknown,
                },
                Some(Res::Def(_)) => Taint::Unknown,
                None => self.named(binding.name.text(), self.is_text(body, init)),
            },
            known => known,
        }
    }

    /// Whether an expression is text by the way it is made.
    fn is_text(&self, body: &Body, expr: ExprId) -> bool {
        let tree = self.infer.index.tree(body.file);
        match tree.kind(expr) {
            ExprKind::Str(_) => true,
            ExprKind::Ref(inner) | ExprKind::Try(inner) => self.is_text(body, inner),
            ExprKind::Macro(mac) => tree.mac(mac).path.last().is_some_and(|last| last == "format"),
            ExprKind::Method { receiver, name, .. } => {
                self.lists.makes_text.contains(name.text())
                    || self.lists.keeps.contains(name.text()) && self.is_text(body, receiver)
            }
            _ => false,
        }
    }

    fn taken_apart(&self, body: &Body, name: &str, init: ExprId, path: &[Proj]) -> Taint {
        let tree = self.infer.index.tree(body.file);
        match (path, tree.kind(init)) {
            ([Proj::At(at)], ExprKind::Tuple(items)) => match tree.exprs_of(items).get(*at as usize) {
                Some(item) => match self.taint(body, *item) {
                    Taint::Unknown => self.named(name, self.is_text(body, *item)),
                    known => known,
                },
                None => Taint::Unknown,
            },
            ([Proj::Field(field)], _) => self.field(body, init, *field),
            _ => self.named(name, false),
        }
    }

    /// A field: its type and name decide; the one field of a newtype goes by
    /// the type's name.
    fn field(&self, body: &Body, base: ExprId, name: Name) -> Taint {
        let Some(ty) = self.infer.type_of(body, base) else { return self.named(name.text(), false) };
        let Res::Def(Def::Adt(id)) = ty else { return Taint::Unknown };
        let adt = self.infer.index.adt(id);
        let mut fields = adt.variants.iter().flat_map(|variant| &variant.fields);
        let Some(field) = fields.find(|field| field.name == name) else { return Taint::Unknown };
        let called = if name == "0" { adt.name } else { name };
        match self.carries(id.file, field.ty) {
            Carries::Nothing => Taint::Clean,
            Carries::Text => self.named(called.text(), true),
            Carries::Other => Taint::Unknown,
        }
    }

    fn call(&self, body: &Body, callee: ExprId, args: &[ExprId], depth: u32) -> Taint {
        let Some(path) = self.infer.index.tree(body.file).path_of(callee) else { return Taint::Unknown };
        let found = self.infer.resolve(body, path);
        if let Some(id) = found.iter().find_map(|res| if let Res::Def(Def::Fn(id)) = res { Some(*id) } else { None }) {
            return self.returned(id, depth);
        }
        match args {
            [only] if path.last().is_some_and(|last| self.lists.wraps.contains(last.text())) => {
                self.value(body, *only, depth)
            }
            _ => Taint::Unknown,
        }
    }

    fn method(&self, body: &Body, receiver: ExprId, name: Name, args: usize, depth: u32) -> Taint {
        let text = name.text();
        if self.lists.measures.contains(text) || text.starts_with("is_") {
            return Taint::Clean;
        }
        if self.lists.opens.contains(text) && args == 0 {
            return Taint::Secret(format!("{text}()"));
        }
        if self.lists.keeps.contains(text) {
            return self.value(body, receiver, depth);
        }
        match self.infer.method_targets(body, receiver, name, args).as_slice() {
            [only] => self.returned(*only, depth),
            _ => Taint::Unknown,
        }
    }

    /// What a function returns, whoever calls it.
    fn returned(&self, id: ItemId, depth: u32) -> Taint {
        if let Some(known) = self.returns.borrow().get(&id) {
            return known.clone();
        }
        self.returns.borrow_mut().insert(id, Taint::Unknown);
        let item = self.infer.index.fn_(id);
        let found = match item.ret.map_or(Carries::Nothing, |ty| self.carries(id.file, ty)) {
            Carries::Nothing => Taint::Clean,
            Carries::Other => Taint::Unknown,
            Carries::Text => match self.named(item.name.text(), true) {
                Taint::Unknown => {
                    let body = self.infer.index.body(id);
                    body.map_or(Taint::Unknown, |body| self.value(&body, body.root, depth))
                }
                known => known,
            },
        };
        self.returns.borrow_mut().insert(id, found.clone());
        found
    }
}

fn formats(name: &str) -> bool {
    matches!(name, "format" | "format_args" | "concat" | "vec")
}
