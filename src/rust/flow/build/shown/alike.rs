//! Comparisons that say nothing to who tries: of what is kept twice, typed
//! twice, or tells things apart.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::Node;
use crate::rust::flow::roles::{CHANGED, EXPECTED, PRESENTERS, RANDOM, TRIED, TWICE, has_one};
use crate::rust::flow::seeds::is_strong;
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

impl Builder<'_, '_, '_> {
    /// `entry.master_key == track.key`: what tells things apart, as the
    /// field's other uses do; `latest_token != sync_token`.
    pub(super) fn is_identity(&mut self, left: ExprId, right: ExprId, called: &[Option<Name>; 2]) -> bool {
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
    pub(super) fn is_typed_twice(&self, left: ExprId, right: ExprId, words: &[Vec<String>; 2]) -> bool {
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
    pub(super) fn was_given_here(&self, side: ExprId) -> bool {
        let binding = self.variable(side).map(|id| &self.locals.bindings[id as usize]);
        binding.is_some_and(|binding| matches!(binding.origin, Origin::Value(_)))
    }

    pub(super) fn tells_apart(&mut self, side: ExprId) {
        if let ExprKind::Field { base, name } = self.tree.kind(side)
            && let Ty::Adt(id, _) = self.ty(base).value()
        {
            let field = self.flow.graph.id(Node::Field(id, 0, name));
            self.flow.paths.insert(field);
        }
    }

    /// `stored.access_token != current.access_token`: two that the program
    /// keeps itself, of which neither was presented.
    pub(super) fn is_of_two(&self, left: ExprId, right: ExprId) -> bool {
        [left, right].iter().all(|side| match self.tree.kind(*side) {
            ExprKind::Field { base, .. } => self.called(base).is_some() && !self.came(base),
            _ => false,
        })
    }

    /// `if self.token != read { self.token = read }`: what the program keeps is
    /// held against what it will keep.
    pub(super) fn is_kept_then(&self, left: ExprId, right: ExprId) -> bool {
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
    pub(super) fn is_made_up(&self, side: ExprId) -> bool {
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
    pub(super) fn came(&self, side: ExprId) -> bool {
        let base = if let ExprKind::Field { base, .. } = self.tree.kind(side) { self.called(base) } else { None };
        base.into_iter().chain(self.called(side)).any(|name| has_one(name.text(), PRESENTERS))
    }

    /// `let token = given.trim(); token != given`: a text beside itself.
    pub(super) fn is_cut_from(&self, side: ExprId, whole: ExprId) -> bool {
        let Some(id) = self.variable(side) else { return false };
        let binding = &self.locals.bindings[id as usize];
        let Origin::Value(init) = binding.origin else { return false };
        let cut = self.variable(init);
        binding.path.is_empty() && cut.is_some() && cut == self.variable(whole)
    }

    /// `self.token == token`: what a value keeps as a secret, beside what a
    /// caller hands over by that name.
    pub(super) fn is_given(&mut self, kept: ExprId, handed: ExprId) -> bool {
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
    pub(super) fn is_piece(&self, side: ExprId, other: ExprId) -> bool {
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
}
