//! Reads suppressions: `secret-guard: allow(rule) -- reason` in a comment.

use crate::config::Day;
use crate::files::{File, Kind};
use crate::rust::comments::comments;
use crate::source::{Source, Span};

/// What every directive begins with.
const MARK: &str = "secret-guard:";

/// A comment that allows something.
#[derive(Debug)]
pub(super) struct Directive {
    /// The comment with its markers.
    pub comment: Span,
    /// Whether nothing else stands on its line.
    pub alone: bool,
    /// The line it stands on.
    pub line: u32,
    /// The line it speaks of.
    pub target: u32,
    /// What it says, or what is wrong with it.
    pub said: Result<Said, &'static str>,
}

/// What a directive says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// Rules with their places, as written.
    pub rules: Vec<(String, Span)>,
    /// The first day on which it no longer holds.
    pub until: Option<Day>,
    /// Why.
    pub reason: String,
}

/// All directives of a file, in the order of the text.
pub(super) fn directives(file: &File) -> Vec<Directive> {
    let source = &file.source;
    if memchr::memmem::find(source.text().as_bytes(), MARK.as_bytes()).is_none() {
        return Vec::new();
    }
    let comments = match file.kind {
        Kind::Rust => comments(source.text()),
        Kind::Sql => line_comments(source, "--"),
        Kind::Config => line_comments(source, opener(source.path())),
    };
    let with_mark = |span: &Span| source.slice(*span).contains(MARK);
    let spans: Vec<Span> = comments.into_iter().collect();
    let found = spans.iter().filter(|span| with_mark(span));
    found.filter_map(|span| directive(source, *span, &spans)).collect()
}

fn directive(source: &Source, comment: Span, comments: &[Span]) -> Option<Directive> {
    let text = source.slice(comment);
    let open = text.len() - text.trim_start_matches(['/', '*', '-', '#', '<', '!']).len();
    let body = text[open..].trim_start();
    let rest = body.strip_prefix(MARK)?;
    let at = comment.start as usize + text.len() - rest.len();
    let rest = rest.trim_end_matches("*/").trim_end_matches("-->");
    let line = source.line_of(comment.start);
    let before = source.slice(Span { start: source.line_span(line).start, end: comment.start });
    let alone = before.trim().is_empty();
    Some(Directive {
        comment,
        alone,
        line,
        target: if alone { next_line(source, comment, comments) } else { line },
        said: said(rest, at),
    })
}

/// The first line below that holds more than comments.
fn next_line(source: &Source, comment: Span, comments: &[Span]) -> u32 {
    let mut line = source.line_of(comment.end) + 1;
    let is_comment = |line: u32| {
        let span = source.line_span(line);
        let text = source.slice(span);
        let start = span.start + (text.len() - text.trim_start().len()) as u32;
        comments.iter().any(|c| c.start == start && c.end >= span.end)
    };
    while is_comment(line) {
        line += 1;
    }
    line
}

fn said(text: &str, at: usize) -> Result<Said, &'static str> {
    let inner = text.trim_start().strip_prefix("allow").map(str::trim_start);
    let inner = inner.and_then(|text| text.strip_prefix('('));
    let Some((list, after)) = inner.and_then(|text| text.split_once(')')) else {
        return Err("write `secret-guard: allow(rule) -- reason`");
    };
    let start = at + text.len() - after.len() - 1 - list.len();
    let rules = rules(list, start);
    if rules.is_empty() {
        return Err("no rule is named between the brackets");
    }
    let (until, after) = until(after.trim_start())?;
    let reason = after.trim_start().strip_prefix("--").map(str::trim);
    match reason {
        Some(reason) if reason.chars().any(char::is_alphanumeric) => {
            Ok(Said { rules, until, reason: reason.to_owned() })
        }
        _ => Err("a suppression needs a reason: `-- why this is right`"),
    }
}

fn rules(list: &str, start: usize) -> Vec<(String, Span)> {
    let mut at = start;
    let mut rules = Vec::new();
    for part in list.split(',') {
        let word = part.trim();
        let from = at + part.len() - part.trim_start().len();
        if !word.is_empty() {
            rules.push((word.to_owned(), Span::new(from, from + word.len())));
        }
        at += part.len() + 1;
    }
    rules
}

fn until(text: &str) -> Result<(Option<Day>, &str), &'static str> {
    let Some(rest) = text.strip_prefix("until") else {
        return Ok((None, text));
    };
    let inner = rest.trim_start().strip_prefix('(');
    let parts = inner.and_then(|text| text.split_once(')'));
    let day = parts.and_then(|(day, after)| Some((Day::parse(day.trim())?, after)));
    match day {
        Some((day, after)) => Ok((Some(day), after)),
        None => Err("a day is written `until(YYYY-MM-DD)`"),
    }
}

/// What opens a comment in a file, by its extension; `#` in most.
fn opener(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "md" | "html" | "htm" | "xml" | "svg" | "vue" | "svelte" | "plist" | "csproj" => "<!--",
        "js" | "jsx" | "ts" | "tsx" | "mjs" | "cjs" | "json5" | "jsonc" | "c" | "cc" | "cpp" | "cxx" | "h" | "hpp"
        | "m" | "mm" | "java" | "kt" | "kts" | "go" | "cs" | "swift" | "scala" | "dart" | "groovy" | "gradle"
        | "php" | "proto" | "scss" | "less" | "sol" | "zig" | "fs" => "//",
        "lua" | "hs" | "elm" | "adb" => "--",
        "ini" | "clj" | "lisp" | "el" | "asm" => ";",
        "tex" | "erl" => "%",
        _ => "#",
    }
}

/// Comments that run from `opener` to the end of their line, outside quotes.
fn line_comments(source: &Source, opener: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if line.contains(MARK)
            && let Some(at) = opens_at(line, opener)
        {
            found.push(Span::new(start + at, end));
        } else if line.trim_start().starts_with(opener) {
            found.push(Span::new(start + line.len() - line.trim_start().len(), end));
        }
        start += line.len();
    }
    found
}

/// Where a comment opens in a line: after white space or at its start, and
/// not inside a quoted string.
fn opens_at(line: &str, opener: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if before.is_whitespace() && line[at..].starts_with(opener) => return Some(at),
            None if matches!(c, '"' | '\'' | '`') && !before.is_alphanumeric() => quote = Some(c),
            None => {}
        }
        before = c;
    }
    None
}
