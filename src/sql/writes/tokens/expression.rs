//! The shape of an expression: which of its tokens its value comes from.

use std::ops::Range;

use secret_guard_vault::schema::embedded::code::Code;

use super::impls::past_generics;

/// What an expression does with its parts.
#[derive(Debug)]
pub(in crate::sql::writes) enum Shape {
    /// One of these: `if`, `match`.
    Branches(Vec<Range<usize>>),
    /// All of these in one: `a + b`.
    Joined(Vec<Range<usize>>),
    /// These beside each other: `(a, b)`, `[a, b]`.
    Beside(Vec<Range<usize>>),
    /// What stands at the end of a block or closure.
    Within(Range<usize>),
    /// `base.name(…)`
    Method { base: Range<usize>, name: usize, arguments: Vec<Range<usize>> },
    /// `path::name(…)`, `name!(…)`
    Call { path: Range<usize>, name: usize, arguments: Vec<Range<usize>> },
    /// `base.name`
    Field { base: Range<usize>, name: usize },
    /// `base[…]`
    Index(Range<usize>),
    /// A variable or constant.
    Path { path: Range<usize>, name: usize },
    /// A literal, a comparison, a struct.
    Other,
}

/// The shape of the expression in a range.
pub(in crate::sql::writes) fn shape(code: &Code<'_>, range: Range<usize>) -> Shape {
    Reader { code, end: range.end.min(code.tokens.len()) }.expression(range.start)
}

struct Reader<'c, 'a> {
    code: &'c Code<'a>,
    end: usize,
}

impl Reader<'_, '_> {
    fn punct(&self, at: usize, byte: u8) -> bool {
        at < self.end && self.code.punct(at, byte)
    }

    fn word(&self, at: usize, word: &str) -> bool {
        at < self.end && self.code.ident(at, word)
    }

    fn expression(&self, start: usize) -> Shape {
        let leads = |at: &usize| {
            [b'&', b'*', b'-', b'!'].iter().any(|c| self.punct(*at, *c))
                || ["mut", "move", "return", "unsafe"].iter().any(|word| self.word(*at, word))
        };
        let start = start + (start..self.end).take_while(leads).count();
        let (mut shape, mut at) = self.primary(start);
        while at < self.end {
            match () {
                () if self.punct(at, b'?') => at += 1,
                () if self.punct(at, b'.') && self.word(at + 1, "await") => at += 2,
                () if self.punct(at, b'.') && !self.punct(at + 1, b'.') => (shape, at) = self.member(start, at),
                () if self.punct(at, b'[') => (shape, at) = (Shape::Index(start..at), self.code.close(at)),
                () if self.punct(at, b'+') => return Shape::Joined(vec![start..at, at + 1..self.end]),
                () if self.word(at, "as") => return shape,
                // What stands before is a statement.
                () if at > start && self.code.punct(at - 1, b'}') && !self.is_operator(at) => {
                    return self.expression(at);
                }
                () => return Shape::Other,
            }
        }
        shape
    }

    fn is_operator(&self, at: usize) -> bool {
        [b'=', b'<', b'>', b'|', b'&', b'-', b'/', b'%', b'^', b'.', b'*'].iter().any(|c| self.punct(at, *c))
    }

    /// What an expression begins with, and the index past it.
    fn primary(&self, at: usize) -> (Shape, usize) {
        let code = self.code;
        match () {
            () if at >= self.end => (Shape::Other, self.end),
            () if self.word(at, "if") => self.branches(at),
            () if self.word(at, "match") => self.arms(at),
            () if self.punct(at, b'{') => (self.tail(at), code.close(at)),
            () if ["for", "while", "loop"].iter().any(|word| self.word(at, word)) => {
                (Shape::Other, self.brace(at).map_or(self.end, |open| code.close(open)))
            }
            () if self.word(at, "async") => self.primary(at + 1 + usize::from(self.word(at + 1, "move"))),
            () if self.punct(at, b'|') => (self.closure(at), self.end),
            () if self.punct(at, b'(') || self.punct(at, b'[') => (self.group(at), code.close(at)),
            () if self.punct(at, b'<') => self.path(at, past_generics(code, at)),
            () if code.is_ident(at) => self.path(at, at),
            () => (Shape::Other, at + 1),
        }
    }

