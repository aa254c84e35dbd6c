//! Literals that stand beside a value, and their names.

use std::ops::Range;

use crate::secrets::shape::{Shape, is_random};
use crate::words::segments;

/// How far around a value the rest of its record may stand.
pub(super) const NEAR: usize = 400;
/// The longest way from an operator back to a name, and on to a literal.
const REACH: usize = 64;
/// The longest literal that is looked at.
const RUN: usize = 128;
/// The least bytes that a list of numbers has, and half the digits of a text.
const BYTES: usize = 8;

/// What another name near a value is given.
pub(super) struct Beside {
    /// The words of the name, without digits behind them.
    pub words: Vec<String>,
    /// What the literal is.
    pub literal: Literal,
}

/// What a name is given, as far as records are told by it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Literal {
    /// Bytes, at least eight: numbers in brackets, hexadecimal, base64.
    Bytes,
    /// A number, a word or too little to tell.
    Plain,
}

/// The literals within reach of `value` that are given to other names.
pub(super) fn beside<'a>(text: &'a [u8], value: &Range<usize>) -> impl Iterator<Item = Beside> + 'a {
    let (value, begins) = (value.clone(), value.start);
    let (from, to) = (value.start.saturating_sub(NEAR), (value.end + NEAR).min(text.len()));
    let operators = (from..to).filter(move |at| !value.contains(at) && matches!(text[*at], b'=' | b':'));
    // The value's own name is no other.
    let own = move |literal: usize| literal <= begins && begins - literal <= 2;
    operators.filter_map(move |at| {
        let words = named(&text[from..at])?;
        let start = at + 1 + skipped(&text[at + 1..to.max(at + 1)])?;
        let literal = literal(&text[start..to.min(start + RUN)]).filter(|_| !own(start))?;
        Some(Beside { words, literal })
    })
}

/// The name at the end of a text: `NONCE`, `"nonce"`, `IV: [u8; 12]`.
fn named(before: &[u8]) -> Option<Vec<String>> {
    let window = &before[before.len().saturating_sub(REACH)..];
    let window = window.rsplit(|byte| matches!(byte, b'\n' | b',' | b'{' | b'(')).next()?;
    let name = window.split(|byte| *byte == b':').next()?;
    let name = name.trim_ascii_end();
    // `kTag[16]`; in `byte[] tag` the brackets are the type's.
    let name = if name.ends_with(b"]") { name.split(|byte| *byte == b'[').next()?.trim_ascii_end() } else { name };
    let name = name.strip_suffix(b"\"").or(name.strip_suffix(b"'")).unwrap_or(name);
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-".contains(byte);
    let len = name.iter().rev().take_while(|byte| part(byte)).count();
    let words = segments(std::str::from_utf8(&name[name.len() - len..]).ok()?).into_iter();
    let words = words.map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then_some(words)
}

/// The length of what stands between an operator and a literal: blanks, a
/// type, a call, a prefix.
fn skipped(rest: &[u8]) -> Option<usize> {
    let blank = |at: usize| rest[at..].iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b'&').count();
    let at = blank(0);
    let word = rest[at..].iter().take(REACH);
    let word = word.take_while(|byte| byte.is_ascii_alphanumeric() || b"_.!:".contains(byte)).count();
    let at = match rest.get(at + word) {
        Some(b'(') => at + word + 1,
        Some(b'"' | b'\'') if word <= 2 => at + word,
        _ => at,
    };
    let at = at + blank(at);
    let prefix = rest[at..].iter().take(2).take_while(|byte| b"bxX".contains(byte)).count();
    let quoted = rest.get(at + prefix).is_some_and(|byte| matches!(byte, b'"' | b'\''));
    Some(if quoted { at + prefix + 1 } else { at })
}

/// What stands at the start of a text.
fn literal(rest: &[u8]) -> Option<Literal> {
    if matches!(rest.first(), Some(b'[' | b'{')) {
        return is_list(&rest[1..]).then_some(Literal::Bytes);
    }
    let part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+/_-".contains(byte);
    let run = std::str::from_utf8(&rest[..rest.iter().take_while(part).count()]).ok()?;
    let shape = Shape::of(run.strip_prefix("0x").unwrap_or(run).as_bytes());
    // A date, a version and the short name of a commit have fewer digits.
    let hex = shape.hex && shape.len >= 2 * BYTES && shape.digit > 0 && shape.letters() > 0;
    match run {
        "" => None,
        _ if hex || run.len() >= 20 && is_random(run) => Some(Literal::Bytes),
        _ => Some(Literal::Plain),
    }
}

/// Whether what stands in brackets begins with bytes: `0x1f, 0x8b, …`, `31, 139, …`.
fn is_list(inner: &[u8]) -> bool {
    let numbers = inner.split(|byte| b",]}".contains(byte)).map(<[u8]>::trim_ascii);
    let is_byte = |text: &[u8]| {
        let text = text.strip_prefix(b"(byte)").unwrap_or(text).trim_ascii_start();
        let digits = text.strip_prefix(b"0x").unwrap_or(text);
        matches!(digits.len(), 1..=3) && digits.iter().all(u8::is_ascii_hexdigit)
    };
    numbers.take(BYTES).filter(|number| is_byte(number)).count() == BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of literals of bytes beside the first `KEY`.
    fn bytes_beside(text: &str) -> Vec<String> {
        let at = text.find("KEY").unwrap();
        let found = beside(text.as_bytes(), &(at..at + 3)).filter(|beside| beside.literal == Literal::Bytes);
        found.map(|beside| beside.words.join(" ")).collect()
    }

    #[test]
    fn literals_have_the_names_that_they_are_given_to() {
        for (text, name) in [
            ("KEY\nNONCE = 0700000040414243444a", "nonce"),
            ("KEY\nconst TAG: [u8; 8] = [0x1a, 0xe1, 0x0b, 0x59, 0x4f, 0x09, 0xe2, 0x6a];", "tag"),
            ("KEY\nbyte[] tag = {(byte) 0x1a, 1, 2, 3, 4, 5, 6, 7};", "tag"),
            ("KEY\nlet plain_text = hex!(\"4c616469657320616e64\");", "plain text"),
            (
                "KEY\nstatic const uint8_t kOkmDerived[] = {\n  0x3c, 0xb2, 0x5f, 0x25, 0xfa,\n  0xac, 0xd5, 0x7a,",
                "k okm derived",
            ),
            ("{\"k\": KEY, \"ct2\": \"64a0861575861af460f062c7\"}", "ct"),
            ("KEY, nonce: unhex('64a0861575861af460f062c7')", "nonce"),
        ] {
            assert_eq!(bytes_beside(text), [name], "{text}");
        }
    }

    #[test]
    fn words_and_numbers_are_no_bytes() {
        for text in [
            "KEY\nNONCE_TTL=60",
            "KEY\nCIPHER=aes-256-gcm",
            "KEY\nfn tag() { expected = plaintext(x); }",
            "KEY\ntag: \"20240115\"",
            "KEY\ntag: 8f3e2a1b",
            "KEY\nexpected = 2024011512000000",
            "KEY\nbyte mac[] = { 0xDE, 0xAD, 0xBE, 0xEF, 0xFE, 0xED };",
            "KEY",
        ] {
            assert_eq!(bytes_beside(text), Vec::<String>::new(), "{text}");
        }
    }
}
