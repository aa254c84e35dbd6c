//! The cards of everything that can be found: rules and detectors.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::catalog::Card;
use crate::secrets::detector::{Detector, all};

static CARDS: LazyLock<Vec<&'static Card>> = LazyLock::new(|| {
    let mut cards = crate::rules::cards();
    // Made once, kept as long as the program runs, as the rules' cards are.
    cards.extend(all().iter().map(|detector| &*Box::leak(Box::new(card(detector)))));
    cards
});

/// The cards of all rules, then of all detectors.
pub fn cards() -> &'static [&'static Card] {
    &CARDS
}

fn card(detector: &'static Detector) -> Card {
    let why = if detector.description.is_empty() { detector.name } else { detector.description };
    Card {
        id: detector.id.to_owned(),
        title: detector.name.to_owned(),
        level: detector.level,
        confidence: detector.confidence,
        cwe: detector.cwe,
        severity: 8.5,
        why: why.to_owned(),
        bad: String::new(),
        good: String::new(),
        notes: detector.remediation.to_owned(),
        options: BTreeMap::new(),
        references: detector.references.iter().map(|text| (*text).to_owned()).collect(),
    }
}
