//! From text to [`Facts`], whatever the text is.
//!
//! A pull request writes these files: nothing in them may end the process,
//! and nothing that fails to parse may blind the guard.

use proc_macro2::TokenStream;

use super::code::{Code, MAX_DEPTH, code};
use super::facts::Facts;
use super::lower::{self, Places};
use super::needles::Needles;
use crate::source::{Source, Span};

/// Files past this size are searched by line instead of parsed: syn takes
/// some forty times the source in memory.
pub(super) const MAX_PARSED: usize = 8 << 20;

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
/// says so. Bodies without needles are left out, and the facts say which.
///
/// Call it on a thread with a stack of 64 MiB; see [`STACK`].
pub fn parse(source: &Source, needles: &Needles) -> (Facts, Option<Problem>) {
    let result = read(source, needles);
    // Spans are kept in a table of this thread that nothing else empties.
    proc_macro2::extra::invalidate_current_thread_spans();
    result
}

/// Stack bytes a parsing thread needs.
pub const STACK: usize = 64 << 20;

fn read(source: &Source, needles: &Needles) -> (Facts, Option<Problem>) {
    let text = source.text();
    let places = Places::new(source);
    let cut = head(text);
    if text.len() - cut > MAX_PARSED {
        let message = format!("file of {} MiB is searched by line, not parsed", text.len() >> 20);
        return (by_line(source, places), problem(cut, message));
    }
    match code(text, cut, needles) {
        Ok(code) => parsed(source, code, places),
        Err((at, what)) => (by_line(source, places), problem(at, format!("{what}; searched by line"))),
    }
}

fn parsed(source: &Source, code: Code, places: Places<'_>) -> (Facts, Option<Problem>) {
    let result = code.text.parse::<TokenStream>().map_err(|error| error.span());
    let result = result.map(syn::parse2::<syn::File>);
    match result {
        Ok(Ok(file)) => {
            let deep: Vec<_> = code.deep.iter().flat_map(|body| lines_of(source, *body)).collect();
            let lines = deep.iter().map(|(number, line)| (*number, line.as_str()));
            let facts = lower::file(file, code.skipped, lines.filter(|(_, line)| is_searched(line)), places);
            let message = |what| format!("{what}; its function is searched by line");
            (facts, code.problem.and_then(|(at, what)| problem(at, message(what))))
        }
        // What is wrong may be a body that was taken for another.
        _ if !code.skipped.is_empty() => {
            proc_macro2::extra::invalidate_current_thread_spans();
            read(source, &Needles::all())
        }
        _ if !code.deep.is_empty() => {
            let (at, what) = code.problem.unwrap_or_default();
            (by_line(source, places), problem(at, format!("{what}; searched by line")))
        }
        Err(span) => {
            let at = places.start(span) as usize;
            let message = "not lexed as Rust (unbalanced delimiter or broken literal); searched by line".to_owned();
            (by_line(source, places), problem(at, message))
        }
        Ok(Err(error)) => {
            let at = places.start(error.span()) as usize;
            let message = format!("syntax error: {error}; searched by token");
            // Lexed again, since a copy for this rare case would cost every file.
            proc_macro2::extra::invalidate_current_thread_spans();
            let tokens = code.text.parse().unwrap_or_default();
            (lower::tokens(tokens, places), problem(at, message))
        }
    }
}

fn problem(at: usize, message: String) -> Option<Problem> {
    Some(Problem { span: Span::new(at, at), message: message.replace(['\n', '\r'], " ") })
}

fn by_line(source: &Source, places: Places<'_>) -> Facts {
    let lines = (1..=source.line_count()).map(|number| (number, source.line(number)));
    let facts = lower::lines(lines.filter(|(_, line)| is_searched(line)), places);
    proc_macro2::extra::invalidate_current_thread_spans();
    facts
}

/// A line of megabytes is data, not code.
fn is_searched(line: &str) -> bool {
    line.len() < 20_000 && shallow(line)
}

/// The numbered lines of a part of a file, with what stands before it left out.
fn lines_of(source: &Source, part: Span) -> Vec<(u32, String)> {
    let before = &source.text()[..part.start as usize];
    let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
    let text = " ".repeat(line.chars().count()) + &source.text()[part.range()];
    let first = source.line_of(part.start);
    (first..).zip(text.lines().map(str::to_owned)).collect()
}

/// A cheap bound for single lines before they are lexed.
fn shallow(line: &str) -> bool {
    let opened = line.bytes().filter(|b| matches!(b, b'(' | b'[' | b'{')).count();
    let operators = line.bytes().filter(|b| matches!(b, b'!' | b'-' | b'*' | b'&' | b'|' | b'<' | b'=')).count();
    opened < MAX_DEPTH && operators < 500
}

/// How much of the text a byte order mark, a shebang line and cargo-script
/// frontmatter take, none of which syn reads.
pub(super) fn head(text: &str) -> usize {
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
    text.len() - rest.len()
}
