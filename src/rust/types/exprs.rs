//! Types of expressions.

use super::{Place, Ty, Types};
use crate::rust::index::{Body, Def, Res};
use crate::rust::name::Name;
use crate::rust::tree::*;

/// Recursion ends here; deeper types are unknown.
pub(super) const DEPTH: u32 = 128;

impl Types<'_, '_> {
    /// The type of an expression.
    pub fn of(&self, body: &Body, expr: ExprId) -> Ty {
        self.typed(body, expr, DEPTH)
    }

    pub(super) fn typed(&self, body: &Body, expr: ExprId, depth: u32) -> Ty {
        let Some(depth) = depth.checked_sub(1) else { return Ty::Unknown };
        let key = (body.file, expr);
        if let Some(known) = self.exprs.borrow().get(&key) {
            return known.clone();
        }
        // A circle (`x = x.f()`) finds nothing while it is worked out.
        self.exprs.borrow_mut().insert(key, Ty::Unknown);
        let found = self.work_out(body, expr, depth).bounded();
        self.exprs.borrow_mut().insert(key, found.clone());
        found
    }

    fn work_out(&self, body: &Body, expr: ExprId, depth: u32) -> Ty {
        let tree = self.index().tree(body.file);
        let again = |expr: ExprId| self.typed(body, expr, depth);
        match tree.kind(expr) {
            ExprKind::Str(_) | ExprKind::Bytes(_) => Ty::Text,
            ExprKind::Scalar(_) | ExprKind::Assign { .. } | ExprKind::Let { .. } => Ty::Scalar,
            ExprKind::Binary { op: BinOp::Add | BinOp::Other, left, right } => match again(left) {
                Ty::Unknown if again(right) == Ty::Scalar => Ty::Scalar,
                found => found,
            },
            ExprKind::Binary { .. } => Ty::Scalar,
            ExprKind::Not(inner) => match again(inner) {
                Ty::Unknown => Ty::Scalar,
                found => found,
            },
            ExprKind::Cast { ty, .. } => self.written(Place::of(body), ty),
            ExprKind::Ref(inner) | ExprKind::Deref(inner) => again(inner),
            ExprKind::Await(inner) => match self.awaited_in(body, inner, depth) {
                Some(answer) => answer.ty,
                None => again(inner),
            },
            ExprKind::Try(inner) => again(inner).value(),
            ExprKind::Struct(literal) => self.literal(body, tree.struct_(literal), depth),
            ExprKind::Path(path) => match self.infer.locals(body).uses.get(&expr) {
                Some(id) => self.bound_at(body, &self.infer.locals(body).bindings[*id as usize], depth),
                None => self.item_type(body, tree.path(path)),
            },
            ExprKind::Field { base, name } => match again(base) {
                found @ Ty::Tuple(_) => name.text().parse().map_or(Ty::Unknown, |at| found.at(at)),
                found if self.unwraps(&found, name) => found.value(),
                found => self.field(&found, name),
            },
            ExprKind::Index { base, index } => match (again(base), tree.kind(index)) {
                (found, ExprKind::Range { .. }) => found,
                (found, _) => found.entry(),
            },
            ExprKind::Call { callee, args } => self.call(body, callee, tree.exprs_of(args), depth),
            ExprKind::Method { receiver, name, args } => {
                self.method(body, expr, receiver, name, tree.exprs_of(args), depth)
            }
            ExprKind::Macro(mac) => self.macro_type(body, tree.mac(mac), depth),
            ExprKind::Tuple(items) => match tree.exprs_of(items) {
                [] => Ty::Scalar,
                items => Ty::tuple(items.iter().map(|item| again(*item))),
            },
            ExprKind::Array(items) => match tree.exprs_of(items).first() {
                Some(item) if matches!(tree.kind(*item), ExprKind::Scalar(_)) => Ty::Text,
                Some(item) => Ty::list(again(*item)),
                None => Ty::list(Ty::Unknown),
            },
            ExprKind::Block(block) => tree.block(block).value.map_or(Ty::Scalar, again),
            ExprKind::If { then, other: Some(other), .. } => self.first_known(body, &[then, other], depth),
            ExprKind::Match(node) => {
                let arms: Vec<ExprId> = tree.match_(node).arms.iter().map(|(_, arm)| *arm).collect();
                self.first_known(body, &arms, depth)
            }
            ExprKind::Loop(inner) | ExprKind::Labelled(inner) => {
                self.first_known(body, &tree.broken_with(inner), depth)
            }
            ExprKind::Range { .. } => Ty::list(Ty::Scalar),
            _ => Ty::Unknown,
        }
    }

