//! Fields of structs, tuples and enums: read, and filled by literals.

use super::Builder;
use super::urls::is_address;
use crate::rust::flow::graph::Node;
use crate::rust::flow::seeds::holds;
use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    pub(super) fn field(&mut self, e: ExprId, base: ExprId, name: Name) {
        self.expr(base);
        if name.text().parse::<u32>().is_err() {
            self.asked(base);
        }
        let node = self.node(e);
        match self.ty(base).value() {
            Ty::Adt(..) if self.is_scrubbed_field(base, name) => {}
            Ty::Adt(id, _) => {
                let from = self.flow.graph.id(Node::Field(id, 0, name));
                let ty = self.ty(e);
                self.copy(from, node, &ty);
            }
            Ty::Tuple(items) => {
                if let Ok(at) = name.text().parse::<u32>() {
                    let base = self.node(base);
                    let part = self.part(base, at);
                    self.copy(part, node, items.get(at as usize).unwrap_or(&Ty::Unknown));
                }
            }
            Ty::Unknown | Ty::Foreign(..) => {
                let number = name.text().parse::<u32>().is_ok();
                if number {
                    self.pass(base, e);
                } else {
                    let ty = self.field_of(name, &self.ty(base));
                    self.seed_expr(e, name, &ty);
                }
            }
            _ => {}
        }
    }

    /// The type of a field of a value of which nothing is known: no secret's
    /// where the workspace has such fields, and none of them is one's.
    fn field_of(&self, name: Name, base: &Ty) -> Ty {
        let known = if *base == Ty::Unknown { self.flow.types.fields_named(name) } else { Vec::new() };
        let holds = known.iter().any(|ty| holds(ty, name.text()));
        if holds { Ty::Unknown } else { known.into_iter().next().unwrap_or(Ty::Unknown) }
    }

    pub(super) fn literal(&mut self, e: ExprId, literal: StructId) {
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
            if let Some((id, variant)) = known {
                self.store_field(id, variant, *name, *value);
            }
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

    /// A value becomes a field of a new value of a type.
    pub(super) fn store_field(&mut self, id: ItemId, variant: u32, name: Name, value: ExprId) {
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
    pub(super) fn is_nothing(&self, value: ExprId) -> bool {
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
