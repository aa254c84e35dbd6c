//! What the scanner finds.

use std::ops::Range;

use super::detector::{self, Detector};
use super::structure;
use crate::finding::Confidence;
use crate::source::Span;

/// A secret, or what looked like one.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What found it.
    pub detector: &'static Detector,
    /// Where the value is.
    pub span: Span,
    /// Everything around it that looked like a secret to any detector; a
    /// report masks it all.
    pub cover: Span,
    /// How sure.
    pub confidence: Confidence,
    /// The name the value was given, when that is how it was found.
    pub key: Option<Span>,
    /// Why it is no finding after all.
    pub dropped: Option<&'static str>,
    /// Whether it is written in another way there: base64, escapes.
    pub encoded: bool,
}

/// The hit of a structure.
pub(super) fn structured((id, found, verdict): structure::Found) -> Option<Hit> {
    let (confidence, dropped) = match verdict {
        Ok(confidence) => (confidence, None),
        Err(why) => (Confidence::Low, Some(why)),
    };
    let span = span(&found);
    Some(Hit { detector: detector::by_id(id)?, span, cover: span, confidence, key: None, dropped, encoded: false })
}

/// A range of offsets as a span.
pub(super) fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
