//! Why a line is found, or is not.

use super::options::Options;
use super::read::kept_text;
use super::run::scan;
use crate::engine::check::Failure;
use crate::finding::{Confidence, Fate, Finding};
use crate::input::{self, Root};
use crate::secrets::{Hit, Scanner};
use crate::source::{Source, Span};

/// What the detectors made of one line.
#[derive(Clone, Debug, Default)]
pub struct Explained {
    /// In the order of the columns.
    pub lines: Vec<Said>,
}

/// What one detector made of one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// Column, in characters from 1.
    pub column: u32,
    /// In words; no part of a secret.
    pub text: String,
}

/// Explains a line of the file that the scope names.
///
/// # Errors
/// When the file cannot be read, or the config is wrong.
pub fn explain(options: &Options, line: u32) -> Result<Explained, Failure> {
    let scope = &options.common.scope;
    let root = Root::find(scope)?;
    let mut notes = Vec::new();
    let listed = input::list(scope, &root, &mut notes)?;
    let [file] = listed.as_slice() else {
        return Err(Failure::Usage("name one file and a line in it: FILE:LINE".to_owned()));
    };
    let shown = &file.shown;
    let text = kept_text(&file.path(&root.dir)).map_err(|why| Failure::Usage(format!("{shown}: {why}")))?;
    let source = Source::new(shown.clone(), text);
    if line == 0 || line > source.line_count() {
        return Err(Failure::Usage(format!("{shown} has {} lines", source.line_count())));
    }
    let scanner = Scanner::new().map_err(|error| Failure::Usage(error.to_string()))?;
    let all = Options { least: Some(Confidence::Low), ..options.clone() };
    let findings = scan(all)?.findings;
    let least = options.least.unwrap_or(Confidence::Medium);
    let mut lines = tried(&scanner, &source, line, &findings, least);
    lines.sort();
    lines.dedup();
    Ok(Explained { lines })
}

fn tried(scanner: &Scanner, source: &Source, line: u32, findings: &[Finding], least: Confidence) -> Vec<Said> {
    let here = source.line_span(line);
    let said = |at: Span, text: String| Said { column: source.line_col(at.start.max(here.start)).col, text };
    let settled = scanner.scan(source.path(), source.text());
    let steps = scanner.trace(source.path(), source.text(), Span { start: here.start, end: here.end + 1 });
    let mut lines = Vec::new();
    for step in steps {
        match step.outcome {
            Err(why) => lines.push(said(step.at, format!("{}: {why}", step.what))),
            Ok(hit) => lines.push(said(hit.span, format!("{}: {}", step.what, verdict(&hit, &settled)))),
        }
    }
    let touching = settled.iter().filter(|hit| hit.span.start <= here.end && here.start < hit.span.end);
    for hit in touching.filter(|hit| hit.dropped.is_none()) {
        let finding = findings.iter().find(|f| f.rule == hit.detector.id && f.primary.span == hit.span);
        lines.push(said(hit.span, format!("`{}` in the end: {}", hit.detector.id, end(finding, hit, least))));
    }
    lines
}

fn verdict(hit: &Hit, settled: &[Hit]) -> String {
    let id = hit.detector.id;
    let winner = settled.iter().find(|other| other.span.start < hit.span.end && hit.span.start < other.span.end);
    match (hit.dropped, winner) {
        (Some(why), _) => format!("`{id}` dropped it: {why}"),
        (None, Some(other)) if other.detector.id != id => {
            format!("`{id}` found it, but `{}` fits better", other.detector.id)
        }
        _ => format!("`{id}` found it, confidence {}", hit.confidence.word()),
    }
}

/// What became of a finding.
fn end(finding: Option<&Finding>, hit: &Hit, least: Confidence) -> String {
    let Some(finding) = finding else {
        return "not reported: its level is `allow`, or an entry of `exclude` keeps the file out".to_owned();
    };
    match &finding.fate {
        Fate::Suppressed { line, reason } => format!("suppressed on line {line}: {reason}"),
        Fate::Baselined => "known to the baseline".to_owned(),
        Fate::Sanctioned { by, reason } => format!("allowed by {by}: {reason}"),
        Fate::Reported if hit.confidence < least => {
            format!("not reported: confidence {} is below {}", hit.confidence.word(), least.word())
        }
        Fate::Reported => format!("reported, {}", finding.level.word()),
    }
}
