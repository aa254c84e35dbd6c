//! Private keys in PEM, OpenSSH and PGP armour.

use std::ops::Range;

use super::Found;
use crate::finding::Confidence;
use crate::secrets::checksum::radix;
use crate::secrets::place::Place;
use crate::secrets::shape::{Shape, is_random};

/// `-----BEGIN … PRIVATE KEY-----`, also with escaped line ends.
pub(super) fn pem(text: &[u8], at: usize, _: Place, found: &mut Vec<Found>) {
    if let Some((span, confidence)) = block(text, at) {
        found.push(("private-key", span, Ok(confidence)));
    }
}

/// The whole block and how sure it is a key that can be used.
pub(super) fn block(text: &[u8], at: usize) -> Option<(Range<usize>, Confidence)> {
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
        // A block that was cut or made up opens nothing.
        _ if is_plain(body) && is_whole(&armour) == Some(false) => Confidence::Low,
        (false, true) => Confidence::High,
        (false, false) => Confidence::Medium,
    };
    let finish = (body_at + end + 8..text.len())
        .take(64)
        .find(|at| text[*at..].starts_with(b"-----"))
        .map_or(body_at + end, |at| at + 5);
    Some((at..finish, confidence))
}

/// Whether nothing but lines of base64 stands there: no comment signs, no
/// strings that are joined.
fn is_plain(body: &[u8]) -> bool {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\\".contains(byte);
    body.split(|byte| *byte == b'\n').all(|line| line.trim_ascii().iter().all(plain))
}

/// Whether the sequence that a block in DER opens with is as long as the
/// block; `None` for other forms.
fn is_whole(armour: &[u8]) -> Option<bool> {
    let bytes = radix::base64(armour)?;
    let (header, len) = match *bytes.get(..5)? {
        [0x30, len @ 0x20..=0x7F, ..] => (2, usize::from(len)),
        [0x30, 0x81, len, ..] => (3, usize::from(len)),
        [0x30, 0x82, high, low, _] => (4, usize::from(u16::from_be_bytes([high, low]))),
        _ => return None,
    };
    Some(header + len == bytes.len())
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
