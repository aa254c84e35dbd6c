//! Appending to the log's file: lock, look at its end (`end`), write, sync, mark.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::bytes::hex;
use crate::clock;
use crate::disk::{self, Refusal};

use super::key::AuditKey;
use super::line::{self, Entry, Line};
use super::mark::{self, Head, Mark};
use super::{AuditError, CHECKPOINT_EVERY, PATIENCE};

/// The longest time between two events of which neither is a checkpoint or follows one.
const CHECKPOINT_AFTER: Duration = Duration::from_secs(5);

/// How much room the disk is asked to keep behind the log: lines for which it must find none are there sooner. The file
/// ends with the log all the same.
const ROOM: u64 = 256 * 1024;

pub(super) struct LogFile {
    pub(super) path: PathBuf,
    pub(super) key: Arc<AuditKey>,
    boot_id: String,
    /// When this process last signed a checkpoint, or opened the log.
    signed: Instant,
    /// How long to wait for another process that holds the log.
    patience: Duration,
    /// The newest head that this process has seen, or the holder of the keys had when it was opened: the log must not
    /// end before that, whatever its mark says by now.
    pub(super) seen: Option<Head>,
    /// Dropped after any failure, so that the next append starts from the file as it is then.
    open: Option<Open>,
}

pub(super) struct Open {
    pub(super) log: File,
    mark: File,
    pub(super) head: Head,
    pub(super) len: u64,
    /// Up to where the disk has room for the log, as far as we asked it.
    pub(super) room: u64,
}

impl LogFile {
    pub(super) fn create(path: &Path, key: Arc<AuditKey>) -> Result<Self, AuditError> {
        Self::begin(path, &key).map_err(|error| unavailable(path, &error))?;
        Self::open(path, key)
    }

    /// The mark comes first: a log that is there has one, and a mark alone that attests nothing is no log yet.
    fn begin(path: &Path, key: &Arc<AuditKey>) -> io::Result<()> {
        let is_empty = disk::is_there(path)? && !is_begun(path)?;
        mark::create(path, key)?;
        if is_empty { Ok(()) } else { disk::create(path, b"") }
    }

    pub(super) fn open(path: &Path, key: Arc<AuditKey>) -> Result<Self, AuditError> {
        let mut file = Self::unopened(path, key);
        file.open = Some(file.reopen()?);
        Ok(file)
    }

    /// Opens the file at the first append.
    pub(super) fn unopened(path: &Path, key: Arc<AuditKey>) -> Self {
        let (boot_id, signed) = (clock::boot_id(), Instant::now());
        Self { path: path.to_owned(), key, boot_id, signed, patience: PATIENCE, seen: None, open: None }
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
        let outcome = self.append_locked(&mut open, entries, help).map(|()| self.has_seen(open.head));
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
        Ok(Open { log, mark, head: Head::default(), len: 0, room: 0 })
    }

    fn append_locked(
        &mut self,
        open: &mut Open,
        entries: &[Entry],
        help: &dyn Fn(Arc<Mark>),
    ) -> Result<(), AuditError> {
        let len = self.same_file(open)?;
        let torn = self.catch_up(open, len)?;
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

    pub(super) fn has_seen(&mut self, head: Head) {
        self.seen = self.seen.filter(|seen| seen.seq > head.seq).or(Some(head));
    }

    /// A log that was moved or removed while open would swallow events where nobody looks for them, and so would its mark
    /// the attesting of them. Gives the log's length.
    fn same_file(&self, open: &Open) -> Result<u64, AuditError> {
        let fail = |error: io::Error| unavailable(&self.path, &error);
        for (path, file) in [(mark::path_of(&self.path), &open.mark), (self.path.clone(), &open.log)] {
            let (named, held) = (std::fs::symlink_metadata(&path).map_err(fail)?, file.metadata().map_err(fail)?);
            if (named.dev(), named.ino()) != (held.dev(), held.ino()) {
                return Err(unavailable(&path, &io::Error::other("the file was replaced while open")));
            }
        }
        open.log.metadata().map(|meta| meta.len()).map_err(fail)
    }

    fn lines<'e>(
        &mut self,
        mut head: Head,
        entries: impl Iterator<Item = &'e Entry> + Clone,
    ) -> Result<(Vec<u8>, Head), AuditError> {
        let at_ms = clock::unix_ms();
        let mut text = Vec::with_capacity(entries.clone().map(Entry::room).sum());
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
        Ok(Head { seq, hash: line.write(&head.hash, text).ok_or(AuditError::TooLong)? })
    }
}

/// Whether a log was begun. An empty one without a mark was not: who was to make both was cut short.
pub(crate) fn is_begun(log: &Path) -> io::Result<bool> {
    if !disk::is_there(log)? {
        return Ok(false);
    }
    Ok(disk::is_there(&mark::path_of(log))? || log.symlink_metadata()?.len() > 0)
}

fn store(open: &mut Open, text: &[u8], mark: &Mark) -> io::Result<()> {
    let end = open.len + text.len() as u64;
    if end > open.room {
        open.room = end + ROOM;
        // Where it has little, or cannot keep it, the write does without.
        let _ = disk::keep_room(&open.log, open.len, open.room - open.len);
    }
    open.log.write_all(text)?;
    open.log.sync_data()?;
    mark::write(&open.mark, mark)
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
    fn the_file_ends_with_the_log_though_the_disk_keeps_room_behind_it() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("audit.log");
        let key = Arc::new(AuditKey::from_seed(&Secret::new([7; 32])).expect("a key"));
        let mut log = LogFile::create(&path, Arc::clone(&key)).expect("a new log");
        let other = File::create(folder.path().join("other")).expect("a file");
        let can_keep = disk::keep_room(&other, 0, ROOM).is_ok();
        let size = |file: &File| file.metadata().map(|meta| (meta.len(), meta.blocks())).expect("readable");
        for seq in 1..=3 {
            let head = log.append(&[Entry::checkpoint().expect("it fits")], &|_| ());
            assert_eq!(head.map(|head| head.seq), Ok(seq));
            let text = std::fs::read(&path).expect("the log");
            assert_eq!(text.iter().filter(|byte| **byte == b'\n').count() as u64, seq);
            assert!(text.ends_with(b"}\n"), "nothing behind its last line");
            let log = File::open(&path).expect("the log");
            assert!(!can_keep || size(&log).1 >= size(&other).1, "as much room at least");
        }
        assert_eq!(verify(&path, &key.public(), None).expect("whole").head.seq, 3);
    }

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
            peek::peek_within(&path, &public, None, Duration::ZERO).map(drop),
        ];
        for looked in looks {
            assert!(matches!(&looked, Err(Problem::Unreadable(error)) if error.kind() == io::ErrorKind::ResourceBusy));
        }
        other.unlock().expect("let go");
        assert_eq!(log.append(&[entry], &|_| ()).map(|head| head.seq), Ok(1));
    }
}
