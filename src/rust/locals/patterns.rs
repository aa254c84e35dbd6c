//! What patterns bind.

use super::walk::Walk;
use super::{Origin, Proj};
use crate::rust::tree::{PatId, PatKind, TypeId};

impl Walk<'_> {
    pub fn bind(&mut self, pat: PatId, origin: Origin, path: &mut Vec<Proj>, ty: Option<TypeId>) {
        let outer = self.of;
        match self.tree.pat(pat).kind {
            PatKind::TupleStruct { path, .. } | PatKind::Struct { path, .. } => self.of = Some(path),
            PatKind::Tuple(_) | PatKind::Slice(_) => self.of = None,
            _ => {}
        }
        self.bind_parts(pat, origin, path, ty);
        self.of = outer;
    }

    fn bind_parts(&mut self, pat: PatId, origin: Origin, path: &mut Vec<Proj>, ty: Option<TypeId>) {
        let tree = self.tree;
        let step = |this: &mut Self, pat: PatId, proj: Proj, path: &mut Vec<Proj>| {
            path.push(proj);
            this.bind(pat, origin, path, None);
            path.pop();
        };
        match tree.pat(pat).kind {
            PatKind::Bind { name, sub } => {
                let constant = name.text().starts_with(char::is_uppercase);
                if !constant {
                    self.declare(name, pat, origin, path, ty);
                }
                if let Some(sub) = sub {
                    self.bind(sub, origin, path, None);
                }
            }
            PatKind::Tuple(items) => {
                for (at, item) in tree.pats_of(items).iter().enumerate() {
                    step(self, *item, Proj::At(at as u32), path);
                }
            }
            PatKind::TupleStruct { path: of, items } => {
                // `Some(x)`, `Ok(x)`: the value itself, as `unwrap` is.
                let wrapper =
                    tree.path(of).last().is_some_and(|last| matches!(last.text(), "Some" | "Ok" | "Err" | "Box"));
                for (at, item) in tree.pats_of(items).iter().enumerate() {
                    match wrapper {
                        true => self.bind(*item, origin, path, None),
                        false => step(self, *item, Proj::At(at as u32), path),
                    }
                }
            }
            PatKind::Struct { fields, .. } => {
                for (name, item) in tree.field_pats_of(fields) {
                    step(self, *item, Proj::Field(*name), path);
                }
            }
            PatKind::Slice(items) => {
                for item in tree.pats_of(items) {
                    step(self, *item, Proj::Element, path);
                }
            }
            PatKind::Or(items) => {
                for item in tree.pats_of(items) {
                    self.bind(*item, origin, path, ty);
                }
            }
            PatKind::Ref(inner) => self.bind(inner, origin, path, None),
            PatKind::Typed { pat, ty } => self.bind(pat, origin, path, Some(ty)),
            PatKind::Guard { pat, cond } => {
                self.bind(pat, origin, path, ty);
                self.expr(cond);
            }
            PatKind::Path(_) | PatKind::Lit(_) | PatKind::Rest | PatKind::Wild => {}
        }
    }
}
