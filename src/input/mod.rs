//! What to read: which files, how their bytes become text, which crates they
//! form.
//!
//! Everything found here is hostile: names, contents, links, ignore files.
//! What cannot be read becomes a [`Note`], never silence.

pub mod archive;
mod cargo;
mod class;
mod command;
pub mod diff;
pub mod git;
pub mod lines;
mod read;
mod root;
pub mod version;
mod walk;

use std::path::PathBuf;
use std::sync::Arc;

use crate::config::Exclude;
use crate::files::{Crate, File};
use crate::finding::Note;
use cargo::select::Selection;

pub use command::scrubbed;
pub use read::{Decoded, decode, text};
pub use root::{Root, relative};
pub use walk::Listed;
use walk::name_of;

/// What the user asked to look at.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The folder the program was started in.
    pub start: PathBuf,
    /// Files and folders named by the user; empty for the whole workspace.
    pub paths: Vec<PathBuf>,
    /// `--manifest-path`.
    pub manifest_path: Option<PathBuf>,
    /// `--package`, globs allowed.
    pub packages: Vec<String>,
    /// `--workspace`.
    pub workspace: bool,
    /// `--exclude`, globs allowed.
    pub exclude: Vec<String>,
    /// Whether the index is read instead of the files that lie there.
    pub staged: bool,
    /// Of all these only the files that this changes.
    pub only: Option<Arc<version::Change>>,
}

impl Scope {
    /// Whether a file of this path is looked at, as far as `only` goes.
    pub fn admits(&self, shown: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.has(shown))
    }
}

/// What was read.
#[derive(Debug)]
pub struct Loaded {
    /// Every file in scope, sorted by path.
    pub files: Vec<File>,
    /// The crates of the workspace, sorted by root file.
    pub crates: Vec<Crate>,
    /// What could not be read and why.
    pub notes: Vec<Note>,
    /// How many files an entry of the config's `exclude` kept out.
    pub excluded: usize,
    selection: Selection,
}

impl Loaded {
    /// Whether the packages that were chosen hold a file of this path.
    pub fn holds(&self, shown: &str) -> bool {
        self.selection.holds(shown)
    }
}

/// Why nothing could be read at all.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// A path the user named is not there.
    #[error("cannot read `{path}`: {why}")]
    Path {
        /// As given.
        path: String,
        /// The system's words.
        why: String,
    },
    /// A `Cargo.toml` that cannot be understood.
    #[error("cannot understand `{path}`: {why}")]
    Manifest {
        /// As shown.
        path: String,
        /// The parser's words.
        why: String,
    },
    /// `-p` or `--exclude` names no package.
    #[error("no package matches `{name}`; there are: {known}")]
    Package {
        /// As given.
        name: String,
        /// The packages there are.
        known: String,
    },
    /// git refused.
    #[error("git {command} failed: {why}")]
    Git {
        /// The subcommand.
        command: String,
        /// Its words.
        why: String,
    },
    /// A revision that names no commit.
    #[error("`{name}` names no commit here; fetch it (`git fetch origin`), or write the name of a branch or commit")]
    Revision {
        /// As given.
        name: String,
    },
    /// Two commits without common history, as far as this clone goes.
    #[error("`{base}` and `{head}` have no common commit here; fetch the whole history (`git fetch --unshallow`)")]
    MergeBase {
        /// The one.
        base: String,
        /// The other.
        head: String,
    },
    /// History that is needed ends at the edge of a shallow clone.
    #[error(
        "this clone is shallow and ends at {commit}, so what was added before cannot be told from what is new; \
         fetch the whole history (`git fetch --unshallow`, or `fetch-depth: 0` in a workflow)"
    )]
    Shallow {
        /// Where it ends.
        commit: String,
    },
    /// What was given as a diff holds none.
    #[error("the input is no unified diff; pipe `git diff` or `diff -u` into it, or use `--stdin` for plain text")]
    NoDiff,
    /// Lines that no such hook is given.
    #[error("standard input is not what git gives to a `{hook}` hook")]
    Protocol {
        /// The hook's name.
        hook: &'static str,
    },
    /// Nothing to check is no success.
    #[error("there is no file to check in `{place}`")]
    Nothing {
        /// Where was looked.
        place: String,
    },
}

/// Every file in scope, whatever it is.
///
/// # Errors
/// When nothing can be listed.
pub fn list(scope: &Scope, root: &Root, notes: &mut Vec<Note>) -> Result<Vec<Listed>, InputError> {
    let found = walk::list(scope, root, notes)?;
    if found.is_empty() && notes.is_empty() {
        return Err(InputError::Nothing { place: root.scope_name(scope) });
    }
    Ok(found)
}

/// Reads everything in scope. Runs on the current rayon pool.
///
/// # Errors
/// When nothing can be read at all: see [`InputError`].
pub fn load(scope: &Scope, root: &Root, excluded: &dyn Fn(&str) -> Option<Exclude>) -> Result<Loaded, InputError> {
    let mut notes = Vec::new();
    let workspace = cargo::workspace(root, &mut notes)?;
    let selection = workspace.select(scope)?;
    let found = walk::find(scope, root, &|path| excluded(path).is_some(), &mut notes)?;
    let found: Vec<_> = found.into_iter().filter(|entry| scope.admits(&entry.shown)).collect();
    let total = found.len();
    let kept: Vec<_> = found.into_iter().filter(|entry| entry.named || excluded(&entry.shown).is_none()).collect();
    let left_out = total - kept.len();
    let wanted: Vec<_> = kept.into_iter().filter(|entry| selection.holds(&entry.shown)).collect();
    let blobs = match scope.only {
        Some(_) => version::staged(&root.dir, &wanted)?,
        // Of an index only what lies there otherwise is read from objects.
        None => version::blobs(&root.dir, wanted.iter().filter_map(|entry| entry.blob.clone()).collect())?,
    };
    let files = read::all(wanted, &workspace.crates, &blobs, &mut notes);
    // Of a change nothing may be left to look at; what a user names must be there.
    if files.is_empty() && notes.is_empty() && scope.only.is_none() {
        let place = root.scope_name(scope);
        return Err(InputError::Nothing { place });
    }
    notes.sort();
    notes.dedup();
    Ok(Loaded { files, crates: workspace.crates, notes, excluded: left_out, selection })
}
