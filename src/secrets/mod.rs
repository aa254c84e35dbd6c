//! Detectors: secret text in text.
//!
//! [`Scanner::scan`] takes a path and a text and gives the places of secrets
//! in it, with how sure it is. Nothing here copies a secret: a [`Hit`] holds
//! offsets.

pub mod assignment;
pub mod checksum;
mod context;
mod decode;
pub mod detector;
pub mod place;
mod prefix;
#[cfg(test)]
mod same;
pub mod shape;
mod structure;
#[cfg(test)]
mod template;
#[cfg(test)]
mod tests;
mod trace;

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError, MatchKind};
use regex::bytes::Regex;

use crate::finding::Confidence;
use crate::source::Span;
use crate::words::segments;
use assignment::{Form, Promise, assigned, is_denied, judge, key_at, promise};
use context::{Context, is_vector, shows_image};
use detector::{Detector, Matcher, all};
use place::Place;
use shape::Shape;
pub use trace::Step;

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

/// How many times over a text may be encoded.
const ENCODINGS: usize = 3;

/// What a literal leads to.
#[derive(Clone, Copy)]
enum Route {
    Pattern(usize),
    Structure(usize),
    Name,
}

/// Everything that is made once: the automaton and, on demand, the patterns.
pub struct Scanner {
    automaton: AhoCorasick,
    routes: Vec<Route>,
    compiled: Vec<OnceLock<Option<Regex>>>,
    keyed: Vec<(Vec<&'static str>, usize)>,
    detectors: &'static [Detector],
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

    fn pattern(&self, index: usize, text: &[u8], at: usize, place: Place) -> Option<Hit> {
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

    fn named(&self, text: &str, key: Range<usize>, context: &Context) -> Option<Hit> {
        let place = context.at(text.as_bytes(), key.start);
        let mut found = assigned(text.as_bytes(), key, place)?;
        let scheme = scheme(&text.as_bytes()[found.value.clone()]);
        found.value.start += scheme.len();
        found.value.end -= closing(&text.as_bytes()[found.value.clone()]);
        let (name, value) = (text.get(found.key.clone())?, text.get(found.value.clone())?);
        let promise = promise(name, found.form == Form::Argument);
        if promise == Promise::Nothing && value.len() < 16 {
            return None;
        }
        let hit = |detector, confidence, dropped| Hit {
            detector,
            span: span(&found.value),
            cover: span(&found.value),
            confidence,
            key: Some(span(&found.key)),
            dropped,
            encoded: false,
        };
        let verdict = match scheme {
            "Basic " => structure::basic(value, place),
            _ => judge(promise.max(Promise::Hint), name, value, found.form, place),
        };
        if let Some(detector) = self.provider(name, value) {
            let proven = detector.checksum.map(|check| checksum::passes(check.kind, value.as_bytes()));
            return Some(match verdict {
                _ if proven == Some(true) => hit(detector, Confidence::Certain, None),
                _ if proven == Some(false) => hit(detector, detector.confidence, Some("its check digits are wrong")),
                _ if matches!(place.role, place::Role::Lock | place::Role::Generated) => {
                    hit(detector, Confidence::Low, None)
                }
                Err(why) if why.contains("placeholder") => hit(detector, detector.confidence, Some(why)),
                _ => hit(detector, detector.confidence, None),
            });
        }
        let bytes = matches!(found.form, Form::Bytes | Form::Array) || Shape::of(value.as_bytes()).hex;
        let verdict = match verdict {
            _ if is_denied(&text.as_bytes()[..found.key.start]) => Err("spoken of as wrong"),
            Ok(_) if shows_image(text.as_bytes(), found.key.start) => Ok(Confidence::Low),
            _ if promise == Promise::Nothing => Err("the name promises no secret"),
            Ok(_) if bytes && promise < Promise::Password && is_vector(text.as_bytes(), &found.value) => {
                Ok(Confidence::Low)
            }
            verdict => verdict,
        };
        let detector = detector::by_id(match promise {
            Promise::Password => "generic-password",
            _ => "generic-secret",
        })?;
        Some(match verdict {
            Ok(confidence) => hit(detector, confidence, None),
            Err(why) => hit(detector, Confidence::Low, Some(why)),
        })
    }

    /// The detector whose name and form fit, if a provider is named.
    fn provider(&self, name: &str, value: &str) -> Option<&'static Detector> {
        if value.len() < 16 {
            return None;
        }
        let words = segments(name);
        let fits = |key: &[&str]| words.windows(key.len()).any(|run| run.iter().eq(key));
        let named = self.keyed.iter().filter(|(key, _)| fits(key));
        let mut named = named.filter(|(_, at)| match &self.detectors[*at].matcher {
            Matcher::Assignment(found) => prefix::compiled(&self.compiled[*at], found.value, prefix::Ends::Whole)
                .is_some_and(|regex| regex.is_match(value.as_bytes())),
            _ => false,
        });
        named.next().map(|(_, at)| &self.detectors[*at])
    }
}

/// The scheme before a token: `Bearer …`.
fn scheme(value: &[u8]) -> &'static str {
    let words = ["Bearer ", "Basic ", "Token "];
    words.into_iter().find(|word| value.starts_with(word.as_bytes())).unwrap_or_default()
}

/// The length of the escape that ends a text, as in `b"name\0"`: it is not
/// part of what the text says.
fn closing(value: &[u8]) -> usize {
    match value {
        [.., before, b'\\', b'0' | b'n' | b'r'] if *before != b'\\' => 2,
        _ => 0,
    }
}

fn structured((id, found, verdict): structure::Found) -> Option<Hit> {
    let (confidence, dropped) = match verdict {
        Ok(confidence) => (confidence, None),
        Err(why) => (Confidence::Low, Some(why)),
    };
    let span = span(&found);
    Some(Hit { detector: detector::by_id(id)?, span, cover: span, confidence, key: None, dropped, encoded: false })
}

fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

/// Of hits that overlap, the surest and most special stays: a detector with
/// its own form before a structure, a structure before a name.
fn settle(mut hits: Vec<Hit>) -> Vec<Hit> {
    let rank = |hit: &Hit| match hit.detector.matcher {
        Matcher::Pattern(_) => 3,
        Matcher::Assignment(_) => 2,
        Matcher::Structure if hit.key.is_none() => 1,
        Matcher::Structure => 0,
    };
    let better = |a: &Hit, b: &Hit| {
        (b.dropped.is_none(), rank(b), b.confidence).cmp(&(a.dropped.is_none(), rank(a), a.confidence))
    };
    hits.sort_by(|a, b| a.span.start.cmp(&b.span.start).then(better(a, b)));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        match kept.last_mut() {
            Some(last) if last.span.end > hit.span.start => {
                let cover = last.cover.to(hit.cover);
                if better(&hit, last).is_lt() {
                    *last = hit;
                }
                last.cover = cover;
            }
            _ => kept.push(hit),
        }
    }
    kept
}
