//! `==` on secrets: how long it takes says how much was right.

use super::Builder;
use crate::rust::flow::graph::Node;
use crate::rust::flow::roles::{
    CHANGED, EXPECTED, MACS, PRESENTED, PRESENTERS, RANDOM, TRIED, TWICE, WATCHED, ends_in, has_one,
};
use crate::rust::flow::seeds::is_strong;
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

const RULE: &str = "secret-compare";

impl Builder<'_, '_, '_> {
    pub(super) fn compared(&mut self, e: ExprId, left: ExprId, right: ExprId) {
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
        if self.is_kept_then(left, right) || [left, right].iter().any(|side| self.is_made_up(*side)) {
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

    /// `entry.master_key == track.key`: what tells things apart, as the
    /// field's other uses do; `latest_token != sync_token`.
    fn is_identity(&mut self, left: ExprId, right: ExprId, called: &[Option<Name>; 2]) -> bool {
        let words = called.map(|name| name.map_or_else(Vec::new, |name| segments(name.text())));
        let other = words
            .iter()
            .any(|words| words.windows(2).any(|two| two[1] == "token" && self.flow.know.words.is_other_kind(&two[0])));
        let fields = [left, right].iter().all(|side| matches!(self.tree.kind(*side), ExprKind::Field { .. }));
        let keys = fields
            && words.iter().any(|words| words.as_slice() == ["key"])
            && !words.iter().flatten().any(|word| matches!(word.as_str(), "api" | "access" | "secret" | "private"));
        if keys {
            [left, right].into_iter().for_each(|side| self.tells_apart(side));
        }
        let is = |side: ExprId, list: &[&str]| self.called(side).is_some_and(|name| has_one(name.text(), list));
        let changed = [left, right].iter().any(|side| is(*side, CHANGED))
            && [left, right]
                .iter()
                .all(|side| is(*side, TRIED) && self.was_given_here(*side) || is(*side, CHANGED) && !self.came(*side));
        other || keys || changed || self.is_typed_twice(left, right, &words)
    }

    /// `form.token != form.confirm_token`: both from who types.
    fn is_typed_twice(&self, left: ExprId, right: ExprId, words: &[Vec<String>; 2]) -> bool {
        let rest = |words: &[String]| -> Vec<String> {
            words.iter().filter(|word| !TWICE.contains(&word.as_str())).cloned().collect()
        };
        let twins = words[0] != words[1] && rest(&words[0]) == rest(&words[1]);
        let place = |side: ExprId| match self.tree.kind(side) {
            ExprKind::Field { base, .. } => self.called(base),
            _ => None,
        };
        let together = place(left).is_some() && place(left) == place(right);
        twins && (together || self.was_given_here(left) && self.was_given_here(right))
    }

    /// Whether a side is a variable that this body gave its value.
    fn was_given_here(&self, side: ExprId) -> bool {
        let binding = self.variable(side).map(|id| &self.locals.bindings[id as usize]);
        binding.is_some_and(|binding| matches!(binding.origin, Origin::Value(_)))
    }

    fn tells_apart(&mut self, side: ExprId) {
        if let ExprKind::Field { base, name } = self.tree.kind(side)
            && let Ty::Adt(id, _) = self.ty(base).value()
        {
            let field = self.flow.graph.id(Node::Field(id, 0, name));
            self.flow.paths.insert(field);
        }
    }

    /// `stored.access_token != current.access_token`: two that the program
    /// keeps itself, of which neither was presented.
    fn is_of_two(&self, left: ExprId, right: ExprId) -> bool {
        [left, right].iter().all(|side| match self.tree.kind(*side) {
            ExprKind::Field { base, .. } => self.called(base).is_some() && !self.came(base),
            _ => false,
        })
    }

    /// `if self.token != read { self.token = read }`: what the program keeps is
    /// held against what it will keep.
    fn is_kept_then(&self, left: ExprId, right: ExprId) -> bool {
        let (Some(one), Some(other)) = (self.called(left), self.called(right)) else { return false };
        if one == other || [left, right].iter().any(|side| self.came(*side)) {
            return false;
        }
        let mut kept = false;
        self.tree.walk(self.body.root, &mut |expr| {
            if let ExprKind::Assign { left: to, right: from } = self.tree.kind(expr) {
                let names = (self.called(to), self.called(from));
                kept |= names == (Some(one), Some(other)) || names == (Some(other), Some(one));
            }
        });
        kept
    }

    /// `let state = Uuid::new_v4()`: whether one side was made here by chance,
    /// so that there is but one try.
    fn is_made_up(&self, side: ExprId) -> bool {
        let binding = self.variable(side).map(|id| &self.locals.bindings[id as usize]);
        let Some(Origin::Value(init)) = binding.filter(|of| of.path.is_empty()).map(|of| of.origin) else {
            return false;
        };
        let mut at = init;
        loop {
            at = match self.tree.kind(at) {
                ExprKind::Method { receiver, name, .. } if !has_one(name.text(), RANDOM) => receiver,
                ExprKind::Ref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => inner,
                ExprKind::Method { .. } => return true,
                ExprKind::Call { callee, .. } => {
                    let last = self.tree.path_of(callee).and_then(Path::last);
                    return last.is_some_and(|last| has_one(last.text(), RANDOM));
                }
                _ => return false,
            };
        }
    }

    /// `form.token`, `received_token`: whether a name says that it came from
    /// outside.
    fn came(&self, side: ExprId) -> bool {
        let base = if let ExprKind::Field { base, .. } = self.tree.kind(side) { self.called(base) } else { None };
        base.into_iter().chain(self.called(side)).any(|name| has_one(name.text(), PRESENTERS))
    }

    /// `let token = given.trim(); token != given`: a text beside itself.
    fn is_cut_from(&self, side: ExprId, whole: ExprId) -> bool {
        let Some(id) = self.variable(side) else { return false };
        let binding = &self.locals.bindings[id as usize];
        let Origin::Value(init) = binding.origin else { return false };
        let cut = self.variable(init);
        binding.path.is_empty() && cut.is_some() && cut == self.variable(whole)
    }

    /// `self.token == token`: what a value keeps as a secret, beside what a
    /// caller hands over by that name.
    fn is_given(&mut self, kept: ExprId, handed: ExprId) -> bool {
        let ExprKind::Field { base, name } = self.tree.kind(kept) else { return false };
        let own = self.tree.path_of(base).and_then(Path::ident).is_some_and(|of| of == "self");
        let param = self.variable(handed).is_some_and(|id| {
            let binding = &self.locals.bindings[id as usize];
            matches!(binding.origin, Origin::Param(_)) && binding.path.is_empty() && binding.name == name
        });
        match self.ty(base).value() {
            Ty::Adt(id, _) if own && param => self.flow.field_called(id, 0, name).is_some(),
            _ => false,
        }
    }

    /// `tokens[at] != expected_token`: one of the pieces of a text; what stands
    /// at a known place in it may be presented.
    fn is_piece(&self, side: ExprId, other: ExprId) -> bool {
        match self.tree.kind(side) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) => self.is_piece(inner, other),
            ExprKind::Index { base, index } => {
                let known = matches!(self.tree.kind(index), ExprKind::Scalar(_))
                    && self.called(other).is_some_and(|name| {
                        is_strong(name.text()) && has_one(name.text(), EXPECTED) && !self.flow.is_of_parser(&self.body)
                    });
                !known && !matches!(self.tree.kind(index), ExprKind::Str(_)) && self.flow.is_of_words(self.tree, base)
            }
            _ => false,
        }
    }

    pub(super) fn called(&self, side: ExprId) -> Option<Name> {
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
