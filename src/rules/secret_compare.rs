//! `secret-compare`: a secret is compared with `==`, which takes longer the
//! more of it is right.

use super::secret_flow::{self, Says};
use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Level};

/// See the module's text.
pub struct SecretCompare;

const SAYS: Says = Says {
    rule: "secret-compare",
    what: "is compared with `==`, whose time tells how much was right",
    help: "compare in constant time: `subtle::ConstantTimeEq`, `ring::constant_time` or the vault's `Secret`",
    level: Level::Warn,
    confidence: Confidence::Medium,
};

impl Rule for SecretCompare {
    fn card(&self) -> &'static Card {
        crate::card!("secret-compare")
    }

    fn looks(&self) -> Looks {
        Looks::AtRust
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        secret_flow::report(cx, &SAYS, report);
    }
}
