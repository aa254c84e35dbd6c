//! From text to [`Facts`], whatever the text is.
//!
//! A pull request writes these files: nothing in them may end the process,
//! and nothing that fails to parse may blind the guard.

use proc_macro2::TokenStream;

use super::facts::Facts;
use super::lower::{self, Places};
use crate::lex::{Kind, Piece, pieces};
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
    let text = source.text();
    let places = Places::new(source);
    let cut = head(text);
    if text.len() - cut > MAX_PARSED {
        let message = format!("file of {} MiB is searched by line, not parsed", text.len() >> 20);
        return (by_line(source, places), problem(cut, message));
    }
    let code = match code(text, cut) {
        Ok(code) => code,
        Err((at, what)) => return (by_line(source, places), problem(at, format!("{what}; searched by line"))),
    };
    let tokens: TokenStream = match code.parse() {
        Ok(tokens) => tokens,
        Err(error) => {
            let at = places.start(error.span()) as usize;
            let message = "not lexed as Rust (unbalanced delimiter or broken literal); searched by line".to_owned();
            return (by_line(source, places), problem(at, message));
        }
    };
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => (lower::file(file, places), None),
        Err(error) => {
            let at = places.start(error.span()) as usize;
            let message = format!("syntax error: {error}; searched by token");
            // Lexed again, since a copy for this rare case would cost every file.
            proc_macro2::extra::invalidate_current_thread_spans();
            let tokens = code.parse().unwrap_or_default();
            (lower::tokens(tokens, places), problem(at, message))
        }
    }
}

fn problem(at: usize, message: String) -> Option<Problem> {
    Some(Problem { span: Span::new(at, at), message: message.replace(['\n', '\r'], " ") })
}

fn by_line(source: &Source, places: Places<'_>) -> Facts {
    let lines = (1..=source.line_count()).map(|number| (number, source.line(number)));
    // A line of megabytes is data, not code.
    let lines = lines.filter(|(_, line)| line.len() < 20_000 && shallow(line));
    let facts = lower::lines(lines, places);
    proc_macro2::extra::invalidate_current_thread_spans();
    facts
}

/// A cheap bound for single lines before they are lexed.
fn shallow(line: &str) -> bool {
    let opened = line.bytes().filter(|b| matches!(b, b'(' | b'[' | b'{')).count();
    let operators = line.bytes().filter(|b| matches!(b, b'!' | b'-' | b'*' | b'&' | b'|' | b'<' | b'=')).count();
    opened < MAX_DEPTH && operators < 500
}

/// How much of the text a byte order mark, a shebang line and cargo-script
/// frontmatter take, none of which syn reads.
fn head(text: &str) -> usize {
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

/// The text from `cut` on without what is no code: each token stands on the
/// line and in the column where it stood. Documentation goes as well, since
/// syn would make attributes of it.
///
/// Refuses what would make a recursive parser run out of stack.
fn code(text: &str, cut: usize) -> Result<String, (usize, String)> {
    let (head, text) = text.split_at(cut);
    let mut code = String::with_capacity(text.len() + 8);
    blank(head, &mut code);
    let mut bounds = Bounds { operators: vec![0] };
    let mut taken = 0;
    for Piece { kind, span } in pieces(text) {
        if let Kind::Comment { .. } = kind {
            code.push_str(&text[taken..span.start as usize]);
            let comment = &text[span.range()];
            // Nothing stands behind a line comment.
            if comment.starts_with("/*") {
                blank(comment, &mut code);
            }
            taken = span.end as usize;
        }
        bounds.see(kind, &text[span.range()]).map_err(|what| (cut + span.start as usize, what))?;
    }
    code.push_str(&text[taken..]);
    Ok(code)
}

/// Adds a space for each character and keeps the lines.
fn blank(text: &str, code: &mut String) {
    code.extend(text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
}

/// How deep a recursive parser would go: delimiters, and operators in one
/// statement.
struct Bounds {
    /// Operators of the statement at hand, for each open delimiter.
    operators: Vec<usize>,
}

impl Bounds {
    fn see(&mut self, kind: Kind, text: &str) -> Result<(), String> {
        let nested = self.operators.len() > 1;
        let Some(count) = self.operators.last_mut() else { return Ok(()) };
        match kind {
            Kind::Punct(b';' | b',') => *count = 0,
            Kind::Word if matches!(text, "fn" | "let") => *count = 0,
            Kind::Word if text == "else" => *count += 1,
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
