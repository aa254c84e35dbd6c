//! Values that are looked up under the name of a secret:
//! `headers.get("authorization")`, `body["access_token"]`.

use super::Builder;
use super::methods::type_name;
use crate::rust::flow::seeds;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

impl Builder<'_, '_, '_> {
    /// `map.get("password")` of a method that looks something up.
    pub(super) fn looked_up(&mut self, e: ExprId, receiver: ExprId, method: &str, args: &[ExprId]) {
        if let (true, Some(key)) = (self.flow.know.values.lookups.contains(method), args.first()) {
            self.keyed(e, receiver, *key);
            self.key_used(*key);
        }
    }

    /// Takes what stands under a key as a secret when the key is called as
    /// one is, and it may be a text.
    pub(super) fn keyed(&mut self, e: ExprId, base: ExprId, key: ExprId) {
        let Some(key) = self.key(key) else { return };
        if self.is_about_names(base) || !self.may_hold(e, &key) {
            return;
        }
        let node = self.node(e);
        self.flow.seed(node, &key, (self.body.file, self.tree.expr(e).span));
    }

    /// The key, when it is called as a secret is.
    fn key(&mut self, key: ExprId) -> Option<String> {
        let text = match self.tree.kind(key) {
            ExprKind::Str(text) => self.tree.string(text).to_string(),
            // `header::AUTHORIZATION`
            ExprKind::Path(path) => self.tree.path(path).last()?.text().to_owned(),
            ExprKind::Ref(inner) => return self.key(inner),
            _ => return None,
        };
        let constant = matches!(self.tree.kind(key), ExprKind::Path(_));
        self.flow.is_secret_key(&text, constant).then(|| text.to_lowercase())
    }

    /// Whether what is found can be the text of a secret.
    fn may_hold(&self, e: ExprId, key: &str) -> bool {
        let ty = self.ty(e);
        let asked = self.tree.turbofish.get(&e).and_then(|list| self.tree.types_of(*list).first());
        let text = asked.is_some_and(|ty| match *self.tree.ty(*ty) {
            Type::Path(path) => self.tree.path(path).last().is_some_and(|last| matches!(last.text(), "String" | "str")),
            _ => false,
        });
        let carries = type_name(&ty).is_some_and(|of| self.flow.know.values.carriers.contains(of));
        let header = ty == Ty::Unknown && self.flow.know.values.secret_headers.contains(&key.replace('-', "_"));
        text || carries || header || seeds::holds(&ty, key)
    }

    /// `errors.get("password")`, `labels["token"]`: what is said of a secret.
    fn is_about_names(&self, base: ExprId) -> bool {
        let name = match self.tree.kind(base) {
            ExprKind::Path(path) => self.tree.path(path).last(),
            ExprKind::Field { name, .. } => Some(name),
            ExprKind::Method { receiver, name, .. } => {
                return self.flow.know.values.about.contains(name.text()) || self.is_about_names(receiver);
            }
            ExprKind::Ref(inner)
            | ExprKind::Deref(inner)
            | ExprKind::Try(inner)
            | ExprKind::Index { base: inner, .. } => {
                return self.is_about_names(inner);
            }
            _ => None,
        };
        let about = &self.flow.know.values.about;
        name.is_some_and(|name| segments(name.text()).last().is_some_and(|word| about.contains(word)))
    }
}
