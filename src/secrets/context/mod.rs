//! What stands around a place: test modules and examples within a file, the
//! vectors that ciphers are tested with, images, and what tells that a value
//! is in use.

mod beside;
mod image;
mod testing;
mod used;
mod vector;

use std::ops::Range;

use super::place::{Place, Role, Syntax};

pub(super) use image::shows_image;
pub(super) use used::holds_secret;
pub(super) use vector::{is_derived, is_vector};

// The sorted lists of `rules/words/context.yaml`.
include!(concat!(env!("OUT_DIR"), "/context.rs"));

/// The parts of a file.
pub(super) struct Context {
    place: Place,
    /// What of a Rust file is compiled for tests alone, in order.
    tests: Vec<Range<usize>>,
}

impl Context {
    /// Looks for what of a Rust file is for tests.
    pub(super) fn new(place: Place, text: &str) -> Context {
        Context { place, tests: if place.rust { testing::parts(text) } else { Vec::new() } }
    }

    /// What the file is for at this place.
    pub(super) fn at(&self, text: &[u8], at: usize) -> Place {
        let example = self.place.role == Role::Main
            && match self.place.syntax {
                Syntax::Code => self.place.rust && is_documentation(text, at),
                // A setting that is commented out shows how one would look.
                Syntax::Config => {
                    line_before(text, at).is_some_and(|line| line.starts_with(b"#") || line.starts_with(b";"))
                }
                Syntax::Prose => false,
            };
        match example || self.is_for_tests(at) {
            true => Place { role: Role::Test, ..self.place },
            false => self.place,
        }
    }

    fn is_for_tests(&self, at: usize) -> bool {
        let next = self.tests.partition_point(|part| part.end <= at);
        self.tests.get(next).is_some_and(|part| part.start <= at)
    }
}

/// The longest line of a comment; files of one line are none.
const LINE: usize = 1024;

/// Whether the line is a comment that documents.
fn is_documentation(text: &[u8], at: usize) -> bool {
    line_before(text, at).is_some_and(|line| line.starts_with(b"///") || line.starts_with(b"//!"))
}

/// What stands before a place on its line, unless that is very long.
fn line_before(text: &[u8], at: usize) -> Option<&[u8]> {
    let window = &text[at.saturating_sub(LINE)..at];
    let start = memchr::memrchr(b'\n', window).map(|end| end + 1).or((window.len() == at).then_some(0))?;
    Some(window[start..].trim_ascii_start())
}
