//! Where in the text something is wrong.

use serde_saphyr::Location;

use super::super::Problem;
use crate::source::{Source, Span};

/// The place a location speaks of; a bare position is widened to its word.
pub(super) fn span_of(source: &Source, location: Location) -> Span {
    let span = location.span();
    let len = source.text().len();
    let start = span.byte_offset().map_or(0, |at| at as usize).min(len);
    let end = start + span.byte_len().map_or(0, |len| len as usize);
    let text = source.text();
    let whole = text.get(start..end.min(len)).map_or("", |text| text.lines().next().unwrap_or("").trim_end());
    if !whole.is_empty() {
        return Span::new(start, start + whole.len());
    }
    let rest = text.get(start..).unwrap_or("");
    let stop = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '}' | ']');
    Span::new(start, start + rest.find(stop).unwrap_or(rest.len()))
}

/// Turns the parser's own error into a [`Problem`].
pub(super) fn syntax_problem(source: &Source, error: &serde_saphyr::Error) -> Problem {
    use serde_saphyr::Error as E;
    let error = error.without_snippet();
    let span = error.location().map_or(Span::default(), |location| span_of(source, location));
    let at = |message: String| Problem::new(source, span, message);
    match error {
        E::SerdeUnknownField { field, expected, .. } => {
            at(format!("there is no field `{field}` here")).with_nearest(field, expected)
        }
        E::SerdeMissingField { field, .. } => at(format!("the field `{field}` is missing")),
        E::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("?");
            at(format!("`{key}` is written twice"))
        }
        E::SerdeInvalidType { unexpected, expected, .. } => at(format!("expected {expected}, found {unexpected}")),
        other => at(first_line(&other.to_string())),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or("not valid").to_owned()
}
