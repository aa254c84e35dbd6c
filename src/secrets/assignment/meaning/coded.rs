//! Values that are known by how they are coded: words in base64, records,
//! public keys, hashes, and what counts up or repeats.

use super::{ALGORITHMS, DOCUMENTED, PUBLIC_KEYS, SCHEMES, SEQUENCES};
use crate::secrets::checksum::radix::{base32, base64, hex};
use crate::secrets::shape::{is_random, readable, unleet, wordy};

/// `dXNlcm5hbWU6cGFzc3dvcmQ=`: base64 or base32 of nothing but words, whole or
/// in each of several parts.
pub(super) fn is_spelled(value: &str) -> bool {
    let value = value.trim_end_matches("\\n").trim_start_matches(|c: char| "!&$#*".contains(c));
    let parts = || value.split('.').filter(|part| !part.is_empty());
    // `whsec_dGVzdA==`: behind the prefix of a provider.
    let behind = value.split_once('_').filter(|(prefix, _)| prefix.bytes().all(|byte| byte.is_ascii_lowercase()));
    decodes_to_words(value)
        || behind.is_some_and(|(_, rest)| rest.len() >= 8 && decodes_to_words(rest))
        || value.contains('.')
            && parts().any(decodes_to_words)
            && parts().all(|part| part.len() <= 4 || decodes_to_words(part) || is_worded(part))
}

fn decodes_to_words(value: &str) -> bool {
    let upper = value.bytes().all(|byte| !byte.is_ascii_lowercase());
    let short = if upper { base32(value.trim_end_matches('=').as_bytes()) } else { None };
    [base64(value.as_bytes()), short].into_iter().flatten().any(|bytes| is_text(bytes.trim_ascii_end()))
}

/// `alice_mock_token`: a part of a token that is no code.
fn is_worded(part: &str) -> bool {
    part.bytes().filter(u8::is_ascii_digit).count() <= 4 && wordy(part).max(readable(part)) >= 0.8
}

/// Words, a sentence with names in it that no dictionary knows, or an object
/// of JSON that holds nothing drawn at random.
fn is_text(bytes: &[u8]) -> bool {
    let printed = bytes.iter().all(|byte| (b' '..=b'~').contains(byte));
    let text = String::from_utf8_lossy(bytes);
    let object = text.starts_with('{') && text.ends_with('}') && !text.split('"').any(is_token);
    let least = if text.matches(' ').count() >= 2 { 0.5 } else { 0.8 };
    printed && (object || bytes.len() >= 4 && (wordy(&unleet(&text)) >= least || repeats(bytes)))
}

/// Whether a string of an object is as long as a token and drawn like one.
fn is_token(text: &str) -> bool {
    text.len() >= 16 && is_random(text)
}

/// The least a record in base64 has.
const RECORD: usize = 18;

/// Base64 of a record: names in plain text between bytes that tell their
/// lengths. What is random holds no such names, and a text no such bytes.
pub(super) fn is_record(value: &str) -> bool {
    // Hexadecimal is base64 to the eye only.
    let cased = value.bytes().any(|byte| byte.is_ascii_uppercase()) && value.bytes().any(|b| b.is_ascii_lowercase());
    let bytes = if cased { base64(value.as_bytes()) } else { None };
    let Some(bytes) = bytes.filter(|bytes| bytes.len() >= RECORD) else { return false };
    let printable = bytes.iter().filter(|byte| (b' '..=b'~').contains(byte)).count();
    let marks = bytes.iter().filter(|byte| **byte < b' ' && !byte.is_ascii_whitespace()).count();
    marks > 0 && printable * 10 >= bytes.len() * 7
}

/// How public keys begin, in DER and in OpenSSH's form.
pub(super) fn is_public_key(value: &str) -> bool {
    PUBLIC_KEYS.iter().any(|head| value.starts_with(head)) || is_point(value) || is_account_key(value)
}

