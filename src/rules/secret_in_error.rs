//! `secret-in-error`: a secret value becomes part of an error or a panic.

use super::secret_flow::{Says, SinkRule};
use crate::finding::{Confidence, Level};

/// See the module's text.
pub(super) const RULE: SinkRule = SinkRule {
    card: || crate::card!("secret-in-error"),
    says: Says {
        rule: "secret-in-error",
        what: "becomes part of an error",
        help: "say what went wrong without the value; errors are logged, shown and sent on",
        level: Level::Deny,
        confidence: Confidence::High,
    },
};
