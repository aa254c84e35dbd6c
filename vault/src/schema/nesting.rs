//! Comments in comments, as Postgres and Rust have them.

/// The length of the `/* … */` at the start of a text, with all that is nested
/// in it; `None` when it never ends.
pub fn comment_len(text: &[u8]) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(step) = memchr::memchr2(b'*', b'/', &text[at..]) {
        at += step;
        match (text[at], text.get(at + 1)) {
            (b'/', Some(b'*')) => (depth, at) = (depth + 1, at + 2),
            (b'*', Some(b'/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}
