//! One line a finding: `path:line:col: level[rule]: message`.

use super::Report;
use super::text::{finding_line, note_line};

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for finding in report.reported() {
        text.push_str(&finding_line(finding));
        text.push('\n');
    }
    for note in &report.notes {
        text.push_str(&format!("note: {}\n", note_line(note)));
    }
    text
}
