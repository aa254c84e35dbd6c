//! The rules: one file each, listed once.
//!
//! A new rule is `src/rules/x.rs`, its card `rules/x.yaml`, its fixtures
//! `testdata/x/`, a `mod x;` here and its entry in [`all`].

use crate::catalog::Card;
use crate::config::Config;
use crate::files::{Crate, File};
use crate::finding::Finding;
use crate::sql::model::Model;

mod exposing_view;
mod irreversible_audit;
mod plaintext_column;
mod plaintext_seed;

/// One thing the guard looks for.
pub trait Rule: Send + Sync {
    /// What the rule is called and why it matters.
    fn card(&self) -> &'static Card;

    /// Looks at the workspace as it was read, and says what is wrong.
    ///
    /// Levels are the rule's own proposal; the engine applies the config,
    /// suppressions and the baseline afterwards.
    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding));
}

/// What a rule may look at. Everything is read-only and already loaded.
pub struct Context<'a> {
    /// Every file in scope, sorted by path.
    pub files: &'a [File],
    /// The crates of the workspace.
    pub crates: &'a [Crate],
    /// The policy.
    pub config: &'a Config,
    /// What the SQL says.
    pub sql: &'a Model,
}

/// Every rule, in the order of its id.
pub fn all() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(exposing_view::ExposingView),
        Box::new(irreversible_audit::IrreversibleAudit),
        Box::new(plaintext_column::PlaintextColumn),
        Box::new(plaintext_seed::PlaintextSeed),
    ]
}

/// The cards of every rule: those of [`all`], and those of findings that the
/// engine makes about suppressions, sanctions and the baseline.
pub fn cards() -> Vec<&'static Card> {
    let mut cards: Vec<_> = all().iter().map(|rule| rule.card()).collect();
    cards.extend([
        crate::card!("bad-suppression"),
        crate::card!("stale-baseline"),
        crate::card!("stale-sanction"),
        crate::card!("unused-suppression"),
    ]);
    cards.sort_by(|a, b| a.id.cmp(&b.id));
    cards
}
