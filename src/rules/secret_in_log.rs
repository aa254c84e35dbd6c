//! `secret-in-log`: a secret value reaches a log, a trace or the terminal.

use super::{Context, Looks, Rule, secret_flow};
use crate::catalog::Card;
use crate::finding::Finding;

/// See the module's text.
pub struct SecretInLog;

impl Rule for SecretInLog {
    fn card(&self) -> &'static Card {
        crate::card!("secret-in-log")
    }

    fn looks(&self) -> Looks {
        Looks::AtRust
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        let help = "leave it out, or log that it is there and not what it is";
        secret_flow::report(cx, "secret-in-log", "is written to a log", help, report);
    }
}
