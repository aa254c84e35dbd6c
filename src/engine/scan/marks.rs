//! Marks by which other scanners are told to let a line pass.

use crate::finding::{Fate, Finding, Level};
use crate::source::Source;

/// A mark, and whether it speaks of the line after its own.
const MARKS: [(&str, bool); 9] = [
    ("gitleaks:allow", false),
    ("betterleaks:allow", false),
    ("pragma: allowlist nextline secret", true),
    ("pragma: allowlist secret", false),
    ("pragma: whitelist secret", false),
    ("kingfisher:ignore", false),
    ("trufflehog:ignore", false),
    ("ggignore", false),
    ("noqa: secret", false),
];

/// What stands in every mark; most texts have none of it.
const PARTS: [&str; 4] = ["allow", "whitelist secret", "ignore", "noqa: secret"];

/// Lets findings pass that stand beside such a mark.
pub(super) fn honour(findings: &mut [Finding], source: &Source) {
    let holds = |part: &str| memchr::memmem::find(source.text().as_bytes(), part.as_bytes()).is_some();
    if findings.is_empty() || !PARTS.iter().any(|part| holds(part)) {
        return;
    }
    let counts = |finding: &&mut Finding| finding.fate == Fate::Reported && finding.level > Level::Allow;
    for finding in findings.iter_mut().filter(counts) {
        let line = finding.primary.start.line;
        if let Some((mark, at)) = mark(source, line) {
            finding.fate = Fate::Suppressed { line: at, reason: format!("{FOREIGN}`{mark}`") };
        }
    }
}

/// What the reason of such a suppression begins with.
const FOREIGN: &str = "another scanner's ";

/// Whether a mark of another scanner let it pass.
pub(super) fn is_foreign(finding: &Finding) -> bool {
    matches!(&finding.fate, Fate::Suppressed { reason, .. } if reason.starts_with(FOREIGN))
}

fn mark(source: &Source, line: u32) -> Option<(&'static str, u32)> {
    let on = |line: u32, next: bool| {
        let text = source.line(line);
        let found = MARKS.iter().filter(|(_, speaks)| *speaks == next).find(|(mark, _)| text.contains(mark));
        found.map(|(mark, _)| (*mark, line))
    };
    on(line, false).or_else(|| on(line.checked_sub(1).filter(|line| *line > 0)?, true))
}
