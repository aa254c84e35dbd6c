//! Texts from which a secret is taken out: `text.replace(api_key, "***")`.

use crate::rust::flow::build::Builder;
use crate::rust::flow::seeds::is_mask;
use crate::rust::format::{Arg, Hole, Piece, pieces};
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::*;

/// Steps back to what a text is put together of.
const CHAIN: u32 = 32;

/// Values printed into one text that are looked at.
const MOST: usize = 64;

impl Builder<'_, '_, '_> {
    /// `text.replace(api_key, "***")`: what is called a secret is no part of
    /// the text any more, but another one may be.
    pub(in crate::rust::flow::build) fn is_taken_out(
        &mut self,
        receiver: ExprId,
        method: &str,
        args: &[ExprId],
    ) -> bool {
        let (true, [what, with, ..]) = (matches!(method, "replace" | "replacen"), args) else { return false };
        let fixed = self.flow.text_of(&self.body, *with).is_some();
        fixed
            && self.tree.str_of(*what).is_none()
            && self.is_called_secret(*what)
            && !self.holds_others(receiver, *what)
    }

    /// Whether a text was put together of other secrets than the one that is
    /// taken out, or was before.
    fn holds_others(&mut self, text: ExprId, what: ExprId) -> bool {
        let (mut at, mut out, mut left) = (text, vec![self.called(what)], CHAIN);
        loop {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => inner,
                ExprKind::Method { receiver, name, args } => {
                    let taken = self.tree.exprs_of(args).first().filter(|_| name.text().starts_with("replace"));
                    out.extend(taken.map(|what| self.called(*what)));
                    receiver
                }
                ExprKind::Path(_) => match self.given_once(at) {
                    Some(init) => init,
                    None => return false,
                },
                ExprKind::Macro(_) => break,
                _ => return false,
            };
            // What is too far or too much to look at may hold another.
            left -= 1;
            if left == 0 {
                return true;
            }
        }
        let printed = self.printed_names(at);
        printed.len() > MOST
            || printed.into_iter().any(|name| !out.contains(&Some(name)) && self.flow.names_secret(name))
    }

    /// What a variable is given, once and as it is.
    fn given_once(&self, variable: ExprId) -> Option<ExprId> {
        let binding = &self.locals.bindings[*self.locals.uses.get(&variable)? as usize];
        match binding.origin {
            Origin::Value(init) if binding.path.is_empty() && binding.assigned.is_empty() => Some(init),
            _ => None,
        }
    }

    /// What the values are called that a macro prints into a text.
    fn printed_names(&self, at: ExprId) -> Vec<Name> {
        let ExprKind::Macro(mac) = self.tree.kind(at) else { return Vec::new() };
        let mac = self.tree.mac(mac);
        if !mac.path.last().is_some_and(|last| self.flow.know.values.formats.contains(last.text())) {
            return Vec::new();
        }
        let texts = mac.args.iter().filter_map(|arg| self.tree.str_of(arg.expr)).take(1);
        let captured = texts.flat_map(pieces).filter_map(|piece| match piece {
            Piece::Hole(Hole { arg: Arg::Named(name), .. }) => Some(Name::new(&name)),
            _ => None,
        });
        let named: Vec<Name> = mac.args.iter().filter_map(|arg| arg.name).collect();
        let captured = captured.filter(|name| !named.contains(name));
        captured.chain(mac.args.iter().filter_map(|arg| self.called(arg.expr))).take(MOST + 1).collect()
    }

    /// `text.replace_range(4.., "***")`: stars instead of all behind a place, or
    /// of as much as is worked out; a few at the front leave what matters.
    pub(in crate::rust::flow::build) fn is_starred(&self, method: &str, args: &[ExprId]) -> bool {
        let ("replace_range", [range, with]) = (method, args) else { return false };
        let ExprKind::Range { to, .. } = self.tree.kind(*range) else { return false };
        let known = to.is_some_and(|to| matches!(self.tree.kind(to), ExprKind::Scalar(_)));
        !known && self.is_stars(*with)
    }

    /// `"***"`, `"*".repeat(n)`
    fn is_stars(&self, text: ExprId) -> bool {
        match self.tree.kind(text) {
            ExprKind::Ref(inner) => self.is_stars(inner),
            ExprKind::Method { receiver, name, .. } => {
                matches!(name.text(), "repeat" | "as_str") && self.is_stars(receiver)
            }
            _ => self.tree.str_of(text).is_some_and(is_mask),
        }
    }

    pub(super) fn is_called_secret(&mut self, expr: ExprId) -> bool {
        self.called(expr).is_some_and(|name| self.flow.names_secret(name))
    }
}