/// `EOS6MRy…`: a chain's public key, 37 bytes in base58 behind three letters.
fn is_account_key(value: &str) -> bool {
    let coded = value.strip_prefix("EOS").filter(|key| key.len() == 50);
    coded.is_some_and(|key| key.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// A point on a curve of 256 bits, whole or compressed: the form of a public
/// key. Private ones are half as long, or a byte shorter.
fn is_point(value: &str) -> bool {
    let heads: &[&str] = match value.len() {
        66 => &["02", "03"],
        130 => &["04"],
        _ => &[],
    };
    if heads.iter().any(|head| value.starts_with(head)) && value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return true;
    }
    let whole = matches!(value.len(), 86..=88).then(|| base64(value.as_bytes())).flatten();
    whole.is_some_and(|bytes| bytes.len() == 65 && bytes[0] == 4)
}

/// What is stored to check a password, not the password.
pub(super) fn is_hashed(value: &str) -> bool {
    let mysql = matches!(value.len(), 17 | 41)
        && value.starts_with('*')
        && value[1..].bytes().all(|byte| byte.is_ascii_hexdigit());
    let named = value.split_once(':').is_some_and(|(_, rest)| rest.starts_with("$2") || rest.starts_with("$apr1$"));
    let tagged = value.strip_prefix('{').and_then(|rest| rest.split_once('}')).is_some_and(|(tag, coded)| {
        !coded.is_empty()
            && !tag.eq_ignore_ascii_case("noop")
            && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    });
    // `salt$` and a SHA-2 in base64.
    let salted = value.split_once('$').is_some_and(|(salt, coded)| {
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
        matches!(coded.len(), 43 | 44 | 86 | 88) && (4..=32).contains(&salt.len()) && plain(salt) && plain(coded)
    });
    mysql || named || tagged || salted || SCHEMES.iter().any(|scheme| value.starts_with(scheme))
}

/// `_SA_{262e99c9-6160-…}`: what Windows calls things. Without a name before
/// it a GUID may be a key.
pub(super) fn is_guid(value: &str) -> bool {
    let named = value.split_once('{').filter(|(before, _)| !before.is_empty());
    named.and_then(|(_, rest)| rest.split_once('}')).is_some_and(|(guid, _)| is_uuid(guid))
}

/// `262e99c9-6160-…`, in braces or not.
pub fn is_uuid(value: &str) -> bool {
    let within = value.strip_prefix('{').and_then(|value| value.strip_suffix('}')).unwrap_or(value);
    let lengths = within.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && within.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// `HS256`, `SSHA2-224`, `aes-256-gcm`, `MSCHAPV2`.
pub(super) fn is_algorithm(value: &str) -> bool {
    let mut runs = value.split(|c: char| !c.is_ascii_alphabetic()).filter(|run| !run.is_empty()).peekable();
    value.len() <= 400
        && runs.peek().is_some()
        && runs.all(|run| ALGORITHMS.contains(&run.to_ascii_lowercase().as_str()))
}

/// `606162636465…`: the bytes of a test vector, each one more than the last,
/// or one less.
fn counts_up(digits: &[u8]) -> bool {
    let bytes = if digits.len() >= 16 { hex(digits) } else { None };
    bytes.is_some_and(|bytes| {
        let step = |by: u8| bytes.windows(2).filter(|pair| pair[1] == pair[0].wrapping_add(by)).count();
        step(1).max(step(u8::MAX)) * 2 >= bytes.len()
    })
}

/// `aBcD1234EfGh5678`: the alphabet, whatever is put between its letters.
fn is_alphabet(text: &str) -> bool {
    let letters: Vec<u8> = text.bytes().filter(u8::is_ascii_alphabetic).collect();
    let steps = letters.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
    letters.len() >= 8 && steps * 4 >= letters.len() * 3
}

/// `xxxxxxxx`, `****`, `1234567890`, `abcdefgh…`, or few distinct characters.
pub(super) fn repeats(bytes: &[u8]) -> bool {
    let mut distinct: Vec<u8> = bytes.iter().map(u8::to_ascii_lowercase).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let steps = bytes.windows(2).filter(|pair| pair[1] == pair[0] || pair[1] == pair[0].wrapping_add(1)).count();
    let run = bytes.windows(5).any(|five| five.iter().all(|byte| *byte == five[0]) && !five[0].is_ascii_digit());
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let counted = SEQUENCES.iter().chain(DOCUMENTED).any(|run| text.contains(run));
    distinct.len() <= 3.min(bytes.len() / 2).max(2)
        || bytes.len() >= 16 && distinct.len() <= 6
        || steps * 2 >= bytes.len()
        || run
        || counted
        || text.contains("...")
        || is_alphabet(&text)
        || counts_up(bytes)
}
