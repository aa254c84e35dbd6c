//! Private keys in PEM, OpenSSH and PGP armour.

use std::ops::Range;

use super::Found;
use crate::finding::Confidence;
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
        (false, true) => Confidence::High,
        (false, false) => Confidence::Medium,
    };
    let finish = (body_at + end + 8..text.len())
        .take(64)
        .find(|at| text[*at..].starts_with(b"-----"))
        .map_or(body_at + end, |at| at + 5);
    Some((at..finish, confidence))
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
