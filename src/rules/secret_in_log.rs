//! `secret-in-log`: a secret value reaches a log, a trace or the terminal.

use super::secret_flow::{self, Says};
use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Level};

/// See the module's text.
pub struct SecretInLog;

const SAYS: Says = Says {
    rule: "secret-in-log",
    what: "is written to a log",
    help: "leave it out, or log that it is there and not what it is",
    level: Level::Deny,
    confidence: Confidence::High,
};

impl Rule for SecretInLog {
    fn card(&self) -> &'static Card {
        crate::card!("secret-in-log")
    }

    fn looks(&self) -> Looks {
        Looks::AtRust
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        secret_flow::report(cx, &SAYS, report);
    }
}
