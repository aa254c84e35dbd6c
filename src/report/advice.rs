//! What to do next, at the end of a report for people.

use std::collections::BTreeMap;

use super::excerpt::Look;
use super::overview::MANY;
use super::text::count;
use super::{Report, paint};
use crate::finding::{Fate, Finding, Level};

/// Commands that help with what was found, one a line; empty when nothing
/// is denied.
pub(super) fn render(report: &Report, look: Look) -> String {
    if !report.is_denied() {
        return String::new();
    }
    let steps = [explain(report), fix(report), lines(report, look), baseline(report)];
    let steps: Vec<(String, String)> = steps.into_iter().flatten().collect();
    let width = steps.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
    let lines = steps.iter().map(|(command, what)| {
        let command = paint(look, paint::BOLD, &format!("{command:width$}"));
        format!("  {command}  {what}\n")
    });
    format!("\nnext:\n{}", lines.collect::<String>())
}

/// The rule that is denied most often.
fn explain(report: &Report) -> Option<(String, String)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in report.reported().filter(|finding| finding.level == Level::Deny) {
        *counts.entry(finding.rule).or_default() += 1;
    }
    let (rule, _) = counts.iter().max_by_key(|(rule, found)| (**found, std::cmp::Reverse(**rule)))?;
    Some((format!("cargo secret-guard explain {rule}"), "why it matters, and what to write instead".to_owned()))
}

fn fix(report: &Report) -> Option<(String, String)> {
    let applies = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.machine_applicable);
    let fixes = report.reported().filter(applies).count();
    (fixes > 0)
        .then(|| ("cargo secret-guard check --fix".to_owned(), format!("mends {} by itself", count(fixes, "finding"))))
}

fn lines(report: &Report, look: Look) -> Option<(String, String)> {
    let listed = !look.full && report.reported().count() > MANY;
    listed.then(|| ("--verbose".to_owned(), "draws each finding with its lines".to_owned()))
}

fn baseline(report: &Report) -> Option<(String, String)> {
    let known = report.findings.iter().any(|finding| finding.fate == Fate::Baselined);
    let many = report.reported().count() > MANY;
    let what = "lets these pass, and nothing new";
    (many && !known).then(|| ("cargo secret-guard baseline write".to_owned(), what.to_owned()))
}
