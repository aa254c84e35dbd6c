//! Other names for what is replaced: it may be evidence, and is never removed.

use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::disk::{self, beside};
use crate::store::{StoreError, is_there};

/// Keeps the files of a database that is about to be replaced, under another name.
pub(crate) fn link_aside(path: &Path, epoch: u64) -> Result<(), StoreError> {
    let fail = |error: io::Error| StoreError::io(path, &error);
    let mut outcome = Ok(());
    for aside in names_aside(path, epoch) {
        match std::fs::hard_link(path, &aside) {
            Ok(()) => return disk::sync_folder(path).map_err(fail),
            // A restore that was cut short may have linked it; its name alone does not say so.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if is_same_file(path, &aside).map_err(fail)? {
                    return Ok(());
                }
                outcome = Err(fail(error));
            }
            Err(error) => return Err(fail(error)),
        }
    }
    outcome
}

fn is_same_file(one: &Path, other: &Path) -> io::Result<bool> {
    let [one, other] = [one.symlink_metadata()?, other.symlink_metadata()?];
    Ok((one.dev(), one.ino()) == (other.dev(), other.ino()))
}

/// The names for what is replaced. What stands under one of them may be evidence, and is never replaced.
fn names_aside(path: &Path, epoch: u64) -> impl Iterator<Item = PathBuf> {
    const NAMES: u32 = 100;
    let more = (2..=NAMES).map(move |n| format!("replaced-{epoch}-{n}"));
    std::iter::once(format!("replaced-{epoch}")).chain(more).map(|ending| beside(path, &ending))
}

/// Moves a database that is none any more out of the way, with its journal, which belongs to it alone.
pub(super) fn set_aside(path: &Path, epoch: u64) -> Result<(), StoreError> {
    let fail = |error: io::Error| StoreError::io(path, &error);
    let files = ["-journal", ""].map(|ending| (ending, with_ending(path, ending)));
    for aside in names_aside(path, epoch) {
        let targets = files.iter().map(|(ending, from)| (from, with_ending(&aside, ending)));
        // The journal of a restore that was cut short may be there already, and then is not here.
        let mut is_free = true;
        for (from, to) in targets.clone() {
            is_free &= !(is_there(from)? && is_there(&to)?);
        }
        if !is_free {
            continue;
        }
        for (from, to) in targets {
            match std::fs::rename(from, to) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail(error)),
                _ => {}
            }
        }
        return Ok(());
    }
    Err(fail(io::ErrorKind::AlreadyExists.into()))
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
