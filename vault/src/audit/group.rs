//! Group commit: events that arrive while the disk is busy share its next write.
//!
//! Who makes the open batch as large as the last one takes it to the disk, and nobody is woken for that. Meanwhile one of
//! those who wait watches the time: callers that do not come again are waited for a part of the last write's time, once.
//! A lone caller never waits. While the disk works, another of the batch's callers signs what is written next: the last to
//! come but one, who stays awake for that.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::AuditError;
use super::line::Entry;
use super::mark::Mark;

/// The longest that callers wait for others, however slow the disk is.
const MOST_PATIENCE: Duration = Duration::from_millis(5);

/// How long the last caller but one stays awake: about as long as the last one takes to have something to be signed.
const LINGER: Duration = Duration::from_micros(50);

type Outcome = Result<(), AuditError>;

/// Takes entries to the disk; what can be signed meanwhile it gives to the second argument.
type Write<'w> = &'w dyn Fn(&[Entry], &dyn Fn(Arc<Mark>)) -> Outcome;

#[derive(Default)]
pub(super) struct Group {
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    /// Where the callers of the open batch wait.
    open: Arc<Batch>,
    entries: Vec<Entry>,
    /// How many callers there were lately.
    expected: usize,
    /// How long to wait for them.
    patience: Duration,
    /// Whether a batch is on its way to the disk.
    busy: bool,
    /// Whether one of the open batch's callers watches the time.
    watched: bool,
}

/// The callers of one write to the disk.
#[derive(Default)]
struct Batch {
    turn: Mutex<Turn>,
    wake: Condvar,
}

impl Batch {
    /// Something to do for one of those who wait, if there are any.
    fn give(&self, turn: Turn, someone_waits: bool) {
        if someone_waits {
            let before = std::mem::replace(&mut *lock(&self.turn), turn);
            if !matches!(before, Turn::Look) {
                self.wake.notify_one();
            }
        }
    }

    /// Looks for something to do for a while without sleeping. To wake somebody would take the caller, for whom all
    /// wait, longer than what he has to say.
    fn linger(&self) {
        if !self.replace(|turn| matches!(turn, Turn::Wait), Turn::Look) {
            return;
        }
        let begun = Instant::now();
        while begun.elapsed() < LINGER && matches!(*lock(&self.turn), Turn::Look) {
            std::thread::yield_now();
        }
        self.replace(|turn| matches!(turn, Turn::Look), Turn::Wait);
    }

    /// Sets what is next if it still is what was expected.
    fn replace(&self, expected: impl Fn(&Turn) -> bool, next: Turn) -> bool {
        let mut turn = lock(&self.turn);
        let is_expected = expected(&turn);
        if is_expected {
            *turn = next;
        }
        is_expected
    }
}

/// What is next for the callers of a batch.
#[derive(Default)]
enum Turn {
    #[default]
    Wait,
    /// As above, and one of them does not sleep meanwhile.
    Look,
    /// The disk is free: one of them watches how long the others take.
    Watch,
    /// The disk is busy: one of them signs what follows.
    Sign(Arc<Mark>),
    Done(Outcome),
}

impl Turn {
    fn is_nothing(&mut self) -> bool {
        matches!(self, Self::Wait | Self::Look)
    }
}

impl Group {
    /// Gives `entry` to a batch that one of its callers writes with `write`; returns when that has.
    pub(super) fn write(&self, entry: Entry, write: Write<'_>) -> Outcome {
        let mut queue = lock(&self.queue);
        queue.entries.push(entry);
        if !queue.busy && queue.entries.len() >= queue.expected {
            return self.lead(queue, write);
        }
        let batch = Arc::clone(&queue.open);
        let watches = !queue.busy && !std::mem::replace(&mut queue.watched, true);
        let lingers = !queue.busy && !watches && queue.entries.len() + 1 == queue.expected;
        let patience = queue.patience;
        drop(queue);
        if lingers {
            batch.linger();
        }
        if watches { self.watch(&batch, patience, write) } else { self.follow(&batch, write) }
    }

    /// Waits until the batch is on disk.
    fn follow(&self, batch: &Arc<Batch>, write: Write<'_>) -> Outcome {
        loop {
            let mut turn =
                batch.wake.wait_while(lock(&batch.turn), Turn::is_nothing).unwrap_or_else(PoisonError::into_inner);
            if let Turn::Done(outcome) = &*turn {
                return outcome.clone();
            }
            let task = std::mem::take(&mut *turn);
            drop(turn);
            match task {
                Turn::Sign(mark) => drop(mark.text()),
                _ => break,
            }
        }
        let patience = lock(&self.queue).patience;
        self.watch(batch, patience, write)
    }

    /// As above, and takes the batch there if it is still open after a while.
    fn watch(&self, batch: &Arc<Batch>, patience: Duration, write: Write<'_>) -> Outcome {
        let waited = batch.wake.wait_timeout_while(lock(&batch.turn), patience, Turn::is_nothing);
        let (turn, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        drop(turn);
        if waited.timed_out() {
            let queue = lock(&self.queue);
            if Arc::ptr_eq(&queue.open, batch) {
                return self.lead(queue, write);
            }
        }
        self.follow(batch, write)
    }

    /// Takes the open batch to the disk and wakes those who wait for it.
    fn lead(&self, mut queue: MutexGuard<'_, Queue>, write: Write<'_>) -> Outcome {
        let (batch, entries) = (std::mem::take(&mut queue.open), std::mem::take(&mut queue.entries));
        (queue.busy, queue.watched) = (true, false);
        drop(queue);
        let (size, begun) = (entries.len(), Instant::now());
        let mut lead = Lead { group: self, batch, size, begun, outcome: Err(AuditError::Interrupted) };
        lead.outcome = write(&entries, &|mark| lead.batch.give(Turn::Sign(mark), size > 1));
        lead.outcome.clone()
    }

    /// The disk is free for who came meanwhile.
    fn free(&self, size: usize, took: Duration) {
        let mut queue = lock(&self.queue);
        queue.expected = size + queue.entries.len();
        queue.patience = MOST_PATIENCE.min(took / 2);
        queue.busy = false;
        if !queue.entries.is_empty() {
            queue.watched = true;
            queue.open.give(Turn::Watch, true);
        }
    }
}

/// A batch on its way to the disk. However it ends, the disk is free again and its callers learn of it: a panic must not
/// leave them waiting.
struct Lead<'g> {
    group: &'g Group,
    batch: Arc<Batch>,
    size: usize,
    begun: Instant,
    outcome: Outcome,
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        self.group.free(self.size, self.begun.elapsed());
        *lock(&self.batch.turn) = Turn::Done(self.outcome.clone());
        self.batch.wake.notify_all();
    }
}

/// A lock whose holder panicked still guards consistent data here: every writer re-reads the file's end.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
