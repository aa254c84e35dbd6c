//! The automaton over all literals, and what a hit of it leads to.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError, MatchKind};
use regex::bytes::Regex;

use super::assignment::{self, key_at};
use super::context::Context;
use super::detector::{Detector, Matcher, all};
use super::hit::{Hit, span, structured};
use super::place::Place;
use super::settle::settle;
use super::{decode, prefix, structure};

/// How many times over a text may be encoded.
const ENCODINGS: usize = 3;

/// What a literal leads to.
#[derive(Clone, Copy)]
pub(super) enum Route {
    Pattern(usize),
    Structure(usize),
    Name,
}

/// Everything that is made once: the automaton and, on demand, the patterns.
pub struct Scanner {
    pub(super) automaton: AhoCorasick,
    pub(super) routes: Vec<Route>,
    pub(super) compiled: Vec<OnceLock<Option<Regex>>>,
    pub(super) keyed: Vec<(Vec<&'static str>, usize)>,
    pub(super) detectors: &'static [Detector],
}

impl Scanner {
    /// Builds the automaton over every literal of every detector.
    ///
    /// # Errors
    /// When the literals are too many for an automaton.
    pub fn new() -> Result<Scanner, BuildError> {
        Scanner::with(all())
    }

    /// As [`Scanner::new`], with these detectors instead of all.
    ///
    /// # Errors
    /// As [`Scanner::new`].
    pub fn with(detectors: &'static [Detector]) -> Result<Scanner, BuildError> {
        let mut literals: Vec<&str> = Vec::new();
        let mut routes = Vec::new();
        let mut keyed = Vec::new();
        for (at, detector) in detectors.iter().enumerate() {
            match &detector.matcher {
                Matcher::Pattern(pattern) => {
                    literals.extend(pattern.literals);
                    routes.extend(pattern.literals.iter().map(|_| Route::Pattern(at)));
                }
                Matcher::Assignment(found) => keyed.extend(found.keys.iter().map(|key| (key.split(' ').collect(), at))),
                Matcher::Structure => {}
            }
        }
        for (at, announced) in structure::ANNOUNCED.iter().enumerate() {
            literals.extend(announced.literals);
            routes.extend(announced.literals.iter().map(|_| Route::Structure(at)));
        }
        literals.extend(assignment::TRIGGERS);
        routes.extend(assignment::TRIGGERS.iter().map(|_| Route::Name));
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(literals)?;
        let compiled = detectors.iter().map(|_| OnceLock::new()).collect();
        Ok(Scanner { automaton, routes, compiled, keyed, detectors })
    }

    /// The secrets in a text, in the order of their places. What filters
    /// dropped is there too, with the reason.
    pub fn scan(&self, path: &str, text: &str) -> Vec<Hit> {
        let place = Place::of_text(path, text);
        let mut hits = self.plain(text, place);
        hits.extend(structure::by_name(path, text.as_bytes(), place).into_iter().filter_map(structured));
        let mut hits = settle(hits);
        let encoded = self.encoded(text, place, &hits, ENCODINGS);
        if encoded.is_empty() {
            return hits;
        }
        hits.extend(encoded);
        settle(hits)
    }

    /// What stands there as it is.
    fn plain(&self, text: &str, place: Place) -> Vec<Hit> {
        let bytes = text.as_bytes();
        let context = Context::new(place, text);
        let mut hits = Vec::new();
        let mut structures = Vec::new();
        structure::runs(bytes, &mut structures);
        let mut name_end = 0;
        for found in self.automaton.find_overlapping_iter(bytes) {
            let at = found.start();
            match self.routes[found.pattern().as_usize()] {
                Route::Pattern(index) => hits.extend(self.pattern(index, bytes, at, context.at(bytes, at))),
                Route::Structure(index) => {
                    (structure::ANNOUNCED[index].reader)(bytes, at, context.at(bytes, at), &mut structures);
                }
                Route::Name if at < name_end => {}
                Route::Name => {
                    let key = key_at(bytes, at);
                    name_end = key.end.max(at + 1);
                    hits.extend(self.named(text, key, &context));
                }
            }
        }
        hits.extend(structures.into_iter().filter_map(structured));
        hits
    }

    /// What stands there in base64, hexadecimal or escapes, up to `depth`
    /// times over; the place is that of the whole run.
    fn encoded(&self, text: &str, place: Place, known: &[Hit], depth: usize) -> Vec<Hit> {
        let mut hits = Vec::new();
        if depth == 0 {
            return hits;
        }
        decode::decoded(text.as_bytes(), &mut |decoded| {
            let at = span(&decoded.at);
            // Both lists are in order; what a detector knows is no mere code.
            let next = known.partition_point(|hit| hit.span.end <= at.start);
            if known[next..].iter().take_while(|hit| hit.span.start < at.end).any(|hit| hit.dropped.is_none()) {
                return;
            }
            let plain = settle(self.plain(&decoded.text, place));
            let deeper = self.encoded(&decoded.text, place, &plain, depth - 1);
            let found = plain.into_iter().chain(deeper).filter(|hit| hit.dropped.is_none());
            hits.extend(found.map(|hit| {
                // Attestations and messages hold tokens in base64 by design.
                let structure = matches!(hit.detector.matcher, Matcher::Structure);
                let confidence = if structure { prefix::lower(hit.confidence) } else { hit.confidence };
                Hit { span: at, cover: at, key: None, encoded: true, confidence, ..hit }
            }));
        });
        hits
    }

    pub(super) fn pattern(&self, index: usize, text: &[u8], at: usize, place: Place) -> Option<Hit> {
        let detector = &self.detectors[index];
        let Matcher::Pattern(pattern) = &detector.matcher else {
            return None;
        };
        // The automaton ignores case, most tokens do not.
        let exact = pattern.literals.iter().any(|literal| text[at..].starts_with(literal.as_bytes()));
        let ends = if pattern.back > 0 { prefix::Ends::Free } else { prefix::Ends::Start };
        let regex = prefix::compiled(&self.compiled[index], pattern.regex, ends).filter(|_| exact)?;
        let found = prefix::try_at(detector, regex, text, at, place)?;
        let span = span(&found.span);
        Some(Hit {
            detector,
            span,
            cover: span,
            confidence: found.confidence,
            key: None,
            dropped: found.dropped,
            encoded: false,
        })
    }
}
