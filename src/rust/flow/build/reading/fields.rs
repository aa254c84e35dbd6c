//! Fields of structs, tuples and enums: read, and filled by literals.

use crate::rust::facts::Owner;
use crate::rust::flow::build::Builder;
use crate::rust::flow::build::shown::urls::is_address;
use crate::rust::flow::graph::Node;
use crate::rust::flow::seeds::holds;
use crate::rust::index::{Def, ItemId, Res};
use crate::rust::locals::{Host, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// How far back a value of which nothing is known is followed.
const DEPTH: u32 = 12;

impl Builder<'_, '_, '_> {
    pub(in crate::rust::flow::build) fn field(&mut self, e: ExprId, base: ExprId, name: Name) {
        self.expr(base);
        if name.text().parse::<u32>().is_err() {
            self.asked(base);
        }
        let node = self.node(e);
        match self.ty(base).value() {
            ref ty if self.flow.types.unwraps(ty, name) => self.pass(base, e),
            Ty::Adt(..) if self.is_scrubbed_field(base, name) || self.is_field_of_sqlite(name) => {}
            Ty::Adt(id, args) => {
                let from = self.flow.graph.id(Node::Field(id, 0, name));
                let ty = self.ty(e);
                self.copy(from, node, &ty);
                if self.flow.is_wrapped(&Ty::Adt(id, args), name) {
                    self.pass(base, e);
                }
            }
            Ty::Tuple(items) => {
                if let Ok(at) = name.text().parse::<u32>() {
                    let base = self.node(base);
                    let part = self.part(base, at);
                    self.copy(part, node, items.get(at as usize).unwrap_or(&Ty::Unknown));
                }
            }
            Ty::Unknown | Ty::Foreign(..) => {
                if let Ok(at) = name.text().parse::<u32>() {
                    let (base, ty) = (self.node(base), self.ty(e));
                    let part = self.part(base, at);
                    self.copy(part, node, &ty);
                } else {
                    let ty = self.field_of(name, base);
                    self.seed_expr(e, name, &ty);
                }
            }
            _ => {}
        }
    }

    /// The type of a field of a value of which nothing is known: no secret's
    /// where it comes from a type of the workspace that has such a field, and
    /// none of them is one's.
    fn field_of(&self, name: Name, base: ExprId) -> Ty {
        let known = self.flow.types.fields_named(name);
        let holds = known.iter().any(|(_, ty)| holds(ty, name.text()));
        let own = |ty: &Ty| known.iter().any(|(id, _)| ty.mentions(*id));
        let from_own = || match self.ty(base) {
            Ty::Unknown => self.is_from(base, &own, DEPTH),
            ty => own(&ty),
        };
        if holds || known.is_empty() || !from_own() {
            return Ty::Unknown;
        }
        known.into_iter().next().map_or(Ty::Unknown, |(_, ty)| ty)
    }

    /// Whether a value comes from one of such types, or from what a function
    /// or macro of the workspace gives or is given. What another crate gives
    /// has fields of its own.
    fn is_from(&self, value: ExprId, own: &dyn Fn(&Ty) -> bool, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let again = |value: ExprId| self.is_from(value, own, depth);
        if own(&self.ty(value)) {
            return true;
        }
        match self.tree.kind(value) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                again(inner)
            }
            ExprKind::Index { base, .. } => again(base),
            ExprKind::Method { receiver, .. } => again(receiver),
            ExprKind::Call { callee, args } => {
                let path = self.tree.path_of(callee);
                let found = path.map(|path| self.flow.types.infer.resolve(&self.body, path)).unwrap_or_default();
                let here = found.iter().any(|res| matches!(res, Res::Def(Def::Fn(_))));
                here || self.tree.exprs_of(args).iter().any(|arg| again(*arg))
            }
            ExprKind::Path(_) => match self.locals.uses.get(&value).map(|id| &self.locals.bindings[*id as usize]) {
                Some(binding) => match binding.origin {
                    Origin::Value(init) => again(init),
                    Origin::Closure(closure, _) => match self.locals.closures.get(&closure) {
                        Some(Host::Arg(call, _)) => again(*call),
                        _ => false,
                    },
                    Origin::Param(_) => matches!(self.body.owner, Owner::Macro(_)),
                    _ => false,
                },
                None => false,
            },
            _ => false,
        }
    }

    pub(in crate::rust::flow::build) fn literal(&mut self, e: ExprId, literal: StructId) {
        let literal = self.tree.struct_(literal);
        let known = match self.ty(e) {
            Ty::Adt(id, _) => {
                let found = self.flow.types.constructed(&self.body, &literal.path);
                Some((id, found.filter(|(of, _)| *of == id).map_or(0, |(_, variant)| variant)))
            }
            _ => None,
        };
        for (name, _, value) in &literal.fields {
            self.expr(*value);
            self.hand_on(&[*value]);
            self.exchanged_as(name.text(), *value);
            if let Some((id, variant)) = known.filter(|(id, _)| !self.is_own_id(*id, *name, *value)) {
                self.store_field(id, variant, *name, *value);
            }
            self.wrap(e, *name, *value);
        }
        literal.rest.into_iter().for_each(|rest| self.expr(rest));
        if known.is_none() {
            self.literal_sinks(e, literal);
        }
        if let Some((id, variant)) = known {
            let values: Vec<ExprId> = literal.fields.iter().map(|(_, _, value)| *value).collect();
            self.error_built(e, id, variant, &values);
        }
    }

    /// A text is wrapped: the wrapper is what it holds.
    pub(in crate::rust::flow::build) fn wrap(&mut self, e: ExprId, name: Name, value: ExprId) {
        let of = self.ty(e);
        if self.flow.is_wrapped(&of, name) {
            self.pass(value, e);
        }
    }

    /// A value becomes a field of a new value of a type.
    pub(in crate::rust::flow::build) fn store_field(&mut self, id: ItemId, variant: u32, name: Name, value: ExprId) {
        let to = self.flow.graph.id(Node::Field(id, variant, name));
        let (from, ty) = (self.node(value), self.ty(value));
        let fixed = matches!(self.tree.kind(value), ExprKind::Str(_) | ExprKind::Scalar(_))
            || self.is_nothing(value)
            || self.body.test && !self.flow.index().adt(id).test;
        if fixed {
            return;
        }
        self.copied_field(value, to);
        match is_address(&ty) {
            true => {
                let (userinfo, whole) = (self.userinfo(from), self.aside(value));
                self.flow(from, whole);
                self.flow(userinfo, whole);
                self.store(whole, to);
            }
            false => self.store(from, to),
        }
        if let Ty::Tuple(_) = ty.value() {
            self.copy(from, to, &ty);
        }
    }

    /// `None`, `vec![]`, `String::new()`: what a field begins with says
    /// nothing of what it is for.
    pub(in crate::rust::flow::build) fn is_nothing(&self, value: ExprId) -> bool {
        match self.tree.kind(value) {
            ExprKind::Path(path) => self.tree.path(path).last().is_some_and(|last| last == "None"),
            ExprKind::Macro(mac) => {
                let mac = self.tree.mac(mac);
                mac.args.is_empty() && mac.path.last().is_some_and(|last| last == "vec")
            }
            ExprKind::Call { callee, args } => {
                let last = self.tree.path_of(callee).and_then(Path::last);
                let empty = last.is_some_and(|last| matches!(last.text(), "new" | "default" | "with_capacity"));
                let scalars = |arg: &ExprId| self.ty(*arg) == Ty::Scalar;
                empty
                    && matches!(self.ty(value).value(), Ty::Text | Ty::List(_) | Ty::Map(_))
                    && self.tree.exprs_of(args).iter().all(scalars)
            }
            _ => false,
        }
    }
}
