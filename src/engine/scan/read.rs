//! The bytes of a text.

use std::path::Path;

use crate::input::git::Payload;
use crate::source::MAX_BYTES;

/// What may stand in memory once a thread.
const LARGE: u64 = 8 << 20;

pub(super) fn large(payload: &Payload) -> bool {
    matches!(payload, Payload::OnDisk(path) if path.symlink_metadata().is_ok_and(|meta| meta.len() > LARGE))
}

pub(super) fn bytes(payload: Payload) -> Result<Vec<u8>, String> {
    match payload {
        Payload::Read(bytes) => Ok(bytes),
        Payload::Absent(why) => Err(why.to_owned()),
        Payload::OnDisk(path) => {
            let failed = |error: std::io::Error| format!("not scanned: {error}");
            let meta = path.symlink_metadata().map_err(failed)?;
            if !meta.is_file() {
                return Err("not scanned: not a regular file".to_owned());
            }
            if meta.len() > MAX_BYTES {
                return Err("not scanned: larger than 4 GiB".to_owned());
            }
            std::fs::read(&path).map_err(failed)
        }
    }
}

/// The text of a file on disk, as it is scanned.
pub(super) fn kept_text(path: &Path) -> Result<String, String> {
    let bytes = bytes(Payload::OnDisk(path.to_path_buf()))?;
    crate::input::text(bytes).map(|decoded| decoded.text.into_owned()).ok_or_else(|| "no text".to_owned())
}
