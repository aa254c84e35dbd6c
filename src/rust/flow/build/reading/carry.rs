//! What methods of other crates let through, by `rules/flow/values.yaml`.

use super::methods::type_name;
use crate::rust::flow::build::Builder;
use crate::rust::flow::build::shown::urls::is_address;
use crate::rust::flow::graph::NodeId;
use crate::rust::flow::roles::{REGEXES, has_one};
use crate::rust::flow::seeds::is_strong;
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    /// What a foreign method lets through.
    pub(in crate::rust::flow::build) fn carry(
        &mut self,
        e: ExprId,
        receiver: ExprId,
        base: &Ty,
        name: &str,
        args: &[ExprId],
    ) {
        self.looked_up(e, receiver, name, args);
        self.requested(e, receiver, base, name, args);
        if matches!(name, "get" | "get_mut" | "pointer" | "remove" | "take")
            && args.first().is_some_and(|key| self.is_other_key(receiver, base, *key))
        {
            return;
        }
        if self.is_one_argument(receiver, base, name) || self.is_host(receiver, name) {
            return;
        }
        let values = self.flow.know.values;
        let (from, to) = (self.node(receiver), self.node(e));
        if matches!(name, "err" | "unwrap_err" | "expect_err")
            && let Some(url) = self.url_of_error(receiver, base)
        {
            self.flow(url, to);
        }
        let types = &self.flow.types;
        // A number of characters is shown on purpose.
        let partial = matches!(name, "take" | "skip") && matches!(base, Ty::List(of) if **of == Ty::Scalar)
            || args.first().is_some_and(|arg| self.is_partial(*arg));
        let listed = values.keeps.contains(name) || types.is_carried(name);
        let maps = types.is_mapped(name);
        let keeps = listed
            && !partial
            && !self.is_taken_out(receiver, name, args)
            && !self.flow.says_where(&self.body, name, args);
        if name == "url" && args.is_empty() && self.flow.keeps_url(base) {
            let kept = self.kept(from);
            self.flow(kept, to);
        }
        let reshaped = keeps == listed && self.reshaped(e, receiver, base, name, args);
        if keeps && !maps && !reshaped && name != "then_some" && !self.parted(from, to, name, args) {
            let ty = self.ty(e);
            match self.drops_url(name, args) {
                _ if ty == Ty::Scalar => {}
                true => self.flow(from, to),
                false => self.carried(from, to, base, &ty),
            }
            if is_address(base) && !is_address(&ty) {
                let userinfo = self.userinfo(from);
                self.flow(userinfo, to);
            }
        }
        if maps && matches!(base.value(), Ty::List(of) if *of == Ty::Scalar) {
            self.rewritten(from, to, args);
        }
        // `cookie.value()`
        if name == "value" && args.is_empty() && (*base == Ty::Unknown || type_name(base) == Some("Cookie")) {
            self.flow(from, to);
        }
        // `pattern.captures(text)`: parts of the text.
        if let (true, [text, ..]) = (self.matches_text(receiver, base, name), args) {
            self.pass(*text, e);
        }
        if values.passes.contains(name)
            && let Some(first) = args.first()
        {
            self.pass(*first, e);
        }
        if let (true, Some(text)) = (self.decodes(receiver, name), args.first()) {
            self.pass(*text, e);
        }
        if matches!(name, "replace" | "replacen")
            && let Some(with) = args.get(1)
        {
            self.pass(*with, e);
        }
        if let ("fold", [first, closure]) = (name, args) {
            return self.folded(e, from, *first, *closure);
        }
        for arg in args {
            let on_error = types_on_error(self, name);
            let handed = if on_error { self.url_of_error(receiver, base) } else { Some(from) };
            let made = maps || values.runs_in.contains(name);
            self.hand(*arg, handed, made.then_some(to));
        }
    }

    /// `STANDARD.decode(text)`
    fn decodes(&self, receiver: ExprId, name: &str) -> bool {
        let of = self.tree.path_of(receiver).and_then(Path::last).map_or("", Name::text);
        name == "decode" && self.flow.know.values.encodings.iter().any(|end| of.ends_with(end.as_str()))
    }

    /// `request["server"]`, `request.get(name)`: of a JSON document that holds
    /// a secret somewhere, what does not stand under the name of one.
    pub(in crate::rust::flow::build) fn is_other_key(&mut self, base: ExprId, ty: &Ty, key: ExprId) -> bool {
        let document = matches!(type_name(ty), Some("Value" | "Map" | "JsonValue" | "JsonObject"));
        // All that a secret consists of is one.
        let called = self.called(base).filter(|name| is_strong(name.text()));
        if !document || called.is_some_and(|name| self.flow.names_secret(name)) {
            return false;
        }
        !self.tree.str_of(key).is_some_and(|text| self.flow.is_secret_key(text, false))
    }

    /// Whether a method of a regular expression gives parts of the text that it
    /// is handed.
    fn matches_text(&self, receiver: ExprId, base: &Ty, name: &str) -> bool {
        matches!(name, "find" | "find_iter" | "captures" | "captures_iter")
            && (type_name(base) == Some("Regex")
                || *base == Ty::Unknown
                    && self.called(receiver).is_some_and(|of| has_one(&of.text().to_lowercase(), REGEXES)))
    }

    /// `text.bytes().map(|b| format!("{b:x}"))`: made of the text as long as
    /// the closure looks at what it is handed.
    fn rewritten(&mut self, from: NodeId, to: NodeId, args: &[ExprId]) {
        let Some(last) = args.last().copied() else { return };
        let looks = match self.tree.kind(last) {
            ExprKind::Closure(_) => {
                let uses = self.locals.uses.values().chain(self.locals.captures.values());
                let mut origins = uses.map(|id| self.locals.bindings[*id as usize].origin);
                origins.any(|origin| origin == Origin::Closure(last, 0))
            }
            ExprKind::Path(_) => true,
            _ => false,
        };
        if looks {
            self.flow(from, to);
        }
    }

    /// `Password::new().interact()`: what somebody types; and what a secret
    /// key consists of.
    pub(in crate::rust::flow::build) fn seed_prompt(&mut self, e: ExprId, base: &Ty, name: &str) {
        let values = self.flow.know.values;
        if let Some(of) = type_name(base).filter(|of| values.keys.contains(*of) && values.key_bytes.contains(name)) {
            let node = self.node(e);
            self.flow.seed(node, of, (self.body.file, self.tree.expr(e).span));
        }
        // `bearer.token()` of a typed header.
        if name == "token" && type_name(base).is_some_and(|of| values.bearers.contains(of)) {
            let node = self.node(e);
            self.flow.seed(node, name, (self.body.file, self.tree.expr(e).span));
        }
        let gives = type_name(base).and_then(|of| values.gives.get(of));
        if gives.is_some_and(|methods| methods.contains(name)) {
            let node = self.node(e);
            self.flow.seed(node, name, (self.body.file, self.tree.expr(e).span));
        }
        let prompts = type_name(base).and_then(|of| self.flow.know.values.prompts.get(of));
        if prompts.is_some_and(|methods| methods.contains(name)) {
            let node = self.node(e);
            self.flow.seed(node, "password", (self.body.file, self.tree.expr(e).span));
        }
    }

    /// `config.password()` where nothing is known of `config`.
    pub(in crate::rust::flow::build) fn seed_getter(&mut self, e: ExprId, base: &Ty, name: Name, args: &[ExprId]) {
        let ty = match base.value() {
            Ty::Unknown | Ty::Foreign(..) | Ty::Trait(_) if args.is_empty() => self.ty(e),
            _ => return,
        };
        if self.flow.know.values.is_act(name.text()) || !self.flow.names_secret(name) {
            return;
        }
        // A foreign type's own word: only what is known to be text.
        let ty = if matches!(base.value(), Ty::Foreign(..)) && ty == Ty::Unknown { return } else { ty };
        self.seed_expr(e, name, &ty);
    }
}

fn types_on_error(builder: &Builder<'_, '_, '_>, name: &str) -> bool {
    builder.flow.types.is_on_error(name)
}
