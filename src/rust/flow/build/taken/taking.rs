//! How a secret is taken out of what holds it: by its key, by reading a text
//! into a type. `cut` knows how it is cut off.

use super::takers::Taken;
use crate::rust::flow::build::Builder;
use crate::rust::flow::lists::end_of;
use crate::rust::index::BodyKind;
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// How a secret is taken out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::rust::flow::build) enum Taking {
    /// By its name: where that fails there is none.
    Key,
    /// By reading the text: what cannot be read may hold it all the same.
    Reading,
}

impl Builder<'_, '_, '_> {
    /// What a secret is taken out of by a call, and what it is called.
    pub(in crate::rust::flow::build) fn taken_from(&mut self, call: ExprId) -> Option<(ExprId, String, Taking)> {
        match self.tree.kind(call) {
            ExprKind::Method { receiver, name, args } => {
                let args = self.tree.exprs_of(args);
                if name == "parse" && args.is_empty() {
                    return Some((receiver, self.parsed_secret(call)?, Taking::Reading));
                }
                let first = *args.first()?;
                if self.cuts_scheme(name, first) {
                    return Some((receiver, "authorization".to_owned(), Taking::Reading));
                }
                let looks = self.flow.know.values.lookups.contains(name.text());
                let key = match looks {
                    true => {
                        let key = self.secret_key(call, receiver, first);
                        let key = key.or_else(|| self.cookie_key(receiver, name.text(), first));
                        key.or_else(|| self.handing_key(receiver, first))
                    }
                    false => None,
                };
                Some((receiver, key?, Taking::Key))
            }
            ExprKind::Index { base, index } => Some((base, self.secret_key(call, base, index)?, Taking::Key)),
            ExprKind::Call { callee, args } => {
                let end = self.tree.path_of(callee).map(|path| path.names()).unwrap_or_default();
                let names: Vec<&str> = end.iter().map(|name| name.text()).collect();
                if let Some(text) = self.deserialized(call) {
                    return Some((text, self.parsed_secret(call)?, Taking::Reading));
                }
                let parses = self.flow.know.values.parses.contains(end_of(&names.join("::")));
                if !parses {
                    let (text, name) = self.flow.reads_secret(&self.body, call)?;
                    return Some((text, name, Taking::Reading));
                }
                let text = self.tree.exprs_of(args).first().copied()?;
                Some((text, self.parsed_secret(call)?, Taking::Reading))
            }
            _ => None,
        }
    }

    /// `bearer(&headers)` of a function that looks under `authorization`.
    pub(in crate::rust::flow::build) fn handed_to_taker(&mut self, call: ExprId) -> Option<(ExprId, Taken)> {
        let (id, args) = match self.tree.kind(call) {
            ExprKind::Call { args, .. } => (self.flow.called_function(&self.body, call)?, args),
            ExprKind::Method { receiver, name, args } if args.len > 0 => {
                (self.own(receiver, &self.ty(receiver), name, args.len as usize)?, args)
            }
            _ => return None,
        };
        let taken = self.flow.takes_from(id);
        let args = self.tree.exprs_of(args);
        taken.iter().find_map(|taken| Some((*args.get(taken.at as usize)?, taken.clone())))
    }

    /// `response.headers().get(SET_COOKIE)`: among what a client is given, it is
    /// given what it signs in with from now on.
    fn handing_key(&self, receiver: ExprId, key: ExprId) -> Option<String> {
        let name = match self.tree.kind(key) {
            ExprKind::Str(text) => self.tree.string(text).to_string(),
            ExprKind::Path(path) => self.tree.path(path).last()?.text().to_owned(),
            _ => return None,
        };
        let name = name.to_lowercase().replace('-', "_");
        let handed = self.is_called_headers(receiver) && self.flow.know.values.handing_headers.contains(&name);
        handed.then_some(name)
    }

    /// `header.strip_prefix("Bearer ")`: what follows the scheme signs in.
    fn cuts_scheme(&self, method: Name, arg: ExprId) -> bool {
        let cuts = matches!(method.text(), "strip_prefix" | "trim_start_matches" | "split_once");
        cuts && self.tree.str_of(arg).is_some_and(is_scheme)
    }

    /// What the secret in the type is called that a text is parsed into.
    fn parsed_secret(&mut self, call: ExprId) -> Option<String> {
        let ty = self.parsed_type(call)?;
        self.flow.secret_within(&ty)
    }

    /// The type that a call reads: it stands beside the call, beside what the
    /// result is bound to, or is what the function gives.
    fn parsed_type(&mut self, call: ExprId) -> Option<Ty> {
        let known = self.ty(call).value();
        if matches!(known, Ty::Adt(..)) {
            return Some(known);
        }
        let leads = |init: ExprId| self.chain(self.matched(init)).contains(&call);
        let mut bindings = self.locals.bindings.iter();
        let bound = bindings.find(|binding| {
            binding.ty.is_some()
                && binding.path.is_empty()
                && matches!(binding.origin, Origin::Value(init) if leads(init))
        });
        if let Some(binding) = bound {
            return Some(self.flow.types.binding(&self.body, binding).value());
        }
        match (self.body.kind, self.last_value().is_some_and(leads)) {
            (BodyKind::Fn(id), true) => Some(self.flow.types.returned(id).value()),
            _ => self.expected(call),
        }
    }

    /// What a choice is made by whose arm gives a value: `match read(text) {
    /// Ok(value) => value, … }`.
    fn matched(&self, init: ExprId) -> ExprId {
        match self.tree.kind(init) {
            ExprKind::Match(node) => self.tree.match_(node).scrutinee,
            ExprKind::If { cond, .. } => match self.tree.kind(cond) {
                ExprKind::Let { expr, .. } => expr,
                _ => init,
            },
            _ => init,
        }
    }
}

/// Whether a text is how a header begins that signs in.
pub(in crate::rust::flow::build) fn is_scheme(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "bearer " | "basic " | "token ")
}
