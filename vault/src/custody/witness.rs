//! A copy of a small file's newest state with the holder of the keys, so that putting back the whole folder from an
//! older copy shows.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
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

/// Copies at most every five seconds, in the background, and once more at the end.
pub(crate) struct Witness {
    holder: Arc<dyn KeyHolder>,
    account: AccountId,
    /// What the copy of some bytes is called; none for bytes that are not to be copied.
    naming: OnceLock<Box<Naming>>,
    file: PathBuf,
    state: Mutex<State>,
    /// Held while copying, so that no older state is written after a newer one.
    copying: Mutex<()>,
}

type Naming = dyn Fn(&[u8]) -> Option<String> + Send + Sync;

#[derive(Default)]
struct State {
    tried: Option<Instant>,
    dirty: bool,
    scheduled: bool,
}

impl State {
    fn begin(&mut self) {
        (self.tried, self.dirty) = (Some(Instant::now()), false);
    }
}

impl Witness {
    pub(crate) fn new(holder: Arc<dyn KeyHolder>, account: AccountId, file: PathBuf) -> Arc<Self> {
        let (naming, state, copying) = (OnceLock::new(), Mutex::default(), Mutex::default());
        Arc::new(Self { holder, account, naming, file, state, copying })
    }

    /// Says what the copy is called; until then there is none.
    pub(crate) fn call(&self, naming: impl Fn(&[u8]) -> Option<String> + Send + Sync + 'static) {
        let _ = self.naming.set(Box::new(naming));
    }

    /// What to call a copy in messages.
    pub(crate) fn name(&self, note: &str) -> String {
        format!("{}: {}/note/{note}", self.holder.place(), self.account)
    }

    /// Copies now. It reads the file anew, for another process may have written it since.
    pub(crate) fn copy(&self) -> Result<(), KeyError> {
        let _turn = self.copying.lock().unwrap_or_else(PoisonError::into_inner);
        self.state().begin();
        let _lock = self.lock()?;
        let Some(naming) = self.naming.get() else { return Ok(()) };
        let (note, bytes) = self.whole(naming)?;
        let kept = self.holder.set_note(&self.account, &note, &bytes);
        self.state().dirty |= kept.is_err();
        kept
    }

    /// The file's bytes and what their copy is called. A file that is overwritten in place may be read half old and half
    /// new, and a copy of that would be taken for a forged one.
    fn whole(&self, naming: &Naming) -> Result<(String, Vec<u8>), KeyError> {
        for _ in 0..LOOKS {
            let bytes = disk::read(&self.file, MOST_BYTES).map_err(|error| self.unavailable(&error))?;
            if let Some(note) = naming(&bytes) {
                return Ok((note, bytes));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Err(self.unavailable(&std::io::Error::other("it is not what was written")))
    }

    /// Keeps other bytes under a note's name, after whatever copy is on its way.
    pub(crate) fn keep(&self, note: &str, bytes: &[u8]) -> Result<(), KeyError> {
        let _turn = self.copying.lock().unwrap_or_else(PoisonError::into_inner);
        let _lock = self.lock()?;
        self.holder.set_note(&self.account, note, bytes)
    }

    /// Copies take turns across processes too, or an older state that was read earlier is written later.
    fn lock(&self) -> Result<std::fs::File, KeyError> {
        let lock = disk::lock(&disk::beside(&self.file, "copy"), PATIENCE).map_err(|error| self.unavailable(&error))?;
        lock.ok_or_else(|| self.unavailable(&std::io::ErrorKind::ResourceBusy.into()))
    }

    fn unavailable(&self, error: &std::io::Error) -> KeyError {
        KeyError::Unavailable { place: self.file.display().to_string(), message: error.to_string() }
    }

    /// The file has changed: copies it soon, in the background.
    pub(crate) fn touch(self: &Arc<Self>) {
        let mut state = self.state();
        state.dirty = true;
        if state.scheduled {
            return;
        }
        state.scheduled = true;
        let wait = state.tried.map_or(Duration::ZERO, |tried| INTERVAL.saturating_sub(tried.elapsed()));
        let witness = Arc::downgrade(self);
        std::thread::spawn(move || later(&witness, wait));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A holder that fails now is asked again at the next change and at the end; [`Witness::copy`] says why it fails.
fn later(witness: &Weak<Witness>, wait: Duration) {
    std::thread::sleep(wait);
    let Some(witness) = witness.upgrade() else { return };
    witness.state().scheduled = false;
    let _ = witness.copy();
}

impl Drop for Witness {
    fn drop(&mut self) {
        if self.state().dirty {
            let _ = self.copy();
        }
    }
}
