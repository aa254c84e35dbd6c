//! What is written comes back.

use super::*;
use crate::rust::facts::Facts;
use crate::rust::needles::Needles;
use crate::rust::parse::{Problem, parse};
use crate::rust::parts::{self, Parsed, Part};
use crate::source::Source;

/// Every Rust file of this repository, the broken ones of its tests too.
pub(in crate::rust) fn files() -> Vec<Source> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let walk = ["src", "testdata", "vault", "tests"].into_iter().flat_map(|dir| walkdir::WalkDir::new(root.join(dir)));
    let paths =
        walk.flatten().map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|e| e == "rs"));
    paths.filter_map(|path| Some(Source::new(path.to_str()?, std::fs::read_to_string(&path).ok()?))).collect()
}

#[test]
fn facts_come_back_as_they_were() {
    for needles in [Needles::all(), Needles::words(["env"])] {
        for source in files() {
            let (facts, problem) = parse(&source, &needles);
            comes_back(&source, &whole(facts, problem));
        }
    }
}

fn comes_back(source: &Source, parsed: &Parsed) {
    let bytes = write(parsed);
    let back = Record::open(&bytes).and_then(|record| record.read());
    let (facts, problem) = back.unwrap_or_else(|| panic!("{} comes back", source.path()));
    assert_eq!(shown(&facts, &problem), shown(&parsed.facts, &parsed.problem), "{}", source.path());
    let back = Parsed { facts, problem, parts: parsed.parts.clone() };
    assert_eq!(write(&back), bytes, "{}", source.path());
}

/// What was read as if in one part, which another way of reading must equal.
pub(in crate::rust) fn whole(facts: Facts, problem: Option<Problem>) -> Parsed {
    let part = Part { digest: None, end: 0, counts: Counts::of(&facts) };
    Parsed { facts, problem, parts: vec![part] }
}

/// Facts as text, without what has no order.
fn shown(facts: &Facts, problem: &Option<Problem>) -> String {
    let mut facts = facts.clone();
    let mut turbofish: Vec<_> = std::mem::take(&mut facts.tree.turbofish).into_iter().collect();
    turbofish.sort_by_key(|(expr, _)| *expr);
    format!("{facts:?} {turbofish:?} {problem:?}")
}

proptest::proptest! {
    /// Whatever bytes they are: facts or nothing, and no panic.
    #[test]
    fn other_bytes_are_survived(cut in 0_usize..4000, at in 0_usize..4000, with in proptest::prelude::any::<u8>()) {
        let source = Source::new("a.rs", include_str!("../name.rs"));
        let mut bytes = write(&parts::read(&source, None));
        let at = at % bytes.len();
        bytes[at] = with;
        for bytes in [&bytes[..], &bytes[..cut.min(bytes.len())]] {
            let _ = Record::open(bytes).and_then(|record| record.read());
        }
    }

    #[test]
    fn numbers_and_spans_come_back(spans in proptest::collection::vec(proptest::prelude::any::<(u32, u32)>(), 0..20)) {
        let spans: Vec<Span> = spans.into_iter().map(|(start, end)| Span { start, end }).collect();
        let mut writer = Writer::default();
        spans.put(&mut writer);
        let mut reader = Reader { rest: &writer.bytes, names: &[], last: 0, base: Counts::default() };
        proptest::prop_assert_eq!(Vec::<Span>::take(&mut reader), Some(spans));
    }
}
