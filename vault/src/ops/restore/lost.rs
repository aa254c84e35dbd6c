//! Saying that an audit log is lost: the holder of the keys has the reason before a new log is made, and until that has
//! said so. Whoever is cut short in between goes on where that ended, with the flag or without it.
//!
//! The note is the reason, a newline, and the hash of the copy of the mark that is given up by it. It counts for as long as
//! the holder has that copy and no log is there: who found the lost one after all and went on with it has not said of that
//! one that it is lost. Once there is a new log, a word in the hash's place says so, and the note counts for that one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ring::digest::{SHA256, digest};

use crate::account::AccountId;
use crate::audit::{self, AuditLog};
use crate::bytes::hex;
use crate::custody::KeyHolder;
use crate::disk;
use crate::home::Home;
use crate::ops::OpsError;
use crate::store;

use super::Restore;

/// What the holder of the keys calls the reason.
const NOTE: &str = "audit-lost";
/// What stands in the place of the hash once there is a new log.
const BEGUN: &str = "begun";
/// How many names are tried for what is set aside.
const NAMES: u32 = 100;

/// Why the log of a folder was called lost by somebody who has not come to the end of that.
pub(super) fn reason(folder: &Path, holder: &dyn KeyHolder, account: &AccountId) -> Result<Option<String>, OpsError> {
    let note = String::from_utf8(holder.note(account, NOTE)?.unwrap_or_default()).unwrap_or_default();
    let Some((reason, given_up)) = note.split_once('\n') else { return Ok(None) };
    let copy = holder.note(account, audit::NOTE)?.unwrap_or_default();
    let log = folder.join("audit.log");
    let counts = audit::is_of_empty(&copy)
        || match given_up {
            BEGUN => audit::is_begun(&log).map_err(|error| OpsError::io(&log, &error))?,
            given_up => hash(&copy) == given_up && !has_lines(&log)?,
        };
    Ok(counts.then(|| reason.to_owned()))
}

fn hash(copy: &[u8]) -> String {
    hex(digest(&SHA256, copy).as_ref())
}

fn has_lines(log: &Path) -> Result<bool, OpsError> {
    let fail = |error: std::io::Error| OpsError::io(log, &error);
    Ok(disk::is_there(log).map_err(fail)? && log.symlink_metadata().map_err(fail)?.len() > 0)
}

/// A log that is there is not lost, unless it is the one that was begun in the place of a lost one.
pub(super) fn check(folder: &Path, holder: &dyn KeyHolder, account: &AccountId) -> Result<(), OpsError> {
    let log = folder.join("audit.log");
    let is_begun = audit::is_begun(&log).map_err(|error| OpsError::io(&log, &error))?;
    if is_begun && reason(folder, holder, account)?.is_none() {
        return Err(OpsError::NotLost { path: log });
    }
    Ok(())
}

/// Begins the new log, or goes on with it. `known` is the reason of who was cut short.
pub(super) fn begin(
    folder: &Path,
    holder: Arc<dyn KeyHolder>,
    (account, actor): (&AccountId, &str),
    (reason, known): (&str, Option<&str>),
) -> Result<Restore, OpsError> {
    if known.is_none() {
        let copy = holder.note(account, audit::NOTE)?.unwrap_or_default();
        holder.set_note(account, NOTE, format!("{reason}\n{}", hash(&copy)).as_bytes())?;
    }
    let log = new_log(folder, &holder, account)?;
    holder.set_note(account, NOTE, format!("{reason}\n{BEGUN}").as_bytes())?;
    let log = witnessed(log, &holder, account)?;
    let restore = Restore::over(folder, holder, log, (account, actor));
    restore.trail.privileged(restore.event("audit-log-lost", Some(reason)).ended("done", "Begun"))?;
    restore.holder.set_note(account, NOTE, b"")?;
    Ok(restore)
}

/// The mark of the lost log is kept under another name, or none could be made for the new one.
fn new_log(folder: &Path, holder: &Arc<dyn KeyHolder>, account: &AccountId) -> Result<AuditLog, OpsError> {
    let _lock = store::lock(&Home::made(folder)?)?;
    let log = folder.join("audit.log");
    let mark = audit::mark_of(&log);
    let fail = |error: std::io::Error| OpsError::io(&mark, &error);
    if !disk::is_there(&log).map_err(fail)? && disk::is_there(&mark).map_err(fail)? {
        let bytes = disk::read(&mark, 4096).map_err(fail)?;
        if !audit::is_of_empty(&bytes) {
            std::fs::rename(&mark, free_name(&mark).map_err(fail)?).map_err(fail)?;
            disk::sync_folder(&mark).map_err(fail)?;
        }
    }
    Ok(Home::log_or_new(folder, &**holder, account)?)
}

/// A name that nothing has; others who make one wait for the store's lock.
fn free_name(mark: &Path) -> std::io::Result<PathBuf> {
    for n in 1..=NAMES {
        let name = disk::beside(mark, &format!("replaced-{n}"));
        if !disk::is_there(&name)? {
            return Ok(name);
        }
    }
    Err(std::io::ErrorKind::AlreadyExists.into())
}

/// Only an empty log takes the place of what the holder has seen: one with lines may be an older copy of the lost one.
fn witnessed(log: AuditLog, holder: &Arc<dyn KeyHolder>, account: &AccountId) -> Result<AuditLog, OpsError> {
    let holder = Arc::clone(holder);
    let is_empty = log.head()?.seq == 0;
    Ok(if is_empty { log.witnessed_anew(holder, account)? } else { log.witnessed(holder, account)? })
}
