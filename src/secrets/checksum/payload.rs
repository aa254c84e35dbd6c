//! Tokens whose payload says what they are.

use super::radix;

/// `pypi-` and a macaroon: version 2, location (field 1), identifier (field 2).
pub(super) fn pypi(token: &[u8]) -> Option<bool> {
    let bytes = radix::base64(token.strip_prefix(b"pypi-")?)?;
    let rest = bytes.strip_prefix(&[2, 1])?;
    let (len, rest) = rest.split_first()?;
    let (location, rest) = rest.split_at_checked(usize::from(*len))?;
    let is_host = location.contains(&b'.') && location.iter().all(|b| b.is_ascii_alphanumeric() || b".-".contains(b));
    Some(is_host && rest.first() == Some(&2))
}

/// `sntrys_`, base64 JSON, `_`, 43 characters.
pub(super) fn sentry(token: &[u8]) -> Option<bool> {
    let body = token.strip_prefix(b"sntrys_")?;
    let end = memchr::memrchr(b'_', body)?;
    let json: serde_json::Value = serde_json::from_slice(&radix::base64(&body[..end])?).ok()?;
    let has = |field: &str| json.get(field).is_some();
    Some(has("iat") && has("url") && has("org") && body.len() - end == 44)
}

/// The part before the first dot is an account's number.
pub(super) fn discord(token: &[u8]) -> Option<bool> {
    let first = token.split(|byte| *byte == b'.').next()?;
    let number = radix::base64(first)?;
    Some((17..=20).contains(&number.len()) && number.iter().all(u8::is_ascii_digit))
}
