//! What differs from a commit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Git, Listed, Version, blobs, records};
use crate::files::{Crate, File};
use crate::input::{InputError, Root, class, decode, read};

/// A commit that is compared with, and the paths that differ from it.
#[derive(Clone, Debug)]
pub struct Change {
    /// The commit, or the empty tree.
    pub commit: String,
    paths: BTreeMap<Arc<str>, Differing>,
}

/// How a path differs.
#[derive(Clone, Debug, Default)]
struct Differing {
    /// What it is in the commit; nothing where it is not there.
    then: Object,
    /// What it is in the index; nothing where that was not asked.
    now: Object,
    /// The path as git has it, from the top of the tree.
    path: Vec<u8>,
    unmerged: bool,
}

/// An entry of a tree or of the index.
#[derive(Clone, Debug, Default)]
struct Object {
    mode: String,
    oid: String,
}

impl Object {
    /// Whether it is a regular file: no link, no other repository.
    fn is_file(&self) -> bool {
        self.mode.starts_with("100")
    }
}

/// What differs between files and a commit.
pub struct Before {
    /// The files as the commit has them, sorted by path.
    pub files: Vec<File>,
    /// The paths that differ.
    pub changed: BTreeSet<Arc<str>>,
}

impl Change {
    /// Compares a version of the files with a commit.
    ///
    /// # Errors
    /// When git cannot compare.
    pub fn of(root: &Root, version: &Version, commit: String) -> Result<Change, InputError> {
        let mut paths = compared(root, version, &commit)?;
        if *version == Version::WorkTree {
            let args = ["ls-files", "-z", "--others", "--exclude-standard", "--full-name"];
            let others = Git::at(&root.dir).output(&args)?;
            let shown = records(&others).map(|path| String::from_utf8_lossy(path).into());
            paths.extend(shown.map(|shown| (shown, Differing::default())));
        }
        Ok(Change { commit, paths })
    }

    /// Whether a path differs.
    pub fn has(&self, shown: &str) -> bool {
        self.paths.contains_key(shown)
    }

    /// The paths that differ.
    pub fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.paths.keys()
    }

    /// What differs and is in the index, which is not read again for it.
    pub(in crate::input) fn staged(&self) -> Vec<Listed> {
        let there = self.paths.values().filter(|one| one.unmerged || !one.now.mode.starts_with("000"));
        let listed = there.map(|one| Listed {
            path: one.path.clone(),
            is_file: one.unmerged || one.now.is_file(),
            unmerged: one.unmerged,
            oid: one.now.oid.clone(),
        });
        listed.collect()
    }

    /// The files of the commit, those that did not change taken from `files`.
    ///
    /// # Errors
    /// When git cannot read an object.
    pub fn before(
        &self,
        root: &Root,
        files: &[File],
        crates: &[Crate],
        counts: &dyn Fn(&str) -> bool,
    ) -> Result<Before, InputError> {
        let is_there = |(shown, one): &(&Arc<str>, &Differing)| {
            one.then.is_file() && class::kind(shown).is_some() && counts(shown)
        };
        let old: Vec<_> = self.paths.iter().filter(is_there).collect();
        let blobs = blobs(&root.dir, old.iter().map(|(_, one)| one.then.oid.clone()).collect())?;
        let same = files.iter().filter(|file| !self.has(file.source.path())).cloned();
        let then = old.into_iter().filter_map(|(shown, one)| {
            let bytes = blobs.get(&one.then.oid)?;
            Some(read::made(shown, class::kind(shown)?, decode(bytes), crates).0)
        });
        let mut files: Vec<File> = same.chain(then).collect();
        files.sort_by(|a, b| a.source.path().cmp(b.source.path()));
        Ok(Before { files, changed: self.paths().cloned().collect() })
    }
}

/// `:mode mode oid oid status`, the path: the commit's first.
fn compared(root: &Root, version: &Version, commit: &str) -> Result<BTreeMap<Arc<str>, Differing>, InputError> {
    let mut args = vec!["diff-index", "--raw", "-z", "--no-renames", "--no-relative", "-O/dev/null"];
    args.extend((*version == Version::Index).then_some("--cached"));
    args.push(commit);
    let raw = Git::at(&root.dir).output(&args)?;
    let mut found = BTreeMap::new();
    let mut fields = records(&raw);
    while let (Some(head), Some(path)) = (fields.next(), fields.next()) {
        let head = String::from_utf8_lossy(head);
        let words: Vec<&str> = head.trim_start_matches(':').split(' ').collect();
        let [mode_then, mode_now, oid_then, oid_now, status] = words[..] else { continue };
        let object = |mode: &str, oid: &str| Object { mode: mode.to_owned(), oid: oid.to_owned() };
        let one: &mut Differing = found.entry(String::from_utf8_lossy(path).into()).or_default();
        // A path whose merge is not decided is told of twice.
        one.unmerged |= status == "U";
        if status != "U" || one.path.is_empty() {
            (one.then, one.now) = (object(mode_then, oid_then), object(mode_now, oid_now));
        }
        one.path = path.to_vec();
    }
    Ok(found)
}
