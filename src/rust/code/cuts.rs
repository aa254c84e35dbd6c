//! Where a file can be cut into parts, by tokens.

use crate::lex::Kind;
use crate::source::Span;

/// Bytes from which on a part ends behind a `;` as well: what is imported at
/// the top of a file is one part.
const LONG: u32 = 1024;

/// The begin of a line that begins a part.
#[derive(Clone, Copy, Debug)]
pub(in crate::rust) struct Cut {
    /// In the file.
    pub at: u32,
    /// In what is left of it.
    pub left: usize,
}

/// Finds the lines that begin behind an item. What it finds is where items
/// may part; that they do is told by a parser that gets through each part.
#[derive(Default)]
pub(super) struct Cuts {
    depth: u32,
    at: At,
    /// Where the part at hand begins.
    part: u32,
}

/// Where a reader of pieces is.
#[derive(Clone, Copy, Default)]
enum At {
    #[default]
    Inside,
    /// On the line on which an item ended, behind this place.
    Ended(u32),
    /// Past this begin of a line, before another item.
    Between(Cut),
}

impl Cuts {
    /// Where the part begins that a piece is the first of; to be told of every
    /// one, in order. What is kept up to a line is asked for in order too.
    pub fn see(&mut self, kind: Kind, span: Span, whole: &str, keep_to: impl FnOnce(u32) -> usize) -> Option<Cut> {
        let at = match std::mem::take(&mut self.at) {
            At::Ended(end) => match memchr::memchr(b'\n', &whole.as_bytes()[end as usize..span.start as usize]) {
                Some(feed) => {
                    let at = end + feed as u32 + 1;
                    At::Between(Cut { at, left: keep_to(at) })
                }
                None => At::Ended(end),
            },
            at => at,
        };
        match (kind, at) {
            (Kind::Comment { .. }, At::Between(_)) => self.at = at,
            (Kind::Comment { .. }, At::Ended(_)) if whole[span.range()].starts_with("//") => {
                self.at = At::Ended(span.end);
            }
            (Kind::Word | Kind::Punct(b'#'), At::Between(cut)) if !goes_on(&whole[span.range()]) => {
                self.part = cut.at;
                return Some(cut);
            }
            (Kind::Punct(b'(' | b'[' | b'{'), _) => self.depth += 1,
            (Kind::Punct(byte @ (b')' | b']' | b'}')), _) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(byte == b'}', span);
            }
            (Kind::Punct(b';'), _) => self.end(span.end - self.part > LONG, span),
            _ => {}
        }
        None
    }

    fn end(&mut self, ends: bool, span: Span) {
        if ends && self.depth == 0 {
            self.at = At::Ended(span.end);
        }
    }
}

/// Whether a word goes on with what a block was only a part of.
fn goes_on(word: &str) -> bool {
    matches!(word, "else" | "as")
}
