//! Appending to the log's file: lock, look at its end, write, sync, mark.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::unix::fs::{FileExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::bytes::hex;
use crate::clock;
use crate::disk::{self, Refusal};

use super::key::AuditKey;
use super::line::{self, Entry, Event, Line, Link, MAX_LINE};
use super::mark::{self, Against, Head, Mark};
use super::{AuditError, CHECKPOINT_EVERY, PATIENCE};

/// The longest time between two events of which neither is a checkpoint or follows one.
const CHECKPOINT_AFTER: Duration = Duration::from_secs(5);

pub(super) struct LogFile {
    path: PathBuf,
    key: Arc<AuditKey>,
    boot_id: String,
    /// When this process last signed a checkpoint, or opened the log.
    signed: Instant,
    /// How long to wait for another process that holds the log.
    patience: Duration,
    /// Dropped after any failure, so that the next append starts from the file as it is then.
    open: Option<Open>,
}

struct Open {
    log: File,
    mark: File,
    head: Head,
    len: u64,
}

impl LogFile {
    pub(super) fn create(path: &Path, key: Arc<AuditKey>) -> Result<Self, AuditError> {
        disk::create(path, b"").map_err(|error| unavailable(path, &error))?;
        mark::create(path, &key).map_err(|error| unavailable(path, &error))?;
        Self::open(path, key)
    }

    pub(super) fn open(path: &Path, key: Arc<AuditKey>) -> Result<Self, AuditError> {
        let mut file = Self::unopened(path, key);
        file.open = Some(file.reopen()?);
        Ok(file)
    }

    /// Opens the file at the first append.
    pub(super) fn unopened(path: &Path, key: Arc<AuditKey>) -> Self {
        let (boot_id, signed) = (clock::boot_id(), Instant::now());
        Self { path: path.to_owned(), key, boot_id, signed, patience: PATIENCE, open: None }
    }

    pub(super) fn key(&self) -> Arc<AuditKey> {
        Arc::clone(&self.key)
    }

    /// Adds events and gives the newest head, which another process may have written. `help` is shown the mark before
    /// the disk is waited for: signing takes a part of that time.
    pub(super) fn append(&mut self, entries: &[Entry], help: &dyn Fn(Arc<Mark>)) -> Result<Head, AuditError> {
        let mut open = match self.open.take() {
            Some(open) => open,
            None => self.reopen()?,
        };
        disk::lock_file(&open.log, self.patience).map_err(|error| unavailable(&self.path, &error))?;
        let outcome = self.append_locked(&mut open, entries, help);
        let unlocked = open.log.unlock().map_err(|error| unavailable(&self.path, &error));
        outcome.and(unlocked)?;
        Ok(self.open.insert(open).head)
    }

    fn reopen(&self) -> Result<Open, AuditError> {
        let fail = |error: io::Error| unavailable(&self.path, &error);
        let log = disk::open(&self.path, disk::options().read(true).append(true)).map_err(fail)?;
        if log.metadata().map_err(fail)?.mode() & 0o022 != 0 {
            return Err(fail(io::Error::other("others may write it; run `chmod 600` on it")));
        }
        if let Err(Refusal::TooOpen(_)) = disk::check_folder(&self.path) {
            return Err(fail(io::Error::other("others may write its folder; run `chmod go-w` on that")));
        }
        let mark = mark::open(&self.path).map_err(fail)?;
        Ok(Open { log, mark, head: Head::default(), len: 0 })
    }

    fn append_locked(
        &mut self,
        open: &mut Open,
        entries: &[Entry],
        help: &dyn Fn(Arc<Mark>),
    ) -> Result<(), AuditError> {
        self.same_file(open)?;
        let torn = self.catch_up(open)?;
        if torn.is_none() && entries.is_empty() {
            return Ok(());
        }
        let (text, head) = self.lines(open.head, torn.iter().chain(entries))?;
        let mark = Arc::new(Mark::new(head, &self.key));
        help(Arc::clone(&mark));
        if let Err(error) = store(open, &text, &mark) {
            // What stands beyond the old end was never acknowledged; if this fails too, the next open finds it.
            let _ = open.log.set_len(open.len);
            return Err(unavailable(&self.path, &error));
        }
        open.len += text.len() as u64;
        open.head = head;
        Ok(())
    }

    /// A log that was moved or removed while open would swallow events where nobody looks for them.
    fn same_file(&self, open: &Open) -> Result<(), AuditError> {
        let fail = |error: io::Error| unavailable(&self.path, &error);
        let named = std::fs::symlink_metadata(&self.path).map_err(fail)?;
        let held = open.log.metadata().map_err(fail)?;
        if (named.dev(), named.ino()) == (held.dev(), held.ino()) {
            return Ok(());
        }
        Err(unavailable(&self.path, &io::Error::other("the file was replaced while open")))
    }

    /// Brings `head` to the end of the file, which another process may have moved; gives an event for a torn line.
    fn catch_up(&self, open: &mut Open) -> Result<Option<Entry>, AuditError> {
        let fail = |error: io::Error| unavailable(&self.path, &error);
        let len = open.log.metadata().map_err(fail)?.len();
        if len == open.len && len > 0 {
            return Ok(None);
        }
        let tail = read_tail(&open.log, len).map_err(fail)?;
        let torn_from = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        open.head = self.last_head(&tail[..torn_from], len - tail.len() as u64)?;
        self.compare_with_mark(open.head)?;
        open.len = len - (tail.len() - torn_from) as u64;
        if open.len == len {
            return Ok(None);
        }
        self.set_aside(open, &tail[torn_from..]).map_err(fail)?;
        torn_line().map(Some)
    }

