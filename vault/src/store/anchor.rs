//! The anchor: the newest epoch and root, outside the database. `"SGA1" | epoch u64 | root[32] | mac[32]`.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use super::keys::Keys;
use super::{StoreError, beside};

const MAGIC: &[u8; 4] = b"SGA1";
const BODY: usize = 4 + 8 + 32;

pub(super) struct Anchor {
    pub(super) epoch: u64,
    pub(super) root: [u8; 32],
}

impl Anchor {
    /// Replaces the anchor of a store; when it returns, the new one is on disk.
    pub(super) fn write(&self, store: &Path, keys: &Keys) -> io::Result<()> {
        let body = [MAGIC.as_slice(), &self.epoch.to_be_bytes(), &self.root].concat();
        let new = beside(store, "anchor.new");
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new)?;
        file.write_all(&[body.as_slice(), &keys.anchor_mac(&body)].concat())?;
        file.sync_all()?;
        std::fs::rename(&new, beside(store, "anchor"))?;
        let folder = store.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }

    pub(super) fn read(store: &Path, keys: &Keys) -> Result<Self, StoreError> {
        let path = beside(store, "anchor");
        let mut bytes = Vec::new();
        let file = File::open(&path).map_err(|error| StoreError::io(&path, &error))?;
        file.take(BODY as u64 + 33).read_to_end(&mut bytes).map_err(|error| StoreError::io(&path, &error))?;
        Self::parse(&bytes, keys).ok_or(StoreError::Changed { path })
    }

    fn parse(bytes: &[u8], keys: &Keys) -> Option<Self> {
        let (body, mac) = bytes.split_at_checked(BODY)?;
        if !body.starts_with(MAGIC) || !keys.is_anchor_mac(body, mac) {
            return None;
        }
        let epoch = u64::from_be_bytes(body.get(4..12)?.try_into().ok()?);
        Some(Self { epoch, root: body.get(12..)?.try_into().ok()? })
    }
}
