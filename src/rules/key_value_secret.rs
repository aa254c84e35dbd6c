//! `key-value-secret`: a secret value is written into the value column of a
//! key/value table, where no column's name says what it is.

use super::secret_flow::{self, Says};
use secret_guard_vault::manifest::Manifest;

use super::{Context, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Level};
use crate::rust::flow::Leak;
use crate::source::Span;
use crate::sql::writes::Pair;

/// See `rules/key-value-secret.yaml`.
pub struct KeyValueSecret;

const SAYS: Says = Says {
    rule: "key-value-secret",
    what: "is written readable into the key/value column",
    help: "keep a reference to the secret's record, or wrapped ciphertext, in the row",
    level: Level::Warn,
    confidence: Confidence::Medium,
};

impl Rule for KeyValueSecret {
    fn card(&self) -> &'static Card {
        crate::card!("key-value-secret")
    }

    fn asks_code(&self, _: Option<&Manifest>, pairs: &[Pair]) -> bool {
        !pairs.is_empty()
    }

    fn begins_at_secrets(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        if cx.sql.pairs.is_empty() {
            return;
        }
        for leak in cx.leaks().leaks.iter().filter(|leak| leak.rule == SAYS.rule) {
            if let Some(pair) = written(cx, leak) {
                let mut finding = secret_flow::finding(cx, leak, &SAYS);
                finding.message.push_str(&format!(" `{}`", pair.column));
                finding.primary = finding.primary.named(&pair.column);
                report(finding);
            }
        }
    }
}

/// The key/value column that a leak ends in: where it is shown, or where the
/// function that it is handed to shows it.
fn written<'a>(cx: &'a Context<'_>, leak: &Leak) -> Option<&'a Pair> {
    let ends = leak.way.iter().rev().map(|point| (point.file, point.span));
    std::iter::once((leak.file, leak.span)).chain(ends).find_map(|(file, span)| {
        let path = cx.index.unit(file).source.path();
        cx.sql.pairs.iter().find(|pair| *pair.path == **path && overlap(pair.span, span))
    })
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}
