//! GitHub workflow commands, which become annotations on a pull request.
//!
//! Format: "Workflow commands for GitHub Actions" in GitHub's documentation.
//! GitHub shows ten annotations of a kind for a step; the last line says how
//! many there were.

use super::Report;
use super::text::{clean, note_line};
use crate::finding::{Finding, Level};

pub(super) fn render(report: &Report) -> String {
    let mut text: String = report.reported().map(line).collect();
    for note in &report.notes {
        text.push_str(&format!("::notice::{}\n", data(&note_line(note))));
    }
    text.push_str(&format!(
        "{} denied, {} warned of, {} files\n",
        report.count(Level::Deny),
        report.count(Level::Warn),
        report.summary.files
    ));
    text
}

fn line(finding: &Finding) -> String {
    let kind = match finding.level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "notice",
    };
    let label = &finding.primary;
    let help = finding.help.iter().flat_map(|help| help.split('\n'));
    let message: Vec<String> = std::iter::once(finding.message.as_str()).chain(help).map(clean).collect();
    // Columns are only allowed when start and end lie on one line.
    let columns = match label.start.line == label.end.line {
        true => format!(",col={},endColumn={}", label.start.col, label.end.col),
        false => String::new(),
    };
    format!(
        "::{kind} file={},line={},endLine={}{columns},title={}::{}\n",
        property(&label.path),
        label.start.line,
        label.end.line.max(label.start.line),
        property(&format!("secret-guard: {}", finding.rule)),
        data(&message.join("\n"))
    )
}

/// A command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a command's property.
fn property(text: &str) -> String {
    data(&clean(text)).replace(':', "%3A").replace(',', "%2C")
}
