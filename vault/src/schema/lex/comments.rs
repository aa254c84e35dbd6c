//! Comments: `--`, `#`, `/* … */`, and `/*! … */`, whose text is live.

use memchr::memmem;

use super::Lexer;
use crate::schema::nesting;

/// A text in which so many nestings never end nests nothing: each costs a
/// look at all that follows.
const MAX_ENDLESS: u32 = 16;

impl Lexer<'_> {
    pub(super) fn line_comment(&mut self) {
        self.comment(self.line_end());
    }

    /// `#` opens a comment in MySQL; `#>`, `#-` and `a#b` are operators, and
    /// `#__name` is a table prefix of some content systems.
    pub(super) fn hash_comments(&self) -> bool {
        let blank_before = self.at == 0 || self.bytes[self.at - 1].is_ascii_whitespace();
        let operator = matches!(self.peek(1), b'>' | b'-' | b'_' | b'=');
        (self.leads || blank_before) && !operator
    }

    pub(super) fn block_comment(&mut self) {
        if let Some(width) = self.opens_live() {
            return self.begin_live(width);
        }
        match self.comment_end() {
            Some(end) => self.comment(end),
            None => {
                self.out.broken = true;
                self.comment(self.line_end());
            }
        }
    }

    /// How wide `/*!` or MariaDB's `/*M!` is.
    fn opens_live(&self) -> Option<usize> {
        match (self.peek(2), self.peek(3)) {
            (b'!', _) => Some(3),
            (b'M', b'!') => Some(4),
            _ => None,
        }
    }

    /// Takes the opening with the version behind it: `/*!40101`.
    fn begin_live(&mut self, width: usize) {
        self.live += 1;
        self.at += width;
        while self.peek(0).is_ascii_digit() {
            self.at += 1;
        }
    }

    pub(super) fn end_live(&mut self) {
        self.live -= 1;
        self.at += 2;
    }

    /// Where the comment at hand ends: nested as Postgres reads it, or at
    /// the first close when the nesting never ends.
    fn comment_end(&mut self) -> Option<usize> {
        self.last_close.filter(|close| *close >= self.at + 2)?;
        if self.endless < MAX_ENDLESS {
            match nesting::comment_len(&self.bytes[self.at..]) {
                Some(len) => return Some(self.at + len),
                None => self.endless += 1,
            }
        }
        memmem::find(&self.bytes[self.at + 2..], b"*/").map(|n| self.at + 2 + n + 2)
    }
}
