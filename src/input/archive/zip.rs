//! zip: a directory at the end tells where the files are.

use flate2::read::DeflateDecoder;

use super::{Stop, Walk};

const END: &[u8] = b"PK\x05\x06";
const END_64: &[u8] = b"PK\x06\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
/// How far the end of the directory may stand before the end of the file.
const COMMENT: usize = (64 << 10) + 22;

/// A file as the directory has it.
struct Entry {
    name: String,
    flags: u16,
    method: u16,
    packed: u64,
    header: u64,
}

/// Reads every file of the archive.
pub(super) fn read(path: &str, bytes: &[u8], depth: usize, walk: &mut Walk<'_>) -> Result<(), Stop> {
    let mut at = directory(bytes).ok_or_else(|| Stop::Broken("it has no directory".to_owned()))?;
    while bytes.get(at..at + 4) == Some(ENTRY) {
        let (entry, len) = entry(bytes, at).ok_or_else(|| Stop::Broken("its directory is cut off".to_owned()))?;
        at += len;
        if !entry.name.ends_with('/') {
            file(path, bytes, &entry, depth, walk)?;
        }
    }
    Ok(())
}

fn file(path: &str, bytes: &[u8], entry: &Entry, depth: usize, walk: &mut Walk<'_>) -> Result<(), Stop> {
    let inner = || format!("{path}!{}", entry.name);
    let Some(packed) = content(bytes, entry) else {
        walk.note(&inner(), "not scanned: the archive's directory points elsewhere".to_owned());
        return Ok(());
    };
    let kept = match (entry.flags & 1, entry.method) {
        (1, _) => Err("encrypted".to_owned()),
        (_, 0) => Ok(walk.keep(path, &entry.name, &mut { packed }, depth)),
        (_, 8) => Ok(walk.keep(path, &entry.name, &mut DeflateDecoder::new(packed), depth)),
        (_, method) => Err(format!("packed by method {method}")),
    };
    match kept {
        Ok(Err(Stop::Broken(why))) => walk.note(&inner(), format!("not scanned: {why}")),
        Ok(done) => return done,
        Err(why) => walk.note(&inner(), format!("not scanned: {why}")),
    }
    Ok(())
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?)))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Where the directory begins.
fn directory(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(COMMENT);
    let end = from + memchr::memmem::rfind(&bytes[from..], END)?;
    let start = match u32_at(bytes, end + 16)? {
        0xFFFF_FFFF => {
            // A locator of 20 bytes stands between both ends.
            let long = u64_at(bytes, end.checked_sub(20)? + 8)?;
            let long =
                usize::try_from(long).ok().filter(|at| bytes.get(*at..).is_some_and(|b| b.starts_with(END_64)))?;
            u64_at(bytes, long + 48)?
        }
        start => start,
    };
    usize::try_from(start).ok()
}

/// The entry at `at`, and how long it is.
fn entry(bytes: &[u8], at: usize) -> Option<(Entry, usize)> {
    let (name, extra, comment) = (u16_at(bytes, at + 28)?, u16_at(bytes, at + 30)?, u16_at(bytes, at + 32)?);
    let name_end = at + 46 + usize::from(name);
    let more = bytes.get(name_end..name_end + usize::from(extra))?;
    let (size, packed, header) = (u32_at(bytes, at + 24)?, u32_at(bytes, at + 20)?, u32_at(bytes, at + 42)?);
    let [_, packed, header] = widened(more, [size, packed, header])?;
    let entry = Entry {
        name: String::from_utf8_lossy(bytes.get(at + 46..name_end)?).replace('\\', "/"),
        flags: u16_at(bytes, at + 8)?,
        method: u16_at(bytes, at + 10)?,
        packed,
        header,
    };
    Some((entry, 46 + usize::from(name) + usize::from(extra) + usize::from(comment)))
}

/// Numbers that do not fit, from the extra field that holds them.
fn widened(extra: &[u8], mut numbers: [u64; 3]) -> Option<[u64; 3]> {
    if numbers.iter().all(|number| *number != 0xFFFF_FFFF) {
        return Some(numbers);
    }
    let mut at = 0;
    while u16_at(extra, at)? != 1 {
        at += 4 + usize::from(u16_at(extra, at + 2)?);
    }
    at += 4;
    for number in numbers.iter_mut().filter(|number| **number == 0xFFFF_FFFF) {
        *number = u64_at(extra, at)?;
        at += 8;
    }
    Some(numbers)
}

/// The packed bytes of a file.
fn content<'b>(bytes: &'b [u8], entry: &Entry) -> Option<&'b [u8]> {
    let at = usize::try_from(entry.header).ok()?;
    let local = bytes.get(at..).filter(|local| local.starts_with(LOCAL))?;
    let start = 30 + usize::from(u16_at(local, 26)?) + usize::from(u16_at(local, 28)?);
    local.get(start..start.checked_add(usize::try_from(entry.packed).ok()?)?)
}
