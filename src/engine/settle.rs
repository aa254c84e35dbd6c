//! The tail that `check` and `scan` share: what becomes of each finding.

use std::collections::HashMap;

use super::{Baseline, Overrides, allowed, fingerprint, levels, sanctioned, suppress};
use crate::catalog::Card;
use crate::config::{Config, Day};
use crate::files::{Class, Crate, File};
use crate::finding::{Finding, Level};
use crate::report::Exemption;

/// By what findings are judged.
pub struct Policy<'a> {
    /// The cards of every rule there is.
    pub cards: &'a [&'static Card],
    /// The config.
    pub config: &'a Config,
    /// Levels of the command line.
    pub overrides: &'a Overrides,
    /// Known findings.
    pub baseline: Option<&'a Baseline>,
    /// The current day.
    pub today: Day,
    /// Whether a rule ran at all.
    pub ran: &'a (dyn Fn(&str) -> bool + Sync),
    /// Whether everything was looked at, so that a sanction or an entry of
    /// the baseline that matches nothing is stale.
    pub complete: bool,
}

/// Findings with their fate, sorted by place.
pub struct Settled {
    /// All but those at level `allow`.
    pub findings: Vec<Finding>,
    /// What the sanctioned modules exempt.
    pub exemptions: Vec<Exemption>,
}

/// Applies levels, suppressions, sanctions and the baseline, in that order.
pub fn settle(mut findings: Vec<Finding>, files: &[File], crates: &[Crate], policy: &Policy<'_>) -> Settled {
    let known: Vec<&str> = policy.cards.iter().map(|card| card.id.as_str()).collect();
    let classes: Classes<'_> = files.iter().map(|file| (&**file.source.path(), file.class)).collect();
    judge(&mut findings, files, &known, &classes, policy);
    finish(findings, files, crates, &classes, policy)
}

/// What files are for, by path; those that are not there ship.
pub(super) type Classes<'a> = HashMap<&'a str, Class>;

/// Levels and the suppressions in `files`; `known` are all rules' ids.
pub(super) fn judge(
    findings: &mut Vec<Finding>,
    files: &[File],
    known: &[&str],
    classes: &Classes<'_>,
    policy: &Policy<'_>,
) {
    sort(findings);
    findings.dedup_by(|b, a| same(a, b));
    apply_levels(findings, classes, policy);
    let judge = suppress::Judge { known, ran: policy.ran, today: policy.today };
    let own = findings.len();
    suppress::apply(findings, files, &judge);
    apply_levels(&mut findings[own..], classes, policy);
}

/// Sanctions and the baseline, for all findings together.
pub(super) fn finish(
    mut findings: Vec<Finding>,
    files: &[File],
    crates: &[Crate],
    classes: &Classes<'_>,
    policy: &Policy<'_>,
) -> Settled {
    let judged = |rule: &str| policy.complete && (policy.ran)(rule);
    let own = findings.len();
    let mut exemptions = sanctioned::apply(&mut findings, policy.config, files, crates, policy.today, &judged);
    exemptions.extend(allowed::apply(&mut findings, policy.config, judged("plaintext-column")));
    apply_levels(&mut findings[own..], classes, policy);
    findings.retain(|finding| finding.level > Level::Allow);
    sort(&mut findings);
    fingerprint::stamp(&mut findings);
    if let Some(baseline) = policy.baseline {
        let before = findings.len();
        baseline.apply(&mut findings, &judged);
        fingerprint::stamp(&mut findings[before..]);
        apply_levels(&mut findings[before..], classes, policy);
        findings.retain(|finding| finding.level > Level::Allow);
        sort(&mut findings);
    }
    Settled { findings, exemptions }
}

fn apply_levels(findings: &mut [Finding], classes: &Classes<'_>, policy: &Policy<'_>) {
    for finding in findings {
        let class = classes.get(&*finding.primary.path).copied();
        let card = policy.cards.iter().find(|card| card.id == finding.rule);
        levels::apply(finding, card.copied(), class.unwrap_or(Class::Main), policy.config, policy.overrides);
    }
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let place = |finding: &Finding| (finding.primary.path.clone(), finding.primary.span);
        (place(a), a.rule, &a.message).cmp(&(place(b), b.rule, &b.message))
    });
}

fn same(a: &Finding, b: &Finding) -> bool {
    a.rule == b.rule && a.primary.path == b.primary.path && a.primary.span == b.primary.span && a.message == b.message
}
