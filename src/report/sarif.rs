//! SARIF 2.1.0, as GitHub code scanning reads it.
//!
//! Format: OASIS "Static Analysis Results Interchange Format 2.1.0", and
//! "SARIF support for code scanning" in GitHub's documentation.

use serde_json::{Map, Value, json};

use super::text::{clean, uri};
use super::{Report, VERSION};
use crate::catalog::Card;
use crate::finding::{Confidence, Edit, Fate, Finding, Fix, Label, Level};

/// GitHub refuses more results in a run.
const MAX_RESULTS: usize = 5_000;

pub(super) fn render(report: &Report) -> String {
    let chosen = chosen(report);
    let left_out = report.findings.len() - chosen.len();
    let value = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "secret-guard",
                "semanticVersion": VERSION,
                "rules": report.cards.iter().map(|card| rule(card)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "SRCROOT": { "description": { "text": "the root of the checkout" } } },
            "invocations": [invocation(report, left_out)],
            "results": chosen.iter().map(|f| result(report, f)).collect::<Vec<_>>(),
        }],
    });
    super::text::json_lines(&value)
}

/// The gravest findings first, as many as are allowed.
fn chosen(report: &Report) -> Vec<&Finding> {
    let severity = |finding: &Finding| {
        let severity = report.card(finding.rule).map_or(0.0, |card| card.severity);
        (severity * 10.0) as i32
    };
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|f| {
        let counts = f.fate == Fate::Reported;
        (!counts, std::cmp::Reverse((f.level, severity(f))))
    });
    findings.truncate(MAX_RESULTS);
    findings
}

fn rule(card: &Card) -> Value {
    json!({
        "id": card.id,
        "name": card.id,
        "shortDescription": { "text": card.title },
        "fullDescription": { "text": card.why.trim() },
        "help": { "text": help_text(card), "markdown": help_markdown(card) },
        "defaultConfiguration": { "level": level(card.level) },
        "properties": {
            "tags": ["security", format!("external/cwe/cwe-{}", card.cwe)],
            "security-severity": format!("{:.1}", card.severity),
            "precision": precision(card.confidence),
        },
    })
}

fn help_text(card: &Card) -> String {
    format!("{}\n\nInstead of:\n{}\nwrite:\n{}", card.why.trim(), card.bad, card.good)
}

fn help_markdown(card: &Card) -> String {
    let mut text =
        format!("{}\n\nInstead of\n\n```\n{}```\n\nwrite\n\n```\n{}```\n", card.why.trim(), card.bad, card.good);
    if !card.notes.is_empty() {
        text.push_str(&format!("\n{}\n", card.notes.trim()));
    }
    for reference in &card.references {
        text.push_str(&format!("\n- <{reference}>"));
    }
    text
}

fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
        Confidence::Certain => "very-high",
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Allow => "note",
        Level::Warn => "warning",
        Level::Deny => "error",
    }
}

fn invocation(report: &Report, left_out: usize) -> Value {
    let mut notes: Vec<Value> = report
        .notes
        .iter()
        .map(|note| {
            let mut value = json!({ "level": "note", "message": { "text": clean(&note.message) } });
            if let Some(path) = &note.path {
                let mut place = json!({ "artifactLocation": artifact(path) });
                if let Some(line) = note.line {
                    place["region"] = json!({ "startLine": line.max(1) });
                }
                value["locations"] = json!([{ "physicalLocation": place }]);
            }
            value
        })
        .collect();
    if left_out > 0 {
        let text = format!("{left_out} more results were left out; the limit is {MAX_RESULTS}");
        notes.push(json!({ "level": "warning", "message": { "text": text } }));
    }
    json!({ "executionSuccessful": true, "toolExecutionNotifications": notes })
}

fn result(report: &Report, finding: &Finding) -> Value {
    let index = report.cards.iter().position(|card| card.id == finding.rule);
    let mut value = Map::new();
    let mut set = |key: &str, field: Value| drop(value.insert(key.to_owned(), field));
    set("ruleId", json!(finding.rule));
    if let Some(index) = index {
        set("ruleIndex", json!(index));
    }
    set("level", json!(level(finding.level)));
    set("message", json!({ "text": message(finding) }));
    set("locations", json!([location(&finding.primary, None)]));
    let related = finding.related.iter().enumerate();
    let related: Vec<Value> = related.map(|(at, l)| location(l, Some(at))).collect();
    if !related.is_empty() {
        set("relatedLocations", json!(related));
    }
    set("partialFingerprints", json!({ "primaryLocationLineHash": finding.fingerprint }));
    if let Some(fix) = &finding.fix {
        set("fixes", json!([fixed(fix)]));
    }
    if let Some(suppression) = suppression(&finding.fate) {
        set("suppressions", json!([suppression]));
    }
    Value::Object(value)
}

fn message(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => {
            let help: Vec<String> = help.split('\n').map(clean).collect();
            format!("{}\n{}", clean(&finding.message), help.join("\n"))
        }
        None => clean(&finding.message),
    }
}

fn location(label: &Label, id: Option<usize>) -> Value {
    let mut value = json!({ "physicalLocation": {
        "artifactLocation": artifact(&label.path),
        "region": {
            "startLine": label.start.line, "startColumn": label.start.col,
            "endLine": label.end.line, "endColumn": label.end.col,
            "snippet": { "text": label.snippet.text },
        },
    }});
    if let Some(id) = id {
        value["id"] = json!(id);
    }
    if !label.message.is_empty() {
        value["message"] = json!({ "text": clean(&label.message) });
    }
    if let Some(name) = &label.logical {
        value["logicalLocations"] = json!([{ "name": clean(name), "fullyQualifiedName": clean(name) }]);
    }
    value
}

fn artifact(path: &str) -> Value {
    json!({ "uri": uri(path), "uriBaseId": "SRCROOT" })
}

fn fixed(fix: &Fix) -> Value {
    let mut paths: Vec<&str> = fix.edits.iter().map(|edit| &*edit.path).collect();
    paths.sort_unstable();
    paths.dedup();
    let change = |path: &str| {
        let edits = fix.edits.iter().filter(|edit| &*edit.path == path);
        json!({
            "artifactLocation": artifact(path),
            "replacements": edits.map(replacement).collect::<Vec<_>>(),
        })
    };
    json!({
        "description": { "text": clean(&fix.title) },
        "artifactChanges": paths.into_iter().map(change).collect::<Vec<_>>(),
    })
}

fn replacement(edit: &Edit) -> Value {
    json!({
        "deletedRegion": {
            "startLine": edit.start.line, "startColumn": edit.start.col,
            "endLine": edit.end.line, "endColumn": edit.end.col,
        },
        "insertedContent": { "text": edit.text },
    })
}

fn suppression(fate: &Fate) -> Option<Value> {
    match fate {
        Fate::Reported => None,
        Fate::Suppressed { reason, .. } => Some(json!({ "kind": "inSource", "justification": clean(reason) })),
        Fate::Baselined => Some(json!({ "kind": "external", "justification": "in the baseline" })),
        Fate::Sanctioned { by, reason } => {
            let text = format!("sanctioned by {}: {}", clean(by), clean(reason));
            Some(json!({ "kind": "external", "justification": text }))
        }
    }
}
