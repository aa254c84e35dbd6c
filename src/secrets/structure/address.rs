//! Addresses that carry a password.

use super::{Found, RESERVED, SHOWN_HOSTS, password, password_in_use};
use crate::finding::Confidence;
use crate::secrets::assignment::{Form, Verdict};
use crate::secrets::place::{Place, Role};
use crate::secrets::shape::{Shape, unleet, wordy};

/// The longest authority that is looked at.
const AUTHORITY: usize = 300;

/// `scheme://user:password@host`.
pub(super) fn userinfo(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let before = text[..at].iter().rev().take(24);
    let scheme = before.take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count();
    let rest = &text[at + 3..(at + 3 + AUTHORITY).min(text.len())];
    let stop = |byte: &u8| byte.is_ascii_whitespace() || b"/\"'`<>()|,;\\".contains(byte);
    let authority = &rest[..rest.iter().position(stop).unwrap_or(rest.len())];
    let Some(host) = memchr::memrchr(b'@', authority) else {
        return;
    };
    let Some(colon) = memchr::memchr(b':', &authority[..host]) else {
        return;
    };
    let (user, secret, server) = (&authority[..colon], &authority[colon + 1..host], &authority[host + 1..]);
    if scheme < 2 || secret.len() < 3 || server.is_empty() {
        return;
    }
    let span = at + 3 + colon + 1..at + 3 + host;
    found.push(("url-password", span, judged(user, secret, server, place)));
}

/// `user:password@tcp(host)`.
pub(super) fn go_dsn(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let stop = |byte: &u8| byte.is_ascii_whitespace() || b"\"'`<>()|,;\\/=".contains(byte);
    let len = text[..at].iter().rev().take(120).position(stop).unwrap_or(0);
    let Some(colon) = memchr::memchr(b':', &text[at - len..at]) else {
        return;
    };
    let span = at - len + colon + 1..at;
    let verdict = judged(&text[at - len..at - len + colon], &text[span.clone()], b"db", place);
    found.push(("url-password", span, verdict));
}

fn judged(user: &[u8], secret: &[u8], server: &[u8], place: Place) -> Verdict {
    let plain = decoded(secret);
    let text = String::from_utf8_lossy(&plain);
    let confidence = match is_remote(server) {
        true => password_in_use(&plain, Form::Embedded, place),
        false if plain == user => Err("the value repeats the name"),
        false => password(&plain, Form::Embedded, place),
    }?;
    let shape = Shape::of(&plain);
    let spelled = wordy(&unleet(&text)) > 0.8 && shape.digit < 3;
    Ok(match (is_documented(server) || spelled && place.role != Role::Main, confidence) {
        (true, _) => Confidence::Low,
        (false, Confidence::Medium) if shape.digit > 0 && shape.len >= 8 && place.role == Role::Main => {
            Confidence::High
        }
        (false, confidence) => confidence,
    })
}

/// Whether a server is one of those that documentation speaks of.
fn is_documented(server: &[u8]) -> bool {
    let host = server.split(|byte| *byte == b':').next().unwrap_or(server);
    SHOWN_HOSTS.iter().any(|name| server.starts_with(name.as_bytes()))
        || memchr::memmem::find(server, b"example").is_some()
        || RESERVED.iter().any(|end| host.ends_with(end.as_bytes()))
}

/// Whether a server has a name in the public network: who wrote it down meant
/// one, and a password that lets in.
fn is_remote(server: &[u8]) -> bool {
    let host = server.split(|byte| *byte == b':').next().unwrap_or(server);
    let parts: Vec<&[u8]> = host.split(|byte| *byte == b'.').collect();
    let named = |part: &&[u8]| part.len() >= 2 && part.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let top = parts.last().is_some_and(|top| top.iter().all(u8::is_ascii_lowercase));
    parts.len() >= 3 && top && parts.iter().all(named) && !is_documented(server)
}

/// Percent escapes resolved.
fn decoded(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let digits = text.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        match digits.filter(|_| text[at] == b'%').and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(text[at]);
                at += 1;
            }
        }
    }
    out
}
