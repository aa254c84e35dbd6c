//! A copy of a small file's newest state with the holder of the keys, so that putting back the whole folder from an
//! older copy shows.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::account::AccountId;
use crate::disk;

use super::{KeyError, KeyHolder};

/// A keyring writes its whole file for each change; more often than this would wear it out.
const INTERVAL: Duration = Duration::from_secs(5);
const MOST_BYTES: u64 = 4096;
/// How often to look at a file that is not whole.
const LOOKS: u32 = 100;
/// How long to wait for another process that copies.
const PATIENCE: Duration = Duration::from_secs(30);

/// Copies at most every five seconds, in the background, and once more at the end. When it is dropped nothing goes on in
/// the background any more, and the holder of the keys is let go.
pub(crate) struct Witness {
    copier: Arc<Copier>,
    worker: Mutex<Option<JoinHandle<()>>>,
}

/// What the owner and the thread in the background share.
struct Copier {
    holder: Arc<dyn KeyHolder>,
    account: AccountId,
    /// What the copy of some bytes is called; none for bytes that are not to be copied.
    naming: OnceLock<Box<Naming>>,
    file: PathBuf,
    state: Mutex<State>,
    /// Told when the owner goes.
    closing: Condvar,
    /// Held while copying, so that no older state is written after a newer one.
    copying: Mutex<()>,
}

type Naming = dyn Fn(&[u8]) -> Option<Named> + Send + Sync;

/// What some bytes are to be copied as.
pub(crate) struct Named {
    pub(crate) note: String,
    /// Which of the states they are, in the order of their times.
    pub(crate) state: u64,
}

#[derive(Default)]
struct State {
    tried: Option<Instant>,
    dirty: bool,
    scheduled: bool,
    closed: bool,
}

impl State {
    fn begin(&mut self) {
        (self.tried, self.dirty) = (Some(Instant::now()), false);
    }

    /// How long until the next copy may be made.
    fn wait(&self) -> Duration {
        self.tried.map_or(Duration::ZERO, |tried| INTERVAL.saturating_sub(tried.elapsed()))
    }
}

impl Witness {
    pub(crate) fn new(holder: Arc<dyn KeyHolder>, account: AccountId, file: PathBuf) -> Self {
        let (naming, state, closing, copying) = Default::default();
        let copier = Copier { holder, account, naming, file, state, closing, copying };
        Self { copier: Arc::new(copier), worker: Mutex::default() }
    }

    /// Says what the copy is called; until then there is none.
    pub(crate) fn call(&self, naming: impl Fn(&[u8]) -> Option<Named> + Send + Sync + 'static) {
        let _ = self.copier.naming.set(Box::new(naming));
    }

    /// What to call a copy in messages.
    pub(crate) fn name(&self, note: &str) -> String {
        format!("{}: {}/note/{note}", self.copier.holder.place(), self.copier.account)
    }

    /// Copies now. It reads the file anew, for another process may have written it since.
    pub(crate) fn copy(&self) -> Result<(), KeyError> {
        self.copier.copy(0)
    }

    /// As above; that the file has an older state than this one is an error.
    pub(crate) fn copy_from(&self, least: u64) -> Result<(), KeyError> {
        self.copier.copy(least)
    }

    /// Copies now, also in the place of a newer state: what that was a copy of is lost.
    pub(crate) fn copy_anew(&self) -> Result<(), KeyError> {
        let _turn = self.copier.copying.lock().unwrap_or_else(PoisonError::into_inner);
        self.copier.copy_in_turn(|_, _| Ok(()))
    }

    /// Keeps other bytes under a note's name, after whatever copy is on its way.
    pub(crate) fn keep(&self, note: &str, bytes: &[u8]) -> Result<(), KeyError> {
        self.copier.keep(note, bytes)
    }

    /// The file has changed: copies it soon, in the background.
    pub(crate) fn touch(&self) {
        let mut state = self.copier.state();
        state.dirty = true;
        if !std::mem::replace(&mut state.scheduled, true) {
            // The one before has said that it is done.
            self.end_worker();
            let copier = Arc::clone(&self.copier);
            match std::thread::Builder::new().spawn(move || copier.work()) {
                Ok(worker) => *self.worker.lock().unwrap_or_else(PoisonError::into_inner) = Some(worker),
                // The system has no more threads: the next change tries again, and the end copies what is left.
                Err(_) => state.scheduled = false,
            }
        }
    }

