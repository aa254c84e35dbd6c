//! Secrets known by the document they stand in.

use std::ops::Range;

use super::{Found, HARMLESS_KEYS, KEY_FILES, password, pem};
use crate::finding::Confidence;
use crate::secrets::assignment::Form;
use crate::secrets::checksum::radix;
use crate::secrets::place::{Place, Role};

/// How far the other members of a document may stand away.
const WINDOW: usize = 8192;

/// `{"type": "service_account", "private_key": "-----BEGIN …"}`.
pub(super) fn service_account(text: &[u8], at: usize, _: Place, found: &mut Vec<Found>) {
    let window = &text[at..(at + WINDOW).min(text.len())];
    let Some(begin) = memchr::memmem::find(window, b"-----BEGIN PRIVATE KEY").map(|begin| at + begin) else {
        return;
    };
    if let Some((span, confidence)) = pem::block(text, begin) {
        let sure = if confidence == Confidence::Low { Confidence::Low } else { Confidence::Certain };
        found.push(("gcp-service-account", span, Ok(sure)));
    }
}

/// The lines of a text from `at` on, with their offsets.
fn lines(text: &[u8], at: usize) -> impl Iterator<Item = (usize, &[u8])> {
    let mut next = at;
    std::iter::from_fn(move || {
        let rest = text.get(next..).filter(|rest| !rest.is_empty())?;
        let window = &rest[..rest.len().min(WINDOW)];
        let len = memchr::memchr(b'\n', window).unwrap_or(window.len());
        let line = (next, &rest[..len]);
        next += len + 1;
        Some(line)
    })
}

/// The values under `data:` and `stringData:` of a Kubernetes secret.
pub(super) fn kubernetes(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let end_of_kind = text.get(at + "kind: secret".len());
    if end_of_kind.is_some_and(|byte| !byte.is_ascii_whitespace()) {
        return;
    }
    let earliest = at.saturating_sub(WINDOW);
    let before = text[earliest..at].windows(4).rposition(|four| four == b"\n---");
    let start = before.map_or(earliest, |back| earliest + back + 4);
    let mut coded = None;
    for (offset, line) in lines(text, start).take_while(|(offset, _)| *offset < at + WINDOW) {
        let indented = line.first().is_some_and(u8::is_ascii_whitespace);
        match line.trim_ascii_end() {
            b"data:" => coded = Some(true),
            b"stringData:" => coded = Some(false),
            line if line.starts_with(b"---") && offset > at => break,
            [] => {}
            _ if !indented => coded = None,
            _ => {}
        }
        if let (Some(coded), true) = (coded, indented) {
            member(offset, line, coded, place, found);
        }
    }
}

/// `  name: value`.
fn member(offset: usize, line: &[u8], coded: bool, place: Place, found: &mut Vec<Found>) {
    let Some(colon) = memchr::memmem::find(line, b": ") else {
        return;
    };
    let value = line[colon + 2..].trim_ascii();
    let value = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value);
    let from = offset + memchr::memmem::find(line, value).unwrap_or(0);
    let public = [&b".crt"[..], b"cert", b"user", b"host", b"url", b"name"]
        .iter()
        .any(|word| memchr::memmem::find(&line[..colon].to_ascii_lowercase(), word).is_some());
    let plain = if coded { radix::base64(value) } else { Some(value.to_vec()) };
    if let Some(plain) = plain.filter(|plain| !public && plain.len() >= 4) {
        let verdict = password(plain.trim_ascii(), Form::Quoted, place);
        found.push(("kubernetes-secret", from..from + value.len(), verdict));
    }
}

/// `include_str!("../keys/server.key")`: the key is in the tree and in the binary.
pub(super) fn included(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let Some(open) = memchr::memchr(b'"', &text[at..(at + 24).min(text.len())]).map(|open| at + open + 1) else {
        return;
    };
    let Some(len) = memchr::memchr(b'"', &text[open..(open + 200).min(text.len())]) else {
        return;
    };
    let path = text[open..open + len].to_ascii_lowercase();
    let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or(&path);
    let harmless = HARMLESS_KEYS.iter().any(|word| memchr::memmem::find(&path, word.as_bytes()).is_some());
    if place.rust && KEY_FILES.iter().any(|end| name.ends_with(end.as_bytes())) {
        let doubtful = harmless || place.role == Role::Test;
        let confidence = if doubtful { Confidence::Low } else { Confidence::Medium };
        found.push(("included-key", open..open + len, Ok(confidence)));
    }
}

/// Files whose every line is an entry: `.pgpass`.
pub(crate) fn by_name(path: &str, text: &[u8], place: Place) -> Vec<Found> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut found = Vec::new();
    if matches!(name, ".pgpass" | "pgpass" | "pgpass.conf") {
        for (offset, line) in lines(text, 0) {
            if let Some(span) = last_field(line, 4) {
                let span = offset + span.start..offset + span.end;
                let verdict = password(&text[span.clone()], Form::Quoted, place);
                found.push(("pgpass", span, verdict));
            }
        }
    }
    found
}

/// What stands behind the `count`th colon.
fn last_field(line: &[u8], count: usize) -> Option<Range<usize>> {
    let line = line.trim_ascii_end();
    let comment = line.starts_with(b"#");
    let colon = line.iter().enumerate().filter(|(_, byte)| **byte == b':').nth(count - 1)?.0;
    (!comment && colon + 1 < line.len()).then_some(colon + 1..line.len())
}
