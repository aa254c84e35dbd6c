//! `==` on secrets: how long it takes says how much was right.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::Node;
use crate::rust::flow::roles::{EXPECTED, MACS, PRESENTED, WATCHED, ends_in, has_one};
use crate::rust::flow::seeds::is_strong;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

const RULE: &str = "secret-compare";

impl Builder<'_, '_, '_> {
    pub(in crate::rust::flow::build) fn compared(&mut self, e: ExprId, left: ExprId, right: ExprId) {
        let ships = self.flow.index().unit(self.body.file).class.ships();
        if self.body.test || !ships || [left, right].iter().any(|side| self.is_fixed(*side)) {
            return;
        }
        let types = [left, right].map(|side| self.ty(side));
        let bytes = types.iter().any(|ty| matches!(ty.value(), Ty::Text));
        if !bytes || types.iter().any(|ty| !matches!(ty.value(), Ty::Text | Ty::Unknown)) {
            return;
        }
        if self.is_cut_from(left, right)
            || self.is_cut_from(right, left)
            || self.is_piece(left, right)
            || self.is_piece(right, left)
        {
            return;
        }
        let called = [left, right].map(|side| self.called(side));
        let given = self.is_given(left, right) || self.is_given(right, left);
        if self.is_identity(left, right, &called) {
            return;
        }
        // `old.shared_secret != new.shared_secret`: has the config changed?
        let [one, other] = called;
        let last = one.and_then(|name| segments(name.text()).pop());
        let config = matches!(last.as_deref(), Some("secret" | "key")) && !given;
        if one == other && (config || self.is_of_two(left, right)) {
            return;
        }
        if self.is_kept_then(left, right)
            || [left, right].iter().any(|side| self.is_made_up(*side) || self.is_coin(*side))
        {
            return;
        }
        let mut names = called.iter().flatten();
        if names.all(|name| !is_strong(name.text()) && !has_one(name.text(), EXPECTED))
            && self.flow.is_about_locks(&self.body)
        {
            return;
        }
        for (side, name) in [left, right].into_iter().zip(called) {
            let Some(name) = name.filter(|name| self.is_presented(*name, &called, given)) else { continue };
            if self.flow.is_public_half(&self.body, name) {
                continue;
            }
            // A node of its own: being compared makes nothing a secret.
            let value = self.node(side);
            let node = self.flow.graph.id(Node::Part(value, u32::MAX));
            self.flow.seed(node, name.text(), (self.body.file, self.tree.expr(side).span));
            self.sink(RULE, e, side, vec![node]);
            return;
        }
    }

    /// Whether a name is that of something presented; a word alone says too
    /// little unless the other side says that it is what is expected.
    fn is_presented(&mut self, name: Name, both: &[Option<Name>; 2], given: bool) -> bool {
        let words = segments(name.text());
        let Some(last) = words.last() else { return false };
        // Who presents a token cannot aim at its hash.
        let of_token = words.iter().any(|word| matches!(word.as_str(), "token" | "secret" | "key" | "api" | "csrf"));
        if !PRESENTED.contains(&last.as_str())
            || matches!(last.as_str(), "hash" | "digest") && of_token
            || matches!(last.as_str(), "key" | "nonce" | "tag" | "hash" | "digest")
                && !self.flow.names_secret(name)
                && !is_mac(&words)
        {
            return false;
        }
        let expected = given || both.iter().flatten().any(|name| has_one(name.text(), EXPECTED));
        // The signature of a prompt or of a function is none that is presented.
        let mac = is_mac(&words) && last != "signature" || words.iter().any(|word| word == "hmac");
        let strong = is_strong(name.text()) && words.len() > 1 && (self.flow.names_secret(name) || mac);
        strong || expected || matches!(last.as_str(), "hmac" | "mac" | "csrf" | "otp" | "totp" | "apikey")
    }

    pub(in crate::rust::flow::build) fn called(&self, side: ExprId) -> Option<Name> {
        match self.tree.kind(side) {
            ExprKind::Path(path) => self.tree.path(path).last(),
            ExprKind::Field { name, .. } => Some(name),
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => self.called(inner),
            ExprKind::Index { base, .. } => self.called(base),
            ExprKind::Method { receiver, name, args } => {
                let values = self.flow.know.values;
                let same = values.keeps.contains(name.text()) || values.opens.contains(name.text());
                match same || self.flow.types.is_carried(name.text()) {
                    true => self.called(receiver),
                    false if self.tree.exprs_of(args).is_empty() => Some(name),
                    false => None,
                }
            }
            // A hash of a token is none.
            ExprKind::Call { callee, args } => match self.tree.exprs_of(args) {
                [only] if !self.is_cleaned(callee) => self.called(*only),
                _ => None,
            },
            _ => None,
        }
    }

    fn is_cleaned(&self, callee: ExprId) -> bool {
        self.tree.path_of(callee).and_then(Path::last).is_some_and(|last| self.flow.know.cleans(last.text()))
    }

    /// `ticker != pay_token` of one that is what a coin is called.
    fn is_coin(&self, side: ExprId) -> bool {
        let held = self.variable(side).map(|id| &self.locals.bindings[id as usize]);
        held.is_some_and(|binding| self.flow.is_coin_by_source(&self.body, binding))
    }

    /// A literal or constant: what the code itself says is no secret.
    fn is_fixed(&self, side: ExprId) -> bool {
        match self.tree.kind(side) {
            ExprKind::Str(_) | ExprKind::Bytes(_) | ExprKind::Scalar(_) | ExprKind::Macro(_) => true,
            ExprKind::Ref(inner) | ExprKind::Deref(inner) => self.is_fixed(inner),
            ExprKind::Path(path) => {
                let last = self.tree.path(path).last();
                !self.locals.uses.contains_key(&side)
                    && last.is_some_and(|last| last.text().starts_with(char::is_uppercase))
            }
            ExprKind::Call { callee, args } => {
                let some = self.tree.path_of(callee).and_then(Path::last).is_some_and(|last| last == "Some");
                some && self.tree.exprs_of(args).iter().all(|arg| self.is_fixed(*arg))
            }
            _ => false,
        }
    }
}

/// Whether a body that uses this name may compare what is presented.
pub(in crate::rust::flow) fn is_watched(name: Name) -> bool {
    ends_in(name.text(), WATCHED)
}

/// A message's authentication, as opposed to a file's hash.
fn is_mac(words: &[String]) -> bool {
    words.iter().any(|word| MACS.contains(&word.as_str()))
}
