//! A file read part by part, so that an edit has only those parts parsed that
//! it touches.
//!
//! A part is a run of whole items on lines of their own. What the parser makes
//! of it depends on its text, on whether it is the first, which alone has
//! attributes of the file, and on whether these make the file one of tests: so
//! what is known of it holds wherever it stands. All parts together are what
//! the whole file is. Where one of them does not parse by itself, the file is
//! read as a whole.

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use sha2::{Digest as _, Sha256};

use super::code::{Cut, code};
use super::facts::Facts;
use super::lower::{self, Places};
use super::needles::Needles;
use super::parse::{self, Problem};
use super::wire::{Counts, Record};
use crate::source::Source;

/// What tells one text from another.
pub type Digest = [u8; 32];

/// What the parser made of one file.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What it says.
    pub facts: Facts,
    /// What could not be read.
    pub problem: Option<Problem>,
    /// All of it, part by part.
    pub parts: Vec<Part>,
}

/// A part of a file.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// What tells it, and what it depends on, from others; none when it means
    /// nothing by itself.
    pub digest: Option<Digest>,
    /// Where it ends in the text.
    pub end: u32,
    /// What is in the facts up to there.
    pub counts: Counts,
}

/// Reads a file, all bodies of functions too. What is known of its parts is
/// taken from there.
///
/// Call it on a thread with a stack of 64 MiB; see [`parse::STACK`].
pub fn read(source: &Source, known: Option<&Record<'_>>) -> Parsed {
    let by_parts = by_parts(source, known);
    proc_macro2::extra::invalidate_current_thread_spans();
    by_parts.unwrap_or_else(|| whole(source))
}

fn whole(source: &Source) -> Parsed {
    let (facts, problem) = parse::parse(source, &Needles::all());
    let part = Part { digest: None, end: source.text().len() as u32, counts: Counts::of(&facts) };
    Parsed { facts, problem, parts: vec![part] }
}

fn by_parts(source: &Source, known: Option<&Record<'_>>) -> Option<Parsed> {
    let text = source.text();
    let head = parse::head(text);
    if text.len() - head > parse::MAX_PARSED {
        return None;
    }
    let code = code(text, head, &Needles::all()).ok().filter(|code| code.deep.is_empty())?;
    let lower = lower::Parts::new(Places::new(source));
    let mut reading = Reading { source, known, lower, test: None, parts: Vec::new() };
    let end = Cut { at: text.len() as u32, left: code.text.len() };
    let mut from = Cut { at: 0, left: 0 };
    for to in code.cuts.into_iter().chain([end]) {
        reading.part(from, to, &code.text)?;
        from = to;
    }
    Some(Parsed { facts: reading.lower.finish(), problem: None, parts: reading.parts })
}

/// A file of which some parts are read.
struct Reading<'s> {
    source: &'s Source,
    known: Option<&'s Record<'s>>,
    lower: lower::Parts<'s>,
    /// Whether the file is one of tests, as the first part says.
    test: Option<bool>,
    parts: Vec<Part>,
}

impl Reading<'_> {
    /// Reads the part between two cuts of a file of which this is left.
    fn part(&mut self, from: Cut, to: Cut, code: &str) -> Option<()> {
        let text = self.source.text().get(from.at as usize..to.at as usize)?;
        let digest = digest(text, self.test);
        let known = self.known.and_then(|known| Some((known, known.part(&digest)?)));
        match known {
            Some((record, part)) => {
                self.is_test(record.test);
                record.add(part, from.at, self.lower.facts())?;
            }
            None => self.parse(code.get(from.left..to.left)?, from.at)?,
        }
        let counts = Counts::of(self.lower.facts());
        self.parts.push(Part { digest: Some(digest), end: to.at, counts });
        Some(())
    }

    fn parse(&mut self, code: &str, at: u32) -> Option<()> {
        // A lexer leaves a byte order mark out where a text begins, which the
        // text of a part does not.
        let code = Some(code).filter(|code| !code.starts_with('\u{feff}'))?;
        let file: syn::File = syn::parse2(code.parse::<TokenStream>().ok()?).ok()?;
        if self.test.is_some() && !file.attrs.is_empty() {
            return None;
        }
        self.is_test(lower::is_test(&file));
        self.lower.add(file.items, self.source.line_of(at));
        Some(())
    }

    fn is_test(&mut self, test: bool) {
        if self.test.is_none() {
            self.test = Some(test);
            self.lower.test(test);
        }
    }
}

/// The digest of a part of a file which is one of tests or not, or of the
/// first part.
fn digest(text: &str, test: Option<bool>) -> Digest {
    let depends = test.map_or(2, u8::from);
    Sha256::new().chain_update([depends]).chain_update(text).finalize().into()
}
