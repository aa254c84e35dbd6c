//! Keys with right check digits, made from random bytes for examples.

use sha2::{Digest, Sha256};

use super::crc::{crc16, crc32};
use super::{azure, bech32};
use crate::secrets::template::encode;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// An age identity over 52 five-bit values.
pub(crate) fn age(random: &[u8]) -> String {
    let name = b"age-secret-key-";
    let data: Vec<u8> = random.iter().map(|byte| byte % 32).collect();
    let mut values: Vec<u8> = name.iter().map(|b| b >> 5).chain([0]).chain(name.iter().map(|b| b & 31)).collect();
    values.extend(&data);
    values.extend([0; 6]);
    let check = bech32::polymod(&values) ^ 1;
    let tail = (0..6).map(|n| (check >> (5 * (5 - n)) & 31) as u8);
    let digits = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let body: Vec<u8> = data.into_iter().chain(tail).map(|value| digits[usize::from(value)]).collect();
    text(&[&name[..], b"1", &body].concat()).to_uppercase()
}

/// Base58 with four bytes of a double SHA-256.
pub(crate) fn base58check(payload: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let check = Sha256::digest(Sha256::digest(payload));
    let mut number: Vec<u8> = Vec::new();
    for byte in payload.iter().chain(&check[..4]) {
        let mut carry = u32::from(*byte);
        for place in &mut number {
            carry += u32::from(*place) << 8;
            *place = (carry % 58) as u8;
            carry /= 58;
        }
        while carry > 0 {
            number.push((carry % 58) as u8);
            carry /= 58;
        }
    }
    number.iter().rev().map(|place| DIGITS[usize::from(*place)]).collect()
}

/// The seed of a user.
pub(crate) fn nats(random: &[u8]) -> String {
    // Seed and user, five bits each from the top.
    let mut bytes = vec![18 << 3, 20 << 3];
    bytes.extend(random);
    bytes.extend(crc16(&bytes).to_le_bytes());
    text(&encode(&bytes, 5))
}

/// A token of Azure DevOps.
pub(crate) fn devops(mut b: Vec<u8>) -> String {
    let covered = [&b[0..2], &b[3..7], &b[9..22], &b[23..32]].concat();
    let check = (crc32(&covered) ^ 0xE0B9_692D).to_le_bytes();
    (b[22], b[8], b[7], b[2]) = (check[0], check[1], check[2], check[3]);
    text(&encode(&b, 5)).to_lowercase()
}

/// An Azure key of this many bytes with its signature before the checksum.
pub(crate) fn azure(random: Vec<u8>, signature: &str) -> String {
    let digits = encode(&random, 6);
    let place = match random.len() {
        64 => 76,
        39 => 42,
        _ => 33,
    };
    let mut spelled = digits;
    spelled[place..place + signature.len()].copy_from_slice(signature.as_bytes());
    // What is left of the alphabet decodes; the checksum replaces the end.
    let mut bytes = super::radix::base64(&spelled).unwrap_or_default();
    bytes.truncate(random.len() - 4);
    let check = azure::marvin32(&bytes, u64::from_be_bytes(*b"Default0"));
    bytes.extend(check.to_le_bytes());
    let padding = "=".repeat((3 - random.len() % 3) % 3);
    text(&encode(&bytes, 6)) + &padding
}

/// Twelve words.
pub(crate) fn phrase(entropy: &[u8]) -> String {
    let list: Vec<&str> = include_str!("../../../rules/words/bip39.txt").lines().collect();
    let bytes = [entropy, &Sha256::digest(entropy)[..1]].concat();
    let bit = |at: usize| usize::from(bytes[at / 8] >> (7 - at % 8) & 1);
    let word = |word: usize| list[(0..11).fold(0, |number, at| number << 1 | bit(word * 11 + at))];
    (0..12).map(word).collect::<Vec<_>>().join(" ")
}
