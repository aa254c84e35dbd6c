//! Comments that speak of a column.

use crate::schema::span::Span;
use crate::schema::token::Comment;
use crate::schema::words::{Meaning, words as lists};

/// The text of comments that stand above a column (after `before`, the end
/// of what precedes it, on a later line), inside it, or behind it on its
/// last line.
pub fn beside(text: &str, comments: &[Comment], before: u32, column: Span) -> String {
    let line_end = line_end(text, column.end);
    let from = comments.partition_point(|c| c.span.start < before);
    let mut out = String::new();
    for comment in comments[from..].iter().take_while(|c| c.span.start <= line_end) {
        if belongs(text, before, column, comment.span) {
            out.push_str(words(&text[comment.span.range()]));
            out.push(' ');
        }
    }
    out.trim().to_string()
}

fn belongs(text: &str, before: u32, column: Span, comment: Span) -> bool {
    if comment.start > column.end {
        // Behind it, unless another item stands between.
        let between = &text[column.end as usize..comment.start as usize];
        return between.trim().chars().all(|c| matches!(c, ',' | ')'));
    }
    // Above it: not a remark on the line of the item before.
    let between = text.get(before as usize..comment.start as usize).unwrap_or("");
    comment.start > column.start || between.contains('\n') || before == 0
}

/// How far below it a heading speaks, in bytes.
const REACHES: usize = 1000;

/// `-- OAuth tokens (encrypted)`: what stands by itself above several columns
/// and speaks of several, for those of this kind up to a blank line or one
/// that is called a hash.
pub fn heading<'t>(text: &'t str, comments: &[Comment], column: Span) -> Option<&'t str> {
    let above = comments[..comments.partition_point(|c| c.span.start < column.start)].last()?;
    let between = text.get(above.span.end as usize..column.start as usize).filter(|t| t.len() < REACHES)?;
    let said = words(&text[above.span.range()]);
    let name = lists().of(text.get(column.range())?.split_whitespace().next()?);
    let narrows =
        |word: &str| matches!(word, "not" | "no" | "rest" | "other" | "others" | "should" | "todo" | "except");
    if said.to_lowercase().split_whitespace().any(narrows) || !said.split_whitespace().any(|word| of_these(word, &name))
    {
        return None;
    }
    let before = text.get(..above.span.start as usize)?.trim_end_matches([' ', '\t']);
    let mut lines = between.trim_matches([' ', '\t']).trim_matches('\n').split('\n');
    (before.ends_with('\n') && lines.all(|line| open(line.trim()))).then_some(said)
}

/// A line that says something, but no hash, of which the heading may speak alone.
fn open(line: &str) -> bool {
    let name = line.split_whitespace().next().unwrap_or("");
    !name.is_empty() && lists().meaning(&lists().of(name)) != Meaning::Protected
}

/// `tokens` above an `access_token`, `credentials` above anything.
fn of_these(word: &str, column: &[String]) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    match word.strip_suffix('s') {
        Some("credential" | "secret") => true,
        Some(one) => {
            matches!(lists().meaning(&lists().of(one)), Meaning::Secret(..)) && column.iter().any(|part| part == one)
        }
        None => false,
    }
}

fn line_end(text: &str, at: u32) -> u32 {
    let rest = text.as_bytes().get(at as usize..).unwrap_or(&[]);
    at + memchr::memchr(b'\n', rest).unwrap_or(rest.len()) as u32
}

/// A comment without its marks.
fn words(comment: &str) -> &str {
    comment.trim_start_matches(['-', '#', '/', '*', '!', ' ']).trim_end_matches(['*', '/', ' ', '\r'])
}