    /// The type of several choices: the first that says something; arms that
    /// return or panic have no say.
    fn first_known(&self, body: &Body, choices: &[ExprId], depth: u32) -> Ty {
        let mut found = Ty::Unknown;
        for choice in choices {
            match self.typed(body, *choice, depth) {
                Ty::Unknown => {}
                Ty::Scalar if !matches!(found, Ty::Unknown) => {}
                Ty::Scalar => found = Ty::Scalar,
                known => return known,
            }
        }
        found
    }

    fn literal(&self, body: &Body, literal: &StructLit, depth: u32) -> Ty {
        match self.constructor_type(body, &literal.path) {
            Ty::Adt(id, args) if args.is_empty() => {
                let variant = self.constructed(body, &literal.path).map_or(0, |(_, variant)| variant);
                let fields: Vec<_> = literal.fields.iter().map(|(name, _, value)| (*name, *value)).collect();
                self.built(body, id, variant, &fields, depth)
            }
            found => found,
        }
    }

    pub(super) fn constructor_type(&self, body: &Body, path: &Path) -> Ty {
        if path.ident().is_some_and(|name| name == "Self") {
            return self.own(body.file, body.owner);
        }
        match self.infer.resolve(body, path).into_iter().next() {
            Some(Res::Def(Def::Adt(id) | Def::Variant(id, _))) => Ty::Adt(id, [].into()),
            Some(Res::Def(Def::Alias(id))) => match self.index().alias_target(id) {
                Some(Res::Def(Def::Adt(id))) => Ty::Adt(id, [].into()),
                _ => Ty::Unknown,
            },
            Some(Res::External(full)) => self.foreign(Name::new(&full), [].into()),
            _ => Ty::Unknown,
        }
    }

    fn item_type(&self, body: &Body, path: &Path) -> Ty {
        match self.infer.resolve(body, path).into_iter().next() {
            Some(Res::Def(Def::Const(id))) => {
                let item = self.index().const_(id);
                let module = self.index().module(id.file, item.module);
                let place = Place { file: id.file, module, owner: item.owner, of: None };
                item.ty.map_or(Ty::Unknown, |ty| self.written(place, ty))
            }
            Some(Res::Def(Def::Variant(id, _) | Def::Adt(id))) => Ty::Adt(id, [].into()),
            Some(Res::External(full)) => self.foreign_value(&full),
            _ if path.last().is_some_and(|last| matches!(last.text(), "MAX" | "MIN" | "EPSILON")) => Ty::Scalar,
            _ => Ty::Unknown,
        }
    }

    /// `Level::TRACE`: a value of the type before it.
    fn foreign_value(&self, full: &str) -> Ty {
        let Some((of, last)) = full.rsplit_once("::") else { return Ty::Unknown };
        let name = of.rsplit("::").next().unwrap_or(of);
        match last {
            "MAX" | "MIN" | "EPSILON" => Ty::Scalar,
            _ if name.starts_with(char::is_uppercase) => self.foreign(Name::new(of), [].into()),
            _ if last.starts_with(char::is_uppercase) && last.chars().any(char::is_lowercase) => {
                self.foreign(Name::new(full), [].into())
            }
            // `general_purpose::STANDARD`: its methods are not ours.
            _ if last.len() > 1 && last.bytes().all(|b| b.is_ascii_uppercase() || b == b'_') => {
                Ty::Foreign(Name::new(full), [].into())
            }
            _ => Ty::Unknown,
        }
    }
}
