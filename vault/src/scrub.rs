//! A filter that takes live secret values out of whatever is about to be printed.
//!
//! This is defence in depth: code must not print secrets, and the guard says where it does. A [`Scrubber`] knows the
//! values that a vault has released, each as it stands, in base64 at any alignment, percent-encoded, and escaped as in
//! JSON and Rust. One Aho-Corasick automaton looks for all of them at once, so the cost of a line does not grow with
//! their number. Which values are known is bounded: the newest two of an id, and the newest 256 in all.
//!
//! There is no global state: a scrubber is handed to the vault that feeds it and to the writers that ask it. What is
//! printed past them, as by `println!`, it does not see. It holds copies of the values for as long as it knows them;
//! the automaton's own tables are freed without being wiped.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::secret::Secret;

mod forms;
mod patterns;
#[cfg(feature = "tracing")]
mod subscriber;
mod writer;

use patterns::Patterns;
#[cfg(feature = "tracing")]
pub use subscriber::{Scrubbed, layer};
pub use writer::ScrubWriter;

/// Values below this many bytes are not looked for: they would be found in innocent text.
pub const LEAST: usize = 6;

/// What stands where a value stood.
pub const REDACTED: &str = "[redacted]";

const MOST_VALUES: usize = 256;
const VERSIONS: usize = 2;

/// Knows live values and finds them in text.
#[derive(Default)]
pub struct Scrubber {
    known: Mutex<VecDeque<Known>>,
    patterns: RwLock<Arc<Patterns>>,
}

struct Known {
    id: String,
    value: Secret<Vec<u8>>,
}

impl Scrubber {
    /// One that knows nothing yet.
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// Looks for this value from now on. `false` when it is shorter than [`LEAST`] and is not looked for.
    pub fn watch(&self, id: &str, value: &Secret<Vec<u8>>) -> bool {
        if value.expose(|bytes| bytes.len() < LEAST) {
            return false;
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.iter().any(|one| one.id == id && value.expose(|bytes| one.value.ct_eq(bytes))) {
            return true;
        }
        let copy = Secret::new(value.expose(Vec::clone));
        known.push_back(Known { id: id.to_owned(), value: copy });
        let same = known.iter().filter(|one| one.id == id).count();
        let oldest = if same > VERSIONS { known.iter().position(|one| one.id == id) } else { None };
        let too_many = known.len() > MOST_VALUES;
        oldest.or(too_many.then_some(0)).map(|at| known.remove(at));
        self.rebuild(&known);
        true
    }

    /// Stops looking for the values of an id, as after its rotation is complete.
    pub fn forget(&self, id: &str) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|one| one.id != id);
        self.rebuild(&known);
    }

    fn rebuild(&self, known: &VecDeque<Known>) {
        let patterns = Arc::new(Patterns::of(known.iter().map(|one| &one.value)));
        *self.patterns.write().unwrap_or_else(PoisonError::into_inner) = patterns;
    }

    fn patterns(&self) -> Arc<Patterns> {
        Arc::clone(&self.patterns.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The bytes with every known value replaced; borrowed when there is none in them.
    pub fn scrub<'b>(&self, bytes: &'b [u8]) -> Cow<'b, [u8]> {
        self.patterns().replace(bytes)
    }

    /// The text with every known value replaced; borrowed when there is none in it.
    pub fn scrub_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.scrub(text.as_bytes()) {
            Cow::Borrowed(_) => Cow::Borrowed(text),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        }
    }

    /// A writer that passes everything on but known values, also when they come in pieces.
    pub fn writer<W: std::io::Write>(self: &Arc<Self>, inner: W) -> ScrubWriter<W> {
        ScrubWriter::new(Arc::clone(self), inner)
    }

    /// Prints panics of this process through the scrubber, in place of the hook that there is.
    pub fn guard_panics(self: &Arc<Self>) {
        let scrubber = Arc::clone(self);
        std::panic::set_hook(Box::new(move |panic| {
            eprintln!("{}", scrubber.scrub_text(&panic.to_string()));
        }));
    }
}
