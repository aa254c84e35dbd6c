//! One line a finding: `path:line:col: level[rule]: message`.

use super::Report;
use super::human::note_line;
use super::text::clean;
use crate::finding::Finding;

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for finding in report.reported() {
        text.push_str(&line(finding));
        text.push('\n');
    }
    for note in &report.notes {
        text.push_str(&format!("note: {}\n", note_line(note)));
    }
    text
}

/// A finding on one line.
pub(super) fn line(finding: &Finding) -> String {
    let at = finding.primary.start;
    let (path, message) = (clean(&finding.primary.path), clean(&finding.message));
    format!("{path}:{}:{}: {}[{}]: {message}", at.line, at.col, finding.level.word(), finding.rule)
}
