//! `secret-in-output`: a secret value is handed to a model or a client.

use super::secret_flow::{self, Says};
use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Level};

/// See the module's text.
pub struct SecretInOutput;

const SAYS: Says = Says {
    rule: "secret-in-output",
    what: "is handed to a model or a client",
    help: "send a reference or a masked form; what a model or a client has seen is no secret any more",
    level: Level::Deny,
    confidence: Confidence::Medium,
};

impl Rule for SecretInOutput {
    fn card(&self) -> &'static Card {
        crate::card!("secret-in-output")
    }

    fn looks(&self) -> Looks {
        Looks::AtRust
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        secret_flow::report(cx, &SAYS, report);
    }
}
