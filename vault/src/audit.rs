//! The audit log: one JSON line per event, chained by SHA-256, on disk before any value leaves.
//!
//! - `hash = SHA-256("sg-audit-v1\0" ‖ prev ‖ line)`, where `line` excludes its newline and `prev` is the hash before it.
//! - Every 256th line at the latest, and the first one after five seconds, is a checkpoint, signed with Ed25519: a
//!   chain that was edited and hashed again is found.
//! - `<log>.mark` holds the newest signed head. It is written after the log is on disk and before the caller goes on:
//!   a log that is shorter than its mark was cut.
//!
//! - A log that is [witnessed](AuditLog::witnessed) has a copy of its mark with the holder of the keys: log and mark put
//!   back together from an older copy are found.
//!
//! Events that arrive while another thread is at the disk share the next `fdatasync` (`group`).

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::account::AccountId;
use crate::custody::{KeyError, KeyHolder, Named, Witness};

mod end;
mod file;
mod group;
mod key;
mod line;
mod mark;
mod peek;
mod tail;
mod trail;
mod verify;

pub(crate) use file::is_begun;
pub use key::AuditKey;
pub use line::Event;
pub use mark::Head;
pub(crate) use mark::{is_of_empty, path_of as mark_of};
pub use peek::{Peek, peek};
pub use trail::Trail;
pub(crate) use verify::events;
pub use verify::{Problem, Verified, export, verify};

use file::LogFile;
use group::{Group, lock};
use line::Entry;

/// Every line whose number is a multiple of this is a signed checkpoint.
pub const CHECKPOINT_EVERY: u64 = 256;

/// Why an event could not be recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuditError {
    /// The log cannot be written. Nothing was released; the next call tries again.
    #[error("audit log {} cannot be written: {message}", path.display())]
    Unavailable {
        /// The log.
        path: PathBuf,
        /// The system's error number, where there is one.
        errno: Option<i32>,
        /// The system's words.
        message: String,
    },
    /// The log is not what was written last. It must be verified by a person before the vault goes on.
    #[error("audit log {} was changed: {what}; verify it and restore it from a copy", path.display())]
    Tampered {
        /// The log.
        path: PathBuf,
        /// What gives it away.
        what: &'static str,
    },
    /// What an operation did is done, and the log has only its intent, or nobody outside has seen that it has more. To do
    /// it once more may do it twice.
    #[error("it was done, and the audit log could not be told all of it ({0}); look at what is there now")]
    Untold(Box<Self>),
    /// An event is too long for one line.
    #[error("an audit event exceeds {} bytes; shorten its ids and names", line::MAX_LINE)]
    TooLong,
    /// Whoever wrote this event together with his own broke off. Nothing was released; the next call tries again.
    #[error("the audit event was not written: the thread that wrote it broke off; try again")]
    Interrupted,
}

impl AuditError {
    /// What a problem with a log is to who needs that log.
    pub(crate) fn of(path: &Path, problem: Problem) -> Self {
        let what = match problem {
            Problem::Unreadable(error) => return file::unavailable(path, &error),
            Problem::Broken { .. } => "its lines are not what was written",
            Problem::Truncated { .. } => "it is shorter than its mark",
            Problem::MarkForged => "its mark is not genuine",
        };
        Self::Tampered { path: path.to_owned(), what }
    }

    /// The error's name, as written to the audit log.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Tampered { .. } => "LogBroken",
            Self::Untold(_) => "Untold",
            _ => "AuditUnavailable",
        }
    }

    /// The same, for what comes too late.
    pub(crate) fn after(self) -> Self {
        Self::Untold(Box::new(self))
    }

    /// The log that cannot be written because its disk is full.
    pub(crate) fn is_full(&self) -> Option<&Path> {
        let full = rustix::io::Errno::NOSPC.raw_os_error();
        match self {
            Self::Unavailable { path, errno, .. } if *errno == Some(full) => Some(path),
            _ => None,
        }
    }
}

/// How long to wait for another process that holds a log.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the holder of the keys calls its copy of the mark.
pub(crate) const NOTE: &str = "audit";

/// A log open for appending; shared by threads, and by processes through a file lock.
pub struct AuditLog {
    path: PathBuf,
    file: Mutex<LogFile>,
    group: Group,
    witness: Option<Witness>,
}

