//! Where the comments of a Rust file are.
//!
//! A lexer for just enough of Rust's grammar not to be fooled: strings, raw
//! strings, byte and C strings, character literals against lifetimes, and
//! nested block comments. It never fails; an unclosed thing runs to the end.

use crate::source::Span;

/// The spans of all comments that are no documentation, with their markers,
/// in the order of the text.
pub fn comments(text: &str) -> Vec<Span> {
    let mut lexer = Lexer { text: text.as_bytes(), at: 0 };
    let mut found = Vec::new();
    while let Some(byte) = lexer.peek(0) {
        match byte {
            b'/' if lexer.peek(1) == Some(b'/') => found.extend(lexer.line_comment()),
            b'/' if lexer.peek(1) == Some(b'*') => found.extend(lexer.block_comment()),
            b'"' => lexer.string(),
            b'\'' => lexer.quote(),
            byte if is_word(byte) => lexer.word(),
            _ => lexer.at += 1,
        }
    }
    found
}

/// Calls `visit` with the place of each punctuation byte of the code, and
/// with that of each `else`, `fn` and `let` under its first letter: what
/// tells how deep a recursive parser will go. Stops when `visit` fails.
///
/// # Errors
/// What `visit` gave.
pub fn punctuation<E>(text: &str, mut visit: impl FnMut(usize, u8) -> Result<(), E>) -> Result<(), E> {
    let mut lexer = Lexer { text: text.as_bytes(), at: 0 };
    while let Some(byte) = lexer.peek(0) {
        let start = lexer.at;
        match byte {
            b'/' if lexer.peek(1) == Some(b'/') => drop(lexer.line_comment()),
            b'/' if lexer.peek(1) == Some(b'*') => drop(lexer.block_comment()),
            b'"' => lexer.string(),
            b'\'' => lexer.quote(),
            byte if is_word(byte) => {
                lexer.word();
                if let Some(b"else" | b"fn" | b"let") = lexer.text.get(start..lexer.at) {
                    visit(start, byte)?;
                }
            }
            byte => {
                lexer.at += 1;
                if !byte.is_ascii_whitespace() {
                    visit(start, byte)?;
                }
            }
        }
    }
    Ok(())
}

struct Lexer<'a> {
    text: &'a [u8],
    at: usize,
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn rest(&self) -> &[u8] {
        self.text.get(self.at..).unwrap_or(&[])
    }

    fn line_comment(&mut self) -> Option<Span> {
        let start = self.at;
        let rest = self.rest();
        let len = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let len = len - usize::from(rest[..len].ends_with(b"\r"));
        let text = &rest[..len];
        let doc = text.starts_with(b"//!") || text.starts_with(b"///") && !text.starts_with(b"////");
        self.at += len;
        (!doc).then(|| Span::new(start, self.at))
    }

    fn block_comment(&mut self) -> Option<Span> {
        let start = self.at;
        let mut depth = 0usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some(b'/'), Some(b'*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (Some(b'*'), Some(b'/')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        break;
                    }
                }
                (Some(_), _) => self.at += 1,
                (None, _) => break,
            }
        }
        let text = &self.text[start..self.at];
        let doc = text.starts_with(b"/*!") || text.starts_with(b"/**") && !text.starts_with(b"/***") && text.len() > 4;
        (!doc).then(|| Span::new(start, self.at))
    }

    /// An identifier, a number, or the prefix of a raw string.
    fn word(&mut self) {
        let start = self.at;
        while self.peek(0).is_some_and(is_word) {
            self.at += 1;
        }
        let raw = matches!(&self.text[start..self.at], b"r" | b"br" | b"cr");
        if raw && matches!(self.peek(0), Some(b'"' | b'#')) {
            self.raw_string();
        }
    }

    fn raw_string(&mut self) {
        let hashes = self.rest().iter().take_while(|b| **b == b'#').count();
        // `r#type` is an identifier.
        if self.peek(hashes) != Some(b'"') {
            self.at += hashes;
            return;
        }
        self.at += hashes + 1;
        while let Some(quote) = memchr::memchr(b'"', self.rest()) {
            self.at += quote + 1;
            let closing = self.rest().iter().take(hashes).take_while(|b| **b == b'#');
            if closing.count() == hashes {
                self.at += hashes;
                return;
            }
        }
        self.at = self.text.len();
    }

    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }

    /// A character literal or a lifetime.
    fn quote(&mut self) {
        let literal = match self.peek(1) {
            Some(b'\\') => true,
            // One character and a quote: 'a', '"', 'é'.
            Some(_) => {
                let width = self.rest()[1..].iter().skip(1);
                let width = 1 + width.take_while(|b| **b & 0xC0 == 0x80).count();
                self.peek(1 + width) == Some(b'\'')
            }
            None => false,
        };
        self.at += 1;
        while literal && let Some(byte) = self.peek(0) {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'\'' || byte == b'\n' {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::comments;

    fn texts(text: &str) -> Vec<&str> {
        let spans = comments(text);
        spans.iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn comments_are_found_between_things_that_look_like_them() {
        let text = r####"
let a = "// no"; // one
let b = r#"// no " // no"#; /* two /* nested */ still */
let c = '"'; // three
let d: &'a str = x; // four
let e = b'\''; // five
let f = br"// no\"; // six
let g = 'é'; // seven
let r#type = 1; // eight
/// documentation
//! documentation
/** documentation */
//// nine
let h = "a\"// no"; /**/"####;
        let found = texts(text);
        let expected = [
            "// one",
            "/* two /* nested */ still */",
            "// three",
            "// four",
            "// five",
            "// six",
            "// seven",
            "// eight",
            "//// nine",
            "/**/",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_not_closed_runs_to_the_end() {
        for text in ["/* a", "\"a // b", "r##\"// \"#", "'", "'\\", "\"\\", "// é\r\n"] {
            for span in comments(text) {
                assert!(text.get(span.range()).is_some(), "{text:?}");
            }
        }
        assert_eq!(texts("// a\r\n// b"), ["// a", "// b"]);
    }
}
