//! What differs from a commit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Git, Listed, Version, blobs, last, records};
use crate::files::{Crate, File};
use crate::input::{InputError, Root, class, decode, read};

/// A commit that is compared with, and the paths that differ from it.
#[derive(Clone, Debug)]
pub struct Change {
    /// What names the commit, or the empty tree.
    pub commit: String,
    /// By the path as git has it, from the top of the tree: two names that
    /// are no UTF-8 may be shown alike.
    paths: BTreeMap<Vec<u8>, Differing>,
    /// The paths as they are shown.
    shown: BTreeSet<Arc<str>>,
}

/// How a path differs.
#[derive(Clone, Debug, Default)]
struct Differing {
    /// What it is in the commit; nothing where it is not there.
    then: Object,
    /// What it is in the index; nothing where that was not asked.
    now: Object,
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
            for path in records(&others) {
                paths.entry(path.to_vec()).or_default();
            }
        }
        let shown = paths.keys().map(|path| shown(path)).collect();
        Ok(Change { commit, paths, shown })
    }

    /// Compares the index with the last commit, or with the empty tree before
    /// the first.
    ///
    /// # Errors
    /// When git cannot compare.
    pub fn staged_since_last(root: &Root) -> Result<Change, InputError> {
        // Nearly always there is a commit, and git is asked once.
        Change::of(root, &Version::Index, "HEAD".to_owned()).or_else(|_| Change::of(root, &Version::Index, last(root)?))
    }

    /// Whether a path differs.
    pub fn has(&self, shown: &str) -> bool {
        self.shown.contains(shown)
    }

    /// The paths that differ, as they are shown.
    pub fn paths(&self) -> &BTreeSet<Arc<str>> {
        &self.shown
    }

    /// What differs and is in the index, which is not read again for it.
    pub(in crate::input) fn staged(&self) -> Vec<Listed> {
        let there = self.paths.iter().filter(|(_, one)| one.unmerged || !one.now.mode.starts_with("000"));
        let listed = there.map(|(path, one)| Listed {
            path: path.clone(),
            is_file: one.unmerged || one.now.is_file(),
            is_link: one.now.mode == "120000",
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
    ) -> Result<Vec<File>, InputError> {
        let is_there =
            |(shown, one): &(Arc<str>, &Differing)| one.then.is_file() && class::kind(shown).is_some() && counts(shown);
        let old: Vec<_> = self.paths.iter().map(|(path, one)| (shown(path), one)).filter(is_there).collect();
        let blobs = blobs(&root.dir, old.iter().map(|(_, one)| one.then.oid.clone()).collect())?;
        let same = files.iter().filter(|file| !self.has(file.source.path())).cloned();
        let then = old.into_iter().filter_map(|(shown, one)| {
            let bytes = blobs.get(&one.then.oid)?;
            Some(read::made(&shown, class::kind(&shown)?, decode(bytes), crates).0)
        });
        let mut files: Vec<File> = same.chain(then).collect();
        files.sort_by(|a, b| a.source.path().cmp(b.source.path()));
        Ok(files)
    }
}

/// A path as it is shown.
fn shown(path: &[u8]) -> Arc<str> {
    String::from_utf8_lossy(path).into()
}

/// `:mode mode oid oid status`, the path: the commit's first.
fn compared(root: &Root, version: &Version, commit: &str) -> Result<BTreeMap<Vec<u8>, Differing>, InputError> {
    let mut args = vec!["diff-index", "--raw", "-z", "--no-renames", "--no-relative", "-O/dev/null"];
    args.extend((*version == Version::Index).then_some("--cached"));
    args.extend([commit, "--"]);
    let raw = Git::at(&root.dir).output(&args)?;
    let mut found = BTreeMap::new();
    let mut fields = records(&raw);
    while let (Some(head), Some(path)) = (fields.next(), fields.next()) {
        let head = String::from_utf8_lossy(head);
        let words: Vec<&str> = head.trim_start_matches(':').split(' ').collect();
        let [mode_then, mode_now, oid_then, oid_now, status] = words[..] else { continue };
        let object = |mode: &str, oid: &str| Object { mode: mode.to_owned(), oid: oid.to_owned() };
        let one = || Differing { then: object(mode_then, oid_then), now: object(mode_now, oid_now), unmerged: false };
        // A path whose merge is not decided is told of twice.
        match status {
            "U" => found.entry(path.to_vec()).or_insert_with(one).unmerged = true,
            _ => {
                let unmerged = found.get(path).is_some_and(|one: &Differing| one.unmerged);
                found.insert(path.to_vec(), Differing { unmerged, ..one() });
            }
        }
    }
    Ok(found)
}
