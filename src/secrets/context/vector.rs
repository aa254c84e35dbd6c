//! Vectors that ciphers are tested with, and records of derived keys.

use std::collections::BTreeSet;
use std::ops::Range;

use super::beside::{Literal, NEAR, beside};
use super::{CODINGS, COSTS, DERIVED, FUNCTIONS, GIVEN, LEADING, PAPERS, PARTS, VECTOR, VECTOR_PHRASES};
use crate::secrets::is_in;
use crate::secrets::place::{Place, Role, Syntax};

/// Whether a value is one of the vectors that a cipher is tested with: beside
/// it stand the bytes of a plain text, a tag; or a comment says so. What signs
/// in earnest has a signature beside it as well: outside of tests it takes two.
pub(in crate::secrets) fn is_vector(text: &[u8], value: &Range<usize>, place: Place) -> bool {
    let around = around(text, value);
    let test = place.role == Role::Test;
    let (mut named, mut given) = (BTreeSet::new(), false);
    for beside in beside(text, value).filter(|beside| beside.literal == Literal::Bytes) {
        named.extend(ending(&beside.words, VECTOR));
        given |= ending(&beside.words, GIVEN).is_some();
    }
    // Programs in use are given a nonce as well, and speak of what they seal.
    let spoken = || VECTOR.iter().any(|word| stands(&around, word.as_bytes()));
    named.len() >= if test { 1 } else { 2 } || is_said(&around, place) || test && given && spoken()
}

/// Whether the text says that its values are published vectors. A setting is
/// none, whichever paper it is for.
fn is_said(around: &[u8], place: Place) -> bool {
    let says = |phrase: &&str| memchr::memmem::find(around, phrase.as_bytes()).is_some();
    let test = place.role == Role::Test;
    let papers = || PAPERS.iter().any(|paper| memchr::memmem::find(around, paper.as_bytes()).is_some());
    let cited = || papers() && String::from_utf8_lossy(around).lines().any(|line| cites(line, test));
    VECTOR_PHRASES.iter().any(says) || (test || place.syntax != Syntax::Config) && cited()
}

/// `RFC 8032, section 7.1, test 2`, `from appendix A of FIPS-197`: a numbered
/// paper, and right beside it the part that vectors are taken from. In tests
/// the part may be any; else it has a number of its own or is a vector.
fn cites(line: &str, test: bool) -> bool {
    let words = words(line);
    let paper = |at: &usize| {
        let number = words.get(at + 1).is_some_and(|number| number.len() >= 3 && is_number(number));
        is_in(PAPERS, words[*at]) && number
    };
    let leads = |word: &str| is_label(word) || is_in(LEADING, word);
    let names = |word: &str| is_in(PARTS, word) || word.strip_suffix('s').is_some_and(|one| is_in(PARTS, one));
    let part = |at: usize| {
        // `test case 3`, `test vectors`.
        let behind = words[at..].iter().take_while(|word| names(word));
        let vectors = behind.clone().any(|word| word.starts_with("vector"));
        let numbered = words.get(at + behind.count()).is_some_and(|label| is_label(label));
        names(words[at]) && (test || vectors || numbered)
    };
    (0..words.len()).filter(paper).any(|at| {
        let before = (0..at).rev().find(|at| !leads(words[*at]));
        let after = (at + 2..words.len()).find(|at| !leads(words[*at]));
        before.is_some_and(part) || after.is_some_and(part)
    })
}

/// The words and numbers of a line: `rfc8032` is the paper and its number.
fn words(line: &str) -> Vec<&str> {
    let each = line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let cut = |word: &str| word.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    each.flat_map(|word| [&word[..cut(word)], &word[cut(word)..]]).filter(|part| !part.is_empty()).collect()
}

fn is_number(word: &str) -> bool {
    word.parse::<u32>().is_ok()
}

/// `2`, `B`: which of several parts.
fn is_label(word: &str) -> bool {
    word.len() == 1 || is_number(word)
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
