//! Files that only their owner may read, opened without following links, replaced in one step.

use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

mod next;
mod room;

pub(crate) use next::{Staged, Unnamed, give_name, next_of, replace, stage};
pub(crate) use room::keep_room;

/// Why a file is not taken.
#[derive(Debug)]
pub(crate) enum Refusal {
    NotAFile,
    TooOpen(u32),
    Io(io::Error),
}

/// Refuses what is no plain file, or what others than its owner may read.
pub(crate) fn check_private(path: &Path) -> Result<Metadata, Refusal> {
    let meta = std::fs::symlink_metadata(path).map_err(Refusal::Io)?;
    if !meta.is_file() {
        return Err(Refusal::NotAFile);
    }
    match meta.permissions().mode() & 0o777 {
        mode if mode & 0o077 != 0 => Err(Refusal::TooOpen(mode)),
        _ => Ok(meta),
    }
}

/// Refuses a folder in which others may put files in the place of ours. In one with the sticky bit they may not.
pub(crate) fn check_folder(of: &Path) -> Result<(), Refusal> {
    let mode = std::fs::metadata(folder(of)).map_err(Refusal::Io)?.permissions().mode();
    if mode & 0o022 != 0 && mode & 0o1000 == 0 { Err(Refusal::TooOpen(mode & 0o777)) } else { Ok(()) }
}

/// Options for a private file; a link in its place is an error, and a pipe in its place does not make us wait.
pub(crate) fn options() -> OpenOptions {
    use rustix::fs::OFlags;
    let flags = OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let mut options = OpenOptions::new();
    options.mode(0o600).custom_flags(flags.bits().cast_signed());
    options
}

/// Opens a plain file; anything else in its place is an error.
pub(crate) fn open(path: &Path, options: &OpenOptions) -> io::Result<File> {
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is not a plain file")) }
}

/// Holds a lock. It lets go of it, since a process that was just forked has the file open too, until it runs another
/// program.
pub(crate) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // The system does it when the last one closes the file.
        let _ = self.0.unlock();
    }
}

/// Waits for the lock that a file stands for, made if there is none; `None` when others hold it for too long.
pub(crate) fn lock(path: &Path, patience: Duration) -> io::Result<Option<Lock>> {
    let file = open(path, options().read(true).write(true).create(true))?;
    Ok(wait(|| file.try_lock(), patience)?.then_some(Lock(file)))
}

/// The longest between two looks at a lock that others hold.
const LOOK: Duration = Duration::from_millis(1);

/// Waits until a lock can be taken; `false` when others hold it for too long.
fn wait(take: impl Fn() -> Result<(), TryLockError>, patience: Duration) -> io::Result<bool> {
    let (begun, mut pause) = (Instant::now(), LOOK / 20);
    loop {
        match take() {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if begun.elapsed() > patience => return Ok(false),
            Err(TryLockError::WouldBlock) => std::thread::sleep(pause),
        }
        pause = LOOK.min(pause * 2);
    }
}

/// Waits for the right to write an open file; that others hold it for too long is an error.
pub(crate) fn lock_file(file: &File, patience: Duration) -> io::Result<()> {
    if wait(|| file.try_lock(), patience)? { Ok(()) } else { Err(io::ErrorKind::ResourceBusy.into()) }
}

/// As above, for who only reads.
pub(crate) fn share_file(file: &File, patience: Duration) -> io::Result<()> {
    if wait(|| file.try_lock_shared(), patience)? { Ok(()) } else { Err(io::ErrorKind::ResourceBusy.into()) }
}

/// The whole file, which must not be longer than `most`.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path, options().read(true))?;
    // In one call where that is possible: without room the first read is a short probe.
    let room = file.metadata()?.len().min(most) + 64;
    let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it is longer than {most} bytes")));
    }
    Ok(bytes)
}

/// Makes a file, which has its name when it is whole and on disk; one that exists is an error.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut new = Unnamed::begin(path)?;
    new.file.write_all(bytes)?;
    new.file.sync_all()?;
    new.publish()
}

/// Whether a file's disk is one, and not memory that looks like it.
pub(crate) fn is_lasting(path: &Path) -> io::Result<bool> {
    #[cfg(target_os = "linux")]
    {
        const IN_MEMORY: [rustix::fs::FsWord; 2] = [0x0102_1994, 0x8584_58f6];
        Ok(!IN_MEMORY.contains(&rustix::fs::statfs(path)?.f_type))
    }
    #[cfg(not(target_os = "linux"))]
    {
        path.metadata().map(|_| true)
    }
}

/// The file that stands beside another under its name and one more ending.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Whether anything stands under a name. What cannot be looked at is an error: it may be there.
pub(crate) fn is_there(path: &Path) -> io::Result<bool> {
    match path.symlink_metadata() {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Removes a file; one that is not there is no error.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Has a folder's newest names on disk.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(folder(path))?.sync_all()
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_looked_at_is_neither_there_nor_gone() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let file = folder.path().join("file");
        assert!(!is_there(&file).expect("looked at"));
        std::fs::write(&file, "").expect("written");
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path().join("nowhere"), &link).expect("a link");
        assert!(is_there(&file).expect("looked at") && is_there(&link).expect("looked at"));
        assert!(is_there(&file.join("below")).is_err(), "no folder, and so no answer");
    }
}
