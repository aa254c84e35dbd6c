//! Tokens that carry a cyclic redundancy check of their own text.

use super::crc::{BASE36, BASE62, crc32, in_base};
use super::radix;

/// Splits a token after the last character of its prefix.
fn after(token: &[u8], mark: u8) -> Option<&[u8]> {
    let at = memchr::memchr(mark, token)?;
    token.get(at + 1..)
}

fn base62_tail(body: &[u8], width: usize) -> Option<bool> {
    let (text, check) = body.split_at_checked(body.len().checked_sub(width)?)?;
    Some(in_base(u64::from(crc32(text)), BASE62, width) == check)
}

pub(super) fn github(token: &[u8]) -> Option<bool> {
    base62_tail(after(token, b'_')?, 6)
}

pub(super) fn vercel(token: &[u8]) -> Option<bool> {
    base62_tail(after(token, b'_')?, 6)
}

/// `glpat-<payload>.01.<length: 2><check: 7>`.
pub(super) fn gitlab(token: &[u8]) -> Option<bool> {
    let (text, check) = token.split_at_checked(token.len().checked_sub(7)?)?;
    let (routing, length) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let payload = after(routing, b'-')?.split(|byte| *byte == b'.').next()?;
    let right_length = in_base(payload.len() as u64, BASE36, 2) == length;
    Some(right_length && in_base(u64::from(crc32(text)), BASE36, 7) == check)
}

pub(super) fn grafana(token: &[u8]) -> Option<bool> {
    let (text, check) = token.split_at_checked(37)?;
    Some(radix::hex(check.strip_prefix(b"_")?)? == crc32(text).to_le_bytes())
}

pub(super) fn atlassian(token: &[u8]) -> Option<bool> {
    let (text, check) = token.split_at_checked(token.len().checked_sub(8)?)?;
    Some(format!("{:08X}", crc32(text)).as_bytes() == check)
}

/// `zpka_<32>_<8>`.
pub(super) fn zuplo(token: &[u8]) -> Option<bool> {
    let mut parts = after(token, b'_')?.split(|byte| *byte == b'_');
    let (text, check) = (parts.next()?, parts.next()?);
    Some(format!("{:08x}", crc32(text)).as_bytes() == check)
}

pub(super) fn confluent(token: &[u8]) -> Option<bool> {
    let (text, check) = token.strip_prefix(b"cflt")?.split_at_checked(54)?;
    // Four bytes are five and a third digits; the sixth holds the last bits.
    let bytes = radix::base64(check)?;
    Some(bytes == crc32(text).to_le_bytes())
}

pub(super) fn crate_trusted(token: &[u8]) -> Option<bool> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let (check, text) = token.strip_prefix(b"cio_tp_")?.split_last()?;
    let mixed = text.iter().fold(0u8, |mixed, byte| mixed ^ byte);
    Some(DIGITS[usize::from(mixed) % 62] == *check)
}
