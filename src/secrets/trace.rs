//! What each detector made of a place, for those who ask why.

use super::assignment::{assigned, key_at};
use super::context::Context;
use super::hit::{Hit, structured};
use super::place::Place;
use super::scanner::{Route, Scanner};
use super::structure;
use crate::source::Span;

/// Something that a detector looked at.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it was, in words; no part of a value.
    pub what: String,
    /// Where the literal or name stands that made it look.
    pub at: Span,
    /// What came of it; else why nothing did.
    pub outcome: Result<Hit, &'static str>,
}

impl Scanner {
    /// Everything that was tried at literals and names that begin in `range`,
    /// before overlaps are settled.
    pub fn trace(&self, path: &str, text: &str, range: Span) -> Vec<Step> {
        let place = Place::of_text(path, text);
        let context = Context::new(place, text);
        let bytes = text.as_bytes();
        let mut steps = Vec::new();
        let mut name_end = 0;
        let tried = self.automaton.find_overlapping_iter(bytes);
        for found in tried.filter(|found| range.range().contains(&found.start())) {
            let at = found.start();
            let literal = Span::new(at, found.end());
            match self.routes[found.pattern().as_usize()] {
                Route::Pattern(index) => {
                    let what = format!("the beginning of `{}`", self.detectors[index].id);
                    let outcome = self.pattern(index, bytes, at, place).ok_or("what follows has not its form");
                    steps.push(Step { what, at: literal, outcome });
                }
                Route::Structure(index) => {
                    let announced = &structure::ANNOUNCED[index];
                    let what = format!("the structure `{}`", text.get(at..found.end()).unwrap_or_default());
                    let mut found = Vec::new();
                    (announced.reader)(bytes, at, context.at(bytes, at), &mut found);
                    let hits: Vec<Hit> = found.into_iter().filter_map(structured).collect();
                    if hits.is_empty() {
                        steps.push(Step { what: what.clone(), at: literal, outcome: Err(announced.needs) });
                    }
                    let each = hits.into_iter().map(|hit| Step { what: what.clone(), at: literal, outcome: Ok(hit) });
                    steps.extend(each);
                }
                Route::Name if at < name_end => {}
                Route::Name => {
                    let key = key_at(bytes, at);
                    name_end = key.end.max(at + 1);
                    let at = Span::new(key.start, key.end);
                    let what = format!("the name `{}`", text.get(key.clone()).unwrap_or_default());
                    let has_value = assigned(bytes, key.clone(), place).is_some();
                    let why = if has_value { "the name promises no secret" } else { "it is given no value here" };
                    steps.push(Step { what, at, outcome: self.named(text, key, &context).ok_or(why) });
                }
            }
        }
        steps
    }
}
