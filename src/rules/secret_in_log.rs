//! `secret-in-log`: a secret value reaches a log, a trace or the terminal.

use super::secret_flow::{Says, SinkRule};
use crate::finding::{Confidence, Level};

/// See the module's text.
pub(super) const RULE: SinkRule = SinkRule {
    card: || crate::card!("secret-in-log"),
    says: Says {
        rule: "secret-in-log",
        what: "is written to a log",
        help: "leave it out, or log that it is there and not what it is",
        level: Level::Deny,
        confidence: Confidence::High,
    },
};
