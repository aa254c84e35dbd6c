//! `secret-in-output`: a secret value is handed to a model or a client.

use super::secret_flow::{Says, SinkRule};
use crate::finding::{Confidence, Level};

/// See the module's text.
pub(super) const RULE: SinkRule = SinkRule {
    card: || crate::card!("secret-in-output"),
    says: Says {
        rule: "secret-in-output",
        what: "is handed to a model or a client",
        help: "send a reference or a masked form; what a model or a client has seen is no secret any more",
        level: Level::Deny,
        confidence: Confidence::Medium,
    },
};
