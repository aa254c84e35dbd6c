//! Secrets known by the structure around them: PEM blocks, JSON web tokens,
//! addresses with a password, authorization headers.

use std::ops::Range;

use super::checksum::radix;
use super::shape::{Shape, is_placeholder_words, is_random};
use crate::finding::Confidence;

/// A structure that was found: the detector's id, the secret, how sure.
pub(super) type Found = (&'static str, Range<usize>, Confidence);

/// Reads the structure that a literal announces, from the literal's offset.
type Reader = fn(&[u8], usize) -> Option<Found>;

/// Literals, lower case, with the scanner that reads on from there.
pub(super) const LITERALS: &[(&str, Reader)] = &[
    ("-----begin", pem),
    ("eyj", jwt),
    ("://", userinfo),
    ("authorization", authorization),
    ("identified by", identified),
];

/// `-----BEGIN … PRIVATE KEY-----`, also with escaped line ends.
fn pem(text: &[u8], at: usize) -> Option<Found> {
    let head = &text[at..(at + 64).min(text.len())];
    let head_end = memchr::memmem::find(head, b"KEY")?;
    memchr::memmem::find(&head[..head_end], b"PRIVATE ")?;
    let body_at = at + head_end + memchr::memmem::find(&head[head_end..], b"-----")? + 5;
    let rest = &text[body_at..(body_at + 16_384).min(text.len())];
    let end = memchr::memmem::find(rest, b"-----END")?;
    let body = &rest[..end];
    let armour = armoured(body);
    if armour.len() < 64 || Shape::of(&armour).classes() < 3 || !is_random(&String::from_utf8_lossy(&armour[..64])) {
        return None;
    }
    let locked = [&b"ENCRYPTED"[..], b"Proc-Type"]
        .iter()
        .any(|word| memchr::memmem::find(&text[at..body_at + end], word).is_some());
    let known = armour.starts_with(b"MI") || armour.starts_with(b"b3BlbnNzaC1rZXktdjE") || armour.starts_with(b"l");
    let confidence = match (locked, known) {
        (true, _) => Confidence::Low,
        (false, true) => Confidence::High,
        (false, false) => Confidence::Medium,
    };
    let finish = (body_at + end + 8..text.len())
        .take(64)
        .find(|at| text[*at..].starts_with(b"-----"))
        .map_or(body_at + end, |at| at + 5);
    Some(("private-key", at..finish, confidence))
}

/// The base64 text of a block without headers, line ends and quotes.
fn armoured(body: &[u8]) -> Vec<u8> {
    let lines = body.split(|byte| *byte == b'\n').filter(|line| !line.contains(&b':'));
    let bytes = lines.flat_map(|line| line.iter().copied());
    let mut out = Vec::new();
    let mut escaped = false;
    for byte in bytes {
        match byte {
            b'\\' => escaped = true,
            b'n' | b'r' | b't' if escaped => escaped = false,
            byte if byte.is_ascii_alphanumeric() || b"+/=".contains(&byte) => {
                escaped = false;
                out.push(byte);
            }
            _ => escaped = false,
        }
    }
    out
}

/// Three base64url parts; the header is JSON and names an algorithm.
fn jwt(text: &[u8], at: usize) -> Option<Found> {
    if !text[at..].starts_with(b"eyJ") || at.checked_sub(1).is_some_and(|at| is_url64(text[at])) {
        return None;
    }
    let len = text[at..].iter().take(8192).take_while(|byte| is_url64(**byte) || **byte == b'.').count();
    let token = &text[at..at + len];
    let mut parts = token.split(|byte| *byte == b'.');
    let (header, payload, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let header: serde_json::Value = serde_json::from_slice(&radix::base64(header)?).ok()?;
    let algorithm = header.get("alg")?.as_str()?;
    let claims: Option<serde_json::Value> =
        radix::base64(payload).and_then(|bytes| serde_json::from_slice(&bytes).ok());
    if algorithm.eq_ignore_ascii_case("none") || signature.len() < 16 {
        return None;
    }
    let sample = claims.as_ref().is_some_and(|claims| {
        claims.get("sub").and_then(|sub| sub.as_str()) == Some("1234567890")
            || claims.get("name").and_then(|name| name.as_str()) == Some("John Doe")
    });
    let encrypted = header.get("enc").is_some();
    if sample || claims.is_none() && !encrypted {
        return None;
    }
    Some(("jwt", at..at + len, Confidence::Medium))
}

fn is_url64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// `scheme://user:password@host`.
fn userinfo(text: &[u8], at: usize) -> Option<Found> {
    let scheme = text[..at]
        .iter()
        .rev()
        .take(24)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
        .count();
    let rest = &text[at + 3..(at + 3 + 300).min(text.len())];
    let stop = rest
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || b"/\"'`<>()|,;\\".contains(byte))
        .unwrap_or(rest.len());
    let authority = &rest[..stop];
    let host = memchr::memrchr(b'@', authority)?;
    let colon = memchr::memchr(b':', &authority[..host])?;
    let password = std::str::from_utf8(&authority[colon + 1..host]).ok()?;
    let server = std::str::from_utf8(&authority[host + 1..]).ok()?;
    if scheme < 2 || password.len() < 4 || server.is_empty() || referred(password) {
        return None;
    }
    let span = at + 3 + colon + 1..at + 3 + host;
    let shape = Shape::of(password.as_bytes());
    let user = std::str::from_utf8(&authority[..colon]).unwrap_or("");
    if is_placeholder_words(password) || password == user || password.contains("...") {
        return None;
    }
    let words = crate::secrets::shape::wordy(password) > 0.8;
    let documented = ["example.", "host", "hostname", "server", "domain"].iter().any(|name| server.starts_with(name));
    let confidence = match (shape.digit > 0 || is_random(password), words && shape.digit < 3 || documented) {
        (true, false) if shape.len >= 6 => Confidence::High,
        (true, true) => Confidence::Low,
        _ => Confidence::Low,
    };
    Some(("url-password", span, confidence))
}

fn referred(text: &str) -> bool {
    ["${", "{{", "$(", "<", "%s", "{", "$", "*", "[", "#{", "xxx", "XXX", "your", "pass", "PASS", "secret", "token"]
        .iter()
        .any(|mark| text.contains(mark))
}

/// `Authorization: Basic …`, `Authorization", "Bearer …"`.
fn authorization(text: &[u8], at: usize) -> Option<Found> {
    let start = at + "authorization".len();
    let rest = &text[start..(start + 40).min(text.len())];
    let glue = rest.iter().take_while(|byte| b"\"':=, \t\\>([`".contains(byte)).count();
    let scheme = &rest[glue..];
    let basic = scheme.len() > 6 && scheme[..6].eq_ignore_ascii_case(b"basic ");
    let words: [&[u8]; 4] = [b"basic ", b"bearer ", b"token ", b"apikey "];
    let word =
        words.iter().find(|word| scheme.len() > word.len() && scheme[..word.len()].eq_ignore_ascii_case(word))?;
    let from = start + glue + word.len();
    let len = text[from..].iter().take(4096).take_while(|byte| is_url64(**byte) || b"+/=.~".contains(byte)).count();
    let value = std::str::from_utf8(&text[from..from + len]).ok()?;
    let confidence = if basic { basic_pair(value)? } else { bearer(value)? };
    Some(("authorization-header", from..from + len, confidence))
}

fn basic_pair(value: &str) -> Option<Confidence> {
    let bytes = radix::base64(value.as_bytes())?;
    let pair = std::str::from_utf8(&bytes).ok()?;
    let (user, password) = pair.split_once(':')?;
    let dull =
        password.len() < 4 || password == user || is_placeholder_words(password) || pair.contains(char::is_control);
    (!dull).then_some(Confidence::Medium)
}

fn bearer(value: &str) -> Option<Confidence> {
    (value.len() >= 16 && is_random(value) && !value.starts_with("eyJ")).then_some(Confidence::Medium)
}

/// `IDENTIFIED BY '…'`.
fn identified(text: &[u8], at: usize) -> Option<Found> {
    let start = at + "identified by".len();
    let rest = &text[start..(start + 200).min(text.len())];
    let glue = rest.iter().take_while(|byte| **byte == b' ').count();
    let quote = *rest.get(glue).filter(|byte| matches!(byte, b'\'' | b'"'))?;
    let from = start + glue + 1;
    let len = memchr::memchr(quote, &rest[glue + 1..])?;
    let value = std::str::from_utf8(&text[from..from + len]).ok()?;
    let shape = Shape::of(value.as_bytes());
    let plain = shape.digit > 0
        && shape.letters() > 0
        && shape.len >= 6
        && !value.contains(' ')
        && !referred(value)
        && !is_placeholder_words(value);
    plain.then_some(("sql-password", from..from + len, Confidence::Medium))
}
