//! A writer that values do not get through.

use std::io::{self, Write};
use std::sync::Arc;

use zeroize::{Zeroize as _, Zeroizing};

use super::{LEAST, REDACTED, Scrubber};

/// Passes bytes on, without the values that its scrubber knows.
///
/// An end that may be the begin of a value is held back until more comes, also over a flush: a value in pieces is found
/// as well. When the writer is dropped, what it still holds is written if it is too short to be told from innocent
/// text, and replaced if not.
pub struct ScrubWriter<W: Write> {
    scrubber: Arc<Scrubber>,
    inner: W,
    held: Zeroizing<Vec<u8>>,
}

impl<W: Write> ScrubWriter<W> {
    pub(super) fn new(scrubber: Arc<Scrubber>, inner: W) -> Self {
        Self { scrubber, inner, held: Zeroizing::default() }
    }

    fn pass(&mut self, count: usize) -> io::Result<()> {
        let written = self.inner.write_all(&self.scrubber.scrub(&self.held[..count]));
        self.held[..count].zeroize();
        self.held.drain(..count);
        written
    }
}

impl<W: Write> Write for ScrubWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        let settled = self.scrubber.patterns().settled(&self.held);
        self.pass(settled)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<W: Write> Drop for ScrubWriter<W> {
    fn drop(&mut self) {
        let rest = if self.held.len() < LEAST { &self.held } else { REDACTED.as_bytes() };
        let _ = self.inner.write_all(rest).and_then(|()| self.inner.flush());
    }
}
