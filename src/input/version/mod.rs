//! Files as git holds them: in the index or in a commit.
//!
//! A hook must judge what will be committed, which is the index and not the
//! files that lie there; a check of a change compares with a commit.

mod change;
mod objects;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::command::Git;
use super::walk::name_of;
use super::{InputError, Root, decode};
use crate::source::Source;

pub use change::Change;
pub(super) use objects::{blobs, staged};

/// Which version of the files is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// The files that lie there.
    #[default]
    WorkTree,
    /// What the next commit will hold.
    Index,
    /// What a commit holds.
    Commit(String),
}

/// One file as git lists it.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// From the top of the tree.
    pub path: Vec<u8>,
    /// Whether it is a regular file: no link, no other repository.
    pub is_file: bool,
    /// Whether it is a link.
    pub is_link: bool,
    /// Whether a merge has left it undecided.
    pub unmerged: bool,
    /// The name of its content.
    pub oid: String,
}

/// The files of the index.
pub(super) fn index(root: &Root) -> Result<Vec<Listed>, InputError> {
    let text = Git::at(&root.dir).output(&["ls-files", "--stage", "-z", "--cached", "--full-name"])?;
    Ok(records(&text).filter_map(|record| listed(record, 1)).collect())
}

/// The paths whose file differs from the index, or is not there.
pub(super) fn unstaged(root: &Root) -> Result<BTreeSet<Vec<u8>>, InputError> {
    let text = Git::at(&root.dir).output(&["diff-files", "--name-only", "-z", "--no-relative", "-O/dev/null"])?;
    Ok(records(&text).map(<[u8]>::to_vec).collect())
}

fn records(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == 0).filter(|record| !record.is_empty())
}

/// `mode oid stage\tpath` of `ls-files`, `mode type oid\tpath` of `ls-tree`.
fn listed(record: &[u8], oid_at: usize) -> Option<Listed> {
    let tab = record.iter().position(|byte| *byte == b'\t')?;
    let head = std::str::from_utf8(&record[..tab]).ok()?;
    let words: Vec<&str> = head.split(' ').collect();
    Some(Listed {
        path: record[tab + 1..].to_vec(),
        is_file: words.first()?.starts_with("100"),
        is_link: *words.first()? == "120000",
        unmerged: oid_at == 1 && words.get(2).is_some_and(|stage| *stage != "0"),
        oid: (*words.get(oid_at)?).to_owned(),
    })
}

/// Some files of the index.
#[derive(Clone, Debug, Default)]
pub struct Named(BTreeMap<Vec<u8>, Listed>);

/// Lists those of these paths that are there, all at once, since each listing
/// reads the whole index.
///
/// # Errors
/// When git cannot tell.
pub fn named(root: &Root, paths: Vec<PathBuf>) -> Result<Named, InputError> {
    let inside = paths.iter().map(|path| plain(path)).filter(|path| path.starts_with(&root.dir));
    let literal: BTreeSet<String> = inside.map(|path| format!(":(top,literal){}", root.shown(&path))).collect();
    if literal.is_empty() {
        return Ok(Named::default());
    }
    let mut args = vec!["ls-files", "--stage", "-z", "--cached", "--full-name", "--"];
    args.extend(literal.iter().map(String::as_str));
    let found = Git::at(&root.dir).output(&args)?;
    let mut named = BTreeMap::new();
    for entry in records(&found).filter_map(|record| listed(record, 1)) {
        named.entry(entry.path.clone()).or_insert(entry);
    }
    Ok(Named(named))
}

impl Named {
    /// Whether what one of them says stands elsewhere.
    pub fn has_link(&self) -> bool {
        self.0.values().any(|entry| entry.is_link)
    }

    /// The text of one of them; `None` when it is not there.
    ///
    /// # Errors
    /// When git cannot read it.
    pub fn text(&self, root: &Root, path: &Path) -> Result<Option<Source>, InputError> {
        let shown = root.shown(&plain(path));
        match self.0.get(shown.as_bytes()) {
            Some(entry) if entry.is_file => {
                let blobs = blobs(&root.dir, vec![entry.oid.clone()])?;
                Ok(blobs.into_values().next().map(|bytes| source(&shown, &bytes)))
            }
            None if plain(path).starts_with(&root.dir) => Ok(None),
            _ => text(root, &Version::Index, path),
        }
    }
}

/// The text of one file in a version of the tree, links within it followed;
/// `None` when it is not there. What lies outside of it has no versions.
///
/// # Errors
/// When git cannot tell.
pub fn text(root: &Root, version: &Version, path: &Path) -> Result<Option<Source>, InputError> {
    let inside = |path: &PathBuf| path.starts_with(&root.dir);
    let mut at = plain(path);
    if *version == Version::WorkTree || !inside(&at) {
        return Ok(std::fs::read(path).ok().map(|bytes| source(&root.shown(path), &bytes)));
    }
    for _ in 0..LINKS {
        let found = if inside(&at) { entry(root, version, &root.shown(&at))? } else { None };
        let Some(entry) = found.filter(|entry| entry.is_file || entry.is_link) else { return Ok(None) };
        let bytes = blobs(&root.dir, vec![entry.oid])?.into_values().next().unwrap_or_default();
        if entry.is_file {
            return Ok(Some(source(&root.shown(path), &bytes)));
        }
        at = plain(&at.with_file_name(name_of(&bytes)));
    }
    Ok(None)
}

/// How many links may lead to a file.
const LINKS: usize = 8;

/// A path without steps back.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
        plain
    })
}

/// What stands at a path in the index or in a commit.
fn entry(root: &Root, version: &Version, shown: &str) -> Result<Option<Listed>, InputError> {
    let literal = format!(":(top,literal){shown}");
    let (found, oid_at) = match version {
        Version::Commit(name) => (Git::at(&root.dir).output(&["ls-tree", "-z", "--full-tree", name, "--", shown])?, 2),
        _ => (Git::at(&root.dir).output(&["ls-files", "--stage", "-z", "--cached", "--full-name", "--", &literal])?, 1),
    };
    Ok(records(&found).find_map(|record| listed(record, oid_at)))
}

fn source(shown: &Arc<str>, bytes: &[u8]) -> Source {
    Source::new(shown.clone(), decode(bytes).text.into_owned())
}

/// The commit that a change is compared with: where this branch left the
/// one that is named.
///
/// # Errors
/// When there is no such revision, or no common history is here.
pub fn fork(root: &Root, name: &str) -> Result<String, InputError> {
    let commit = format!("{name}^{{commit}}");
    let commit = line(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).map_err(|_| {
        let why = format!("`{name}` names no commit here; fetch it first");
        InputError::Git { command: "rev-parse".to_owned(), why }
    })?;
    line(root, &["merge-base", &commit, "HEAD"]).map_err(|_| {
        let why = format!("`{name}` and HEAD have no common history here; fetch it (`git fetch --unshallow`)");
        InputError::Git { command: "merge-base".to_owned(), why }
    })
}

/// The last commit, or the empty tree before the first.
fn last(root: &Root) -> Result<String, InputError> {
    line(root, &["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])
        .or_else(|_| line(root, &["hash-object", "-t", "tree", "--stdin"]))
}

fn line(root: &Root, args: &[&str]) -> Result<String, InputError> {
    Git::at(&root.dir).line(args)
}
