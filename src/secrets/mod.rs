//! Detectors: secret text in text.
//!
//! [`Scanner::scan`] takes a path and a text and gives the places of secrets
//! in it, with how sure it is. Nothing here copies a secret: a [`Hit`] holds
//! offsets.

pub mod assignment;
pub mod checksum;
mod context;
mod decode;
pub mod detector;
mod hit;
mod named;
pub mod place;
mod prefix;
#[cfg(test)]
mod same;
mod scanner;
mod settle;
pub mod shape;
mod structure;
#[cfg(test)]
mod template;
#[cfg(test)]
mod tests;
mod trace;

pub use hit::Hit;
pub use scanner::Scanner;
pub use trace::Step;

/// Whether a word is in a sorted list: the build script sorts those of
/// `rules/words/`.
fn is_in(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}
