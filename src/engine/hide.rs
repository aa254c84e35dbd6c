//! What must not be shown of the lines that findings stand on.
//!
//! `check` is about names, but the lines it shows carry values: a constant's
//! text, a default, `NAME=value`. They are masked before anything prints,
//! caches or compares the findings.

use std::collections::HashMap;
use std::sync::Arc;

use crate::files::{File, Kind};
use crate::finding::{Finding, Label};
use crate::lex::{self, pieces};
use crate::source::{Source, Span};

/// Bytes that a snippet can show on each side of what it points at.
const SHOWN: usize = 400;

/// Values shorter than this are no secrets.
const SHORTEST: usize = 4;

/// Masks values on the lines of all labels, unless the rule has done so.
pub(super) fn hide(findings: &mut [Finding], files: &[File]) {
    let files: HashMap<&Arc<str>, &File> = files.iter().map(|file| (file.source.path(), file)).collect();
    let mut literals: HashMap<Arc<str>, Vec<Span>> = HashMap::new();
    for finding in findings {
        for label in [&mut finding.primary].into_iter().chain(&mut finding.related) {
            let Some(file) = files.get(&label.path) else { continue };
            let plain = Label::new(&file.source, label.span, "").snippet;
            if label.snippet != plain {
                continue;
            }
            let spans = match file.kind {
                Kind::Rust => near(
                    literals.entry(label.path.clone()).or_insert_with(|| values(&file.source)),
                    &file.source,
                    label,
                ),
                Kind::Sql => quoted(&file.source, label),
                Kind::Config => assigned(&file.source, label),
            };
            if !spans.is_empty() {
                *label = label.clone().masked(&file.source, &spans);
            }
        }
    }
}

/// The texts of a Rust file's strings that may be values, in order.
fn values(source: &Source) -> Vec<Span> {
    let mut before = None;
    let mut found = Vec::new();
    for piece in pieces(source.text()) {
        if let lex::Kind::Str { text, .. } = piece.kind {
            let span = Span { start: text.start, end: text.end };
            let said = &source.text()[span.range()];
            let initialises = matches!(before, Some(lex::Kind::Punct(b'=' | b':')));
            if is_value(said, initialises) {
                found.push(span);
            }
        }
        if !matches!(piece.kind, lex::Kind::Comment { .. }) {
            before = Some(piece.kind);
        }
    }
    found
}

/// Whether a string may be a value: no name of a variable, no text with
/// placeholders, and no sentence unless something is set to it.
fn is_value(text: &str, initialises: bool) -> bool {
    let variable =
        text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_') && text.contains('_');
    let sentence = text.contains(char::is_whitespace) && !initialises;
    text.len() >= SHORTEST && !variable && !sentence && !text.contains('{')
}

/// Those that meet a label's line, but for what the finding points at, and
/// what the line says without quotes as well: the name of a field.
fn near(values: &[Span], source: &Source, label: &Label) -> Vec<Span> {
    let line = around(source, label);
    let first = values.partition_point(|span| span.end <= line.start);
    let on_line = values[first..].iter().take_while(|span| span.start < line.end);
    let hidden = on_line.filter(|span| !label.span.contains(**span) && !is_said(source, line, **span));
    hidden.copied().collect()
}

/// Whether a quoted text stands as an identifier on the same line.
fn is_said(source: &Source, line: Span, span: Span) -> bool {
    let said = &source.text()[span.range()];
    pieces(&source.text()[line.range()]).any(|piece| {
        let at = Span { start: line.start + piece.span.start, end: line.start + piece.span.end };
        piece.kind == lex::Kind::Word && &source.text()[at.range()] == said
    })
}

/// As much of a label's line as a snippet can show.
fn around(source: &Source, label: &Label) -> Span {
    let (line, text) = (source.line_span(label.start.line), source.text());
    let mut start = label.span.range().start.saturating_sub(SHOWN).max(line.range().start);
    let mut end = label.span.range().start.saturating_add(2 * SHOWN).min(line.range().end).max(start);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// Strings of SQL on a label's line.
fn quoted(source: &Source, label: &Label) -> Vec<Span> {
    let line = source.line_span(label.start.line);
    let text = &source.text()[line.range()];
    let quotes: Vec<usize> = text.match_indices('\'').map(|(at, _)| at).collect();
    let pairs = quotes.chunks(2).map(|pair| {
        let end = pair.get(1).copied().unwrap_or(text.len());
        Span::new(line.range().start + pair[0] + 1, line.range().start + end)
    });
    let near = around(source, label);
    pairs.filter(|span| span.range().len() >= SHORTEST && span.start < near.end && near.start < span.end).collect()
}

/// What a name of a configuration is set to on its line.
fn assigned(source: &Source, label: &Label) -> Vec<Span> {
    let end = source.line_span(label.start.line).range().end;
    let from = label.span.range().end.min(end);
    let rest = &source.text()[from..end];
    let after_name = rest.trim_start_matches(['"', '\'', ' ', '\t']);
    let Some(value) = after_name.strip_prefix(['=', ':']) else { return Vec::new() };
    let value = value.trim_start_matches(['=', ':', '-', ' ', '\t', '"', '\'']);
    match value.trim_end().len() {
        len if len >= SHORTEST => vec![Span::new(end - value.len(), end - value.len() + len)],
        _ => Vec::new(),
    }
}
