//! Where the reading of a value stands, and what every reader asks of it.

use std::ops::Range;

use crate::secrets::place::Place;

/// How a value stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In quotes after an operator.
    Quoted,
    /// In quotes, turned into bytes: what one does with keys.
    Bytes,
    /// Numbers in brackets: the bytes of a key.
    Array,
    /// In quotes, the argument of a call.
    Argument,
    /// In quotes after a comma: the next argument, or the next of a list.
    Listed,
    /// In quotes, compared with.
    Compared,
    /// Without quotes.
    Bare,
    /// Without quotes, and only white space between name and value.
    Spaced,
    /// Between tags.
    Tagged,
    /// After a command-line flag.
    Flag,
    /// In a connection string or a query.
    Embedded,
}

/// How much of a line is looked at before a name.
const LINE: usize = 256;

/// Where the reading of a value stands.
pub(super) struct Parser<'a> {
    pub text: &'a [u8],
    pub at: usize,
    pub limit: usize,
    pub key: Range<usize>,
    pub place: Place,
}

/// A value's place and how it stands there.
pub(super) type Value = Option<(Range<usize>, Form)>;

impl Parser<'_> {
    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.text.get(self.at + ahead).copied().filter(|_| self.at + ahead < self.limit).unwrap_or(0)
    }

    pub(super) fn rest(&self) -> &[u8] {
        self.text.get(self.at..self.limit).unwrap_or(&[])
    }

    pub(super) fn before_key(&self, back: usize) -> u8 {
        self.key.start.checked_sub(back).and_then(|at| self.text.get(at)).copied().unwrap_or(0)
    }

    /// What stands before the name on its line. Lines may be as long as
    /// files, so that only the end of it is looked at.
    pub(super) fn before_on_line(&self) -> &[u8] {
        let window = &self.text[self.key.start.saturating_sub(LINE)..self.key.start];
        window.rsplit(|byte| *byte == b'\n').next().unwrap_or(window).trim_ascii()
    }

    pub(super) fn spaces(&mut self) -> usize {
        let count = self.rest().iter().take_while(|byte| b" \t".contains(byte)).count();
        self.at += count;
        count
    }

    /// Spaces and at most two line ends.
    pub(super) fn gap(&mut self) {
        for _ in 0..2 {
            self.spaces();
            let ends = self.rest().iter().take_while(|byte| b"\r\n".contains(byte)).count();
            self.at += ends.min(2);
        }
        self.spaces();
    }

    pub(super) fn eat(&mut self, text: &[u8]) -> bool {
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    /// The quote that ends a quoted name, escaped or not.
    pub(super) fn close_quote(&mut self) -> bool {
        let escapes = self.rest().iter().take_while(|byte| **byte == b'\\').count();
        if escapes <= 3 && matches!(self.peek(escapes), b'"' | b'\'' | b'`') {
            self.at += escapes + 1;
            return true;
        }
        false
    }

    pub(super) fn is_quote(&self) -> bool {
        let escapes = self.rest().iter().take_while(|byte| **byte == b'\\').count();
        escapes <= 3 && matches!(self.peek(escapes), b'"' | b'\'' | b'`')
    }

    pub(super) fn is_flag(&self) -> bool {
        self.text[self.key.clone()].starts_with(b"--")
    }
}

/// Whether the name at `key` is a step of an address, before its parameters:
/// `https://wiki/The_Secret_Saturdays:_Beasts`.
pub fn in_path(text: &[u8], key: usize) -> bool {
    let window = &text[key.saturating_sub(LINE)..key];
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"\"'`<>?#;&=(),".contains(byte);
    let from = window.iter().rposition(ends).map_or(0, |at| at + 1);
    memchr::memmem::find(&window[from..], b"://").is_some_and(|at| window[from + at + 3..].contains(&b'/'))
}
