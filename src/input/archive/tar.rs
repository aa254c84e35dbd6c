//! tar: blocks of 512 bytes, a header before each file.

use std::io::Read;

use super::{Stop, Walk};

/// The size of a block.
pub(super) const BLOCK: usize = 512;
/// The longest name that a header of its own gives.
const NAME: u64 = 64 << 10;

/// Reads every file of the archive.
pub(super) fn read(path: &str, input: &mut dyn Read, depth: usize, walk: &mut Walk<'_>) -> Result<(), Stop> {
    // What the headers before a file say of it.
    let mut told = Told::default();
    while let Some(header) = block(input)? {
        let kind = header[156];
        let size = told.size.take().unwrap_or(number(&header[124..136])?);
        let padding = size.next_multiple_of(BLOCK as u64) - size;
        match kind {
            b'L' => told.name = Some(text(&meta(input, size)?)),
            b'x' => told.extended(&meta(input, size)?),
            0 | b'0' | b'7' => {
                let name = told.name.take().unwrap_or_else(|| name(&header));
                let mut file = input.take(size);
                walk.keep(path, &name, &mut file, depth)?;
                let left = file.limit();
                walk.budget.skip(input, left)?;
            }
            _ => {
                told = Told::default();
                walk.budget.skip(input, size)?;
            }
        }
        walk.budget.skip(input, padding)?;
    }
    Ok(())
}

#[derive(Default)]
struct Told {
    name: Option<String>,
    size: Option<u64>,
}

impl Told {
    /// `25 path=a/long/name\n`.
    fn extended(&mut self, records: &[u8]) {
        let mut rest = records;
        while let Some(space) = memchr::memchr(b' ', rest) {
            let len = std::str::from_utf8(&rest[..space]).ok().and_then(|len| len.parse::<usize>().ok());
            let Some(record) = len.and_then(|len| rest.get(space + 1..len)) else { return };
            let record = record.strip_suffix(b"\n").unwrap_or(record);
            if let Some(path) = record.strip_prefix(b"path=") {
                self.name = Some(text(path));
            } else if let Some(size) = record.strip_prefix(b"size=") {
                self.size = std::str::from_utf8(size).ok().and_then(|size| size.parse().ok());
            }
            rest = &rest[space + 1 + record.len()..];
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
    }
}

/// The next header; `None` at the end of the archive.
fn block(input: &mut dyn Read) -> Result<Option<[u8; BLOCK]>, Stop> {
    let mut header = Vec::with_capacity(BLOCK);
    input.take(BLOCK as u64).read_to_end(&mut header)?;
    match <[u8; BLOCK]>::try_from(header.as_slice()) {
        Ok(header) if header.iter().all(|byte| *byte == 0) => Ok(None),
        Ok(header) => Ok(Some(header)),
        Err(_) if header.is_empty() => Ok(None),
        Err(_) => Err(Stop::Broken("it ends within a header".to_owned())),
    }
}

/// The content of a header that speaks of the next file.
fn meta(input: &mut dyn Read, size: u64) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    match size <= NAME {
        true => input.take(size).read_to_end(&mut bytes)?,
        false => return Err(Stop::Broken("a name is too long".to_owned())),
    };
    Ok(bytes)
}

fn name(header: &[u8; BLOCK]) -> String {
    let prefix = match &header[257..263] == b"ustar\0" {
        true => text(&header[345..500]),
        false => String::new(),
    };
    let name = text(&header[..100]);
    if prefix.is_empty() { name } else { format!("{prefix}/{name}") }
}

fn text(bytes: &[u8]) -> String {
    let end = memchr::memchr(0, bytes).unwrap_or(bytes.len());
    String::from_utf8_lossy(&bytes[..end]).into_owned()
}

/// Octal digits, or big-endian bytes behind a set bit.
fn number(field: &[u8]) -> Result<u64, Stop> {
    let broken = || Stop::Broken("a size is no number".to_owned());
    if field[0] & 0x80 != 0 {
        let bytes = field.last_chunk::<8>().ok_or_else(broken)?;
        return Ok(u64::from_be_bytes(*bytes) & (u64::MAX >> 1));
    }
    let digits = text(field);
    let digits = digits.trim();
    if digits.is_empty() { Ok(0) } else { u64::from_str_radix(digits, 8).map_err(|_| broken()) }
}
