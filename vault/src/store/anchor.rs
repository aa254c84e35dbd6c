//! The anchor: the newest state and audit head, outside the database.
//!
//! ```text
//! "SGA1" | kek_id[16] | epoch u64 | root[32] | audit_seq u64 | audit_head[32] | mac[32]
//! ```
//!
//! It names the key of its MAC, since a rotation may be cut short between a commit under the new key and its anchor.

use std::fs::Metadata;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::audit::Head;
use crate::bytes::{Reader, hex};
use crate::disk::{self, beside};

use super::StoreError;
use super::held::{Held, KekId};
use super::keys::Keys;

const MAGIC: &[u8; 4] = b"SGA1";
const BODY: usize = 4 + 16 + 8 + 32 + 8 + 32;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) epoch: u64,
    pub(super) root: [u8; 32],
    pub(super) audit: Head,
}

impl Anchor {
    pub(super) fn bytes(&self, held: &Held) -> Vec<u8> {
        let (epoch, seq) = (self.epoch.to_be_bytes(), self.audit.seq.to_be_bytes());
        let parts: [&[u8]; 6] = [MAGIC, &held.kek.id, &epoch, &self.root, &seq, &self.audit.hash];
        let body = parts.concat();
        [body.as_slice(), &held.keys.anchor_mac(&body)].concat()
    }

    /// The key that the bytes name, genuine or not.
    pub(super) fn kek_id(bytes: &[u8]) -> Option<KekId> {
        let mut reader = Reader::new(bytes);
        if reader.take(4) == Some(MAGIC) { reader.array() } else { None }
    }

    pub(super) fn parse(bytes: &[u8], keys: &Keys) -> Option<Self> {
        let (body, mac) = bytes.split_at_checked(BODY)?;
        if !body.starts_with(MAGIC) || !keys.is_anchor_mac(body, mac) {
            return None;
        }
        let mut reader = Reader::new(&body[20..]);
        let epoch = u64::from_be_bytes(reader.array()?);
        let (root, seq) = (reader.array()?, u64::from_be_bytes(reader.array()?));
        Some(Self { epoch, root, audit: Head { seq, hash: reader.array()? } })
    }

    /// Replaces the anchor of a store; when it returns, the new one is on disk.
    pub(super) fn write(&self, store: &Path, held: &Held) -> Result<(), StoreError> {
        stage(store, &self.bytes(held))?.publish().map_err(|error| fail(store, &error))
    }
}

/// Writes the next anchor beside the one that counts.
pub(super) fn stage(store: &Path, bytes: &[u8]) -> Result<disk::Staged, StoreError> {
    disk::stage(&beside(store, "anchor"), bytes).map_err(|error| fail(store, &error))
}

/// The bytes of a store's anchor as they are.
pub(super) fn read(store: &Path) -> Result<Vec<u8>, StoreError> {
    disk::read(&beside(store, "anchor"), BODY as u64 + 32).map_err(|error| fail(store, &error))
}

pub(super) fn fail(store: &Path, error: &io::Error) -> StoreError {
    StoreError::io(&beside(store, "anchor"), error)
}

/// What the holder of the keys calls its copy of an anchor. The copies under two keys are two notes: one that is written
/// late must not hide the other.
pub(super) fn note_name(store_id: &[u8; 16], kek_id: &KekId) -> String {
    format!("anchor/{}/{}", hex(store_id), hex(kek_id))
}

/// Which file stands under a name, and in which state, as far as the file system tells without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp([i64; 4], [u64; 3]);

impl Stamp {
    pub(super) fn of(meta: &Metadata) -> Self {
        let times = [meta.mtime(), meta.mtime_nsec(), meta.ctime(), meta.ctime_nsec()];
        Self(times, [meta.dev(), meta.ino(), meta.size()])
    }

    /// Whether its last change lies so far back that any later one must show in the stamp, on file systems that count
    /// time in coarse steps too.
    pub(super) fn is_settled(&self) -> bool {
        const STEP: Duration = Duration::from_millis(20);
        let seconds = u64::try_from(self.0[2]).unwrap_or(u64::MAX);
        let changed = Duration::new(seconds, u32::try_from(self.0[3]).unwrap_or_default());
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        now.checked_sub(changed).is_some_and(|age| age > STEP)
    }

    pub(super) fn is_same_file(&self, other: &Self) -> bool {
        self.1[..2] == other.1[..2]
    }
}
