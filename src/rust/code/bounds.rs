//! How far a parser may recurse.

use crate::lex::Kind;

/// Delimiters nested deeper than this are refused; real code stays below 60.
pub(in crate::rust) const MAX_DEPTH: usize = 200;
/// Operators in one statement past which a parser's recursion gets deep.
pub(super) const MAX_OPERATORS: usize = 4_000;
/// Words that stand before an expression, or behind one, again and again.
const NESTING: [&str; 12] =
    ["else", "return", "break", "yield", "become", "if", "while", "match", "for", "let", "as", "move"];

/// How deep a recursive parser would go: delimiters, and operators in one
/// statement, with the words that take an expression as these do.
pub(super) struct Bounds {
    /// Operators of the statement at hand, for each open delimiter.
    pub operators: Vec<usize>,
    pub last: Last,
}

/// What the piece before was.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Last {
    /// What a statement can begin behind: `;`, an attribute.
    End,
    /// A block, behind which one begins unless it goes on.
    Block,
    Fn,
    Other,
}

impl Bounds {
    /// Counts a piece.
    ///
    /// # Errors
    /// What would be too deep, when it is the piece that makes it so.
    pub fn see(&mut self, kind: Kind, text: &str) -> Result<(), String> {
        let last = std::mem::replace(&mut self.last, last(kind, text));
        let nested = self.operators.len() > 1;
        let Some(count) = self.operators.last_mut() else { return Ok(()) };
        match kind {
            Kind::Punct(b';' | b',') => *count = 0,
            Kind::Word if begins(last, text) => *count = 0,
            Kind::Word if NESTING.contains(&text) => *count += 1,
            Kind::Punct(b':' | b'#' | b'\'') => {}
            Kind::Punct(b'(' | b'[' | b'{') => self.operators.push(0),
            Kind::Punct(b')' | b']' | b'}') if nested => drop(self.operators.pop()),
            Kind::Punct(b')' | b']' | b'}') => {}
            Kind::Punct(_) => *count += 1,
            Kind::Word | Kind::Str { .. } | Kind::Char | Kind::Comment { .. } => {}
        }
        if self.operators.last().is_some_and(|count| *count > MAX_OPERATORS) {
            return Err(format!("a statement with more than {MAX_OPERATORS} operators"));
        }
        if self.operators.len() > MAX_DEPTH {
            return Err(format!("delimiters nested deeper than {MAX_DEPTH}"));
        }
        Ok(())
    }
}

/// Whether a word begins a statement, or an item: what it holds is not held by
/// what stands before it.
fn begins(last: Last, text: &str) -> bool {
    match last {
        // `fn name`, which a pointer to a function has none of.
        Last::Fn => true,
        Last::Block => !matches!(text, "else" | "as" | "in"),
        Last::End => text == "let",
        Last::Other => false,
    }
}

fn last(kind: Kind, text: &str) -> Last {
    match kind {
        Kind::Punct(b';' | b']' | b'{') => Last::End,
        Kind::Punct(b'}') => Last::Block,
        Kind::Word if text == "fn" => Last::Fn,
        _ => Last::Other,
    }
}
