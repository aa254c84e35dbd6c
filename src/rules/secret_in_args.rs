//! `secret-in-args`: a secret value is an argument of a process, a part of a
//! URL or the name of a file.

use super::secret_flow::{self, Says};
use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Level};

/// See the module's text.
pub struct SecretInArgs;

const SAYS: Says = Says {
    rule: "secret-in-args",
    what: "becomes visible in an argument, a URL or a path",
    help: "hand it over by standard input, an inherited variable, a header or a body",
    level: Level::Warn,
    confidence: Confidence::Medium,
};

impl Rule for SecretInArgs {
    fn card(&self) -> &'static Card {
        crate::card!("secret-in-args")
    }

    fn looks(&self) -> Looks {
        Looks::AtRust
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        secret_flow::report(cx, &SAYS, report);
    }
}
