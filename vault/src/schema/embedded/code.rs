//! A Rust file as tokens, with the little navigation that readers need.

use std::ops::Range;

use super::lex::{Kind, Token, lex};
use crate::schema::ast::Name;
use crate::schema::span::Span;

/// A file cut into tokens.
pub struct Code<'a> {
    /// The file's text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// For each token the index past what it opens, or past itself: brackets
    /// in brackets would be looked through once for each that is open.
    closes: Vec<usize>,
    /// For each token the index of the bracket that ends its sight.
    ends: Vec<usize>,
}

/// One call of a method chain: its name and the tokens of its arguments.
pub struct Call<'a> {
    /// The method.
    pub name: &'a str,
    /// Index range of the arguments.
    pub args: Range<usize>,
}

impl<'a> Code<'a> {
    /// Cuts a text.
    pub fn new(text: &'a str) -> Code<'a> {
        let tokens = lex(text);
        let mut closes = closes(&tokens);
        Code { text, ends: ends(&tokens, &mut closes), closes, tokens }
    }

    /// The text of a token; empty past the end.
    pub fn slice(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| &self.text[t.span.range()])
    }

    /// Whether the token is this punctuation.
    pub fn punct(&self, at: usize, c: u8) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind == Kind::Punct(c))
    }

    /// Whether the token is this identifier.
    pub fn ident(&self, at: usize, word: &str) -> bool {
        self.is_ident(at) && self.slice(at) == word
    }

    /// Whether the token is an identifier.
    pub fn is_ident(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind == Kind::Ident)
    }

    /// Whether the token is a string.
    pub fn is_str(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Str(_)))
    }

    /// Whether `a::b` stands at `at`.
    pub fn path(&self, at: usize, a: &str, b: &str) -> bool {
        self.ident(at, a) && self.punct(at + 1, b':') && self.punct(at + 2, b':') && self.ident(at + 3, b)
    }

    /// Index past the bracket that closes the one at `open`.
    pub fn close(&self, open: usize) -> usize {
        self.closes.get(open).copied().unwrap_or(self.tokens.len())
    }

    /// What stands between the bracket at `open` and the one that closes it.
    pub fn inside(&self, open: usize) -> Range<usize> {
        open + 1..self.close(open).saturating_sub(1).max(open + 1)
    }

    /// The name that the word or string at a token is.
    pub fn name(&self, at: usize) -> Name {
        Name { text: self.slice(at).to_string(), schema: None, span: self.tokens[at].span }
    }

    /// Whether what stands at `from` is still in sight at `to`: no bracket that
    /// was open there has closed on the way.
    pub fn reaches(&self, from: usize, to: usize) -> bool {
        from >= to || self.ends.get(from).is_none_or(|end| *end >= to)
    }

    /// The calls `.name(…)` that follow from `at` on, and the index past them.
    pub fn chain(&self, mut at: usize) -> (Vec<Call<'a>>, usize) {
        let mut out = Vec::new();
        loop {
            if self.punct(at, b'?') {
                at += 1;
                continue;
            }
            if !(self.punct(at, b'.') && self.is_ident(at + 1)) {
                return (out, at);
            }
            let (name, open) = (at + 1, self.past_generics(at + 2));
            at = open;
            if self.punct(open, b'(') {
                out.push(Call { name: self.slice(name), args: self.inside(open) });
                at = self.close(open);
            }
        }
    }

    /// Past the `::<…>` at `at`, if one stands there.
    fn past_generics(&self, mut at: usize) -> usize {
        if self.punct(at, b':') && self.punct(at + 2, b'<') {
            while at < self.tokens.len() && !self.punct(at, b'(') {
                at += 1;
            }
        }
        at
    }

    /// The ranges between commas outside brackets.
    pub fn list(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let (mut start, mut at) = (range.start, range.start);
        while at < range.end {
            if self.punct(at, b',') {
                out.push(start..at);
                start = at + 1;
            }
            let opens = matches!(self.tokens[at].kind, Kind::Punct(b'(' | b'[' | b'{'));
            at = if opens { self.close(at) } else { at + 1 };
        }
        if start < range.end {
            out.push(start..range.end);
        }
        out
    }

    /// What is said of a field: in the lines before it, and behind it up to
    /// the end of the line.
    pub fn comments(&self, range: Range<usize>) -> String {
        let end = |at: usize| self.tokens.get(at).map(|token| token.span.end as usize);
        let start = self.tokens.get(range.start).map_or(self.text.len(), |token| token.span.start as usize);
        let before = range.start.checked_sub(1).and_then(end).and_then(|from| self.text.get(from..start));
        let before = before.and_then(|gap| gap.split_once('\n')).map_or("", |(_, lines)| lines);
        let last = range.end.saturating_sub(usize::from(!self.punct(range.end, b',')));
        let behind =
            end(last).and_then(|from| self.text.get(from..)).and_then(|rest| rest.lines().next()).unwrap_or("");
        let behind = behind.split_once("//").map_or("", |(_, said)| said);
        let said = before.lines().map(str::trim).filter_map(|line| line.strip_prefix("//")).chain([behind]);
        said.map(|line| line.trim_matches(['/', '!', ' ']))
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The span of a token range.
    pub fn span(&self, range: Range<usize>) -> Span {
        let last = range.end.saturating_sub(1).max(range.start).min(self.tokens.len().saturating_sub(1));
        match (self.tokens.get(range.start), self.tokens.get(last)) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::default(),
        }
    }
}

/// The index past what each bracket opens, if it closes.
fn closes(tokens: &[Token]) -> Vec<usize> {
    let mut closes: Vec<usize> = (1..=tokens.len()).collect();
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Punct(b'(' | b'[' | b'{') => open.push(at),
            Kind::Punct(b')' | b']' | b'}') => {
                if let Some(opened) = open.pop() {
                    closes[opened] = at + 1;
                }
            }
            _ => {}
        }
    }
    closes
}

/// For each token the bracket that closes around it, a closing one itself; and
/// brackets that never close are closed at the end.
fn ends(tokens: &[Token], closes: &mut [usize]) -> Vec<usize> {
    let mut ends = vec![tokens.len(); tokens.len()];
    let mut around = vec![tokens.len()];
    for (at, token) in tokens.iter().enumerate().rev() {
        match token.kind {
            Kind::Punct(b'(' | b'[' | b'{') if closes[at] == at + 1 => closes[at] = tokens.len(),
            Kind::Punct(b'(' | b'[' | b'{') => drop(around.pop()),
            Kind::Punct(b')' | b']' | b'}') => around.push(at),
            _ => {}
        }
        ends[at] = around.last().copied().unwrap_or(tokens.len());
    }
    ends
}
