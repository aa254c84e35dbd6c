//! What the syntax tree of a Rust file says of the secrets in it: whether
//! they stand in code for tests, and whether their name is declared.
//!
//! Only files with a secret are parsed.

use std::collections::BTreeSet;

use crate::finding::Confidence;
use crate::rust::facts::Facts;
use crate::rust::needles::Needles;
use crate::rust::parse::{STACK, parse};
use crate::secrets::Hit;
use crate::secrets::detector::InTests;
use crate::source::{Source, Span};

/// Names of variables that the manifest declares secret.
pub(super) type Declared = BTreeSet<String>;

/// Judges the hits of a Rust file by its syntax tree.
pub(super) fn judge(source: &Source, hits: &mut [Hit], declared: &Declared) {
    // The parser needs more stack than the threads of a scan have.
    let parsed = std::thread::scope(|scope| {
        let parse = || parse(source, &Needles::all()).0;
        std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, parse).ok()?.join().ok()
    });
    let Some(facts) = parsed else { return };
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
