//! Vectors that ciphers are tested with, and records of derived keys.

use std::collections::BTreeSet;
use std::ops::Range;

use super::beside::{Literal, NEAR, beside};
use super::{DERIVED, GIVEN, PAPERS, PARAMETERS, PARTS, VECTOR, VECTOR_PHRASES};

/// Whether a value is one of the vectors that a cipher is tested with: beside
/// it stand the bytes of a plain text, a tag; or a comment says so.
pub(in crate::secrets) fn is_vector(text: &[u8], value: &Range<usize>, test: bool) -> bool {
    let around = around(text, value);
    let mut given = false;
    for beside in beside(text, value).filter(|beside| beside.literal == Literal::Bytes) {
        if ends(&beside.words, VECTOR) {
            return true;
        }
        given |= ends(&beside.words, GIVEN);
    }
    // Programs in use are given a nonce as well, and speak of what they seal.
    is_said(&around) || test && given && VECTOR.iter().any(|word| stands(&around, word.as_bytes()))
}

/// Whether the text says that its values are published vectors.
fn is_said(around: &[u8]) -> bool {
    let says =
        |phrases: &[&str]| phrases.iter().any(|phrase| memchr::memmem::find(around, phrase.as_bytes()).is_some());
    says(VECTOR_PHRASES) || says(PARTS) && PAPERS.iter().any(|paper| is_numbered(around, paper.as_bytes()))
}

/// `RFC 8032`, `fips-197`: a paper with its number.
fn is_numbered(around: &[u8], paper: &[u8]) -> bool {
    memchr::memmem::find_iter(around, paper).any(|at| {
        let rest = &around[at + paper.len()..];
        let rest = rest.strip_prefix(b" ").or(rest.strip_prefix(b"-")).unwrap_or(rest);
        let opens = at == 0 || !around[at - 1].is_ascii_alphanumeric();
        opens && rest.iter().take_while(|byte| byte.is_ascii_digit()).count() >= 3
    })
}

/// Whether a salt stands in the record of what was derived with it: beside it
/// the hash, or the function and its costs.
pub(in crate::secrets) fn is_derived(text: &[u8], value: &Range<usize>) -> bool {
    let mut parameters = BTreeSet::new();
    for beside in beside(text, value) {
        match beside.literal {
            Literal::Bytes if ends(&beside.words, DERIVED) => return true,
            // `BCRYPT_ROUNDS` is a setting, no part of a record.
            _ if beside.words.iter().all(|word| is_in(PARAMETERS, word)) => drop(parameters.insert(beside.words)),
            _ => {}
        }
    }
    parameters.len() >= 2
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Whether the last words of a name are in a list; `tag_hex` is a tag.
fn ends(words: &[String], list: &[&str]) -> bool {
    let plain = |word: &&String| !matches!(word.as_str(), "hex" | "bytes" | "base" | "b");
    let mut last = words.iter().rev().filter(plain);
    let Some(word) = last.next() else { return false };
    is_in(list, word) || last.next().is_some_and(|before| is_in(list, &format!("{before} {word}")))
}

/// Whether a word stands in a text by itself.
fn stands(text: &[u8], word: &[u8]) -> bool {
    let ends = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
    memchr::memmem::find_iter(text, word)
        .any(|at| ends(at.checked_sub(1).and_then(|at| text.get(at))) && ends(text.get(at + word.len())))
}

fn around(text: &[u8], value: &Range<usize>) -> Vec<u8> {
    let to = (value.end + NEAR).min(text.len());
    text[value.start.saturating_sub(NEAR)..to].to_ascii_lowercase()
}
