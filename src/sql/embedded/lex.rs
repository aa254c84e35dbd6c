//! Just enough of Rust's lexis to find strings, names and brackets; works
//! on files that do not parse.

use crate::source::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An identifier or keyword.
    Ident,
    /// A string; the flag says whether `\` escapes in it.
    Str(bool),
    /// A number or character.
    Literal,
    /// One byte of punctuation, brackets included.
    Punct(u8),
}

/// A token; of strings the span is what stands between the quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Byte offsets in the file.
    pub span: Span,
}

/// Cuts Rust source into tokens, without comments.
pub fn lex(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (token, end) = next(bytes, at);
        if let Some((kind, start, stop)) = token {
            out.push(Token { kind, span: Span::new(start, stop) });
        }
        at = end.max(at + 1);
    }
    out
}

type Found = (Option<(Kind, usize, usize)>, usize);

fn next(bytes: &[u8], at: usize) -> Found {
    let peek = |ahead: usize| bytes.get(at + ahead).copied().unwrap_or(0);
    match bytes[at] {
        b'/' if peek(1) == b'/' => (None, line_end(bytes, at)),
        b'/' if peek(1) == b'*' => (None, comment_end(bytes, at)),
        b'"' => string(bytes, at + 1),
        b'\'' => quote(bytes, at),
        c if c.is_ascii_alphabetic() || c == b'_' || c >= 0x80 => word(bytes, at),
        c if c.is_ascii_digit() => {
            let len = bytes[at..].iter().take_while(|c| c.is_ascii_alphanumeric() || **c == b'_').count();
            (Some((Kind::Literal, at, at + len)), at + len)
        }
        c if c.is_ascii_whitespace() => (None, at + 1),
        c => (Some((Kind::Punct(c), at, at + 1)), at + 1),
    }
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n)
}

fn comment_end(bytes: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0usize, start);
    while let Some(step) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'*', b'/', rest)) {
        at += step;
        match (bytes[at], bytes.get(at + 1)) {
            (b'/', Some(b'*')) => (depth, at) = (depth + 1, at + 2),
            (b'*', Some(b'/')) => (depth, at) = (depth.saturating_sub(1), at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

/// A string whose text begins at `start`.
fn string(bytes: &[u8], start: usize) -> Found {
    let mut at = start;
    while let Some(step) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += step;
        if bytes[at] == b'"' {
            return (Some((Kind::Str(true), start, at)), at + 1);
        }
        at += 2;
    }
    (None, bytes.len())
}

/// A character or a lifetime.
fn quote(bytes: &[u8], at: usize) -> Found {
    let rest = &bytes[at + 1..];
    let end = match rest.first() {
        Some(b'\\') => rest.iter().skip(2).take(12).position(|c| *c == b'\'').map(|n| n + 2),
        _ => rest.iter().skip(1).take(4).position(|c| *c == b'\'').map(|n| n + 1),
    };
    let lifetime = rest.first().is_some_and(|c| c.is_ascii_alphabetic() || *c == b'_') && rest.get(1) != Some(&b'\'');
    match end.filter(|_| !lifetime) {
        Some(n) => (Some((Kind::Literal, at, at + n + 2)), at + n + 2),
        None => (None, at + 1),
    }
}

fn word(bytes: &[u8], at: usize) -> Found {
    let len = bytes[at..].iter().take_while(|c| c.is_ascii_alphanumeric() || **c == b'_' || **c >= 0x80).count();
    let end = at + len;
    match (&bytes[at..end], bytes.get(end)) {
        (b"b" | b"c", Some(b'"')) => string(bytes, end + 1),
        (b"r" | b"br" | b"cr", Some(b'"' | b'#')) => raw(bytes, at, end),
        _ => (Some((Kind::Ident, at, end)), end),
    }
}

fn raw(bytes: &[u8], at: usize, end: usize) -> Found {
    let hashes = bytes[end..].iter().take_while(|c| **c == b'#').count();
    let start = end + hashes + 1;
    if bytes.get(start - 1) != Some(&b'"') {
        // `r#name`
        return (Some((Kind::Ident, at, end)), end + hashes);
    }
    let mut close = vec![b'"'];
    close.resize(1 + hashes, b'#');
    match memchr::memmem::find(&bytes[start..], &close) {
        Some(n) => (Some((Kind::Str(false), start, start + n)), start + n + close.len()),
        None => (None, bytes.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_told_from_what_looks_like_them() {
        let text = "let a = 'x'; // \"no\"\nfn f<'a>() { r#\"raw \"one\"\"#; \"two\\\"\"; b\"three\" } /* \"no\" */";
        let found: Vec<&str> =
            lex(text).into_iter().filter(|t| matches!(t.kind, Kind::Str(_))).map(|t| &text[t.span.range()]).collect();
        assert_eq!(found, ["raw \"one\"", "two\\\"", "three"]);
    }
}
