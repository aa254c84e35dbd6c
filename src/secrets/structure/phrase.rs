//! Wallets written as words (BIP-39).

use super::Found;
use crate::finding::Confidence;
use crate::secrets::checksum::{Kind, passes};
use crate::secrets::place::Place;

/// The words stand within this distance of what announces them.
const WINDOW: usize = 400;

/// `mnemonic = "word word …"`, from the announcing word on.
pub(super) fn phrase(text: &[u8], at: usize, _: Place, found: &mut Vec<Found>) {
    let window = &text[at..(at + WINDOW).min(text.len())];
    let part = |byte: &u8| byte.is_ascii_lowercase() || *byte == b' ';
    let mut from = 0;
    while from < window.len() {
        let len = window[from..].iter().take_while(|byte| part(byte)).count();
        let phrase = window[from..from + len].trim_ascii();
        let words = phrase.split(|byte| *byte == b' ').count();
        if (12..=24).contains(&words) && words % 3 == 0 {
            let start = at + from + window[from..from + len].iter().take_while(|byte| **byte == b' ').count();
            let verdict = judged(phrase, words);
            found.push(("wallet-phrase", start..start + phrase.len(), verdict));
            return;
        }
        from += len + 1;
    }
}

fn judged(phrase: &[u8], words: usize) -> super::Verdict {
    let mut distinct: Vec<&[u8]> = phrase.split(|byte| *byte == b' ').collect();
    distinct.sort_unstable();
    distinct.dedup();
    match passes(Kind::Bip39, phrase) {
        true if distinct.len() * 2 > words => Ok(Confidence::Certain),
        true => Err("the phrase of an example"),
        false => Err("its check digits are wrong"),
    }
}
