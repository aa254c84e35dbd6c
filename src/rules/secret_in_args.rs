//! `secret-in-args`: a secret value is an argument of a process, a part of a
//! URL or the name of a file.

use super::secret_flow::{Says, SinkRule};
use crate::finding::{Confidence, Level};

/// See the module's text.
pub(super) const RULE: SinkRule = SinkRule {
    card: || crate::card!("secret-in-args"),
    says: Says {
        rule: "secret-in-args",
        what: "becomes visible in an argument, a URL or a path",
        help: "hand it over by standard input, an inherited variable, a header or a body",
        level: Level::Warn,
        confidence: Confidence::Medium,
    },
};
