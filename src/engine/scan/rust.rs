//! What the syntax tree of a Rust file says of the secrets in it: whether
//! they stand in code for tests, whether their name is declared, and which
//! field an attribute speaks of.
//!
//! Only files with a secret, a declared name or a default are parsed.

use std::collections::BTreeSet;

use crate::finding::Confidence;
use crate::rust::facts::{Attr, Facts};
use crate::rust::needles::Needles;
use crate::rust::parse::{STACK, parse};
use crate::rust::tree::ExprKind;
use crate::secrets::Hit;
use crate::secrets::assignment::{Form, Promise, judge as judged, promise};
use crate::secrets::detector;
use crate::secrets::detector::InTests;
use crate::secrets::place::Place;
use crate::source::{Source, Span};

/// Names of variables that the manifest declares secret.
pub(super) type Declared = BTreeSet<String>;

/// What an attribute that gives a field its default is called.
const DEFAULT: &str = "default_value";

/// Whether the tree of a file without a hit can have one.
pub(super) fn may_hold(text: &str, declared: &Declared) -> bool {
    let holds = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    gives_default(text) || declared.iter().any(|name| holds(name))
}

/// `default_value = …`, `default_value_t = …`. What was passed over is not
/// looked at again, however often the word stands in one run.
fn gives_default(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), DEFAULT.as_bytes()) {
        rest = rest[at + DEFAULT.len()..].trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_');
        if rest.trim_start().starts_with('=') {
            return true;
        }
    }
    false
}

/// Judges the hits of a Rust file by its syntax tree, and adds what only the
/// tree tells.
pub(super) fn judge(source: &Source, hits: &mut Vec<Hit>, declared: &Declared) {
    // The parser needs more stack than the threads of a scan have.
    let parsed = std::thread::scope(|scope| {
        let parse = || parse(source, &Needles::all()).0;
        std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, parse).ok()?.join().ok()
    });
    let Some(facts) = parsed else { return };
    let found = Tree { source, facts: &facts, place: Place::of(source.path()) };
    let more: Vec<Hit> = found.declared(declared).into_iter().chain(found.defaults()).collect();
    add(hits, more);
    let tests = tests(&facts);
    for hit in hits.iter_mut().filter(|hit| hit.dropped.is_none()) {
        let doubtful = hit.confidence < Confidence::Certain && hit.detector.in_tests == InTests::Demote;
        if doubtful && tests.iter().any(|span| span.contains(hit.span)) {
            hit.confidence = hit.confidence.lower();
        }
        if is_declared(&facts, hit.span, declared) {
            hit.confidence = Confidence::Certain;
        }
    }
}

/// Adds hits where none stands that counts.
fn add(hits: &mut Vec<Hit>, more: Vec<Hit>) {
    for hit in more {
        let meets = |other: &Hit| other.span.start < hit.span.end && hit.span.start < other.span.end;
        if !hits.iter().any(|other| other.dropped.is_none() && meets(other)) {
            hits.retain(|other| !meets(other));
            hits.push(hit);
        }
    }
    hits.sort_by_key(|hit| hit.span.start);
}

/// A file and its tree.
struct Tree<'a> {
    source: &'a Source,
    facts: &'a Facts,
    place: Place,
}

impl Tree<'_> {
    /// The literals that constants of declared names hold.
    fn declared(&self, declared: &Declared) -> Vec<Hit> {
        let named = self.facts.consts.iter().filter(|item| declared.contains(item.name.text()));
        let values = named.filter_map(|item| Some((self.facts.tree.extent(item.value?), item.span)));
        let literals = |(value, name): (Span, Span)| {
            let each = self.facts.tree.exprs.iter().filter(move |expr| is_text(expr.kind) && value.contains(expr.span));
            each.filter_map(move |expr| self.hit(expr.span, name, Promise::Password, true))
        };
        values.flat_map(literals).collect()
    }

    /// The defaults that attributes give to fields of secret names.
    fn defaults(&self) -> Vec<Hit> {
        let variants = self.facts.adts.iter().flat_map(|adt| &adt.variants);
        let fields = variants.flat_map(|variant| &variant.fields);
        let each = fields.flat_map(|field| {
            let given = field.attrs.iter().flat_map(default).map(|expr| &self.facts.tree.exprs[expr.index()]);
            let texts = given.filter(|expr| is_text(expr.kind));
            texts.filter_map(|expr| self.hit(expr.span, field.span, promise(field.name.text(), false), false))
        });
        each.collect()
    }

    /// The secret in a literal. What a person declared to be one needs not
    /// look like one; the name of a variable it still is not.
    fn hit(&self, literal: Span, key: Span, promise: Promise, declared: bool) -> Option<Hit> {
        let span = inside(self.source, literal)?;
        let (name, value) = (self.source.slice(key), self.source.slice(span));
        // A phrase may be one as well.
        let value = if declared { value.replace(' ', "") } else { value.to_owned() };
        let confidence = match judged(promise, name, &value, Form::Quoted, self.place) {
            Ok(confidence) => confidence,
            Err("words of the dictionary" | "a number" | "too short" | "an identifier") if declared => {
                Confidence::Certain
            }
            Err(_) => return None,
        };
        let id = if promise == Promise::Password { "generic-password" } else { "generic-secret" };
        let detector = detector::by_id(id)?;
        let key = Some(key);
        Some(Hit { detector, span, cover: span, confidence, key, dropped: None, encoded: false })
    }
}

fn is_text(kind: ExprKind) -> bool {
    matches!(kind, ExprKind::Str(_) | ExprKind::Bytes(_))
}

/// The value of `default_value = "…"`, however deep in an attribute.
fn default(attr: &Attr) -> Vec<crate::rust::tree::ExprId> {
    let own = attr.value.filter(|_| attr.path.text().starts_with(DEFAULT));
    own.into_iter().chain(attr.args.iter().flat_map(default)).collect()
}

/// What stands between the quotes of a literal.
fn inside(source: &Source, literal: Span) -> Option<Span> {
    let text = source.slice(literal);
    let (open, close) = (text.find('"')?, text.rfind('"')?);
    let start = literal.start as usize;
    (open < close).then(|| Span::new(start + open + 1, start + close))
}

/// Bodies and values that are compiled for tests only.
fn tests(facts: &Facts) -> Vec<Span> {
    let bodies = facts.fns.iter().filter(|item| item.test).filter_map(|item| item.body);
    let below = |module: u32| facts.modules.get(module as usize).is_some_and(|module| module.test);
    let values = facts.consts.iter().filter(|item| below(item.module)).filter_map(|item| item.value);
    bodies.chain(values).map(|expr| facts.tree.extent(expr)).collect()
}

/// Whether the value of a constant that the manifest names stands there.
fn is_declared(facts: &Facts, span: Span, declared: &Declared) -> bool {
    let mut named = facts.consts.iter().filter(|item| declared.contains(item.name.text()));
    named.any(|item| item.value.is_some_and(|value| facts.tree.extent(value).contains(span)))
}

#[cfg(test)]
mod tests {
    use super::gives_default;

    #[test]
    fn a_default_is_seen_by_its_equals_and_a_run_of_the_word_is_passed_over_once() {
        assert!(gives_default("#[arg(default_value_t = 3)] default_values=\"a\""));
        assert!(!gives_default("fn default_value() {} // default_value_t, see default_value"));
        // Gone through once for each time the word stands there, this would
        // not end.
        let run = "default_value".repeat(1 << 20);
        assert!(!gives_default(&run));
        assert!(gives_default(&(run + " = 1")));
    }
}
