//! A file's text, its lines, and positions in it.
//!
//! Everything above this floor speaks of places as a [`Span`]: two byte
//! offsets into one [`Source`]. Lines and columns exist only at the edge, in
//! labels and reports.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::sync::{Arc, OnceLock};

pub use secret_guard_vault::schema::Span;

/// The largest file that can be read: spans are 32-bit byte offsets.
pub const MAX_BYTES: u64 = u32::MAX as u64 - 1;

/// A place a person can go to: both counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineCol {
    /// Line number, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub col: u32,
}

/// One file's text with an index of its lines.
#[derive(Clone, Debug)]
pub struct Source {
    path: Arc<str>,
    text: Arc<String>,
    line_starts: Arc<[u32]>,
    digest: Arc<OnceLock<[u8; 32]>>,
    /// Of a text with long lines, the characters before each block.
    characters: Arc<OnceLock<Vec<u32>>>,
}

/// The size of a block whose characters are counted once.
const BLOCK: usize = 4096;

impl Source {
    /// Takes a path as it shall be shown (relative, `/`-separated) and the
    /// decoded text. Text past [`MAX_BYTES`] must be refused by the reader.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        let text: String = text.into();
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let line_starts = std::iter::once(0).chain(breaks.map(|at| at as u32 + 1)).collect();
        Source {
            path: path.into(),
            text: Arc::new(text),
            line_starts,
            digest: Arc::default(),
            characters: Arc::default(),
        }
    }

    /// The path as shown in reports.
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The whole text, to be kept.
    pub fn shared(&self) -> Arc<String> {
        self.text.clone()
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What tells this text from all others; worked out once.
    pub fn digest(&self) -> [u8; 32] {
        *self.digest.get_or_init(|| Sha256::digest(self.text.as_bytes()).into())
    }

    /// The text under `span`; empty when the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// How many lines there are; a final line feed starts no new line.
    pub fn line_count(&self) -> u32 {
        let ended = self.text.is_empty() || self.text.ends_with('\n');
        self.line_starts.len() as u32 - u32::from(ended)
    }

    /// The line (from 1) that holds the byte at `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|start| *start <= offset) as u32
    }

    /// Line and column of the byte at `offset`.
    pub fn line_col(&self, offset: u32) -> LineCol {
        let line = self.line_of(offset);
        let start = self.line_span(line).start as usize;
        let end = (offset as usize).clamp(start, self.text.len());
        let bytes = self.text.as_bytes();
        let col = match end - start {
            ..BLOCK => characters(&bytes[start..end]),
            _ => self.characters_before(end) - self.characters_before(start),
        };
        LineCol { line, col: col + 1 }
    }

    /// How many characters begin before `offset`. A text of one line may hold
    /// many findings, and must not be counted anew for each.
    fn characters_before(&self, offset: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let blocks = self.characters.get_or_init(|| {
            let counts = bytes.chunks(BLOCK).map(characters);
            let sums = counts.scan(0, |sum, count| {
                *sum += count;
                Some(*sum)
            });
            std::iter::once(0).chain(sums).collect()
        });
        let block = (offset / BLOCK).min(blocks.len().saturating_sub(1));
        blocks.get(block).copied().unwrap_or(0) + characters(&bytes[block * BLOCK..offset])
    }

    /// The span of a line (from 1), without its line feed; empty past the end.
    pub fn line_span(&self, line: u32) -> Span {
        let len = self.text.len() as u32;
        let at = line.saturating_sub(1) as usize;
        let start = self.line_starts.get(at).copied().unwrap_or(len);
        let end = self.line_starts.get(at + 1).map_or(len, |next| next - 1);
        let text = &self.text[start as usize..end as usize];
        let end = end - u32::from(text.ends_with('\r'));
        Span { start, end }
    }

    /// Where a line (from 1) begins; the end of the text when there is none.
    pub fn line_start(&self, line: u32) -> u32 {
        let start = self.line_starts.get(line.saturating_sub(1) as usize);
        start.copied().unwrap_or(self.text.len() as u32)
    }

    /// The text of a line (from 1), without its line feed.
    pub fn line(&self, line: u32) -> &str {
        self.slice(self.line_span(line))
    }
}

/// How many characters begin in `bytes`.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let source = Source::new("a.rs", "let é = 1;\r\nlet b = é;\n");
        assert_eq!(source.line_count(), 2);
        assert_eq!(source.line(1), "let é = 1;");
        let at = source.text().rfind('é').unwrap_or(0) as u32;
        assert_eq!(source.line_col(at), LineCol { line: 2, col: 9 });
        assert_eq!(source.line_col(at + 2), LineCol { line: 2, col: 10 });
    }

    #[test]
    fn columns_of_a_long_line_are_counted_alike() {
        let source = Source::new("a.js", format!("\n{}", "aé".repeat(10_000)));
        for at in [1u32, 3_001, 4_097, 12_289, 29_998, 30_001] {
            let col = source.text()[1..at as usize].chars().count() as u32 + 1;
            assert_eq!(source.line_col(at), LineCol { line: 2, col });
        }
    }

    #[test]
    fn offsets_past_the_end_stay_on_the_last_line() {
        let source = Source::new("a.rs", "abc");
        assert_eq!(source.line_col(99), LineCol { line: 1, col: 4 });
        assert_eq!(source.line(7), "");
        assert_eq!(Source::new("e", "").line_count(), 0);
    }
}
