//! What is made to be shown: copies, `copy.password = "***".into()`, and texts
//! from which a secret is taken out.

use foldhash::HashSet;

use crate::rust::flow::build::Builder;
use crate::rust::flow::seeds::{is_mask, is_secret_half, may_be_half, whose_half};
use crate::rust::locals::BindingId;
use crate::rust::name::Name;
use crate::rust::tree::*;

impl Builder<'_, '_, '_> {
    /// A field of a variable is given a value: nothing secret, or again one.
    pub(in crate::rust::flow::build) fn scrub(&mut self, left: ExprId, right: ExprId) {
        let ExprKind::Field { base, name } = self.tree.kind(left) else { return };
        let Some(id) = self.root(base) else { return };
        let harmless = self.flow.is_harmless(&self.body, right, name.text());
        self.set_scrubbed((id, name), harmless);
    }

    /// `let copy = Config { password: "***".into(), ..config.clone() }`.
    pub(in crate::rust::flow::build) fn built_scrubbed(&mut self, pat: PatId, init: ExprId) {
        let (Some(id), ExprKind::Struct(literal)) = (self.bound.get(&pat).copied(), self.tree.kind(init)) else {
            return;
        };
        let tree = self.tree;
        let fields = &tree.struct_(literal).fields;
        let secret: Vec<_> = fields.iter().filter(|(name, ..)| self.flow.names_secret(*name)).collect();
        if secret.iter().all(|(name, _, value)| self.flow.is_harmless(&self.body, *value, name.text())) {
            secret.iter().for_each(|(name, ..)| self.set_scrubbed((id, *name), true));
        }
    }

    pub(in crate::rust::flow::build) fn set_scrubbed(&mut self, field: (BindingId, Name), scrubbed: bool) {
        if scrubbed != self.scrubbed.contains(&field) {
            if scrubbed {
                self.scrubbed.insert(field)
            } else {
                self.scrubbed.remove(&field)
            };
            self.rescrubbed.push(field);
        }
    }

    /// Reads an arm; what it scrubs is not yet so behind it, what it gives a
    /// secret again is no longer.
    pub(in crate::rust::flow::build) fn scrubbed_in(
        &mut self,
        arm: impl FnOnce(&mut Self),
    ) -> HashSet<(BindingId, Name)> {
        let start = self.rescrubbed.len();
        arm(self);
        let mut touched = self.rescrubbed.split_off(start);
        // An even number of changes is none.
        touched.sort_unstable();
        let changed = touched.chunk_by(|a, b| a == b).filter(|times| times.len() % 2 == 1).map(|times| times[0]);
        let (gained, lost): (Vec<_>, Vec<_>) = changed.partition(|field| self.scrubbed.contains(field));
        for field in &gained {
            self.scrubbed.remove(field);
        }
        self.rescrubbed.extend(lost);
        gained.into_iter().collect()
    }

    /// Behind a choice a copy is scrubbed when both arms do it, or the one that
    /// does runs when there is a secret, or when nobody asked to see it.
    pub(in crate::rust::flow::build) fn scrubbed_after(
        &mut self,
        cond: ExprId,
        then: HashSet<(BindingId, Name)>,
        other: HashSet<(BindingId, Name)>,
    ) {
        let hidden = matches!(self.tree.kind(cond), ExprKind::Not(_));
        let stays = |field: &(BindingId, Name)| hidden || other.contains(field) || self.asks_for(cond, field.1);
        let fields: Vec<_> = then.into_iter().filter(stays).collect();
        fields.into_iter().for_each(|field| self.set_scrubbed(field, true));
    }

    /// Whether a condition names a field.
    fn asks_for(&self, cond: ExprId, field: Name) -> bool {
        let mut asks = false;
        self.tree.walk(cond, &mut |expr| {
            asks |= matches!(self.tree.kind(expr), ExprKind::Field { name, .. } if name == field);
        });
        asks
    }

    /// Whether a field of an expression was scrubbed.
    pub(in crate::rust::flow::build) fn is_scrubbed_field(&self, base: ExprId, name: Name) -> bool {
        self.root(base).is_some_and(|id| self.scrubbed.contains(&(id, name)))
    }

    /// Whether an expression is a variable that was scrubbed.
    pub(in crate::rust::flow::build) fn is_scrubbed(&self, expr: ExprId) -> bool {
        !self.scrubbed.is_empty() && self.root(expr).is_some_and(|id| self.is_scrubbed_variable(id))
    }

    pub(in crate::rust::flow::build) fn is_scrubbed_variable(&self, id: BindingId) -> bool {
        self.scrubbed.iter().any(|(known, _)| *known == id)
    }

    /// `if key.is_empty() { text } else { text.replace(key, "***") }`: where
    /// there is no secret, there is none in the text.
    pub(in crate::rust::flow::build) fn is_without(&mut self, cond: ExprId, arms: [ExprId; 2]) -> Option<ExprId> {
        let (filled, asked) = match self.tree.kind(cond) {
            ExprKind::Not(inner) => (true, inner),
            _ => (false, cond),
        };
        let ExprKind::Method { receiver, name, .. } = self.tree.kind(asked) else { return None };
        let [taken, kept] = if filled { arms } else { [arms[1], arms[0]] };
        let (value, secret) = (self.value_of(taken), self.variable(receiver)?);
        let ExprKind::Method { receiver: of, name: method, args } = self.tree.kind(value) else { return None };
        let args = self.tree.exprs_of(args);
        let same = args.first().and_then(|what| self.variable(*what)) == Some(secret);
        (name == "is_empty" && same && self.is_taken_out(of, method.text(), args)).then_some(kept)
    }

    /// `.field("api_key", &self.api_key).field("api_secret", &"***")`: of a
    /// pair, the half by which the other is known is shown on purpose.
    pub(in crate::rust::flow::build) fn is_half_shown(&self, value: ExprId) -> bool {
        let Some(key) = self.called(value).filter(|key| may_be_half(*key)) else { return false };
        let masked = self.masked_halves.get_or_init(|| self.find_masked_halves());
        masked.contains("") || masked.contains(&whose_half(key))
    }

    /// Whose secrets the body shows as stars.
    fn find_masked_halves(&self) -> HashSet<String> {
        let mut found = HashSet::default();
        self.tree.walk(self.body.root, &mut |expr| {
            let ExprKind::Method { name, args, .. } = self.tree.kind(expr) else { return };
            let [called, value] = self.tree.exprs_of(args) else { return };
            let secret = self.tree.str_of(*called).map(Name::new).filter(|of| is_secret_half(*of));
            let mask = match self.tree.kind(*value) {
                ExprKind::Ref(inner) => self.tree.str_of(inner),
                _ => self.tree.str_of(*value),
            };
            let masked = name == "field" && mask.is_some_and(is_mask);
            found.extend(secret.filter(|_| masked).map(whose_half));
        });
        found
    }

    fn value_of(&self, arm: ExprId) -> ExprId {
        match self.tree.kind(arm) {
            ExprKind::Block(block) => self.tree.block(block).value.unwrap_or(arm),
            _ => arm,
        }
    }

    /// The variable that a place is, or is a part of.
    pub(in crate::rust::flow::build) fn root(&self, place: ExprId) -> Option<BindingId> {
        match self.tree.kind(place) {
            ExprKind::Path(_) => self.locals.uses.get(&place).copied(),
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Field { base: inner, .. } => self.root(inner),
            _ => None,
        }
    }
}