    fn end_worker(&self) {
        let worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner).take();
        // What it could not copy is copied at the end.
        let _ = worker.map(JoinHandle::join);
    }
}

impl Copier {
    fn copy(&self, least: u64) -> Result<(), KeyError> {
        let _turn = self.copying.lock().unwrap_or_else(PoisonError::into_inner);
        self.state().begin();
        let copied = self.copy_in_turn(|naming, named| self.check_newer(naming, named, least));
        self.state().dirty |= copied.is_err();
        copied
    }

    fn copy_in_turn(&self, check: impl FnOnce(&Naming, &Named) -> Result<(), KeyError>) -> Result<(), KeyError> {
        let _lock = self.lock()?;
        let Some(naming) = self.naming.get() else { return Ok(()) };
        let (named, bytes) = self.whole(naming)?;
        check(naming, &named)?;
        self.holder.set_note(&self.account, &named.note, &bytes)
    }

    /// A file that is older than its copy was put back: a copy of it would hide that.
    fn check_newer(&self, naming: &Naming, named: &Named, least: u64) -> Result<(), KeyError> {
        if named.state < least {
            return Err(self.unavailable(&std::io::Error::other("it is older than what was written to it")));
        }
        let known = self.holder.note(&self.account, &named.note)?.and_then(|known| naming(&known));
        if known.is_some_and(|known| known.note == named.note && known.state > named.state) {
            let what = format!("it is older than the copy of it in {}", self.holder.place());
            return Err(self.unavailable(&std::io::Error::other(what)));
        }
        Ok(())
    }

    /// The file's bytes and what their copy is called. A file that is overwritten in place may be read half old and half
    /// new, and a copy of that would be taken for a forged one.
    fn whole(&self, naming: &Naming) -> Result<(Named, Vec<u8>), KeyError> {
        for _ in 0..LOOKS {
            let bytes = disk::read(&self.file, MOST_BYTES).map_err(|error| self.unavailable(&error))?;
            if let Some(named) = naming(&bytes) {
                return Ok((named, bytes));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Err(self.unavailable(&std::io::Error::other("it is not what was written")))
    }

    fn keep(&self, note: &str, bytes: &[u8]) -> Result<(), KeyError> {
        let _turn = self.copying.lock().unwrap_or_else(PoisonError::into_inner);
        let _lock = self.lock()?;
        self.holder.set_note(&self.account, note, bytes)
    }

    /// Copies take turns across processes too, or an older state that was read earlier is written later.
    fn lock(&self) -> Result<disk::Lock, KeyError> {
        let lock = disk::lock(&disk::beside(&self.file, "copy"), PATIENCE).map_err(|error| self.unavailable(&error))?;
        lock.ok_or_else(|| self.unavailable(&std::io::ErrorKind::ResourceBusy.into()))
    }

    fn unavailable(&self, error: &std::io::Error) -> KeyError {
        KeyError::Unavailable { place: self.file.display().to_string(), message: error.to_string() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Copies until nothing has changed meanwhile. A holder that fails now is asked again at the next change and at the
    /// end; [`Witness::copy`] says why it fails.
    fn work(&self) {
        let _scheduled = Scheduled(self);
        let mut state = self.state();
        while !state.closed {
            let wait = state.wait();
            if !wait.is_zero() {
                let waited = self.closing.wait_timeout_while(state, wait, |state| !state.closed);
                state = waited.unwrap_or_else(PoisonError::into_inner).0;
                continue;
            }
            drop(state);
            let failed = self.copy(0).is_err();
            state = self.state();
            if failed || !state.dirty {
                // Said under the lock that the decision was made under: a change from now on begins a new thread.
                state.scheduled = false;
                break;
            }
        }
    }
}

/// However the thread in the background ends, also when a holder of keys panics, the next change begins another.
struct Scheduled<'c>(&'c Copier);

impl Drop for Scheduled<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut state = self.0.state();
            (state.scheduled, state.dirty) = (false, true);
        }
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.copier.state().closed = true;
        self.copier.closing.notify_all();
        self.end_worker();
        if self.copier.state().dirty {
            let _ = self.copy();
        }
    }
}

#[cfg(test)]
mod tests;