impl AuditLog {
    /// Starts a new log at `path`, readable by its owner only. A beginning that was cut short is continued.
    ///
    /// # Errors
    ///
    /// [`AuditError::Unavailable`], also when there is one, or a mark that attests lines.
    pub fn create(path: &Path, key: Arc<AuditKey>) -> Result<Self, AuditError> {
        Ok(Self::over(path, LogFile::create(path, key)?))
    }

    /// Opens an existing log; never creates one, for a log that vanished must not begin again in silence.
    ///
    /// # Errors
    ///
    /// [`AuditError::Unavailable`] when it cannot be opened, [`AuditError::Tampered`] when it is behind its mark.
    pub fn open(path: &Path, key: Arc<AuditKey>) -> Result<Self, AuditError> {
        Ok(Self::over(path, LogFile::open(path, key)?))
    }

    /// A log that is opened when the first event is appended: for who reads a store and records nothing.
    pub fn unopened(path: &Path, key: Arc<AuditKey>) -> Self {
        Self::over(path, LogFile::unopened(path, key))
    }

    fn over(path: &Path, file: LogFile) -> Self {
        Self { path: path.to_owned(), file: Mutex::new(file), group: Group::default(), witness: None }
    }

    /// Keeps a copy of the log's newest head with the holder of the keys, after comparing it with what is there.
    ///
    /// # Errors
    ///
    /// [`AuditError::Tampered`] when the log is behind the copy, [`AuditError::Unavailable`] when the holder is.
    pub fn witnessed(mut self, holder: Arc<dyn KeyHolder>, account: &AccountId) -> Result<Self, AuditError> {
        if let Some(note) = holder.note(account, NOTE).map_err(|error| self.unavailable(&error))? {
            lock(&self.file).compare_with_copy(&note)?;
        }
        self.witness = Some(self.witness_of(holder, account));
        Ok(self)
    }

    /// As [`AuditLog::witnessed`], for a log that replaces one: what is there is not compared, and is replaced.
    pub(crate) fn witnessed_anew(
        mut self,
        holder: Arc<dyn KeyHolder>,
        account: &AccountId,
    ) -> Result<Self, AuditError> {
        let witness = self.witness_of(holder, account);
        witness.copy_anew().map_err(|error| self.unavailable(&error))?;
        self.witness = Some(witness);
        Ok(self)
    }

    fn witness_of(&self, holder: Arc<dyn KeyHolder>, account: &AccountId) -> Witness {
        let witness = Witness::new(holder, account.clone(), mark::path_of(&self.path));
        let public = self.key().public();
        witness.call(move |bytes| {
            let head = mark::parse(bytes, &public)?;
            Some(Named { note: NOTE.to_owned(), state: head.seq })
        });
        witness
    }

    /// The key that signs its checkpoints.
    pub(crate) fn key(&self) -> Arc<AuditKey> {
        lock(&self.file).key()
    }

    /// Where the log is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Records an event; when it returns `Ok`, the event is on disk.
    ///
    /// # Errors
    ///
    /// See [`AuditError`]; whatever the caller wanted to release must then stay where it is.
    pub fn append(&self, event: Event) -> Result<(), AuditError> {
        let entry = Entry::of(&event).ok_or(AuditError::TooLong)?;
        let led = Cell::new(false);
        let outcome = self.group.write(entry, &|entries, help| {
            led.set(true);
            lock(&self.file).append(entries, help).map(drop)
        });
        if led.get() {
            self.witness.iter().for_each(Witness::touch);
        }
        outcome
    }

    /// Signs a checkpoint and copies it to the holder of the keys now, as privileged actions should.
    ///
    /// # Errors
    ///
    /// See [`AuditError`].
    pub fn checkpoint(&self) -> Result<(), AuditError> {
        self.append(Event { event: line::CHECKPOINT.to_owned(), ..Event::default() })?;
        // A mark that was put in the place of ours may be an older one; who asked for a copy must not hear that it is made.
        let written = lock(&self.file).seen.map_or(0, |head| head.seq);
        let copy = |witness: &Witness| witness.copy_from(written).map_err(|error| self.unavailable(&error));
        self.witness.as_ref().map_or(Ok(()), copy)
    }

    /// The newest line, by whatever process it was written.
    ///
    /// # Errors
    ///
    /// See [`AuditError`].
    pub fn head(&self) -> Result<Head, AuditError> {
        lock(&self.file).append(&[], &|_| ())
    }

    fn unavailable(&self, error: &KeyError) -> AuditError {
        AuditError::Unavailable { path: self.path.clone(), errno: None, message: error.to_string() }
    }
}
