//! `secret-in-error`: a secret value becomes part of an error or a panic.

use super::secret_flow::{self, Says};
use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Level};

/// See the module's text.
pub struct SecretInError;

const SAYS: Says = Says {
    rule: "secret-in-error",
    what: "becomes part of an error",
    help: "say what went wrong without the value; errors are logged, shown and sent on",
    level: Level::Deny,
    confidence: Confidence::High,
};

impl Rule for SecretInError {
    fn card(&self) -> &'static Card {
        crate::card!("secret-in-error")
    }

    fn looks(&self) -> Looks {
        Looks::AtRust
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        secret_flow::report(cx, &SAYS, report);
    }
}