    fn last_head(&self, whole: &[u8], before: u64) -> Result<Head, AuditError> {
        let Some(whole) = whole.strip_suffix(b"\n") else {
            return if before == 0 { Ok(Head::default()) } else { Err(self.tampered("its last line has no end")) };
        };
        let text = line::last(whole);
        let head = Link::parse(text).and_then(|line| line.head(text));
        head.ok_or_else(|| self.tampered("its last line is not an event"))
    }

    fn compare_with_mark(&self, head: Head) -> Result<(), AuditError> {
        let marked = mark::read(&self.path, &self.key.public()).map_err(|error| unavailable(&self.path, &error))?;
        let marked = marked.ok_or_else(|| self.tampered("its mark is not genuine"))?;
        self.agree(head, marked)
    }

    /// Compares the log with a copy of its mark that was kept elsewhere.
    pub(super) fn compare_with_copy(&mut self, copy: &[u8]) -> Result<(), AuditError> {
        let marked = mark::parse(copy, &self.key.public());
        let marked = marked.ok_or_else(|| self.tampered("the copy of its mark is not genuine"))?;
        let head = self.append(&[], &|_| ())?;
        self.agree(head, marked)
    }

    fn agree(&self, head: Head, marked: Head) -> Result<(), AuditError> {
        match head.against(&marked) {
            Against::Agrees => Ok(()),
            Against::Shorter => Err(self.tampered("it is shorter than its mark")),
            Against::Differs => Err(self.tampered("its last line is not the one that was marked")),
        }
    }

    /// Keeps the bytes of a line that a crash cut short, and cuts them from the log.
    fn set_aside(&self, open: &Open, torn: &[u8]) -> io::Result<()> {
        let aside = disk::beside(&self.path, &format!("torn-{}", open.head.seq + 1));
        disk::replace(&aside, torn)?;
        open.log.set_len(open.len)
    }

    fn lines<'e>(
        &mut self,
        mut head: Head,
        entries: impl Iterator<Item = &'e Entry>,
    ) -> Result<(Vec<u8>, Head), AuditError> {
        let at_ms = clock::unix_ms();
        let mut text = Vec::new();
        for entry in entries {
            let due = (head.seq + 1).is_multiple_of(CHECKPOINT_EVERY) || self.signed.elapsed() >= CHECKPOINT_AFTER;
            if due && !entry.is_checkpoint {
                let checkpoint = Entry::checkpoint().ok_or(AuditError::TooLong)?;
                head = self.push(&mut text, head, at_ms, &checkpoint)?;
            }
            head = self.push(&mut text, head, at_ms, entry)?;
        }
        Ok((text, head))
    }

    fn push(&mut self, text: &mut Vec<u8>, head: Head, at_ms: u64, entry: &Entry) -> Result<Head, AuditError> {
        let seq = head.seq + 1;
        let sig = entry.is_checkpoint.then(|| self.key.sign(&line::checkpoint_message(seq, &head.hash)));
        if sig.is_some() {
            self.signed = Instant::now();
        }
        let line = Line { v: 1, seq, at_ms, boot_id: &self.boot_id, what: entry.text(), sig, prev: hex(&head.hash) };
        let line = line.text().ok_or(AuditError::TooLong)?;
        text.extend_from_slice(&line);
        text.push(b'\n');
        Ok(Head { seq, hash: line::hash(&head.hash, &line) })
    }

    fn tampered(&self, what: &'static str) -> AuditError {
        AuditError::Tampered { path: self.path.clone(), what }
    }
}

fn store(open: &mut Open, text: &[u8], mark: &Mark) -> io::Result<()> {
    open.log.write_all(text)?;
    open.log.sync_data()?;
    mark::write(&open.mark, mark)
}

/// What the log says of a line that was set aside.
fn torn_line() -> Result<Entry, AuditError> {
    let [event, outcome, code] = ["torn-line", "set-aside", "Recovered"].map(str::to_owned);
    Entry::of(&Event { event, outcome, code, ..Event::default() }).ok_or(AuditError::TooLong)
}

/// Enough of the file's end to hold its last whole line and one torn one.
pub(super) fn read_tail(log: &File, len: u64) -> io::Result<Vec<u8>> {
    let start = len.saturating_sub(3 * MAX_LINE as u64);
    let mut tail = vec![0; usize::try_from(len - start).map_err(io::Error::other)?];
    log.read_exact_at(&mut tail, start)?;
    Ok(tail)
}

pub(super) fn unavailable(path: &Path, error: &io::Error) -> AuditError {
    AuditError::Unavailable { path: path.to_owned(), errno: error.raw_os_error(), message: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Problem, peek, verify};
    use crate::secret::Secret;

    #[test]
    fn r11_a_log_that_another_process_does_not_let_go_of_is_unavailable_until_it_does() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("audit.log");
        let key = Arc::new(AuditKey::from_seed(&Secret::new([7; 32])).expect("a key"));
        let mut log = LogFile::create(&path, Arc::clone(&key)).expect("a new log");
        log.patience = Duration::ZERO;
        let other = File::open(&path).expect("the log");
        other.lock().expect("nobody else has it");
        let entry = Entry::checkpoint().expect("it fits");
        let busy = log.append(std::slice::from_ref(&entry), &|_| ());
        assert!(matches!(busy, Err(AuditError::Unavailable { .. })), "{busy:?}");
        let public = key.public();
        let looks = [
            verify::verify_within(&path, &public, None, Duration::ZERO).map(drop),
            peek::peek_within(&path, &public, Duration::ZERO).map(drop),
        ];
        for looked in looks {
            assert!(matches!(&looked, Err(Problem::Unreadable(error)) if error.kind() == io::ErrorKind::ResourceBusy));
        }
        other.unlock().expect("let go");
        assert_eq!(log.append(&[entry], &|_| ()).map(|head| head.seq), Ok(1));
    }
}
