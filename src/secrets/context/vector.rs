//! Vectors that ciphers are tested with, and records of derived keys.

use std::collections::BTreeSet;
use std::ops::Range;

use super::beside::{Literal, NEAR, beside};
use super::{CODINGS, COSTS, DERIVED, FUNCTIONS, GIVEN, LEADING, PAPERS, PARTS, VECTOR, VECTOR_PHRASES};
use crate::secrets::is_in;

/// Whether a value is one of the vectors that a cipher is tested with: beside
/// it stand the bytes of a plain text, a tag; or a comment says so. What signs
/// in earnest has a signature beside it as well: outside of tests it takes two.
pub(in crate::secrets) fn is_vector(text: &[u8], value: &Range<usize>, test: bool) -> bool {
    let around = around(text, value);
    let (mut named, mut given) = (BTreeSet::new(), false);
    for beside in beside(text, value).filter(|beside| beside.literal == Literal::Bytes) {
        named.extend(ending(&beside.words, VECTOR));
        given |= ending(&beside.words, GIVEN).is_some();
    }
    // Programs in use are given a nonce as well, and speak of what they seal.
    let spoken = || VECTOR.iter().any(|word| stands(&around, word.as_bytes()));
    named.len() >= if test { 1 } else { 2 } || is_said(&around) || test && given && spoken()
}

/// Whether the text says that its values are published vectors.
fn is_said(around: &[u8]) -> bool {
    let says = |phrase: &&str| memchr::memmem::find(around, phrase.as_bytes()).is_some();
    let papers = || PAPERS.iter().any(|paper| memchr::memmem::find(around, paper.as_bytes()).is_some());
    VECTOR_PHRASES.iter().any(says) || papers() && String::from_utf8_lossy(around).lines().any(cites)
}

/// `RFC 8032, section 7.1, test 2`, `from appendix A of FIPS-197`: a numbered
/// paper, and right beside it the part that vectors are taken from.
fn cites(line: &str) -> bool {
    let mut words = Vec::new();
    for word in line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        // `rfc8032` is the paper and its number.
        let cut = word.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        words.extend([&word[..cut], &word[cut..]].into_iter().filter(|part| !part.is_empty()));
    }
    let paper = |at: &usize| {
        let number = words.get(at + 1).is_some_and(|number| number.len() >= 3 && number.parse::<u32>().is_ok());
        is_in(PAPERS, words[*at]) && number
    };
    let leads = |word: &&&str| word.len() == 1 || word.parse::<u32>().is_ok() || is_in(LEADING, word);
    let part = |word: &&str| is_in(PARTS, word) || word.strip_suffix('s').is_some_and(|one| is_in(PARTS, one));
    (0..words.len()).filter(paper).any(|at| {
        let before = words[..at].iter().rev().find(|word| !leads(word));
        let after = words[at + 2..].iter().find(|word| !leads(word));
        before.is_some_and(part) || after.is_some_and(part)
    })
}

/// Whether a salt stands in the record of what was derived with it: beside it
/// the hash, or the function and what it costs.
pub(in crate::secrets) fn is_derived(text: &[u8], value: &Range<usize>) -> bool {
    let (mut parameters, mut told) = (BTreeSet::new(), false);
    for beside in beside(text, value) {
        // `BCRYPT_ROUNDS` is a setting, no part of a record.
        let all = |list: &[&str]| beside.words.iter().all(|word| is_in(list, word));
        let functions = all(FUNCTIONS);
        match beside.literal {
            Literal::Bytes if ending(&beside.words, DERIVED).is_some() => return true,
            _ if functions || all(COSTS) => {
                told |= functions;
                parameters.insert(beside.words);
            }
            _ => {}
        }
    }
    told && parameters.len() >= 2
}

/// Which word of a list a name ends with; `tag_hex` is a tag.
fn ending<'a>(words: &[String], list: &[&'a str]) -> Option<&'a str> {
    let mut last = words.iter().rev().filter(|word| !is_in(CODINGS, word));
    let word = last.next()?;
    let two = last.next().map(|before| format!("{before} {word}"));
    list.iter().find(|listed| word == *listed || two.as_deref() == Some(**listed)).copied()
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
