//! Files inside files: zip, tar, gzip and zstd, one in another, and the cells
//! of notebooks.
//!
//! What an archive says of itself is hostile. Nothing is written to disk, one
//! member is held at a time, and a [`Budget`] bounds what comes out of all
//! that goes in. What is not read becomes a note.

mod notebook;
mod tar;
mod zip;

use std::io::{self, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

pub use notebook::cells;

/// A file that stands inside another one.
pub struct Member<'a> {
    /// Its path within the outermost archive; `!` stands before each step
    /// inwards.
    pub path: &'a str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What is told of an archive.
pub enum Event<'a> {
    /// A member.
    Member(Member<'a>),
    /// Why part of it was not read; the path is that of the part.
    Note(&'a str, String),
}

/// How many archives may stand in one another.
const DEPTH: usize = 2;
/// The largest member that is read.
const LARGEST: u64 = 64 << 20;
/// The most that comes out of one archive.
const TOTAL: u64 = 1 << 30;
/// How many members an archive may have.
const MEMBERS: usize = 200_000;
/// How much larger than its archive all that comes out may be; texts shrink
/// to a tenth, logs to a fiftieth.
const RATIO: u64 = 200;
/// What may come out of the smallest archive.
const FREE: u64 = 1 << 20;

/// What may still come out of an archive.
pub(super) struct Budget {
    bytes: u64,
    members: usize,
}

impl Budget {
    fn of(packed: usize) -> Budget {
        Budget { bytes: TOTAL.min(FREE + packed as u64 * RATIO), members: MEMBERS }
    }

    /// Pays for a member.
    fn member(&mut self) -> Result<(), Stop> {
        self.members = self.members.checked_sub(1).ok_or(Stop::Members)?;
        Ok(())
    }

    /// Reads at most the largest member; `None` when there is more.
    pub(super) fn read(&mut self, input: impl Read) -> Result<Option<Vec<u8>>, Stop> {
        let most = LARGEST.min(self.bytes);
        let mut bytes = Vec::new();
        input.take(most + 1).read_to_end(&mut bytes)?;
        self.bytes = self.bytes.saturating_sub(bytes.len() as u64);
        match bytes.len() as u64 > most {
            true if most < LARGEST => Err(Stop::Bytes),
            true => Ok(None),
            false => Ok(Some(bytes)),
        }
    }

    /// Reads over `len` bytes, which costs as much as keeping them.
    pub(super) fn skip(&mut self, input: &mut dyn Read, len: u64) -> Result<(), Stop> {
        if len > self.bytes {
            return Err(Stop::Bytes);
        }
        self.bytes -= len;
        match io::copy(&mut input.take(len), &mut io::sink())? == len {
            true => Ok(()),
            false => Err(Stop::Broken("it ends too early".to_owned())),
        }
    }
}

/// Why the reading of an archive ended.
#[derive(Debug, thiserror::Error)]
pub(super) enum Stop {
    #[error("more comes out of it than an archive of this size should hold")]
    Bytes,
    #[error("it holds more than {MEMBERS} files")]
    Members,
    #[error("{0}")]
    Broken(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Broken(error.to_string())
    }
}

/// How bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Zip,
    Tar,
    Gzip,
    Zstd,
}

fn packing(head: &[u8]) -> Option<Packing> {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Packing::Zip),
        [0x1F, 0x8B, 8, ..] => Some(Packing::Gzip),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Packing::Zstd),
        head if head.get(257..262) == Some(b"ustar") => Some(Packing::Tar),
        _ => None,
    }
}

/// Whether bytes are an archive of a known kind.
pub fn is_archive(bytes: &[u8]) -> bool {
    packing(bytes).is_some()
}

/// Everything in the archive `path`, and in those inside it.
pub fn unpack(path: &str, bytes: &[u8], see: &mut dyn FnMut(Event<'_>)) {
    let mut budget = Budget::of(bytes.len());
    let mut walk = Walk { budget: &mut budget, see };
    walk.archive(path, bytes, 1);
}

/// The member of `bytes` that `inner`, the path behind the archive's own,
/// names.
pub fn member(bytes: &[u8], inner: &str) -> Option<Vec<u8>> {
    let mut found = None;
    unpack("", bytes, &mut |event| {
        if let Event::Member(member) = event
            && member.path == inner
        {
            found = Some(member.bytes);
        }
    });
    found
}

/// The way through an archive.
pub(super) struct Walk<'a> {
    pub budget: &'a mut Budget,
    see: &'a mut dyn FnMut(Event<'_>),
}

impl Walk<'_> {
    fn archive(&mut self, path: &str, bytes: &[u8], depth: usize) {
        let done = match packing(bytes) {
            Some(Packing::Zip) => zip::read(path, bytes, depth, self),
            Some(Packing::Tar) => tar::read(path, &mut { bytes }, depth, self),
            Some(Packing::Gzip) => self.stream(path, &mut MultiGzDecoder::new(bytes), depth),
            Some(Packing::Zstd) => zstd(bytes).and_then(|mut input| self.stream(path, &mut input, depth)),
            None => Ok(()),
        };
        if let Err(why) = done {
            self.note(path, format!("not all of the archive is scanned: {why}"));
        }
    }

    /// What one compressed stream holds: a tar archive or a single file.
    fn stream(&mut self, path: &str, input: &mut dyn Read, depth: usize) -> Result<(), Stop> {
        let mut input = BufReader::with_capacity(64 << 10, input);
        let mut head = Vec::new();
        input.by_ref().take(tar::BLOCK as u64).read_to_end(&mut head)?;
        let mut whole = head.as_slice().chain(input);
        if packing(&head) == Some(Packing::Tar) {
            return tar::read(path, &mut whole, depth, self);
        }
        let name = path.rsplit(['/', '!']).next().unwrap_or(path);
        let name = [".gz", ".zst", ".zstd"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        self.keep(path, name, &mut whole, depth)
    }

    /// Reads one member and hands it on.
    pub(super) fn keep(&mut self, path: &str, name: &str, input: &mut dyn Read, depth: usize) -> Result<(), Stop> {
        self.budget.member()?;
        let inner = format!("{path}!{}", name.trim_start_matches("./"));
        let Some(bytes) = self.budget.read(input)? else {
            self.note(&inner, format!("not scanned: larger than {} MiB", LARGEST >> 20));
            return Ok(());
        };
        match is_archive(&bytes) {
            true if depth < DEPTH => self.archive(&inner, &bytes, depth + 1),
            true => self.note(&inner, format!("not scanned: an archive {} archives deep", depth + 1)),
            false => (self.see)(Event::Member(Member { path: &inner, bytes })),
        }
        Ok(())
    }

    pub(super) fn note(&mut self, path: &str, message: String) {
        (self.see)(Event::Note(path, message));
    }
}

/// All frames of a zstd stream.
fn zstd(bytes: &[u8]) -> Result<impl Read + '_, Stop> {
    let frame = StreamingDecoder::new(bytes).map_err(|error| Stop::Broken(error.to_string()))?;
    Ok(Frames { frame: Some(frame) })
}

struct Frames<'a> {
    frame: Option<StreamingDecoder<&'a [u8], ruzstd::decoding::FrameDecoder>>,
}

impl Read for Frames<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(frame) = &mut self.frame {
            let count = frame.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            let rest = *self.frame.take().map(StreamingDecoder::into_inner).get_or_insert(&[]);
            if !rest.is_empty() {
                self.frame = Some(StreamingDecoder::new(rest).map_err(io::Error::other)?);
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests;
