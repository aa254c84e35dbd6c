//! A file's next state, on disk before it has the file's name.

use std::fs::File;
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};

#[cfg(target_os = "linux")]
use super::folder;
use super::{beside, options, remove, sync_folder};

/// An ending that nobody else gives: what stands under it is left from a process that was cut short.
const ENDING: &str = "vault-next";

/// Where a file's next state stands until it has the file's name.
pub(crate) fn next_of(path: &Path) -> PathBuf {
    beside(path, ENDING)
}

/// Replaces a file in one step; when it returns, the new one is on disk.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    stage(path, bytes)?.publish()
}

/// A file's next state, on disk under another name.
pub(crate) struct Staged(PathBuf);

/// Writes a file's next state beside it; what lacks space fails here.
pub(crate) fn stage(path: &Path, bytes: &[u8]) -> io::Result<Staged> {
    let mut file = begin(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(Staged(path.to_owned()))
}

/// A file of its own, whatever is left there: that may have another mode, or another name too.
fn begin(path: &Path) -> io::Result<File> {
    let next = next_of(path);
    remove(&next)?;
    options().write(true).create_new(true).open(next)
}

impl Staged {
    /// Puts it in place; when it returns, that is on disk.
    pub(crate) fn publish(self) -> io::Result<()> {
        std::fs::rename(next_of(&self.0), &self.0)?;
        sync_folder(&self.0)
    }
}

/// A file that gets its name when it is whole. Until then it has none, or one of its own where the disk makes no other.
pub(crate) struct Unnamed {
    pub(crate) file: File,
    to: PathBuf,
    own: Option<PathBuf>,
}

impl Unnamed {
    /// Begins a file that is to be called `to`.
    pub(crate) fn begin(to: &Path) -> io::Result<Self> {
        let nameless = nameless(to)?;
        let own = nameless.is_none().then(|| next_of(to));
        Ok(Self { file: nameless.map_or_else(|| begin(to), Ok)?, to: to.to_owned(), own })
    }

    /// Gives it its name, if nothing has that; when it returns, that is on disk.
    pub(crate) fn publish(mut self) -> io::Result<()> {
        let own = match &self.own {
            Some(own) => own.clone(),
            None => match name(&self.file, &self.to) {
                Err(error) if has_no_links(&error) => self.named()?,
                named => return named.and_then(|()| sync_folder(&self.to)),
            },
        };
        give_name(&own, &self.to)?;
        sync_folder(&self.to)
    }

    /// The same bytes in a file that has a name, where none can be given to one that is open.
    fn named(&mut self) -> io::Result<PathBuf> {
        let own = next_of(&self.to);
        let mut file = begin(&self.to)?;
        self.own = Some(own.clone());
        self.file.rewind()?;
        io::copy(&mut self.file, &mut file)?;
        file.sync_all()?;
        Ok(own)
    }
}

/// Has a file a second name, if nothing has that. Where a disk has no links it loses the first one.
pub(crate) fn give_name(from: &Path, to: &Path) -> io::Result<()> {
    match std::fs::hard_link(from, to) {
        Err(error) if has_no_links(&error) => rename_new(from, to),
        linked => linked,
    }
}

/// Renames a file, if nothing has the new name.
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {}
            renamed => return Ok(renamed?),
        }
    }
    // Whoever makes this one has the name. Cut short here, an empty file is left.
    options().write(true).create_new(true).open(to)?;
    std::fs::rename(from, to).inspect_err(|_| drop(remove(to)))
}

/// Whether this says that a disk gives no file two names, as those of cameras and of some networks do.
fn has_no_links(error: &io::Error) -> bool {
    use rustix::io::Errno;
    [Errno::PERM, Errno::NOSYS, Errno::OPNOTSUPP].map(Some).contains(&Errno::from_io_error(error))
}

impl Drop for Unnamed {
    fn drop(&mut self) {
        // What was begun may be all that fills the disk; one without a name is gone by itself.
        self.own.iter().for_each(|own| drop(remove(own)));
    }
}

/// A file in a folder and under no name; none where the disk has no such files, or nothing could name it later.
#[cfg(target_os = "linux")]
fn nameless(to: &Path) -> io::Result<Option<File>> {
    use std::os::unix::fs::OpenOptionsExt as _;

    use rustix::fs::OFlags;
    use rustix::io::Errno;
    if !Path::new(HELD).is_dir() {
        return Ok(None);
    }
    let flags = (OFlags::TMPFILE | OFlags::CLOEXEC).bits().cast_signed();
    match options().read(true).write(true).custom_flags(flags).open(folder(to)) {
        Err(error) if [Errno::OPNOTSUPP, Errno::ISDIR].map(Some).contains(&Errno::from_io_error(&error)) => Ok(None),
        opened => opened.map(Some),
    }
}

/// Where a process finds the files that it holds.
#[cfg(target_os = "linux")]
const HELD: &str = "/proc/self/fd";

#[cfg(target_os = "linux")]
fn name(file: &File, to: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd as _;

    use rustix::fs::{AtFlags, CWD, linkat};
    Ok(linkat(CWD, format!("{HELD}/{}", file.as_raw_fd()), CWD, to, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(target_os = "linux"))]
fn nameless(_: &Path) -> io::Result<Option<File>> {
    Ok(None)
}

#[cfg(not(target_os = "linux"))]
fn name(_: &File, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn what_a_former_process_left_gives_neither_its_mode_nor_its_other_names() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let (path, other) = (folder.path().join("file"), folder.path().join("other"));
        std::fs::write(&other, "of somebody else").expect("written");
        std::fs::set_permissions(&other, std::fs::Permissions::from_mode(0o644)).expect("chmod");
        std::fs::hard_link(&other, beside(&path, ENDING)).expect("linked");
        replace(&path, b"new").expect("replaced");
        assert_eq!(std::fs::read(&path).expect("a file"), b"new");
        assert_eq!(path.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read(&other).expect("a file"), b"of somebody else");
        assert!(!beside(&path, ENDING).exists());
    }
}
