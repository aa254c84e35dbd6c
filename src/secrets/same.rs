//! The automaton and the windows only save time: without them, each detector
//! finds the same.

use proptest::prelude::*;
use regex::bytes::RegexBuilder;

use super::detector::{Detector, Matcher, all};
use super::place::Place;
use super::scanner::Route;
use super::template::expand;
use super::{Hit, Scanner, prefix};

/// Starts of values that a detector finds by trying at every byte.
fn slowly(detector: &'static Detector, text: &[u8], place: Place) -> Vec<(usize, usize)> {
    let Matcher::Pattern(pattern) = &detector.matcher else { return Vec::new() };
    // Forms that begin with no literal are looked for around the place.
    let anchored = if pattern.back > 0 { pattern.regex.to_owned() } else { format!(r"\A(?:{})", pattern.regex) };
    let regex = RegexBuilder::new(&anchored).unicode(false).build().expect("patterns compile");
    let tried = (0..text.len()).filter_map(|at| prefix::try_at(detector, &regex, text, at, place));
    let mut spans: Vec<_> = tried.map(|found| (found.span.start, found.span.end)).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// The same by way of the automaton.
fn quickly(scanner: &Scanner, index: usize, text: &[u8], place: Place) -> Vec<(usize, usize)> {
    let found = scanner.automaton.find_overlapping_iter(text);
    let here =
        found.filter(|found| matches!(scanner.routes[found.pattern().as_usize()], Route::Pattern(at) if at == index));
    let hits = here.filter_map(|found| scanner.pattern(index, text, found.start(), place));
    let mut spans: Vec<_> = hits.map(|hit: Hit| (hit.span.start as usize, hit.span.end as usize)).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// The examples of all detectors.
fn examples() -> Vec<String> {
    super::tests::examples().into_iter().flat_map(|example| example.positive).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn each_detector_finds_the_same_without_automaton_and_windows(
        parts in prop::collection::vec((any::<prop::sample::Index>(), 1u64..999, "[ -~\n]{0,12}", 0usize..30), 1..6),
    ) {
        let scanner = Scanner::new().expect("the detectors load");
        let examples = examples();
        let mut text = String::new();
        for (which, seed, noise, cut) in parts {
            let token = expand(which.get::<String>(&examples), seed);
            let cut = token.len().saturating_sub(cut / 10);
            text.push_str(token.get(..cut).unwrap_or(&token));
            text.push_str(&noise);
        }
        let place = Place::of("src/main.conf");
        for (index, detector) in all().iter().enumerate() {
            let slow = slowly(detector, text.as_bytes(), place);
            prop_assert_eq!(quickly(&scanner, index, text.as_bytes(), place), slow, "{} in {}", detector.id, text);
        }
    }

    #[test]
    fn what_stands_far_away_changes_nothing(
        which in any::<prop::sample::Index>(), seed in 1u64..999, far in 0usize..3000,
    ) {
        let scanner = Scanner::new().expect("the detectors load");
        let token = expand(which.get::<String>(&examples()), seed);
        let near = scanner.scan("src/main.conf", &format!("\n{token}\n"));
        let padding = "fn main() {}\n".repeat(400 + far);
        let wide = scanner.scan("src/main.conf", &format!("{padding}\n{token}\n{padding}"));
        let shift = padding.len() as u32;
        let spans = |hits: &[Hit], by: u32| -> Vec<_> {
            hits.iter().filter(|hit| hit.dropped.is_none()).map(|hit| (hit.detector.id, hit.span.start - by, hit.span.end - by)).collect()
        };
        prop_assert_eq!(spans(&wide, shift), spans(&near, 0), "{}", token);
    }
}

#[test]
fn any_text_can_be_scanned() {
    let scanner = Scanner::new().expect("the detectors load");
    proptest!(ProptestConfig::with_cases(300), |(text in "(?s).{0,300}")| {
        for hit in scanner.scan("a.yaml", &text) {
            prop_assert!(text.get(hit.span.range()).is_some() && hit.cover.contains(hit.span));
        }
    });
}
