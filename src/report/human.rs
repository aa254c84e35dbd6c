//! For a person: each finding with its line, or all in an overview when they
//! are many, then a summary and what to do next.

use super::text::{clean, count, note_line};
use super::{Excerpt, Look, Report, advice, derived, overview};
use crate::finding::{Fate, Finding, Level};

pub(super) fn render(report: &Report, look: Look) -> String {
    let mut text = match !look.full && report.reported().count() > overview::MANY {
        true => overview::render(report, look),
        false => each(report, look),
    };
    for note in &report.notes {
        text.push_str(&format!("note: {}\n", note_line(note)));
    }
    for note in &report.weakened {
        text.push_str(&format!("weakened: {}\n", note_line(note)));
    }
    text.push_str(&summary(report));
    text.push_str(&advice::render(report, look));
    text
}

/// Every finding with its line; what types derive comes last, by field.
fn each(report: &Report, look: Look) -> String {
    let (derived, others): (Vec<_>, Vec<_>) = report.reported().partition(|finding| derived::is_derived(finding));
    let drawn = |finding: &Finding| excerpt(finding).draw(look);
    let mut text: String = others.into_iter().map(|finding| drawn(finding) + "\n").collect();
    for group in derived::groups(&derived) {
        text.push_str(&drawn(group[0]));
        text.push_str(&derived::also(&group));
        text.push('\n');
    }
    text
}

fn excerpt(finding: &Finding) -> Excerpt {
    Excerpt::new(finding.level, &finding.message, &finding.primary, &finding.related)
        .with_code(finding.rule)
        .with_help(finding.help.as_deref())
}

/// What was found in what, and what was let through.
fn summary(report: &Report) -> String {
    let fate = |wanted: fn(&Fate) -> bool| {
        let findings = report.findings.iter();
        findings.filter(|finding| wanted(&finding.fate)).count()
    };
    let files = format!("{} in {}", count(report.summary.files, "file"), count(report.summary.crates, "crate"));
    let mut parts =
        vec![format!("{} denied", report.count(Level::Deny)), format!("{} warned of", report.count(Level::Warn))];
    let more = [
        (fate(|f| matches!(f, Fate::Suppressed { .. })), "suppressed"),
        (fate(|f| *f == Fate::Baselined), "in the baseline"),
        (fate(|f| matches!(f, Fate::Sanctioned { .. })), "sanctioned"),
        (report.summary.older, "older"),
        (report.notes.len(), "noted"),
        (report.summary.excluded, "files excluded"),
    ];
    let more = more.iter().filter(|(number, _)| *number > 0);
    parts.extend(more.map(|(number, word)| format!("{number} {word}")));
    let mut text = format!("{files}: {}\n", parts.join(", "));
    for exemption in &report.exemptions {
        text.push_str(&format!(
            "exempt from {}: {} of {} by {}\n",
            exemption.rule,
            exemption.exempt,
            exemption.total,
            clean(&exemption.by)
        ));
    }
    text
}
