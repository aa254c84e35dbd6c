//! From text to [`Facts`], whatever the text is.
//!
//! A pull request writes these files: nothing in them may end the process,
//! and nothing that fails to parse may blind the guard.

use proc_macro2::TokenStream;

use super::facts::Facts;
use super::{comments, lower};
use crate::source::{Source, Span};

/// Files past this size are searched by line instead of parsed: syn takes
/// some forty times the source in memory.
const MAX_PARSED: usize = 8 << 20;
/// Delimiters nested deeper than this are refused; real code stays below 60.
const MAX_DEPTH: usize = 200;
/// Operators in one statement past which a parser's recursion gets deep.
const MAX_OPERATORS: usize = 4_000;

/// What could not be read as Rust, and what was done instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it begins.
    pub span: Span,
    /// What is wrong; lower case, no full stop.
    pub message: String,
}

/// Reads one file. When it is not valid Rust, or too large or too deep to
/// parse safely, the facts hold what a token search finds, and the problem
/// says so.
///
/// Call it on a thread with a stack of 64 MiB; see [`STACK`].
pub fn parse(source: &Source) -> (Facts, Option<Problem>) {
    let result = read(source);
    // Spans are kept in a table of this thread that nothing else empties.
    proc_macro2::extra::invalidate_current_thread_spans();
    result
}

/// Stack bytes a parsing thread needs.
pub const STACK: usize = 64 << 20;

fn read(source: &Source) -> (Facts, Option<Problem>) {
    let (text, offset) = body(source.text());
    if text.len() > MAX_PARSED {
        let message = format!("file of {} MiB is searched by line, not parsed", text.len() >> 20);
        return (by_line(text, offset), problem(offset, 0, message));
    }
    if let Err((at, what)) = bounded(text) {
        return (by_line(text, offset), problem(offset, at, format!("{what}; searched by line")));
    }
    let tokens: TokenStream = match text.parse() {
        Ok(tokens) => tokens,
        Err(error) => {
            let at = error.span().byte_range().start;
            let message = "not lexed as Rust (unbalanced delimiter or broken literal); searched by line".to_owned();
            return (by_line(text, offset), problem(offset, at, message));
        }
    };
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => (lower::file(file, offset), None),
        Err(error) => {
            let at = error.span().byte_range().start;
            let message = format!("syntax error: {error}; searched by token");
            // Lexed again, since a copy for this rare case would cost every file.
            proc_macro2::extra::invalidate_current_thread_spans();
            let tokens = text.parse().unwrap_or_default();
            (lower::tokens(tokens, offset), problem(offset, at, message))
        }
    }
}

fn problem(offset: u32, at: usize, message: String) -> Option<Problem> {
    let start = offset as usize + at;
    Some(Problem { span: Span::new(start, start), message: message.replace(['\n', '\r'], " ") })
}

fn by_line(text: &str, offset: u32) -> Facts {
    // A line of megabytes is data, not code.
    let lines = text.split_inclusive('\n').scan(offset, |at, line| {
        let start = *at;
        *at += line.len() as u32;
        Some((start, line))
    });
    let lines = lines.filter(|(_, line)| line.len() < 20_000 && shallow(line));
    let facts = lower::lines(lines);
    proc_macro2::extra::invalidate_current_thread_spans();
    facts
}

/// A cheap bound for single lines before they are lexed.
fn shallow(line: &str) -> bool {
    let opened = line.bytes().filter(|b| matches!(b, b'(' | b'[' | b'{')).count();
    let operators = line.bytes().filter(|b| matches!(b, b'!' | b'-' | b'*' | b'&' | b'|' | b'<' | b'=')).count();
    opened < MAX_DEPTH && operators < 500
}

/// Cuts off a byte order mark, a shebang line and cargo-script frontmatter,
/// none of which syn keeps the offsets of. Gives the rest and its offset.
fn body(text: &str) -> (&str, u32) {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    if rest.starts_with("#!") && !rest[2..].trim_start().starts_with('[') {
        rest = rest.find('\n').map_or("", |at| &rest[at..]);
    }
    let trimmed = rest.trim_start();
    if trimmed.starts_with("---")
        && let Some(close) = trimmed[3..].find("\n---")
    {
        let after = &trimmed[3 + close + 4..];
        rest = after.find('\n').map_or("", |at| &after[at..]);
    }
    (rest, (text.len() - rest.len()) as u32)
}

/// Refuses what would make a recursive parser run out of stack: delimiters
/// too deep, or too many operators in one statement. Looks at the text alone,
/// before anything is lexed.
fn bounded(text: &str) -> Result<(), (usize, String)> {
    // Operators of the statement at hand, for each open delimiter.
    let mut operators = vec![0usize];
    comments::punctuation(text, |at, byte| {
        match byte {
            b'(' | b'[' | b'{' => operators.push(0),
            b')' | b']' | b'}' if operators.len() > 1 => drop(operators.pop()),
            _ => {}
        }
        let depth = operators.len();
        let Some(count) = operators.last_mut() else { return Ok(()) };
        match byte {
            b';' | b',' | b'f' | b'l' => *count = 0,
            b')' | b']' | b'}' | b'(' | b'[' | b'{' | b':' | b'#' => {}
            _ => *count += 1,
        }
        if *count > MAX_OPERATORS {
            return Err((at, format!("a statement with more than {MAX_OPERATORS} operators")));
        }
        if depth > MAX_DEPTH {
            return Err((at, format!("delimiters nested deeper than {MAX_DEPTH}")));
        }
        Ok(())
    })
}
