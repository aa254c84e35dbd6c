//! JSON web tokens and keys.

use super::Found;
use crate::finding::Confidence;
use crate::secrets::checksum::radix;
use crate::secrets::place::{Place, Role};

/// Three base64url parts; the header is JSON and names an algorithm.
pub(super) fn jwt(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    if !text[at..].starts_with(b"eyJ") || at.checked_sub(1).is_some_and(|at| is_url64(text[at])) {
        return;
    }
    let len = text[at..].iter().take(8192).take_while(|byte| is_url64(**byte) || **byte == b'.').count();
    if let Some(verdict) = judged(&text[at..at + len], place) {
        found.push(("jwt", at..at + len, verdict));
    }
}

fn judged(token: &[u8], place: Place) -> Option<super::Verdict> {
    let mut parts = token.split(|byte| *byte == b'.');
    let (header, payload, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let header: serde_json::Value = serde_json::from_slice(&radix::base64(header)?).ok()?;
    let algorithm = header.get("alg")?.as_str()?;
    if header.get("enc").is_some() {
        return Some(Ok(Confidence::Low));
    }
    let claims: serde_json::Value = serde_json::from_slice(&radix::base64(payload)?).ok()?;
    if algorithm.eq_ignore_ascii_case("none") || signature.len() < 16 {
        return Some(Err("it is not signed"));
    }
    if is_sample(&claims) {
        return Some(Err("the well-known sample"));
    }
    let expired = claims.get("exp").and_then(|exp| exp.as_f64()).is_some_and(|exp| exp < now());
    let doubtful = expired || place.role == Role::Test && claims.get("exp").is_none();
    Some(Ok(if doubtful { Confidence::Low } else { Confidence::Medium }))
}

/// The token that documentation shows, and the one of the standard.
fn is_sample(claims: &serde_json::Value) -> bool {
    let says = |claim: &str, text: &str| claims.get(claim).and_then(|value| value.as_str()) == Some(text);
    let claims_little = claims.as_object().is_none_or(|claims| claims.len() < 2);
    claims_little || says("sub", "1234567890") || says("name", "John Doe") || says("iss", "joe")
}

/// Seconds since 1970; a clock before that has every token expired.
fn now() -> f64 {
    let passed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    passed.map_or(f64::MAX, |passed| passed.as_secs_f64())
}

fn is_url64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// How far around its type a key's other members may stand.
const WINDOW: usize = 4096;

/// `{"kty": …, "d": "…"}`: a key with its private part.
pub(super) fn jwk(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let from = text[..at].iter().rev().take(WINDOW).position(|byte| *byte == b'{').map(|back| at - back);
    let len = text[at..].iter().take(WINDOW).position(|byte| *byte == b'}');
    let (Some(from), Some(len)) = (from, len) else {
        return;
    };
    let object = &text[from..at + len];
    let symmetric = memchr::memmem::find(object, b"\"oct\"").is_some();
    let member: &[u8] = if symmetric { b"\"k\"" } else { b"\"d\"" };
    let Some(start) = memchr::memmem::find(object, member).map(|start| start + member.len()) else {
        return;
    };
    let glue = object[start..].iter().take_while(|byte| b": \t\r\n\"".contains(byte)).count();
    let start = from + start + glue;
    let len = text[start..at + len].iter().take_while(|byte| is_url64(**byte)).count();
    if len >= 32 {
        let confidence = if place.role == Role::Test { Confidence::Medium } else { Confidence::High };
        found.push(("jwk", start..start + len, Ok(confidence)));
    }
}
