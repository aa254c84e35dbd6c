//! Holes that a program fills in before the database sees the text:
//! `{{ .Schema }}`, `{% if … %}`, `${name}`, `{name}`, `<%= … %>`, `#__name`, `@NAMESPACE@`.

use memchr::memmem;

/// One hole.
pub struct Piece {
    /// Offset past its end.
    pub end: usize,
    /// Whether it only steers the template and leaves no text.
    pub control: bool,
}

/// Whether a hole begins at `at`.
pub fn opens(bytes: &[u8], at: usize) -> bool {
    piece(bytes, at).is_some()
}

/// The hole that begins at `at`; holes end on their line or soon after.
pub fn piece(bytes: &[u8], at: usize) -> Option<Piece> {
    let rest = bytes.get(at..)?;
    let (close, skip): (&[u8], usize) = match rest {
        [b'{', b'{', ..] => (b"}}", 2),
        [b'{', b'%', ..] => (b"%}", 2),
        [b'{', b'#', ..] => (b"#}", 2),
        [b'<', b'%', ..] => (b"%>", 2),
        [b'$', b'{', ..] => (b"}", 2),
        [b'{', ..] => return braces(rest, at),
        [b'@', b'A'..=b'Z', ..] => return marker(rest, at),
        [b'#', b'_', b'_', ..] => {
            return Some(Piece { end: at + 3, control: false });
        }
        _ => return None,
    };
    let window = &rest[skip..rest.len().min(400)];
    let end = at + skip + memmem::find(window, close)? + close.len();
    let control = rest[1] == b'%' && rest.get(2) != Some(&b'=') || rest[1] == b'#' || steers(&bytes[at + skip..end]);
    Some(Piece { end, control })
}

/// `{name}`, as format strings write it.
fn braces(rest: &[u8], at: usize) -> Option<Piece> {
    let named = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'.' | b'$' | b':' | b'?');
    let len = rest[1..].iter().take(64).take_while(|c| named(c)).count();
    let closed = rest.get(1 + len) == Some(&b'}');
    closed.then_some(Piece { end: at + len + 2, control: false })
}

/// `@NAME@`, as configure scripts fill in.
fn marker(rest: &[u8], at: usize) -> Option<Piece> {
    let len = rest[1..].iter().take(64).take_while(|c| c.is_ascii_uppercase() || **c == b'_').count();
    (rest.get(1 + len) == Some(&b'@')).then_some(Piece { end: at + len + 2, control: false })
}

fn steers(inside: &[u8]) -> bool {
    let text = inside.trim_ascii_start();
    let text = text.strip_prefix(b"-").unwrap_or(text).trim_ascii_start();
    let words: [&[u8]; 10] = [b"if", b"end", b"else", b"range", b"with", b"define", b"template", b"block", b"#", b"/"];
    words.iter().any(|word| {
        let after = text.get(word.len()).copied().unwrap_or(b' ');
        text.starts_with(word) && (word.len() == 1 || !after.is_ascii_alphanumeric())
    })
}
