//! Which files there are: everything git tracks or would add, or every file
//! below a folder outside git.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read::Entry;
use super::{InputError, Root, Scope, class, command, root, version};
use crate::finding::Note;

/// Files by their shown path, and by that which they have: names that are no
/// UTF-8 may be shown alike.
type Found = BTreeMap<(Arc<str>, PathBuf), Entry>;

/// Finds the files in scope, sorted by their shown path.
pub(super) fn find(
    scope: &Scope,
    root: &Root,
    excludes: &dyn Fn(&str) -> bool,
    notes: &mut Vec<Note>,
) -> Result<Vec<Entry>, InputError> {
    // Whether all that lies in a folder is excluded: who names it wants it.
    let within = |dir: &Path| excludes(&root.shown(&dir.join("x")));
    if scope.staged {
        return staged(scope, root, &within, notes);
    }
    let mut found = Found::new();
    if scope.paths.is_empty() {
        for path in below(root, &root.home, notes)? {
            add(&mut found, root, path, false, notes);
        }
    }
    for path in &scope.paths {
        let path = root::absolute(&scope.start, path)?;
        if path.is_dir() {
            let named = within(&path);
            for path in below(root, &path, notes)? {
                add(&mut found, root, path, named, notes);
            }
        } else if !add(&mut found, root, path.clone(), true, notes) {
            let message = "not checked: neither Rust, SQL nor a configuration file";
            notes.push(note(root, &path, message));
        }
    }
    Ok(found.into_values().collect())
}

/// The files of the index, in scope. Where the file that lies there is the
/// same it is read instead, which costs less; of a change, which is small,
/// nobody asks whether it is.
fn staged(
    scope: &Scope,
    root: &Root,
    within: &dyn Fn(&Path) -> bool,
    notes: &mut Vec<Note>,
) -> Result<Vec<Entry>, InputError> {
    let named: Vec<PathBuf> = scope.paths.iter().map(|path| scope.start.join(path)).collect();
    let (listed, unstaged) = match &scope.only {
        Some(change) => (change.staged(), None),
        None => (version::index(root)?, Some(version::unstaged(root)?)),
    };
    let mut found = Vec::new();
    for listed in listed {
        let path = root.dir.join(name_of(&listed.path));
        let below = |dir: &PathBuf| path.starts_with(dir);
        let in_scope = named.iter().any(below);
        let is_named = named.iter().any(|name| *name == path || (below(name) && within(name)));
        let shown = root.shown(&path);
        let Some(kind) = class::kind(&shown).filter(|_| in_scope || (named.is_empty() && below(&root.home))) else {
            continue;
        };
        match (listed.is_file, listed.unmerged) {
            (false, _) => notes.push(note(root, &path, "not checked: a link or another repository")),
            (true, true) => notes.push(note(root, &path, "not checked: its merge is not decided")),
            (true, false) => {
                let differs = unstaged.as_ref().is_none_or(|unstaged| unstaged.contains(&listed.path));
                let blob = differs.then_some(listed.oid);
                found.push(Entry { path, shown, kind, named: is_named, blob });
            }
        }
    }
    found.sort_by(|a, b| a.shown.cmp(&b.shown));
    Ok(found)
}

/// The files below `dir`: git's list, or a walk where git has none.
fn below(root: &Root, dir: &Path, notes: &mut Vec<Note>) -> Result<Vec<PathBuf>, InputError> {
    if root.git {
        let listed = listed(dir)?;
        if !listed.is_empty() {
            return Ok(listed);
        }
    }
    Ok(walked(root, dir, notes))
}

/// Tracked files, and untracked ones that are not ignored. A tracked file is
/// listed whatever an ignore file says.
fn listed(dir: &Path) -> Result<Vec<PathBuf>, InputError> {
    let args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
    let output = command::Git::at(dir).output(&args)?;
    let names = output.split(|byte| *byte == 0);
    Ok(names.filter(|name| !name.is_empty()).map(|name| dir.join(name_of(name))).collect())
}

