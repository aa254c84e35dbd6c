//! What operators do with a whole vault: snapshots and restores, exports and imports, and resets after an incident.
//!
//! Replacing the key is in the store itself ([`Store::rotate_kek`](crate::store::Store::rotate_kek)).

mod error;
mod export;
mod marks;
mod reset;
mod restore;
mod snapshot;

pub use error::OpsError;
pub use export::{Exported, Imported, Keys, Terms, export_env, export_kek, import_env, import_kek};
pub use reset::{Fresh, Outcome, Reset, reset};
pub use restore::{Restore, Staged};
pub use snapshot::{SnapshotInfo, snapshot, verify_snapshot};

/// A reason that can stand in the audit log: not blank, one line, not endless.
fn checked_reason(reason: &str) -> Result<&str, OpsError> {
    const MOST: usize = 500;
    let reason = reason.trim();
    let is_sound = !reason.is_empty() && reason.len() <= MOST && !reason.chars().any(char::is_control);
    if is_sound { Ok(reason) } else { Err(OpsError::NoReason) }
}
