//! A copy of a small file's newest state with the holder of the keys, so that putting back the whole folder from an
//! older copy shows.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use crate::account::AccountId;
use crate::disk;

use super::{KeyError, KeyHolder};

/// A keyring writes its whole file for each change; more often than this would wear it out.
const INTERVAL: Duration = Duration::from_secs(5);
const MOST_BYTES: u64 = 4096;

/// Copies at most every five seconds, in the background, and once more at the end.
pub(crate) struct Witness {
    holder: Arc<dyn KeyHolder>,
    account: AccountId,
    note: String,
    file: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    copied: Option<Instant>,
    dirty: bool,
    scheduled: bool,
}

impl Witness {
    pub(crate) fn new(holder: Arc<dyn KeyHolder>, account: AccountId, note: String, file: PathBuf) -> Arc<Self> {
        Arc::new(Self { holder, account, note, file, state: Mutex::default() })
    }

    /// What to call the copy in messages.
    pub(crate) fn name(&self) -> String {
        format!("{}: {}/note/{}", self.holder.place(), self.account, self.note)
    }

    /// The copy.
    pub(crate) fn note(&self) -> Result<Option<Vec<u8>>, KeyError> {
        self.holder.note(&self.account, &self.note)
    }

    /// Copies now. It reads the file anew, for another process may have written it since.
    pub(crate) fn copy(&self) -> Result<(), KeyError> {
        let unavailable = |error: std::io::Error| KeyError::Unavailable {
            place: self.file.display().to_string(),
            message: error.to_string(),
        };
        let bytes = disk::read(&self.file, MOST_BYTES).map_err(unavailable)?;
        self.holder.set_note(&self.account, &self.note, &bytes)?;
        let mut state = self.state();
        (state.dirty, state.copied) = (false, Some(Instant::now()));
        Ok(())
    }

    /// The file has changed: copies it soon, in the background.
    pub(crate) fn touch(self: &Arc<Self>) {
        let mut state = self.state();
        state.dirty = true;
        if state.scheduled {
            return;
        }
        state.scheduled = true;
        let wait = state.copied.map_or(Duration::ZERO, |copied| INTERVAL.saturating_sub(copied.elapsed()));
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
