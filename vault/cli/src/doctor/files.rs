//! Who may read and write the vault's files.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::place::Keys;

use super::{Patient, Verdict, green, red};

const FILES: [&str; 5] = ["vault.db", "vault.db.anchor", "vault.db.lock", "audit.log", "audit.log.mark"];

pub(super) fn permissions(patient: &mut Patient<'_>) {
    let keys = match &patient.place.keys {
        Keys::File(path) => Some(path.clone()),
        Keys::Keyring => None,
    };
    patient.note_if("permissions", patient.folder.clone(), |_, folder| look(&folder, keys));
}

fn look(folder: &Path, keys: Option<PathBuf>) -> Verdict {
    let files = FILES.iter().map(|name| folder.join(name)).chain(keys.clone());
    let folders = [Some(folder.to_owned()), keys.and_then(|keys| keys.parent().map(Path::to_owned))];
    let owner = std::fs::metadata(folder).map(|meta| meta.uid()).ok();
    let wrong_files = files.filter_map(|path| wrong(&path, |meta| file(meta, owner)));
    let wrong_folders = folders.into_iter().flatten().filter_map(|path| wrong(&path, self::folder));
    match wrong_folders.chain(wrong_files).next() {
        None => green("files are the owner's alone"),
        Some((says, remedy)) => red(says, remedy),
    }
}

/// What is wrong with a path that is there, and what to do.
fn wrong(
    path: &Path,
    judge: impl FnOnce(&Metadata) -> Option<(&'static str, &'static str)>,
) -> Option<(String, String)> {
    let (says, remedy) = judge(&path.symlink_metadata().ok()?)?;
    Some((format!("{} {says}", path.display()), format!("{remedy} {}", path.display())))
}

fn folder(meta: &Metadata) -> Option<(&'static str, &'static str)> {
    let is_open = meta.mode() & 0o022 != 0 && meta.mode() & 0o1000 == 0;
    is_open.then_some(("lets others put files in the place of the vault's", "run `chmod go-w` on"))
}

fn file(meta: &Metadata, owner: Option<u32>) -> Option<(&'static str, &'static str)> {
    if !meta.is_file() {
        Some(("is not a plain file", "see who put it there, and restore the file that belongs at"))
    } else if meta.mode() & 0o077 != 0 {
        Some(("may be used by others", "run `chmod 600` on"))
    } else if owner.is_some_and(|owner| owner != meta.uid()) {
        Some(("belongs to another user than its folder", "run `chown` with the folder's owner on"))
    } else {
        None
    }
}
