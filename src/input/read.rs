//! Bytes to text, in parallel.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use rayon::prelude::*;

use super::class;
use super::walk::Entry;
use crate::files::{Class, Crate, File, Kind};
use crate::finding::Note;
use crate::source::Source;

/// The largest Rust or configuration file that is read.
const MAX_CODE: u64 = 8 << 20;

/// The largest SQL file that is read: dumps are long.
const MAX_SQL: u64 = 64 << 20;

/// Reads all files; what cannot be read becomes a note.
pub(super) fn all(entries: Vec<Entry>, crates: &[Crate], notes: &mut Vec<Note>) -> Vec<File> {
    let read: Vec<_> = entries
        .into_par_iter()
        .map(|entry| {
            let outcome = file(&entry, crates);
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

fn file(entry: &Entry, crates: &[Crate]) -> Result<(File, Option<&'static str>), String> {
    let limit = match entry.kind {
        Kind::Sql => MAX_SQL,
        _ => MAX_CODE,
    };
    let bytes = bytes(entry, limit)?;
    let Decoded { text, note } = decode(&bytes);
    let class = match class::class(&entry.shown, crates) {
        Class::Main if class::is_generated(&text) => Class::Generated,
        class => class,
    };
    let file = File { source: Source::new(entry.shown.clone(), Arc::<str>::from(&*text)), kind: entry.kind, class };
    Ok((file, note))
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
        let size = meta.len() >> 20;
        return Err(format!("{size} MiB, the limit is {} MiB for a file of this kind", limit >> 20));
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
    use super::decode;

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
