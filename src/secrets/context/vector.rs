//! Vectors that ciphers are tested with, and records of derived keys.

use std::ops::Range;

/// How far around a key the rest of its test vector may stand.
const NEAR: usize = 400;

/// Whether a value is one of the vectors that a cipher is tested with: beside
/// it stand a nonce, a plain text, a tag.
pub(in crate::secrets) fn is_vector(text: &[u8], value: &Range<usize>) -> bool {
    let around = around(text, value);
    let words: [&[u8]; 16] = [
        b"fips",
        b"appendix",
        b"rfc",
        b"plaintext",
        b"ciphertext",
        b"cipher_text",
        b"plain_text",
        b"nonce",
        b"aad",
        b"expected",
        b"vector",
        b"derived",
        b"kdf",
        b"signature:",
        b"tag:",
        b"iv:",
    ];
    count(&around, &words) >= 2
}

/// Whether a salt stands in the record of what was derived with it: beside it
/// the function, its costs, or the hash.
pub(in crate::secrets) fn is_derived(text: &[u8], value: &Range<usize>) -> bool {
    let words: [&[u8]; 16] = [
        b"iterations",
        b"rounds",
        b"algorithm",
        b"argon2",
        b"pbkdf2",
        b"scrypt",
        b"bcrypt",
        b"kdf",
        b"parallelism",
        b"memory",
        b"cost",
        b"hash:",
        b"hash\"",
        b"hash'",
        b"hash =",
        b"digest",
    ];
    let around = around(text, value);
    count(&around, &words) >= 2 || count(&around, &words[11..15]) >= 1
}

fn around(text: &[u8], value: &Range<usize>) -> Vec<u8> {
    let to = (value.end + NEAR).min(text.len());
    text[value.start.saturating_sub(NEAR)..to].to_ascii_lowercase()
}

fn count(text: &[u8], words: &[&[u8]]) -> usize {
    words.iter().filter(|word| memchr::memmem::find(text, word).is_some()).count()
}
