//! The lines that `cargo --message-format json` prints, so that editors show
//! findings where they show the compiler's.
//!
//! Format: "External tools" in the Cargo book and "JSON output" in the rustc
//! book.

use serde_json::{Value, json};

use super::Report;
use super::excerpt::Look;
use super::text::clean;
use crate::finding::{Edit, Finding, Fix, Label, Level};

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for finding in report.reported() {
        push(&mut text, &message(report, finding));
    }
    let done = json!({ "reason": "build-finished", "success": !report.is_denied() && !report.others_failed });
    push(&mut text, &done);
    text
}

fn push(text: &mut String, value: &Value) {
    text.push_str(&super::text::json(value));
    text.push('\n');
}

fn message(report: &Report, finding: &Finding) -> Value {
    let path = &*finding.primary.path;
    let root = report.summary.root.to_string_lossy();
    json!({
        "reason": "compiler-message",
        "package_id": format!("path+file://{root}#secret-guard"),
        "manifest_path": format!("{root}/Cargo.toml"),
        "target": {
            "kind": ["bin"], "crate_types": ["bin"], "name": "secret-guard",
            "src_path": format!("{root}/{path}"), "edition": "2021",
            "doc": false, "doctest": false, "test": false,
        },
        "message": diagnostic(finding),
    })
}

fn diagnostic(finding: &Finding) -> Value {
    let related = finding.related.iter().map(|label| span(label, false));
    let mut spans = vec![span(&finding.primary, true)];
    spans.extend(related);
    let help = finding.help.iter().map(|help| child("help", help, Vec::new()));
    let fix = finding.fix.iter().map(suggestion);
    json!({
        "$message_type": "diagnostic",
        "message": clean(&finding.message),
        "code": { "code": finding.rule, "explanation": null },
        "level": if finding.level == Level::Deny { "error" } else { "warning" },
        "spans": spans,
        "children": help.chain(fix).collect::<Vec<_>>(),
        "rendered": rendered(finding),
    })
}

fn rendered(finding: &Finding) -> String {
    super::Excerpt::new(finding.level, &finding.message, &finding.primary, &finding.related)
        .with_code(finding.rule)
        .with_help(finding.help.as_deref())
        .draw(Look::default())
}

fn span(label: &Label, primary: bool) -> Value {
    let shown = &label.snippet;
    let before = shown.text.get(..shown.mark.start as usize).unwrap_or("");
    let marked = shown.text.get(shown.mark.range()).unwrap_or("");
    let from = before.chars().count() + 1;
    json!({
        "file_name": &*label.path,
        "byte_start": label.span.start, "byte_end": label.span.end,
        "line_start": label.start.line, "line_end": label.end.line,
        "column_start": label.start.col, "column_end": label.end.col,
        "is_primary": primary,
        "text": [{
            "text": shown.text,
            "highlight_start": from,
            "highlight_end": from + marked.chars().count(),
        }],
        "label": (!label.message.is_empty()).then(|| clean(&label.message)),
        "suggested_replacement": null, "suggestion_applicability": null, "expansion": null,
    })
}

fn suggestion(fix: &Fix) -> Value {
    let applicability = match fix.machine_applicable {
        true => "MachineApplicable",
        false => "MaybeIncorrect",
    };
    let spans = fix.edits.iter().map(|edit| replacement(edit, applicability));
    child("help", &fix.title, spans.collect())
}

fn replacement(edit: &Edit, applicability: &str) -> Value {
    json!({
        "file_name": &*edit.path,
        "byte_start": edit.span.start, "byte_end": edit.span.end,
        "line_start": edit.start.line, "line_end": edit.end.line,
        "column_start": edit.start.col, "column_end": edit.end.col,
        "is_primary": true, "text": [], "label": null,
        "suggested_replacement": edit.text,
        "suggestion_applicability": applicability, "expansion": null,
    })
}

fn child(level: &str, message: &str, spans: Vec<Value>) -> Value {
    json!({
        "message": message.split('\n').map(clean).collect::<Vec<_>>().join("\n"),
        "code": null, "level": level, "spans": spans, "children": [], "rendered": null,
    })
}
