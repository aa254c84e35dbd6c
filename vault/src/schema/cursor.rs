//! A reader over the tokens of one statement.

use super::ast::Name;
use super::span::Span;
use super::split::{is, is_any};
use super::token::{Comment, Kind, Token, unquoted};

/// A position in a token slice, with the text behind it.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    /// The text that the tokens were cut from.
    pub text: &'a str,
    /// The tokens to read.
    pub tokens: &'a [Token],
    /// Every comment of the text.
    pub comments: &'a [Comment],
    /// Index of the next token.
    pub at: usize,
}

impl<'a> Cursor<'a> {
    /// The next token.
    pub fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    /// Whether all is read.
    pub fn done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// The text of a token.
    pub fn slice(&self, token: Token) -> &'a str {
        &self.text[token.span.range()]
    }

    /// Whether the token `ahead` steps on is this keyword.
    pub fn is(&self, ahead: usize, word: &str) -> bool {
        self.tokens.get(self.at + ahead).is_some_and(|t| is(self.text, *t, word))
    }

    /// Whether the next token is one of these keywords.
    pub fn is_any(&self, words: &[&str]) -> bool {
        self.peek().is_some_and(|t| is_any(self.text, t, words))
    }

    /// Whether the next token is this punctuation.
    pub fn is_punct(&self, c: u8) -> bool {
        self.peek().is_some_and(|t| t.kind == Kind::Punct(c))
    }

    /// Takes the keywords when they all stand here in this order.
    pub fn eat(&mut self, words: &[&str]) -> bool {
        let all = words.iter().enumerate().all(|(ahead, word)| self.is(ahead, word));
        self.at += if all { words.len() } else { 0 };
        all
    }

    /// Takes one of these keywords.
    pub fn eat_any(&mut self, words: &[&str]) -> bool {
        let found = self.is_any(words);
        self.at += usize::from(found);
        found
    }

    /// Takes a punctuation byte.
    pub fn eat_punct(&mut self, c: u8) -> bool {
        let found = self.is_punct(c);
        self.at += usize::from(found);
        found
    }

    /// Takes a dotted name; a string counts, as some dialects allow it.
    pub fn name(&mut self) -> Option<Name> {
        let first = self.part()?;
        let mut name = Name { text: first.0, schema: None, span: first.1 };
        while self.is_punct(b'.') {
            let mark = self.at;
            self.at += 1;
            let Some((text, span)) = self.part() else {
                self.at = mark;
                break;
            };
            name.schema = Some(std::mem::replace(&mut name.text, text));
            name.span = name.span.to(span);
        }
        Some(name)
    }

    fn part(&mut self) -> Option<(String, Span)> {
        let token = self.peek()?;
        let named = matches!(token.kind, Kind::Word | Kind::Quoted | Kind::Text | Kind::Param);
        if !named {
            return None;
        }
        self.at += 1;
        Some((unquoted(self.slice(token)).to_string(), token.span))
    }

    /// Names in parentheses, if the next token opens one.
    pub fn names_in_parens(&mut self) -> Vec<Name> {
        let mut inner = self.parens();
        let mut out = Vec::new();
        while !inner.done() {
            out.extend(inner.name());
            inner.skip_to_comma();
        }
        out
    }

    /// The tokens inside the parentheses that open here, which are taken;
    /// empty when none opens. An unclosed one runs to the end.
    pub fn parens(&mut self) -> Cursor<'a> {
        self.group(b'(', b')')
    }

    fn group(&mut self, opens: u8, closes: u8) -> Cursor<'a> {
        let open = self.at;
        if !self.is_punct(opens) {
            return Cursor { tokens: &[], at: 0, ..*self };
        }
        let mut depth = 0usize;
        while let Some(token) = self.peek() {
            self.at += 1;
            match token.kind {
                Kind::Punct(c) if c == opens => depth += 1,
                Kind::Punct(c) if c == closes => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Cursor { tokens: &self.tokens[open + 1..self.at - 1], at: 0, ..*self };
            }
        }
        Cursor { tokens: &self.tokens[open + 1..], at: 0, ..*self }
    }

    /// The tokens up to the next comma outside parentheses; the comma is taken.
    pub fn until_comma(&mut self) -> Cursor<'a> {
        let start = self.at;
        while !self.done() && !self.is_punct(b',') {
            self.skip();
        }
        let item = Cursor { tokens: &self.tokens[start..self.at], at: 0, ..*self };
        self.at += usize::from(!self.done());
        item
    }

    fn skip_to_comma(&mut self) {
        self.until_comma();
    }

    /// Takes one token, or all of a group in parentheses or brackets.
    pub fn skip(&mut self) {
        match self.peek().map(|token| token.kind) {
            Some(Kind::Punct(b'(')) => drop(self.parens()),
            Some(Kind::Punct(b'[')) if self.closes() => drop(self.group(b'[', b']')),
            _ => self.at += 1,
        }
    }

    /// Whether the bracket that opens here is closed: `ARRAY['a', 'b']`.
    fn closes(&self) -> bool {
        self.tokens[self.at..].iter().any(|token| token.kind == Kind::Punct(b']'))
    }

    /// Skips to one of these keywords outside parentheses; says if it is there.
    pub fn seek(&mut self, words: &[&str]) -> bool {
        while !self.done() && !self.is_any(words) {
            self.skip();
        }
        !self.done()
    }

    /// The span of all tokens.
    pub fn span(&self) -> Span {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::default(),
        }
    }

    /// What is left, to be read by itself.
    pub fn tail(&self) -> Cursor<'a> {
        Cursor { tokens: &self.tokens[self.at.min(self.tokens.len())..], at: 0, ..*self }
    }

    /// The span of what is left.
    pub fn rest(&self) -> Span {
        self.tail().span()
    }

    /// The next token's text without quotes, when it is a string.
    pub fn string(&mut self) -> Option<&'a str> {
        let token = self.peek()?;
        let text = matches!(token.kind, Kind::Text | Kind::Quoted | Kind::Dollar);
        self.at += usize::from(text);
        text.then(|| unquoted(self.slice(token)))
    }
}
