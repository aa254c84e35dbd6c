//! Where the bodies of functions are, by tokens.

use crate::lex::Kind;
use crate::source::Span;

/// What a piece means to the bodies of functions.
pub(super) enum Seen {
    Nothing,
    /// A body begins behind it.
    Opened,
    /// A body ended before it; what stands between its braces.
    Closed(Span),
}

/// Where a reader of pieces is.
#[derive(Clone, Copy, Default)]
pub(super) enum At {
    #[default]
    Outside,
    /// Behind `fn`.
    Name,
    /// Between a function's name and its body, with the delimiters and angle
    /// brackets that are open.
    Head { depth: u32, angles: u32 },
    /// In a body.
    Body { depth: u32, from: u32 },
    /// In the tokens of a macro: what looks like a function there may be
    /// none.
    Macro { depth: u32 },
}

/// Finds the bodies of functions that stand in no other.
#[derive(Default)]
pub(super) struct Bodies {
    pub at: At,
    depth: u32,
    /// The pieces before, the last one first.
    before: [Option<Kind>; 2],
}

impl Bodies {
    /// What a piece means; to be told of every one, in order.
    pub fn see(&mut self, kind: Kind, text: &str, span: Span) -> Seen {
        let seen = match kind {
            Kind::Punct(b'(' | b'[' | b'{') => self.open(kind, span),
            Kind::Punct(b')' | b']' | b'}') => self.close(span),
            _ => {
                self.at = self.step(kind, text);
                Seen::Nothing
            }
        };
        self.before = [Some(kind), self.before[0]];
        seen
    }

    fn open(&mut self, kind: Kind, span: Span) -> Seen {
        let depth = self.depth;
        self.depth += 1;
        let mark = Some(Kind::Punct(b'!'));
        let of_macro = self.before[0] == mark || self.before == [Some(Kind::Word), mark];
        match self.at {
            At::Head { depth: head, angles: 0 } if head == depth && kind == Kind::Punct(b'{') => {
                self.at = At::Body { depth, from: span.end };
                return Seen::Opened;
            }
            At::Outside | At::Name => self.at = if of_macro { At::Macro { depth } } else { At::Outside },
            At::Head { .. } | At::Body { .. } | At::Macro { .. } => {}
        }
        Seen::Nothing
    }

    fn close(&mut self, span: Span) -> Seen {
        self.depth = self.depth.saturating_sub(1);
        let at = std::mem::take(&mut self.at);
        match at {
            At::Body { depth, from } if depth == self.depth => {
                return Seen::Closed(Span { start: from, end: span.start });
            }
            At::Body { .. } => self.at = at,
            At::Macro { depth } if depth < self.depth => self.at = at,
            At::Head { depth, .. } if depth <= self.depth => self.at = at,
            _ => {}
        }
        Seen::Nothing
    }

    fn step(&self, kind: Kind, text: &str) -> At {
        match (self.at, kind) {
            (At::Outside, Kind::Word) if text == "fn" => At::Name,
            (At::Name, Kind::Word) => At::Head { depth: self.depth, angles: 0 },
            (At::Name, _) => At::Outside,
            (At::Head { depth, angles }, Kind::Punct(byte)) if depth == self.depth => match byte {
                b'<' => At::Head { depth, angles: angles + 1 },
                b'>' if self.before[0] != Some(Kind::Punct(b'-')) => {
                    At::Head { depth, angles: angles.saturating_sub(1) }
                }
                b';' => At::Outside,
                _ => self.at,
            },
            (at, _) => at,
        }
    }
}
