//! Saying that an audit log is lost: the holder of the keys has the reason before a new log is made, and until that has
//! said so. Whoever is cut short in between goes on where that ended, with the flag or without it.

use std::path::Path;
use std::sync::Arc;

use crate::account::AccountId;
use crate::audit::{self, AuditLog};
use crate::custody::KeyHolder;
use crate::ops::OpsError;

use super::Restore;

/// What the holder of the keys calls the reason.
const NOTE: &str = "audit-lost";

/// Why a log was called lost by somebody who has not come to the end of that.
pub(super) fn reason(holder: &dyn KeyHolder, account: &AccountId) -> Result<Option<String>, OpsError> {
    let note = holder.note(account, NOTE)?.unwrap_or_default();
    Ok(String::from_utf8(note).ok().filter(|reason| !reason.is_empty()))
}

/// A log that is there is not lost, unless it is the one that was begun in the place of a lost one.
pub(super) fn check(folder: &Path, holder: &dyn KeyHolder, account: &AccountId) -> Result<(), OpsError> {
    let log = folder.join("audit.log");
    if audit::is_begun(&log).map_err(|error| OpsError::io(&log, &error))? && reason(holder, account)?.is_none() {
        return Err(OpsError::NotLost { path: log });
    }
    Ok(())
}

/// Begins the new log, or goes on with it.
pub(super) fn begin(
    folder: &Path,
    holder: Arc<dyn KeyHolder>,
    (account, actor): (&AccountId, &str),
    reason: &str,
) -> Result<Restore, OpsError> {
    holder.set_note(account, NOTE, reason.as_bytes())?;
    let log = witnessed(Restore::log(folder, &*holder, account)?, &holder, account)?;
    let restore = Restore::over(folder, holder, log, (account, actor));
    restore.trail.privileged(restore.event("audit-log-lost", Some(reason)).ended("done", "Begun"))?;
    restore.holder.set_note(account, NOTE, b"")?;
    Ok(restore)
}

/// Only an empty log takes the place of what the holder has seen: one with lines may be an older copy of the lost one.
fn witnessed(log: AuditLog, holder: &Arc<dyn KeyHolder>, account: &AccountId) -> Result<AuditLog, OpsError> {
    let holder = Arc::clone(holder);
    let is_empty = log.head()?.seq == 0;
    Ok(if is_empty { log.witnessed_anew(holder, account)? } else { log.witnessed(holder, account)? })
}
