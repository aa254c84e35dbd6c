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

/// What is said of a value that is serialised by hand.
const CALLS: Says = Says {
    what: "is serialised as it is",
    help: "leave it out, encrypt it, or keep it in a vault; what is serialised is written, cached and sent on",
    ..SAYS
};

impl Rule for SecretInSerialize {
    fn card(&self) -> &'static Card {
        crate::card!("secret-in-serialize")
    }

    fn looks(&self) -> Looks {
        Looks::AtRust
    }

    fn begins_at_secrets(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        secret_flow::report(cx, &CALLS, report);
        secret_flow::derives(cx, &SAYS, Showing::Serialize, &|_, _| None, report);
    }
}
