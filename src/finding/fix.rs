//! What mends a finding.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::source::{LineCol, Source, Span};

/// A replacement of one span of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The path as shown in reports, relative to the root.
    pub path: Arc<str>,
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// The same place for formats that speak in lines.
    pub start: LineCol,
    /// End of the replaced text.
    pub end: LineCol,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Replaces `span` of `source` by `text`.
    pub fn new(source: &Source, span: Span, text: impl Into<String>) -> Self {
        Edit {
            path: source.path().clone(),
            span,
            start: source.line_col(span.start),
            end: source.line_col(span.end),
            text: text.into(),
        }
    }
}

/// Edits that mend a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, as an order: "use the canonical name `X`".
    pub title: String,
    /// All edits, applied together or not at all.
    pub edits: Vec<Edit>,
    /// Whether a program may apply it without asking.
    pub machine_applicable: bool,
}
