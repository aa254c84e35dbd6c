//! Group commit: events that arrive while the disk is busy share its next write.
//!
//! Who makes the open batch as large as the last one takes it to the disk, and nobody is woken for that. Meanwhile one of
//! those who wait watches the time: callers that do not come again are waited for a part of the last write's time, once.
//! A lone caller never waits. While the disk works, another of the batch's callers signs what is written next.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::AuditError;
use super::line::Entry;
use super::mark::Mark;

/// The longest that callers wait for others, however slow the disk is.
const MOST_PATIENCE: Duration = Duration::from_millis(5);

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
            *lock(&self.turn) = turn;
            self.wake.notify_one();
        }
    }
}

/// What is next for the callers of a batch.
#[derive(Default)]
enum Turn {
    #[default]
    Wait,
    /// The disk is free: one of them watches how long the others take.
    Watch,
    /// The disk is busy: one of them signs what follows.
    Sign(Arc<Mark>),
    Done(Outcome),
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
        let patience = queue.patience;
        drop(queue);
        if watches { self.watch(&batch, patience, write) } else { self.follow(&batch, write) }
    }

    /// Waits until the batch is on disk.
    fn follow(&self, batch: &Arc<Batch>, write: Write<'_>) -> Outcome {
        let waits = |turn: &mut Turn| matches!(turn, Turn::Wait);
        loop {
            let mut turn = batch.wake.wait_while(lock(&batch.turn), waits).unwrap_or_else(PoisonError::into_inner);
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
        let waits = |turn: &mut Turn| matches!(turn, Turn::Wait);
        let waited = batch.wake.wait_timeout_while(lock(&batch.turn), patience, waits);
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
mod tests {
    use super::*;
    use crate::audit::line::Event;

    fn entry(id: String) -> Entry {
        Entry::of(&Event { id, ..Event::default() }).expect("it fits")
    }

    #[test]
    fn every_entry_is_written_once_before_its_caller_goes_on_and_no_two_writes_overlap() {
        let (group, log, disk) = (Group::default(), Mutex::new(Vec::<String>::new()), Mutex::new(()));
        let write = |entries: &[Entry], _: &dyn Fn(Arc<Mark>)| {
            let _disk = disk.try_lock().expect("one write at a time");
            std::thread::sleep(Duration::from_micros(200));
            lock(&log).extend(entries.iter().map(|entry| entry.text().get().to_owned()));
            Ok(())
        };
        // Callers leave one after another: those who stay must not wait for them for ever.
        std::thread::scope(|scope| {
            for caller in 0..8_usize {
                let (group, log, write) = (&group, &log, &write);
                scope.spawn(move || {
                    for round in 0..20 * (caller + 1) {
                        let entry = entry(format!("{caller}/{round}"));
                        let text = entry.text().get().to_owned();
                        group.write(entry, write).expect("written");
                        assert_eq!(lock(log).iter().filter(|line| **line == text).count(), 1, "{text}");
                    }
                });
            }
        });
        assert_eq!(lock(&log).len(), 20 * 36);
    }

    #[test]
    fn a_failed_write_fails_each_of_its_callers_and_the_next_one_is_tried() {
        let (group, error) = (Group::default(), AuditError::TooLong);
        std::thread::scope(|scope| {
            for caller in 0..4 {
                let (group, error) = (&group, &error);
                scope.spawn(move || {
                    for round in 0..50 {
                        let entry = entry(format!("{caller}/{round}"));
                        assert_eq!(group.write(entry, &|_, _| Err(error.clone())), Err(error.clone()));
                    }
                });
            }
        });
        assert_eq!(group.write(entry("last".to_owned()), &|_, _| Ok(())), Ok(()));
    }

    #[test]
    fn who_breaks_off_fails_those_who_came_meanwhile_and_the_next_write_is_tried() {
        let group = Group::default();
        let breaks =
            |_: &[Entry], _: &dyn Fn(Arc<Mark>)| -> Outcome { std::panic::resume_unwind(Box::new("broken off")) };
        let outcomes: Vec<_> = std::thread::scope(|scope| {
            let callers: Vec<_> = (0..4)
                .map(|caller| {
                    let group = &group;
                    scope.spawn(move || group.write(entry(caller.to_string()), &breaks))
                })
                .collect();
            callers.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
        });
        assert!(outcomes.iter().any(Result::is_err), "one of them at least was the writer");
        let told = outcomes.into_iter().flatten();
        assert!(told.into_iter().all(|outcome| outcome == Err(AuditError::Interrupted)));
        assert_eq!(group.write(entry("last".to_owned()), &|_, _| Ok(())), Ok(()));
    }

    #[test]
    fn those_who_come_while_the_disk_is_busy_share_the_next_write() {
        let (group, writes) = (Group::default(), Mutex::new(0_usize));
        let (begun, wait) = (std::sync::Barrier::new(2), std::sync::Barrier::new(2));
        std::thread::scope(|scope| {
            let (group, writes, begun, wait) = (&group, &writes, &begun, &wait);
            scope.spawn(move || {
                group.write(entry("first".to_owned()), &|_, _| {
                    begun.wait();
                    wait.wait();
                    Ok(())
                })
            });
            begun.wait();
            for caller in 0..7 {
                scope.spawn(move || {
                    group.write(entry(caller.to_string()), &|_, _| {
                        *lock(writes) += 1;
                        Ok(())
                    })
                });
            }
            while lock(&group.queue).entries.len() < 7 {
                std::thread::yield_now();
            }
            wait.wait();
        });
        assert_eq!(*lock(&writes), 1, "seven callers, one write");
    }
}
