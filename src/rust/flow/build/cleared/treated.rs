//! What the use of a variable says of it: what is compared with words is a
//! word, what is opened is a file.

use super::fallback::Opened;
use crate::rust::flow::build::Builder;
use crate::rust::flow::roles::{BEARERS, ends_in};
use crate::rust::locals::{BindingId, Origin, Proj};
use crate::rust::tree::*;

impl Builder<'_, '_, '_> {
    /// `token == "--help"`
    pub(in crate::rust::flow::build) fn tested(&mut self, left: ExprId, right: ExprId) {
        for (side, other) in [(left, right), (right, left)] {
            if self.is_word(other) {
                self.treat_as_word(side);
            }
        }
    }

    /// `match token { "yes" => … }`
    pub(in crate::rust::flow::build) fn chosen(&mut self, scrutinee: ExprId, arms: &[(PatId, ExprId)]) {
        if arms.iter().any(|(pat, _)| self.is_word_pattern(*pat)) {
            self.treat_as_word(scrutinee);
        }
    }

    /// `token.starts_with("https://")`: what may be an address is taken apart
    /// as a word; what begins with `ghp_` is a token.
    pub(in crate::rust::flow::build) fn begins(&mut self, receiver: ExprId, method: &str, args: &[ExprId]) {
        let address = |arg: &ExprId| self.tree.str_of(*arg).is_some_and(|text| text.contains("://"));
        // A `dsn` is an address, and holds a secret as such.
        let of = self.variable(receiver).map(|id| self.locals.bindings[id as usize].name);
        let may_be = of.is_some_and(|name| !ends_in(name.text(), &["dsn"]));
        if may_be && matches!(method, "starts_with" | "strip_prefix") && args.first().is_some_and(address) {
            self.treat_as_word(receiver);
        }
    }

    /// `request.bearer_auth(token)`: what a request is signed by.
    pub(in crate::rust::flow::build) fn signed_by(&mut self, method: &str, args: &[ExprId]) {
        if !BEARERS.contains(&method) {
            return;
        }
        for arg in args {
            if let Some(id) = self.variable(*arg) {
                self.treated.entry(id).or_default().as_bearer = true;
            }
        }
    }

    /// `tokenizer.token_to_id(token)`, `token.parse::<usize>()`: one of the
    /// words of a vocabulary, or which one of a list.
    pub(in crate::rust::flow::build) fn numbered(
        &mut self,
        e: ExprId,
        receiver: ExprId,
        method: &str,
        args: &[ExprId],
    ) {
        match (method, args) {
            (method, [word]) if self.flow.know.values.vocabularies.contains(method) => self.treat_as_word(*word),
            ("parse", []) if self.is_parsed_as(e, "usize") => {
                let of = self.variable(receiver).map(|id| self.locals.bindings[id as usize].name);
                if of.is_some_and(|name| name == "token") {
                    self.treat_as_word(receiver);
                }
            }
            _ => {}
        }
    }

    /// `.parse::<usize>()`
    fn is_parsed_as(&self, call: ExprId, name: &str) -> bool {
        let given = self.tree.turbofish.get(&call).map(|list| self.tree.types_of(*list));
        let Some([only]) = given else { return false };
        matches!(*self.tree.ty(*only), Type::Path(path) if self.tree.path(path).ident().is_some_and(|of| of == name))
    }

    fn treat_as_word(&mut self, expr: ExprId) {
        if let Some(id) = self.variable(expr) {
            self.treated.entry(id).or_default().as_word = true;
        }
    }

    /// `env::var(access_key)`: the name of where something is read.
    pub(in crate::rust::flow::build) fn names_variable(&mut self, args: &[ExprId]) {
        let Some(name) = args.first() else { return };
        if let Some(id) = self.variable(*name) {
            self.opened.push((Opened::Variable(id), *name));
        }
    }

    /// `headers.get(name)`: a variable is what something stands under, and so
    /// is each of the list that it is taken from.
    pub(in crate::rust::flow::build) fn key_used(&mut self, key: ExprId) {
        let Some(id) = self.variable(key) else { return };
        for id in std::iter::once(id).chain(self.listed_in(id)) {
            self.treated.entry(id).or_default().as_key = true;
        }
    }

    /// `for secret in &secrets`: the variable that is the list.
    fn listed_in(&self, id: BindingId) -> Option<BindingId> {
        let binding = &self.locals.bindings[id as usize];
        match (binding.origin, binding.path.as_slice()) {
            (Origin::Value(list), [Proj::Element]) => self.variable(match self.tree.kind(list) {
                ExprKind::Method { receiver, name, .. } if matches!(name.text(), "iter" | "into_iter") => receiver,
                _ => list,
            }),
            _ => None,
        }
    }

    /// `token.expires_at`: a variable is asked for a part of it.
    pub(in crate::rust::flow::build) fn asked(&mut self, of: ExprId) {
        if let Some(id) = self.variable(of) {
            self.treated.entry(id).or_default().as_object = true;
        }
    }

    fn is_word(&self, expr: ExprId) -> bool {
        self.tree.str_of(expr).is_some_and(|text| !text.is_empty())
    }

    fn is_word_pattern(&self, pat: PatId) -> bool {
        match self.tree.pat(pat).kind {
            PatKind::Lit(literal) => self.is_word(literal),
            PatKind::Or(items) => self.tree.pats_of(items).iter().any(|item| self.is_word_pattern(*item)),
            PatKind::TupleStruct { items, .. } => match self.tree.pats_of(items) {
                [only] => self.is_word_pattern(*only),
                _ => false,
            },
            PatKind::Ref(inner) | PatKind::Guard { pat: inner, .. } => self.is_word_pattern(inner),
            _ => false,
        }
    }

    /// The variable that an expression is, seen as a text.
    pub(in crate::rust::flow::build) fn variable(&self, expr: ExprId) -> Option<BindingId> {
        match self.tree.kind(expr) {
            ExprKind::Path(_) => self.locals.uses.get(&expr).copied(),
            ExprKind::Ref(inner) | ExprKind::Deref(inner) => self.variable(inner),
            ExprKind::Method { receiver, name, .. } => match name.text() {
                "as_str" | "as_ref" | "trim" | "to_lowercase" | "to_ascii_lowercase" | "as_deref" | "clone"
                | "to_uppercase" | "to_ascii_uppercase" | "to_string" => self.variable(receiver),
                _ => None,
            },
            _ => None,
        }
    }
}
