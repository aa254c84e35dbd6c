//! Comments that speak of a column.

use crate::schema::span::Span;
use crate::schema::token::Comment;

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

fn line_end(text: &str, at: u32) -> u32 {
    let rest = text.as_bytes().get(at as usize..).unwrap_or(&[]);
    at + memchr::memchr(b'\n', rest).unwrap_or(rest.len()) as u32
}

/// A comment without its marks.
fn words(comment: &str) -> &str {
    comment.trim_start_matches(['-', '#', '/', '*', '!', ' ']).trim_end_matches(['*', '/', ' ', '\r'])
}
