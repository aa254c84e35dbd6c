//! What stands around a place: test modules and examples within a file, and
//! the vectors that ciphers are tested with.

use std::ops::Range;

use super::place::{Place, Role, Syntax};

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
        let example = self.place.role == Role::Main
            && match self.place.syntax {
                Syntax::Code => self.place.rust && is_documentation(text, at),
                // A setting that is commented out shows how one would look.
                Syntax::Config => {
                    line_before(text, at).is_some_and(|line| line.starts_with(b"#") || line.starts_with(b";"))
                }
                Syntax::Prose => false,
            };
        match at >= self.tests_from || example {
            true => Place { role: Role::Test, ..self.place },
            false => self.place,
        }
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

/// The longest address that is looked at.
const ADDRESS: usize = 300;

/// Whether a parameter stands in the address of an image: badges and pictures
/// are there to be seen, and so is what lets a page show them.
pub(super) fn shows_image(text: &[u8], key: usize) -> bool {
    let window = &text[key.saturating_sub(ADDRESS)..key];
    if !window.ends_with(b"?") && !window.ends_with(b"&") {
        return false;
    }
    let from = window.iter().rposition(|byte| byte.is_ascii_whitespace() || b"\"'`()<>".contains(byte));
    let address = window[from.map_or(0, |at| at + 1)..].to_ascii_lowercase();
    let before = window[..from.map_or(0, |at| at + 1)].to_ascii_lowercase();
    let pictured = before.ends_with(b"](")
        && memchr::memmem::rfind(&before, b"![").is_some_and(|at| !before[at..].contains(&b'\n'));
    let tagged = before.strip_suffix(b"src=\"").or_else(|| before.strip_suffix(b"src='"));
    if pictured
        || tagged.is_some_and(|before| {
            memchr::memmem::rfind(before, b"<img").is_some_and(|at| !before[at..].contains(&b'>'))
        })
    {
        return true;
    }
    let path = address.split(|byte| *byte == b'?').next().unwrap_or(&address);
    let ends: [&[u8]; 7] = [b".svg", b".png", b".jpg", b".jpeg", b".gif", b".webp", b".ico"];
    ends.iter().any(|end| path.ends_with(end))
}

/// How far around a key the rest of its test vector may stand.
const NEAR: usize = 400;

/// Whether a value is one of the vectors that a cipher is tested with: beside
/// it stand a nonce, a plain text, a tag.
pub(super) fn is_vector(text: &[u8], value: &Range<usize>) -> bool {
    let from = value.start.saturating_sub(NEAR);
    let to = (value.end + NEAR).min(text.len());
    let around = text[from..to].to_ascii_lowercase();
    let words: [&[u8]; 13] = [
        b"fips",
        b"appendix",
        b"rfc ",
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
