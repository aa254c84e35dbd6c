//! Values that are looked up under the name of a secret:
//! `headers.get("authorization")`, `body["access_token"]`.

use crate::rust::flow::build::Builder;
use crate::rust::flow::build::CODE;
use crate::rust::flow::build::reading::methods::type_name;
use crate::rust::flow::roles::{BESIDE_CODES, CALLBACKS, has_one};
use crate::rust::flow::seeds;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

/// Parts of parts of a document that are looked at.
const DEEP: usize = 8;

impl Builder<'_, '_, '_> {
    /// `map.get("password")` of a method that looks something up.
    pub(in crate::rust::flow::build) fn looked_up(
        &mut self,
        e: ExprId,
        receiver: ExprId,
        method: &str,
        args: &[ExprId],
    ) {
        if let ([key], true) = (args, gets_kept(method)) {
            self.key_used(*key);
        }
        if let ("strip_prefix", [scheme]) = (method, args)
            && matches!(self.tree.str_of(*scheme), Some("Bearer " | "bearer " | "Basic " | "basic "))
        {
            let node = self.node(e);
            self.flow.seed(node, "authorization", (self.body.file, self.tree.expr(e).span));
        }
        if let (true, Some(key)) = (self.flow.know.values.lookups.contains(method), args.first()) {
            self.keyed(e, receiver, *key);
            self.key_used(*key);
            if let Some(name) = self.cookie_key(receiver, method, *key) {
                let node = self.node(e);
                self.flow.seed(node, &name, (self.body.file, self.tree.expr(e).span));
            }
        }
    }

    /// Takes what stands under a key as a secret when the key is called as
    /// one is, and it may be a text.
    pub(in crate::rust::flow::build) fn keyed(&mut self, e: ExprId, base: ExprId, key: ExprId) {
        let Some(key) = self.secret_key(e, base, key) else { return };
        let node = self.node(e);
        self.flow.seed(node, &key, (self.body.file, self.tree.expr(e).span));
    }

    /// `request.cookie("session_id")`: what somebody stays signed in with.
    pub(in crate::rust::flow::build) fn cookie_key(
        &mut self,
        receiver: ExprId,
        method: &str,
        key: ExprId,
    ) -> Option<String> {
        let base = self.ty(receiver);
        let jar = type_name(&base).is_some_and(|of| of.ends_with("CookieJar") || of == "Cookies")
            || self.called(receiver).is_some_and(|name| matches!(name.text(), "jar" | "cookies" | "cookie_jar"));
        if method != "cookie" && !(jar && method.starts_with("get")) {
            return None;
        }
        let text = self.flow.text_of(&self.body, key).or_else(|| Some(self.called(key)?.text().to_owned()))?;
        self.flow.know.values.is_cookie(&text).then(|| text.to_lowercase())
    }

    /// The key under which a secret stands that is taken out of what a call
    /// looks into.
    pub(in crate::rust::flow::build) fn secret_key(&mut self, e: ExprId, base: ExprId, key: ExprId) -> Option<String> {
        let key = self.key(key).or_else(|| self.code_key(base, key))?;
        // What stands under a name in headers is a text.
        let of_headers = || self.ty(e) == Ty::Unknown && self.is_called_headers(base);
        (!self.is_about_names(base) && (self.may_hold(e, &key) || of_headers())).then_some(key)
    }

    /// `params.get("code")` beside `params.get("state")`: what a login is
    /// finished with.
    fn code_key(&self, base: ExprId, key: ExprId) -> Option<String> {
        let of = self.variable(base).filter(|_| self.tree.str_of(key) == Some("code"))?;
        // An address has a state and a code as well.
        if !has_one(self.flow.function_of(&self.body), CALLBACKS) && !self.flow.signs_in(self.body.file) {
            return None;
        }
        let mut beside = false;
        if !self.may_ask() {
            return None;
        }
        self.tree.walk(self.body.root, &mut |expr| {
            let (base, key) = match self.tree.kind(expr) {
                ExprKind::Method { receiver, args, .. } => (receiver, self.tree.exprs_of(args).first().copied()),
                ExprKind::Index { base, index } => (base, Some(index)),
                _ => return,
            };
            let text = key.and_then(|key| self.tree.str_of(key));
            beside |= text.is_some_and(|text| BESIDE_CODES.contains(&text)) && self.variable(base) == Some(of);
        });
        beside.then(|| CODE.to_owned())
    }

    /// The key, when it is called as a secret is.
    pub(super) fn key(&mut self, key: ExprId) -> Option<String> {
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
        let carriers = &self.flow.know.values.carriers;
        let document = self.document(e).map(|of| self.ty(of));
        let carries = [Some(ty.clone()), document]
            .into_iter()
            .flatten()
            .any(|ty| type_name(&ty).is_some_and(|of| carriers.contains(of)));
        let header = ty == Ty::Unknown && self.flow.know.values.secret_headers.contains(&key.replace('-', "_"));
        text || carries || header || seeds::holds(&ty, key)
    }

    /// `config["auth"]["token"]`: the document that a part is of.
    fn document(&self, e: ExprId) -> Option<ExprId> {
        let mut at = e;
        for _ in 0..DEEP {
            at = match self.tree.kind(at) {
                ExprKind::Index { base, .. } => base,
                _ => return (at != e).then_some(at),
            };
        }
        None
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

/// `get_secret(key)`: whether a method gives what is kept under its argument.
pub(in crate::rust::flow::build) fn gets_kept(method: &str) -> bool {
    let words = segments(method);
    let gets = words.first().is_some_and(|first| matches!(first.as_str(), "get" | "fetch" | "lookup"));
    gets && words.len() > 1 && words.last().is_some_and(|last| last == "secret")
}
