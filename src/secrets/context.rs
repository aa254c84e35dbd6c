//! What stands around a place: test modules and examples within a file, and
//! the vectors that ciphers are tested with.

use std::ops::Range;

use super::place::{Place, Role};

/// The parts of a file.
pub(super) struct Context {
    place: Place,
    /// Where the file's test module begins.
    tests_from: usize,
}

impl Context {
    /// Looks for the test module of a Rust file.
    pub(super) fn new(place: Place, text: &str) -> Context {
        let tests_from = match place.rust {
            true => text.find("#[cfg(test)]\nmod ").or_else(|| text.find("#[cfg(test)]\npub mod ")),
            false => None,
        };
        Context { place, tests_from: tests_from.unwrap_or(usize::MAX) }
    }

    /// What the file is for at this place.
    pub(super) fn at(&self, text: &[u8], at: usize) -> Place {
        let example = self.place.rust && self.place.role == Role::Main && is_documentation(text, at);
        match at >= self.tests_from || example {
            true => Place { role: Role::Test, ..self.place },
            false => self.place,
        }
    }
}

/// Whether the line is a comment that documents.
fn is_documentation(text: &[u8], at: usize) -> bool {
    let start = memchr::memrchr(b'\n', &text[..at]).map_or(0, |end| end + 1);
    let line = text[start..at].trim_ascii_start();
    line.starts_with(b"///") || line.starts_with(b"//!")
}

/// How far around a key the rest of its test vector may stand.
const NEAR: usize = 400;

/// Whether a value is one of the vectors that a cipher is tested with: beside
/// it stand a nonce, a plain text, a tag.
pub(super) fn is_vector(text: &[u8], value: &Range<usize>) -> bool {
    let from = value.start.saturating_sub(NEAR);
    let to = (value.end + NEAR).min(text.len());
    let around = text[from..to].to_ascii_lowercase();
    let words: [&[u8]; 10] = [
        b"plaintext",
        b"ciphertext",
        b"cipher_text",
        b"plain_text",
        b"nonce",
        b"aad",
        b"expected",
        b"vector",
        b"tag:",
        b"iv:",
    ];
    words.iter().filter(|word| memchr::memmem::find(&around, word).is_some()).count() >= 2
}
