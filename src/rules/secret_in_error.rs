//! `secret-in-error`: a secret value becomes part of an error or a panic.

use super::{Context, Rule, secret_flow};
use crate::catalog::Card;
use crate::finding::Finding;

/// See the module's text.
pub struct SecretInError;

impl Rule for SecretInError {
    fn card(&self) -> &'static Card {
        crate::card!("secret-in-error")
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        let help = "say what went wrong without the value; errors are logged, shown and sent on";
        secret_flow::report(cx, "secret-in-error", "becomes part of an error", help, report);
    }
}
