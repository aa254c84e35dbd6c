//! Where a store may stand: a plain file of its owner's, in a folder where nobody else puts things.

use std::path::Path;

use crate::disk::{self, Refusal};

use super::StoreError;
use super::anchor::Stamp;

/// Refuses a store in a folder where others may put another one in its place.
pub(crate) fn folder(path: &Path) -> Result<(), StoreError> {
    disk::check_folder(path).map_err(|refusal| refused(path.parent().unwrap_or(path), refusal))
}

/// Whether anything stands under a name.
pub(crate) fn is_there(path: &Path) -> Result<bool, StoreError> {
    disk::is_there(path).map_err(|error| StoreError::io(path, &error))
}

/// Refuses a store that is no plain file of its owner's.
pub(super) fn place(path: &Path) -> Result<Stamp, StoreError> {
    disk::check_private(path).map(|meta| Stamp::of(&meta)).map_err(|refusal| refused(path, refusal))
}

fn refused(path: &Path, refusal: Refusal) -> StoreError {
    match refusal {
        Refusal::NotAFile => StoreError::NotAFile { path: path.to_owned() },
        Refusal::TooOpen(mode) => StoreError::TooOpen { path: path.to_owned(), mode },
        Refusal::Io(error) => StoreError::io(path, &error),
    }
}
