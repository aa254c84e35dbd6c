//! Bytes to text, in parallel.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::class;
use crate::files::{Class, Crate, File, Kind};
use crate::finding::Note;
use crate::source::Source;

/// The largest Rust or configuration file that is read.
const MAX_CODE: u64 = 8 << 20;

/// The largest SQL file that is read: dumps are long.
const MAX_SQL: u64 = 64 << 20;

/// A file to read.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Where it is.
    pub path: PathBuf,
    /// As shown.
    pub shown: Arc<str>,
    /// How it will be read.
    pub kind: Kind,
    /// Whether the user named the file himself, or a folder in the midst of
    /// what the config excludes.
    pub named: bool,
    /// The object it is read from, when it is not what lies there.
    pub blob: Option<String>,
}

/// Reads all files; what cannot be read becomes a note.
pub(super) fn all(
    entries: Vec<Entry>,
    crates: &[Crate],
    blobs: &BTreeMap<String, Vec<u8>>,
    notes: &mut Vec<Note>,
) -> Vec<File> {
    let read: Vec<_> = entries
        .into_par_iter()
        .map(|entry| {
            let outcome = file(&entry, crates, blobs);
            (entry.shown, outcome)
        })
        .collect();
    let mut files = Vec::with_capacity(read.len());
    for (shown, outcome) in read {
        let mut say = |message: String| notes.push(Note { path: Some(shown.clone()), line: None, message });
        match outcome {
            Ok((file, None)) => files.push(file),
            Ok((file, Some(message))) => {
                say(message.to_owned());
                files.push(file);
            }
            Err(message) => say(format!("not checked: {message}")),
        }
    }
    files
}

fn file(
    entry: &Entry,
    crates: &[Crate],
    blobs: &BTreeMap<String, Vec<u8>>,
) -> Result<(File, Option<&'static str>), String> {
    let limit = limit(entry.kind);
    match entry.blob.as_ref().and_then(|oid| blobs.get(oid)) {
        Some(bytes) if bytes.len() as u64 > limit => Err(too_large(bytes.len() as u64, limit)),
        Some(bytes) => Ok(made(&entry.shown, entry.kind, decode(bytes), crates)),
        None => Ok(made(&entry.shown, entry.kind, owned(bytes(entry, limit)?), crates)),
    }
}

/// A file made of its text, and what a person should know of the way.
pub(super) fn made(
    shown: &Arc<str>,
    kind: Kind,
    decoded: Decoded<'_>,
    crates: &[Crate],
) -> (File, Option<&'static str>) {
    let Decoded { text, note } = decoded;
    let class = match class::class(shown, crates) {
        Class::Main if class::is_generated(&text) => Class::Generated,
        class => class,
    };
    (File { source: Source::new(shown.clone(), text), kind, class }, note)
}

fn too_large(len: u64, limit: u64) -> String {
    format!("{} MiB, the limit is {} MiB for a file of this kind", len >> 20, limit >> 20)
}

/// What lies where a file is, if that is a file of a size that is read.
pub(super) fn lying(entry: &Entry) -> Option<Vec<u8>> {
    let is_file = entry.path.symlink_metadata().is_ok_and(|meta| meta.is_file());
    is_file.then(|| bytes(entry, limit(entry.kind)).ok())?
}

fn limit(kind: Kind) -> u64 {
    match kind {
        Kind::Sql => MAX_SQL,
        _ => MAX_CODE,
    }
}

fn bytes(entry: &Entry, limit: u64) -> Result<Vec<u8>, String> {
    let open = std::fs::File::open(&entry.path).map_err(|error| error.to_string())?;
    let meta = open.metadata().map_err(|error| error.to_string())?;
    // It may have been changed into something else since it was listed.
    if !meta.is_file() {
        return Err("not a regular file".to_owned());
    }
    let mut bytes = Vec::with_capacity(meta.len().min(limit) as usize + 1);
    open.take(limit + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > limit {
        return Err(too_large(meta.len(), limit));
    }
    Ok(bytes)
}

/// Text made from bytes.
pub struct Decoded<'a> {
    /// The text; a byte order mark is gone, line ends are as they were.
    pub text: Cow<'a, str>,
    /// What a person should know of the way it was read.
    pub note: Option<&'static str>,
}

/// Decodes UTF-8 (with or without a byte order mark) and UTF-16 with one;
/// anything else is read byte by byte as Latin-1, so that every ASCII word
/// in it is still seen.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => decode_utf8(rest),
        [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        bytes => decode_utf8(bytes),
    }
}

/// Decodes without a copy where the bytes are plain UTF-8.
fn owned(bytes: Vec<u8>) -> Decoded<'static> {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return decode(&bytes).into_owned();
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.into(), note: None },
        Err(error) => decode(error.as_bytes()).into_owned(),
    }
}

impl Decoded<'_> {
    fn into_owned(self) -> Decoded<'static> {
        Decoded { text: Cow::Owned(self.text.into_owned()), note: self.note }
    }
}

/// How many bytes tell whether a file is text.
const HEAD: usize = 8192;

/// The text in `bytes`, however it is written; `None` for a binary file. A
/// few zero bytes make no binary file of a text: they could hide the rest.
pub fn text(bytes: Vec<u8>) -> Option<Decoded<'static>> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if memchr::memchr(0, head).is_none() || head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        return Some(owned(bytes));
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 10 > pairs * 4 && even * 20 <= pairs {
        return Some(decode_utf16(&bytes, u16::from_le_bytes));
    }
    if even * 10 > pairs * 4 && odd * 20 <= pairs {
        return Some(decode_utf16(&bytes, u16::from_be_bytes));
    }
    let is_text = |byte: &&u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    let plain = head.iter().filter(is_text).count();
    (plain * 100 >= head.len() * 95).then(|| owned(bytes))
}

fn decode_utf8(bytes: &[u8]) -> Decoded<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.into(), note: None },
        Err(_) => Decoded {
            text: bytes.iter().map(|byte| char::from(*byte)).collect(),
            note: Some("not UTF-8; read as Latin-1"),
        },
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded<'static> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Decoded { text: text.into(), note: Some("UTF-16; positions are those of the text turned into UTF-8") }
}

#[cfg(test)]
mod tests {
    use super::{decode, text};

    #[test]
    fn zeros_alone_make_no_binary_file() {
        assert_eq!(text(b"a\0b\0c\0d\0".to_vec()).map(|found| found.text.into_owned()).as_deref(), Some("abcd"));
        assert_eq!(text(b"\0a\0b\0c\0d".to_vec()).map(|found| found.text.into_owned()).as_deref(), Some("abcd"));
        let hidden = format!("{}\0", "key = value\n".repeat(9));
        assert!(text(hidden.into_bytes()).is_some());
        assert!(text(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0".to_vec()).is_none());
        assert!(text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()).is_none());
    }

    #[test]
    fn bytes_become_text_whatever_they_are() {
        assert_eq!(decode(b"\xEF\xBB\xBFa\r\n").text, "a\r\n");
        assert_eq!(decode(b"\xFF\xFEa\0b\0").text, "ab");
        assert_eq!(decode(b"\xFE\xFF\0a\0b\0").text, "ab");
        let latin = decode(b"caf\xE9 API_KEY");
        assert_eq!(latin.text, "café API_KEY");
        assert!(latin.note.is_some());
    }
}
