//! The guard's own JSON, described in `docs/json.md`.

use serde_json::{Value, json};

use super::{Exemption, Report, VERSION};
use crate::finding::{Edit, Fate, Finding, Fix, Label, Level, Note};

/// Rises when a field changes its meaning or goes away.
const FORMAT: u32 = 1;

pub(super) fn render(report: &Report) -> String {
    let summary = &report.summary;
    let value = json!({
        "format": FORMAT,
        "tool": { "name": "secret-guard", "version": VERSION },
        "summary": {
            "files": summary.files,
            "rustFiles": summary.rust_files,
            "sqlFiles": summary.sql_files,
            "crates": summary.crates,
            "excludedFiles": summary.excluded,
            "denied": report.count(Level::Deny),
            "warned": report.count(Level::Warn),
        },
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
        "exemptions": report.exemptions.iter().map(exemption).collect::<Vec<_>>(),
        "notes": report.notes.iter().map(note).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

fn finding(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule,
        "level": finding.level.word(),
        "confidence": finding.confidence.word(),
        "message": finding.message,
        "primary": label(&finding.primary),
        "related": finding.related.iter().map(label).collect::<Vec<_>>(),
        "help": finding.help,
        "fix": finding.fix.as_ref().map(fix),
        "fingerprint": finding.fingerprint,
        "fate": fate(&finding.fate),
    })
}

fn label(label: &Label) -> Value {
    json!({
        "path": &*label.path,
        "line": label.start.line,
        "column": label.start.col,
        "endLine": label.end.line,
        "endColumn": label.end.col,
        "start": label.span.start,
        "end": label.span.end,
        "message": label.message,
        "snippet": label.snippet.text,
        "logical": label.logical,
    })
}

fn fix(fix: &Fix) -> Value {
    json!({
        "title": fix.title,
        "machineApplicable": fix.machine_applicable,
        "edits": fix.edits.iter().map(edit).collect::<Vec<_>>(),
    })
}

fn edit(edit: &Edit) -> Value {
    json!({
        "path": &*edit.path,
        "line": edit.start.line,
        "column": edit.start.col,
        "endLine": edit.end.line,
        "endColumn": edit.end.col,
        "start": edit.span.start,
        "end": edit.span.end,
        "text": edit.text,
    })
}

fn fate(fate: &Fate) -> Value {
    match fate {
        Fate::Reported => json!({ "kind": "reported" }),
        Fate::Baselined => json!({ "kind": "baselined" }),
        Fate::Suppressed { line, reason } => {
            json!({ "kind": "suppressed", "line": line, "reason": reason })
        }
        Fate::Sanctioned { by, reason } => {
            json!({ "kind": "sanctioned", "by": by, "reason": reason })
        }
    }
}

fn exemption(exemption: &Exemption) -> Value {
    json!({
        "rule": exemption.rule,
        "by": exemption.by,
        "exempt": exemption.exempt,
        "total": exemption.total,
    })
}

fn note(note: &Note) -> Value {
    json!({ "path": note.path.as_deref(), "line": note.line, "message": note.message })
}
