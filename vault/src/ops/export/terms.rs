//! How an export is made, and what came of it.

use std::path::Path;
use std::time::Duration;

use crate::disk;
use crate::envelope::Cost;
use crate::ops::OpsError;
use crate::store::StoreError;

/// How an export is made.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// How long it may be imported: between a minute and 90 days.
    pub lifetime: Duration,
    /// What each guess of the passphrase costs.
    pub cost: Cost,
}

/// A day, at the usual cost.
impl Default for Terms {
    fn default() -> Self {
        Self { lifetime: Duration::from_secs(24 * 3600), cost: Cost::default() }
    }
}

impl Terms {
    pub(super) fn expires(self, created_ms: u64) -> Result<u64, OpsError> {
        let (least, most) = (Duration::from_secs(60), Duration::from_secs(90 * 24 * 3600));
        let millis = u64::try_from(self.lifetime.as_millis()).unwrap_or(u64::MAX);
        if !(least..=most).contains(&self.lifetime) {
            return Err(OpsError::Lifetime);
        }
        Ok(created_ms.saturating_add(millis))
    }
}

/// An export: bytes for a file, and what is in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How many keys or values they hold.
    pub count: usize,
    /// When they can no longer be imported, in milliseconds since 1970.
    pub expires_ms: u64,
}

impl Exported {
    /// Writes it to a new file, for its owner only, which has its name when it is whole and on disk.
    ///
    /// # Errors
    ///
    /// [`StoreError::FileExists`], for nothing is overwritten, and what the disk refuses.
    pub fn write(&self, to: &Path) -> Result<(), OpsError> {
        Ok(disk::create(to, &self.bytes).map_err(|error| StoreError::creating(to, &error))?)
    }
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Ids of keys or of secrets that are new here, or have a new version.
    pub new: Vec<String>,
    /// Those that were here already, with the same value.
    pub same: Vec<String>,
}
