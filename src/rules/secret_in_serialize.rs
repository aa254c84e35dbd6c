//! `secret-in-serialize`: a type hands a raw secret to every serialiser.

use super::secret_flow::{self, Says};
use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Level};
use crate::rust::flow::Showing;
/// See the module's text.
pub struct SecretInSerialize;

const SAYS: Says = Says {
    rule: "secret-in-serialize",
    what: "serialising",
    help: "skip the field (`#[serde(skip_serializing)]`), or wrap it in a type that does not serialise",
    level: Level::Warn,
    confidence: Confidence::Medium,
};

impl Rule for SecretInSerialize {
    fn card(&self) -> &'static Card {
        crate::card!("secret-in-serialize")
    }

    fn looks(&self) -> Looks {
        Looks::AtRust
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        secret_flow::derives(cx, &SAYS, Showing::Serialize, report);
    }
}
