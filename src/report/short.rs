//! One line a finding: `path:line:col: level[rule]: message`.

use super::Report;
use super::human::note_line;
use super::text::clean;

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for finding in report.reported() {
        let at = finding.primary.start;
        text.push_str(&format!(
            "{}:{}:{}: {}[{}]: {}\n",
            clean(&finding.primary.path),
            at.line,
            at.col,
            finding.level.word(),
            finding.rule,
            clean(&finding.message)
        ));
    }
    for note in &report.notes {
        text.push_str(&format!("note: {}\n", note_line(note)));
    }
    text
}
