//! The anchor: the newest state and audit head, outside the database.
//!
//! ```text
//! "SGA1" | epoch u64 | root[32] | audit_seq u64 | audit_head[32] | mac[32]
//! ```

use std::fs::Metadata;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::audit::Head;
use crate::bytes::Reader;
use crate::disk::{self, beside};

use super::StoreError;
use super::keys::Keys;

const MAGIC: &[u8; 4] = b"SGA1";
const BODY: usize = 4 + 8 + 32 + 8 + 32;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) epoch: u64,
    pub(super) root: [u8; 32],
    pub(super) audit: Head,
}

impl Anchor {
    pub(super) fn bytes(&self, keys: &Keys) -> Vec<u8> {
        let parts: [&[u8]; 5] =
            [MAGIC, &self.epoch.to_be_bytes(), &self.root, &self.audit.seq.to_be_bytes(), &self.audit.hash];
        let body = parts.concat();
        [body.as_slice(), &keys.anchor_mac(&body)].concat()
    }

    pub(super) fn parse(bytes: &[u8], keys: &Keys) -> Option<Self> {
        let (body, mac) = bytes.split_at_checked(BODY)?;
        let mut reader = Reader::new(body);
        if reader.take(4) != Some(MAGIC) || !keys.is_anchor_mac(body, mac) {
            return None;
        }
        let epoch = u64::from_be_bytes(reader.array()?);
        let (root, seq) = (reader.array()?, u64::from_be_bytes(reader.array()?));
        Some(Self { epoch, root, audit: Head { seq, hash: reader.array()? } })
    }

    pub(super) fn create(&self, store: &Path, keys: &Keys) -> io::Result<()> {
        disk::create(&beside(store, "anchor"), &self.bytes(keys)).map(drop)
    }

    /// Replaces the anchor of a store; when it returns, the new one is on disk.
    pub(super) fn write(&self, store: &Path, keys: &Keys) -> io::Result<()> {
        disk::replace(&beside(store, "anchor"), &self.bytes(keys))
    }

    pub(super) fn read(store: &Path, keys: &Keys) -> Result<Self, StoreError> {
        let path = beside(store, "anchor");
        let bytes = disk::read(&path, BODY as u64 + 32).map_err(|error| StoreError::io(&path, &error))?;
        Self::parse(&bytes, keys).ok_or(StoreError::Changed { path })
    }
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