#[cfg(unix)]
pub(super) fn name_of(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
pub(super) fn name_of(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// Folders that hold what programs made or fetched.
const SKIPPED: [&str; 3] = [".git", "target", "node_modules"];

fn walked(root: &Root, dir: &Path, notes: &mut Vec<Note>) -> Vec<PathBuf> {
    let walk = ignore::WalkBuilder::new(dir)
        .standard_filters(false)
        .git_ignore(true)
        .require_git(false)
        .follow_links(false)
        .filter_entry(|entry| {
            let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
            let skipped = SKIPPED.iter().any(|name| entry.file_name() == *name);
            entry.depth() == 0 || !(is_dir && skipped)
        })
        .build();
    let mut files = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
            Ok(entry) => files.push(entry.into_path()),
            Err(error) => notes.push(Note {
                path: Some(root.shown(dir)),
                line: None,
                message: format!("not checked: {}", one_line(&error.to_string())),
            }),
        }
    }
    files
}

fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// Adds a file that the guard knows how to read; says no when it does not.
fn add(found: &mut Found, root: &Root, path: PathBuf, named: bool, notes: &mut Vec<Note>) -> bool {
    let shown = root.shown(&path);
    let Some(kind) = class::kind(&shown) else {
        return false;
    };
    match problem(&path) {
        Ok(true) => {
            let key = (shown.clone(), path.clone());
            found.insert(key, Entry { path, shown, kind, named, blob: None });
        }
        Ok(false) => {}
        Err(why) => notes.push(note(root, &path, &format!("not checked: {why}"))),
    }
    true
}

/// Whether there is a file to read, or why what is there is none.
fn problem(path: &Path) -> Result<bool, String> {
    match path.symlink_metadata() {
        // Deleted, but not yet in the index: nothing will be committed of it.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.to_string()),
        Ok(meta) if meta.is_symlink() => Err("a symbolic link, which is not followed".to_owned()),
        Ok(meta) if meta.is_dir() => Err("a folder of another repository".to_owned()),
        Ok(meta) if !meta.is_file() => Err("not a regular file".to_owned()),
        Ok(_) => Ok(true),
    }
}

/// A file in scope. There may be very many, so that the path is kept only
/// when what is shown does not give it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// As shown.
    pub shown: Arc<str>,
    path: Option<Box<Path>>,
}

impl Listed {
    fn new(root: &Root, path: PathBuf) -> Listed {
        let shown = root.shown(&path);
        let given = root.dir.join(&*shown) == path;
        Listed { shown, path: (!given).then(|| path.into()) }
    }

    /// Where it lies.
    pub fn path(&self, root: &Path) -> PathBuf {
        self.path.as_deref().map_or_else(|| root.join(&*self.shown), Path::to_path_buf)
    }
}

/// Every file in scope, by the path as shown.
pub(super) fn list(scope: &Scope, root: &Root, notes: &mut Vec<Note>) -> Result<Vec<Listed>, InputError> {
    let mut paths = Vec::new();
    match scope.paths.is_empty() {
        true => paths = below(root, &root.home, notes)?,
        false => {
            for path in &scope.paths {
                let path = root::absolute(&scope.start, path)?;
                match path.is_dir() {
                    true => paths.extend(below(root, &path, notes)?),
                    false => paths.push(path),
                }
            }
        }
    }
    let mut found = Vec::with_capacity(paths.len());
    for path in paths {
        match problem(&path) {
            Ok(true) => found.push(Listed::new(root, path)),
            Ok(false) => {}
            Err(why) => notes.push(note(root, &path, &format!("not scanned: {why}"))),
        }
    }
    found.sort_by(|a, b| a.shown.cmp(&b.shown));
    found.dedup_by(|a, b| a.shown == b.shown);
    Ok(found)
}

fn note(root: &Root, path: &Path, message: &str) -> Note {
    Note { path: Some(root.shown(path)), line: None, message: message.to_owned() }
}
