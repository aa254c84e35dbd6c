//! The audit log: one JSON line per event, chained by SHA-256, on disk before any value leaves.
//!
//! - `hash = SHA-256("sg-audit-v1\0" ‖ prev ‖ line)`, where `line` excludes its newline and `prev` is the hash before it.
//! - Every 256th line is a checkpoint, signed with Ed25519, so a chain that was edited and hashed again is found.
//! - `<log>.mark` holds the newest signed head. It is written after the log is on disk and before the caller goes on:
//!   a log that is shorter than its mark was cut.
//!
//! Events that arrive while another thread is at the disk share the next `fdatasync` (group commit).

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};

mod file;
mod key;
mod line;
mod mark;
mod verify;

pub use key::AuditKey;
pub use line::Event;
pub use mark::Head;
pub use verify::{Problem, Verified, verify};

use file::LogFile;

/// Every line whose number is a multiple of this is a signed checkpoint.
pub const CHECKPOINT_EVERY: u64 = 256;

/// Why an event could not be recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuditError {
    /// The log cannot be written. Nothing was released; the next call tries again.
    #[error("audit log {} cannot be written (errno {errno:?}): {message}", path.display())]
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
    /// An event is too long for one line.
    #[error("an audit event exceeds {} bytes; shorten its ids and names", line::MAX_LINE)]
    TooLong,
}

/// The events that one write to the disk carries, and how that write ended.
#[derive(Default)]
struct Batch {
    events: Mutex<Vec<Event>>,
    outcome: OnceLock<Result<(), AuditError>>,
}

#[derive(Default)]
struct Queue {
    /// Collects events until a leader takes it to the disk.
    open: Arc<Batch>,
    /// Whether a leader is at the disk.
    busy: bool,
}

/// A log open for appending; shared by threads, and by processes through a file lock.
pub struct AuditLog {
    path: PathBuf,
    file: Mutex<LogFile>,
    queue: Mutex<Queue>,
    turn: Condvar,
}

impl AuditLog {
    /// Starts a new log at `path`, readable by its owner only.
    ///
    /// # Errors
    ///
    /// [`AuditError::Unavailable`], also when the file or its mark exists already.
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

    fn over(path: &Path, file: LogFile) -> Self {
        Self { path: path.to_owned(), file: Mutex::new(file), queue: Mutex::default(), turn: Condvar::new() }
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
        let mut queue = lock(&self.queue);
        let batch = Arc::clone(&queue.open);
        lock(&batch.events).push(event);
        loop {
            if let Some(outcome) = batch.outcome.get() {
                return outcome.clone();
            }
            if !queue.busy {
                queue.busy = true;
                queue.open = Arc::default();
                break;
            }
            queue = self.turn.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        drop(queue);
        self.lead(&batch)
    }

    /// Takes a batch to the disk and wakes those who wait for it.
    fn lead(&self, batch: &Batch) -> Result<(), AuditError> {
        let events = std::mem::take(&mut *lock(&batch.events));
        let outcome = lock(&self.file).append(events);
        let outcome = batch.outcome.get_or_init(|| outcome).clone();
        lock(&self.queue).busy = false;
        self.turn.notify_all();
        outcome
    }
}

/// A lock whose holder panicked still guards consistent data here: every writer re-reads the file's end.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
