//! Wallet phrases: eleven bits a word, the last bits a hash of the others.

use sha2::{Digest, Sha256};

/// The 2,048 words of the standard, sorted, one a line.
static WORDS: &str = include_str!("../../../rules/words/bip39.txt");

/// Whether all words are of the list and the last bits are right.
pub(super) fn is_valid(phrase: &[u8]) -> Option<bool> {
    let phrase = std::str::from_utf8(phrase).ok()?;
    let list: Vec<&str> = WORDS.lines().collect();
    let words: Vec<&str> = phrase.split_ascii_whitespace().collect();
    if !matches!(words.len(), 12 | 15 | 18 | 21 | 24) {
        return None;
    }
    let mut bits = Vec::with_capacity(words.len() * 11);
    for word in &words {
        let number = list.binary_search(word).ok()?;
        bits.extend((0..11).rev().map(|bit| number >> bit & 1 == 1));
    }
    let (entropy, check) = bits.split_at(bits.len() * 32 / 33);
    let byte = |eight: &[bool]| eight.iter().fold(0u8, |byte, bit| byte << 1 | u8::from(*bit));
    let bytes: Vec<u8> = entropy.chunks(8).map(byte).collect();
    let hash = Sha256::digest(&bytes);
    Some(check.iter().enumerate().all(|(at, bit)| (hash[0] >> (7 - at) & 1 == 1) == *bit))
}
