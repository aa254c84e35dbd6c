//! Types that show a secret by what they derive, grouped by the field that is
//! the secret: whoever mends one type mends all that hold it, and a long list
//! of them must not hide a log line.

use std::collections::BTreeMap;

use super::text::finding_line;
use crate::finding::{Finding, Level};

/// The rules that report derives.
const RULES: [&str; 2] = ["secret-in-debug", "secret-in-serialize"];

/// The findings of one field: the first is drawn, the others are named.
pub(super) type Group<'f> = Vec<&'f Finding>;

/// Whether a finding is about what a type derives: it names the type.
pub(super) fn is_derived(finding: &Finding) -> bool {
    RULES.contains(&finding.rule) && finding.primary.logical.is_some()
}

/// Groups by the place of the field, in the order of the first of each.
pub(super) fn groups<'f>(findings: &[&'f Finding]) -> Vec<Group<'f>> {
    let mut order: Vec<Group<'f>> = Vec::new();
    let mut known: BTreeMap<(&str, u32), usize> = BTreeMap::new();
    for finding in findings {
        let field = finding.related.first().unwrap_or(&finding.primary);
        let at = *known.entry((&field.path, field.span.start)).or_insert_with(|| {
            order.push(Vec::new());
            order.len() - 1
        });
        order[at].push(finding);
    }
    for group in &mut order {
        // What is denied is the type's own field.
        group.sort_by_key(|finding| finding.level != Level::Deny);
    }
    order
}

/// One line for each finding of a group but the first.
pub(super) fn also(group: &[&Finding]) -> String {
    group.iter().skip(1).map(|finding| format!("  also {}\n", finding_line(finding))).collect()
}
