//! `secret-in-debug`: a type shows a raw secret when it is printed.

mod borrows;
mod uses;
mod wrap;

use super::secret_flow::{self, Says};
use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Level};
use crate::rust::flow::Showing;
/// See the module's text.
pub struct SecretInDebug;

const SAYS: Says = Says {
    rule: "secret-in-debug",
    what: "debug output",
    help: "wrap the field in a type that redacts itself, or write `Debug` by hand",
    level: Level::Deny,
    confidence: Confidence::High,
};

/// What is said of a `fmt` that is written by hand.
const WRITTEN: Says = Says { what: "is written by `fmt`, and seen wherever the type is printed", ..SAYS };

impl Rule for SecretInDebug {
    fn card(&self) -> &'static Card {
        crate::card!("secret-in-debug")
    }

    fn looks(&self) -> Looks {
        Looks::AtRust
    }

    fn begins_at_secrets(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        secret_flow::report(cx, &WRITTEN, report);
        secret_flow::derives(cx, &SAYS, Showing::Debug, &wrap::fix, report);
    }
}
