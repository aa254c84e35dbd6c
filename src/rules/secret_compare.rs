//! `secret-compare`: a secret is compared with `==`, which takes longer the
//! more of it is right.

use super::secret_flow::{Says, SinkRule};
use crate::finding::{Confidence, Level};

/// See the module's text.
pub(super) const RULE: SinkRule = SinkRule {
    card: || crate::card!("secret-compare"),
    says: Says {
        rule: "secret-compare",
        what: "is compared with `==`, whose time tells how much was right",
        help: "compare in constant time: `subtle::ConstantTimeEq`, `ring::constant_time` or the vault's `Secret`",
        level: Level::Warn,
        confidence: Confidence::Medium,
    },
};
