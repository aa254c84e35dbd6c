//! Replaces files as a whole, none of them outside the root.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use super::super::check::Failure;
use super::{Change, Plan};
use crate::input::{InputError, Root};

/// Writes all changes. When one cannot be written, those before it are taken
/// back.
///
/// # Errors
/// Which file could not be written, and why.
pub fn apply(plan: &Plan, root: &Root) -> Result<(), Failure> {
    let mut done: Vec<&Change> = Vec::new();
    for change in &plan.changes {
        if let Err(why) = replace(root, &change.path, &change.before, &change.after) {
            for change in done.iter().rev() {
                // The first failure is the one to report.
                let _ = replace(root, &change.path, &change.after, &change.before);
            }
            return Err(InputError::Path { path: change.path.to_string(), why: format!("not fixed: {why}") }.into());
        }
        done.push(change);
    }
    Ok(())
}

/// Byte order mark of UTF-8, which a text does not show.
const BOM: &[u8] = b"\xEF\xBB\xBF";

fn replace(root: &Root, shown: &str, before: &str, after: &str) -> io::Result<()> {
    let (path, mark) = current(root, shown, before)?;
    write_whole(&path, &[mark, after.as_bytes()].concat())
}

/// Where the file is that holds this text, and what precedes the text in it.
pub(super) fn current(root: &Root, shown: &str, text: &str) -> io::Result<(PathBuf, &'static [u8])> {
    let path = inside(root, shown)?;
    let bytes = fs::read(&path)?;
    let mark: &[u8] = if bytes.starts_with(BOM) { BOM } else { b"" };
    match bytes[mark.len()..] == *text.as_bytes() {
        true => Ok((path, mark)),
        false => Err(io::Error::other("it is not, or no longer, the UTF-8 text that was checked")),
    }
}

/// Where the file is, if it is a regular one below the root and no link
/// leads out of it.
fn inside(root: &Root, shown: &str) -> io::Result<PathBuf> {
    let outside = || io::Error::other("it lies outside of the workspace");
    let plain = Path::new(shown).components().all(|part| matches!(part, Component::Normal(_)));
    let path = root.dir.join(shown);
    let folder = path.parent().ok_or_else(outside)?.canonicalize()?;
    if !plain || !folder.starts_with(root.dir.canonicalize()?) {
        return Err(outside());
    }
    match path.symlink_metadata()?.is_file() {
        true => Ok(path),
        false => Err(io::Error::other("it is no regular file")),
    }
}

/// Replaces a file by another with the same permissions, written beside it:
/// a reader sees the old or the new one, also after a crash.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.secret-guard", std::process::id()));
    let written = fs::File::create_new(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.set_permissions(fs::metadata(path)?.permissions())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    if written.is_err() {
        // Whatever is there is ours and of no use.
        let _ = fs::remove_file(&beside);
    }
    written
}