    /// `a::b::<T>(…)`, whose first name is looked for from `from` on.
    fn path(&self, start: usize, from: usize) -> (Shape, usize) {
        let code = self.code;
        let (mut name, mut at) = (start, from);
        while at < self.end {
            if code.is_ident(at) && (at == start || self.code.punct(at - 1, b':')) {
                name = at;
                at += 1;
            } else if self.punct(at, b':') && self.punct(at + 1, b':') {
                at = if self.punct(at + 2, b'<') { past_generics(code, at + 2) } else { at + 2 };
            } else {
                break;
            }
        }
        let is_macro = self.punct(at, b'!') && [b'(', b'[', b'{'].iter().any(|c| self.punct(at + 1, *c));
        let open = at + usize::from(is_macro);
        if is_macro || self.punct(at, b'(') {
            return (Shape::Call { path: start..name, name, arguments: self.arguments(open) }, code.close(open));
        }
        let makes = self.punct(at, b'{') && code.slice(name).starts_with(char::is_uppercase);
        if makes {
            (Shape::Other, code.close(at))
        } else {
            (Shape::Path { path: start..name, name }, at.max(start + 1))
        }
    }

    /// `.name`, `.0`, `.name::<T>(…)` behind what stands from `start` on.
    fn member(&self, start: usize, dot: usize) -> (Shape, usize) {
        let (base, name) = (start..dot, dot + 1);
        let generic = self.punct(dot + 2, b':') && self.punct(dot + 4, b'<');
        let open = if generic { past_generics(self.code, dot + 4) } else { dot + 2 };
        match self.punct(open, b'(') {
            true => (Shape::Method { base, name, arguments: self.arguments(open) }, self.code.close(open)),
            false => (Shape::Field { base, name }, open),
        }
    }

    fn arguments(&self, open: usize) -> Vec<Range<usize>> {
        self.code.list(open + 1..self.code.close(open).saturating_sub(1).clamp(open + 1, self.end.max(open + 1)))
    }

    fn group(&self, open: usize) -> Shape {
        match self.arguments(open).as_slice() {
            [only] => Shape::Within(only.clone()),
            all => Shape::Beside(all.to_vec()),
        }
    }

    /// The value of `|x| body`.
    fn closure(&self, bar: usize) -> Shape {
        let close = (bar + 1..self.end).find(|at| self.code.punct(*at, b'|'));
        close.map_or(Shape::Other, |close| Shape::Within(close + 1..self.end))
    }

    /// What stands behind the last `;` of a block.
    fn tail(&self, open: usize) -> Shape {
        let end = self.code.close(open).saturating_sub(1);
        let (mut start, mut at) = (open + 1, open + 1);
        while at < end {
            let opens = [b'(', b'[', b'{'].iter().any(|c| self.code.punct(at, *c));
            if self.code.punct(at, b';') {
                start = at + 1;
            }
            at = if opens { self.code.close(at) } else { at + 1 };
        }
        if start < end { Shape::Within(start..end) } else { Shape::Other }
    }

    /// The blocks of `if a { … } else if b { … } else { … }`.
    fn branches(&self, start: usize) -> (Shape, usize) {
        let mut all = Vec::new();
        let mut at = start;
        while let Some(open) = self.brace(at) {
            let past = self.code.close(open);
            all.push(open..past);
            if !self.word(past, "else") {
                return (Shape::Branches(all), past);
            }
            at = past + 1;
        }
        (Shape::Other, self.end)
    }

    /// The next brace outside of other brackets.
    fn brace(&self, mut at: usize) -> Option<usize> {
        while at < self.end && !self.punct(at, b'{') {
            let opens = self.punct(at, b'(') || self.punct(at, b'[');
            at = if opens { self.code.close(at) } else { at + 1 };
        }
        (at < self.end).then_some(at)
    }

    /// The values of `match x { a => …, b => … }`.
    fn arms(&self, start: usize) -> (Shape, usize) {
        let code = self.code;
        let Some(open) = self.brace(start) else { return (Shape::Other, self.end) };
        let past = code.close(open);
        let (mut all, mut at) = (Vec::new(), open + 1);
        while at + 1 < past {
            if code.punct(at, b'=') && code.punct(at + 1, b'>') {
                let block = code.punct(at + 2, b'{');
                let end = if block { code.close(at + 2) } else { self.comma(at + 2, past - 1) };
                all.push(at + 2..end);
                at = end;
                continue;
            }
            let opens = [b'(', b'[', b'{'].iter().any(|c| code.punct(at, *c));
            at = if opens { code.close(at) } else { at + 1 };
        }
        (Shape::Branches(all), past)
    }

    fn comma(&self, mut at: usize, end: usize) -> usize {
        while at < end && !self.code.punct(at, b',') {
            let opens = [b'(', b'[', b'{'].iter().any(|c| self.code.punct(at, *c));
            at = if opens { self.code.close(at) } else { at + 1 };
        }
        at.min(end)
    }
}
