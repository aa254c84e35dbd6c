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
//! Events that arrive while another thread is at the disk share the next `fdatasync` (group commit). Under load the next
//! leader waits a part of the last sync's time for those who will come anyway; a lone caller never waits.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::account::AccountId;
use crate::custody::{KeyError, KeyHolder, Witness};

mod file;
mod key;
mod line;
mod mark;
mod peek;
mod trail;
mod verify;

pub use key::AuditKey;
pub use line::Event;
pub use mark::Head;
pub use peek::{Peek, peek};
pub use trail::Trail;
pub(crate) use verify::events;
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

/// The events that one write to the disk carries. Its callers wait here, each batch's apart from the next one's.
#[derive(Default)]
struct Batch {
    events: Mutex<Vec<Event>>,
    turn: Mutex<Turn>,
    wake: Condvar,
}

/// What is next for the callers of a batch.
#[derive(Default)]
enum Turn {
    #[default]
    Wait,
    /// One of them takes the batch to the disk.
    Lead,
    Done(Result<(), AuditError>),
}

#[derive(Default)]
struct Queue {
    /// Collects events until a leader takes it to the disk.
    open: Arc<Batch>,
    /// How many events it has.
    joined: usize,
    /// How many callers there were lately.
    expected: usize,
    /// How long a leader waits for them.
    patience: Duration,
    /// Whether a leader is waiting or at the disk.
    busy: bool,
}

/// The longest that a leader waits for others, however slow the disk is.
const MOST_PATIENCE: Duration = Duration::from_millis(5);

/// What the holder of the keys calls its copy of the mark.
pub(crate) const NOTE: &str = "audit";

/// A log open for appending; shared by threads, and by processes through a file lock.
pub struct AuditLog {
    path: PathBuf,
    file: Mutex<LogFile>,
    queue: Mutex<Queue>,
    /// An event has joined the open batch.
    joined: Condvar,
    witness: Option<Witness>,
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

    /// A log that is opened when the first event is appended: for who reads a store and records nothing.
    pub fn unopened(path: &Path, key: Arc<AuditKey>) -> Self {
        Self::over(path, LogFile::unopened(path, key))
    }

    fn over(path: &Path, file: LogFile) -> Self {
        let (queue, joined) = (Mutex::default(), Condvar::new());
        Self { path: path.to_owned(), file: Mutex::new(file), queue, joined, witness: None }
    }

    /// Keeps a copy of the log's newest head with the holder of the keys, after comparing it with what is there.
    ///
    /// # Errors
    ///
    /// [`AuditError::Tampered`] when the log is behind the copy, [`AuditError::Unavailable`] when the holder is.
    pub fn witnessed(self, holder: Arc<dyn KeyHolder>, account: &AccountId) -> Result<Self, AuditError> {
        if let Some(note) = holder.note(account, NOTE).map_err(|error| self.unavailable(&error))? {
            lock(&self.file).compare_with_copy(&note)?;
        }
        Ok(self.witnessing(holder, account))
    }

    /// As [`AuditLog::witnessed`], for a log that replaces one: what is there is not compared.
    pub(crate) fn witnessing(mut self, holder: Arc<dyn KeyHolder>, account: &AccountId) -> Self {
        let witness = Witness::new(holder, account.clone(), mark::path_of(&self.path));
        let public = self.key().public();
        witness.call(move |bytes| mark::parse(bytes, &public).map(|_| NOTE.to_owned()));
        self.witness = Some(witness);
        self
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
        if !event.fits() {
            return Err(AuditError::TooLong);
        }
        let mut queue = lock(&self.queue);
        let batch = Arc::clone(&queue.open);
        lock(&batch.events).push(event);
        queue.joined += 1;
        if !queue.busy {
            queue.busy = true;
            return self.lead(queue);
        }
        if queue.joined >= queue.expected {
            self.joined.notify_one();
        }
        drop(queue);
        self.follow(&batch)
    }

    /// Waits until the batch is on disk, or until it is this caller's turn to take it there.
    fn follow(&self, batch: &Batch) -> Result<(), AuditError> {
        let mut turn = lock(&batch.turn);
        loop {
            match &*turn {
                Turn::Wait => turn = batch.wake.wait(turn).unwrap_or_else(PoisonError::into_inner),
                Turn::Lead => {
                    *turn = Turn::Wait;
                    drop(turn);
                    return self.lead(lock(&self.queue));
                }
                Turn::Done(outcome) => return outcome.clone(),
            }
        }
    }

    /// Signs a checkpoint and copies it to the holder of the keys now, as privileged actions should.
    ///
    /// # Errors
    ///
    /// See [`AuditError`].
    pub fn checkpoint(&self) -> Result<(), AuditError> {
        self.append(Event { event: line::CHECKPOINT.to_owned(), ..Event::default() })?;
        self.witness.as_ref().map_or(Ok(()), |witness| witness.copy().map_err(|error| self.unavailable(&error)))
    }

    /// The newest line, by whatever process it was written.
    ///
    /// # Errors
    ///
    /// See [`AuditError`].
    pub fn head(&self) -> Result<Head, AuditError> {
        lock(&self.file).append(Vec::new())
    }

    /// Takes the open batch to the disk, wakes those who wait for it, and hands the lead on.
    fn lead(&self, queue: MutexGuard<'_, Queue>) -> Result<(), AuditError> {
        let mut queue = self.gather(queue);
        let batch = std::mem::take(&mut queue.open);
        let size = std::mem::take(&mut queue.joined);
        drop(queue);
        let begun = Instant::now();
        let events = std::mem::take(&mut *lock(&batch.events));
        let outcome = lock(&self.file).append(events).map(drop);
        *lock(&batch.turn) = Turn::Done(outcome.clone());
        batch.wake.notify_all();
        let mut queue = lock(&self.queue);
        queue.expected = size + queue.joined;
        queue.patience = MOST_PATIENCE.min(begun.elapsed() / 2);
        queue.busy = queue.joined > 0;
        if queue.busy {
            *lock(&queue.open.turn) = Turn::Lead;
            queue.open.wake.notify_one();
        }
        drop(queue);
        self.witness.iter().for_each(Witness::touch);
        outcome
    }

    fn gather<'q>(&self, mut queue: MutexGuard<'q, Queue>) -> MutexGuard<'q, Queue> {
        let end = Instant::now() + queue.patience;
        while queue.joined < queue.expected {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            queue = self.joined.wait_timeout(queue, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        queue
    }

    fn unavailable(&self, error: &KeyError) -> AuditError {
        AuditError::Unavailable { path: self.path.clone(), errno: None, message: error.to_string() }
    }
}

/// A lock whose holder panicked still guards consistent data here: every writer re-reads the file's end.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
