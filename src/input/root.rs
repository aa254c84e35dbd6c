//! Where paths start: the folder every shown path is relative to.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::{InputError, Scope};

/// The folders a run is about. All are absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// Shown paths start here: the top of the git tree, else the workspace,
    /// else the folder that was asked for.
    pub dir: PathBuf,
    /// The folder with the workspace's `Cargo.toml`, if there is one.
    pub workspace: Option<PathBuf>,
    /// Whether [`Root::dir`] is the top of a git tree.
    pub git: bool,
    /// The folder that is looked at when no path was named, and from which
    /// configs are searched upward.
    pub home: PathBuf,
}

impl Root {
    /// Finds the folders for a scope.
    ///
    /// # Errors
    /// When a path the user named is not there.
    pub fn find(scope: &Scope) -> Result<Root, InputError> {
        let start = absolute(&scope.start, &scope.start)?;
        let anchor = anchor(scope, &start)?;
        let top = upward(&anchor, |dir| dir.join(".git").exists());
        let workspace = workspace_of(&anchor, top.as_deref());
        let home = match (&workspace, scope.paths.is_empty()) {
            (Some(workspace), true) => workspace.clone(),
            _ => anchor,
        };
        let git = top.is_some();
        let dir = top.or_else(|| workspace.clone()).unwrap_or(home.clone());
        Ok(Root { dir, workspace, git, home })
    }

    /// The path as shown: relative to the root, `/`-separated.
    pub fn shown(&self, path: &Path) -> Arc<str> {
        relative(&self.dir, path).into()
    }

    /// Looks for a file of that name from [`Root::home`] up to the root.
    pub fn search(&self, name: &str) -> Option<PathBuf> {
        self.places(name).into_iter().find(|path| path.is_file())
    }

    /// Where a file of that name may lie, the nearest place first.
    pub fn places(&self, name: &str) -> Vec<PathBuf> {
        self.home.ancestors().take_while(|dir| dir.starts_with(&self.dir)).map(|dir| dir.join(name)).collect()
    }

    /// What to call the scope in a message.
    pub(super) fn scope_name(&self, scope: &Scope) -> String {
        let place = scope.paths.first().unwrap_or(&self.home);
        place.display().to_string()
    }
}

/// `path` relative to `dir`, with `/` between the parts; the whole path when
/// it lies outside.
pub fn relative(dir: &Path, path: &Path) -> String {
    let below = path.strip_prefix(dir).unwrap_or(path);
    let parts: Vec<_> = below
        .components()
        .map(|part| match part {
            Component::RootDir => "".into(),
            part => part.as_os_str().to_string_lossy(),
        })
        .collect();
    parts.join("/")
}

/// The folder the user points at.
fn anchor(scope: &Scope, start: &Path) -> Result<PathBuf, InputError> {
    let named = scope.manifest_path.iter().chain(&scope.paths);
    let mut common: Option<PathBuf> = None;
    for path in named {
        let path = absolute(start, path)?;
        let dir = match path.is_dir() {
            true => path,
            false => path.parent().unwrap_or(&path).to_path_buf(),
        };
        common = Some(match common {
            None => dir,
            Some(before) => shared(&before, &dir),
        });
    }
    Ok(common.unwrap_or_else(|| start.to_path_buf()))
}

fn shared(a: &Path, b: &Path) -> PathBuf {
    let pairs = a.components().zip(b.components());
    pairs.take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
}

/// The absolute path with links in its folders resolved.
pub(super) fn absolute(start: &Path, path: &Path) -> Result<PathBuf, InputError> {
    let failed = |error: std::io::Error| InputError::Path { path: path.display().to_string(), why: error.to_string() };
    let joined = start.join(path);
    let is_link = joined.symlink_metadata().map_err(failed)?.is_symlink();
    match (is_link, joined.parent(), joined.file_name()) {
        (true, Some(dir), Some(name)) if !joined.is_dir() => Ok(dir.canonicalize().map_err(failed)?.join(name)),
        _ => joined.canonicalize().map_err(failed),
    }
}

fn upward(from: &Path, holds: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    from.ancestors().find(|dir| holds(dir)).map(Path::to_path_buf)
}

/// The nearest `Cargo.toml` that is a workspace and lists the nearest
/// package, else the nearest package itself. Nothing above `top` is looked at.
fn workspace_of(anchor: &Path, top: Option<&Path>) -> Option<PathBuf> {
    let inside = |dir: &&Path| top.is_none_or(|top| dir.starts_with(top));
    let mut manifests = anchor.ancestors().take_while(inside).filter(|dir| dir.join("Cargo.toml").is_file());
    let nearest = manifests.next()?;
    if super::cargo::is_workspace(nearest) {
        return Some(nearest.to_path_buf());
    }
    manifests.find(|dir| super::cargo::has_member(dir, nearest)).or(Some(nearest)).map(Path::to_path_buf)
}
