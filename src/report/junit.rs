//! JUnit XML: one test case a rule and file, as CI servers show it.

use std::collections::BTreeMap;

use super::Report;
use super::text::{clean, note_line};
use crate::finding::{Finding, Level};

pub(super) fn render(report: &Report) -> String {
    let mut suites: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for card in &report.cards {
        suites.insert(&card.id, Vec::new());
    }
    for finding in report.reported() {
        suites.entry(finding.rule).or_default().push(finding);
    }
    let failures = report.count(Level::Deny);
    let tests: usize = suites.values().map(|found| found.len().max(1)).sum();
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text.push_str(&format!(
        "<testsuites name=\"secret-guard\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n"
    ));
    for (rule, found) in &suites {
        suite(&mut text, rule, found);
    }
    notes(&mut text, report);
    text.push_str("</testsuites>\n");
    text
}

fn suite(text: &mut String, rule: &str, found: &[&Finding]) {
    let denied = found.iter().filter(|f| f.level == Level::Deny).count();
    text.push_str(&format!(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{denied}\" errors=\"0\">\n",
        escape(rule),
        found.len().max(1),
    ));
    if found.is_empty() {
        text.push_str("    <testcase name=\"nothing found\" classname=\"secret-guard\"/>\n");
    }
    for finding in found {
        case(text, finding);
    }
    text.push_str("  </testsuite>\n");
}

fn case(text: &mut String, finding: &Finding) {
    let at = finding.primary.start;
    let place = format!("{}:{}:{}", finding.primary.path, at.line, at.col);
    let message = escape(&finding.message);
    let help = escape(finding.help.as_deref().unwrap_or(""));
    text.push_str(&format!(
        "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\">\n",
        escape(&place),
        escape(finding.rule),
        escape(&finding.primary.path),
        at.line
    ));
    // A warning does not fail the run, so it must not fail the case.
    text.push_str(&match finding.level {
        Level::Deny => format!("      <failure message=\"{message}\">{help}</failure>\n"),
        _ => format!("      <system-out>warning: {message}\n{help}</system-out>\n"),
    });
    text.push_str("    </testcase>\n");
}

fn notes(text: &mut String, report: &Report) {
    if report.notes.is_empty() {
        return;
    }
    let lines: Vec<String> = report.notes.iter().map(|n| escape(&note_line(n))).collect();
    text.push_str(&format!(
        "  <testsuite name=\"notes\" tests=\"0\" failures=\"0\" errors=\"0\">\n    \
         <system-out>{}</system-out>\n  </testsuite>\n",
        lines.join("\n")
    ));
}

fn escape(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(clean).collect();
    // U+FFFE and U+FFFF are no characters of XML 1.0.
    lines
        .join("\n")
        .replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
}
