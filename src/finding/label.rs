//! A place, and the line of source that is shown of it, masked and clipped.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::source::{LineCol, Source, Span};

/// A place in a file with what there is to say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The path as shown: relative to the root, `/`-separated.
    pub path: Arc<str>,
    /// Byte offsets in the file.
    pub span: Span,
    /// Where the span starts.
    pub start: LineCol,
    /// Where the span ends (the column after the last character).
    pub end: LineCol,
    /// What is here; lower case, no full stop. May be empty on the primary.
    pub message: String,
    /// The line the span starts on, clipped and masked.
    pub snippet: Snippet,
    /// A name for the place that is not a position: `table.column`.
    pub logical: Option<String>,
}

/// One line of source as it may be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The text; every masked character is `*`.
    pub text: String,
    /// Byte range in `text` to underline.
    pub mark: Span,
    /// Characters of the line that were cut before `text`.
    pub cut: u32,
}

/// Characters of context kept on each side of a mark in a long line.
const CONTEXT: usize = 120;

impl Label {
    /// A label on `span` of `source`.
    pub fn new(source: &Source, span: Span, message: impl Into<String>) -> Self {
        Label {
            path: source.path().clone(),
            span,
            start: source.line_col(span.start),
            end: source.line_col(span.end),
            message: message.into(),
            snippet: Snippet::new(source, span, &[]),
            logical: None,
        }
    }

    /// The same label with the characters under `secrets` masked.
    pub fn masked(mut self, source: &Source, secrets: &[Span]) -> Self {
        self.snippet = Snippet::new(source, self.span, secrets);
        self
    }

    /// The same label with a logical name such as `table.column`.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.logical = Some(name.into());
        self
    }
}

impl Snippet {
    fn new(source: &Source, span: Span, secrets: &[Span]) -> Self {
        let line = source.line_span(source.line_of(span.start));
        let text = source.text();
        let from = floor(text, (span.start as usize).saturating_sub(CONTEXT)).max(line.range().start);
        let shown_end = (span.end as usize).min((span.start as usize).saturating_add(CONTEXT));
        let to = floor(text, shown_end.saturating_add(CONTEXT)).min(line.range().end);
        let to = to.max(from);
        let mut shown = String::with_capacity(to - from);
        let mut mark = Span::default();
        for (at, c) in text[from..to].char_indices() {
            let at = (from + at) as u32;
            if at <= span.start {
                mark.start = shown.len() as u32;
            }
            let hidden = secrets.iter().any(|s| s.start <= at && at < s.end);
            shown.push(if hidden { '*' } else { visible(c) });
            if at < span.end {
                mark.end = shown.len() as u32;
            }
        }
        mark.end = mark.end.max(mark.start);
        let cut = source.line_col(from as u32).col - 1;
        Snippet { text: shown, mark, cut }
    }
}

/// Terminals obey control and direction characters; a report must not.
fn visible(c: char) -> char {
    let redirects = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match c {
        '\t' => ' ',
        c if c.is_control() || redirects => '\u{fffd}',
        c => c,
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_label_shows_no_secret() {
        let text = format!("let key = \"{}\";", "x".repeat(500));
        let source = Source::new("a.rs", text);
        let secret = Span::new(11, 511);
        let label = Label::new(&source, secret, "").masked(&source, &[secret]);
        assert!(!label.snippet.text.contains('x'));
        assert!(label.snippet.text.starts_with("let key = \"*"));
    }

    #[test]
    fn a_long_line_is_clipped_around_the_mark() {
        let text = format!("{}MARK{}", "é".repeat(5000), "ü".repeat(5000));
        let source = Source::new("a.rs", text);
        let label = Label::new(&source, Span::new(10_000, 10_004), "");
        let shown = &label.snippet;
        assert_eq!(&shown.text[shown.mark.range()], "MARK");
        assert!(shown.text.len() < 1000);
        assert_eq!(shown.cut as usize + shown.text.find("MARK").map_or(0, |n| n / 2), 5000);
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let source = Source::new("a.rs", "a\u{1b}[31mb\u{202e}");
        let label = Label::new(&source, Span::new(0, 1), "");
        assert!(!label.snippet.text.contains(['\u{1b}', '\u{202e}']));
    }
}
