//! What to read: which files, how their bytes become text, which crates they
//! form.
//!
//! Everything found here is hostile: names, contents, links, ignore files.
//! What cannot be read becomes a [`Note`], never silence.

mod cargo;
mod class;
mod command;
pub mod git;
mod read;
mod root;
mod walk;

use std::path::PathBuf;

use crate::config::Exclude;
use crate::files::{Crate, File};
use crate::finding::Note;

pub use command::scrubbed;
pub use read::{Decoded, decode};
pub use root::{Root, relative};

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
    /// Nothing to check is no success.
    #[error("there is no file to check in `{place}`")]
    Nothing {
        /// Where was looked.
        place: String,
    },
}

/// Reads everything in scope. Runs on the current rayon pool.
///
/// # Errors
/// When nothing can be read at all: see [`InputError`].
pub fn load(scope: &Scope, root: &Root, excluded: &dyn Fn(&str) -> Option<Exclude>) -> Result<Loaded, InputError> {
    let mut notes = Vec::new();
    let workspace = cargo::workspace(root, &mut notes)?;
    let selection = workspace.select(scope)?;
    let found = walk::find(scope, root, &mut notes)?;
    let total = found.len();
    let kept: Vec<_> = found.into_iter().filter(|entry| entry.named || excluded(&entry.shown).is_none()).collect();
    let left_out = total - kept.len();
    let wanted = kept.into_iter().filter(|entry| selection.holds(&entry.shown)).collect();
    let files = read::all(wanted, &workspace.crates, &mut notes);
    if files.is_empty() && notes.is_empty() {
        let place = root.scope_name(scope);
        return Err(InputError::Nothing { place });
    }
    notes.sort();
    notes.dedup();
    Ok(Loaded { files, crates: workspace.crates, notes, excluded: left_out })
}
