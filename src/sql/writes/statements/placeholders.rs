//! The placeholders of a statement, and what an expression makes of one.

use crate::source::Span;
use crate::sql::lex::lex;
use crate::sql::token::{Kind, Token};

use crate::sql::writes::tokens::lists::lists;

/// What a placeholder is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sql::writes) enum Placeholder {
    /// `$2`, `?2`, or the second `?`.
    Place(usize),
    /// `:token`, `@token`, `$token`
    Named(String),
}

/// A text of SQL with its tokens and what is bound to it.
pub(in crate::sql::writes) struct Placeholders<'s> {
    sql: &'s str,
    tokens: Vec<Token>,
    /// Each placeholder by the index of its token.
    all: Vec<(usize, Placeholder)>,
}

impl<'s> Placeholders<'s> {
    pub fn of(sql: &'s str) -> Placeholders<'s> {
        let tokens = lex(sql).tokens;
        let (mut all, mut next) = (Vec::new(), 0);
        for (at, token) in tokens.iter().enumerate() {
            let text = sql.get(token.span.range()).unwrap_or("");
            let named = token.kind == Kind::Word && text.starts_with('@');
            if token.kind != Kind::Param && !named {
                continue;
            }
            let digits = text.trim_start_matches(['$', '?']);
            all.push((
                at,
                match digits.parse() {
                    Ok(place) => Placeholder::Place(place),
                    Err(_) if text == "?" => {
                        next += 1;
                        Placeholder::Place(next)
                    }
                    Err(_) => Placeholder::Named(text.to_owned()),
                },
            ));
        }
        Placeholders { sql, tokens, all }
    }

    /// The placeholder whose value an expression is: alone, cast, or in a call
    /// that leaves it what it is.
    pub fn of_expression(&self, expression: Span) -> Option<&Placeholder> {
        let from = self.tokens.partition_point(|token| token.span.start < expression.start);
        let to = self.tokens.partition_point(|token| token.span.start < expression.end);
        let first = self.all.partition_point(|(at, _)| *at < from);
        let (at, placeholder) = self.all.get(first).filter(|(at, _)| *at < to)?;
        let single = self.all.get(first + 1).is_none_or(|(at, _)| *at >= to);
        let plain = self.tokens[from..to].iter().all(|token| self.is_plain(token));
        (single && plain && self.calls(from..*at).all(|call| lists().keeps_in_sql(call))).then_some(placeholder)
    }

    /// Whether a token neither compares nor works out anything.
    fn is_plain(&self, token: &Token) -> bool {
        let word = || self.sql.get(token.span.range()).unwrap_or("").to_lowercase();
        match token.kind {
            Kind::Punct(byte) => matches!(byte, b'(' | b')' | b',' | b':' | b'.' | b'[' | b']'),
            Kind::Word => !matches!(word().as_str(), "select" | "case" | "and" | "or" | "not" | "in" | "is"),
            _ => true,
        }
    }

    /// The functions that are called in a range of tokens.
    fn calls(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = &'s str> {
        let opens = |at: &usize| self.tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Punct(b'('));
        let names = range.filter(|at| self.tokens[*at].kind == Kind::Word).filter(opens);
        names.map(|at| self.sql.get(self.tokens[at].span.range()).unwrap_or("")).collect::<Vec<_>>().into_iter()
    }
}
