//! `-p`, `--workspace` and `--exclude`: which packages' files are checked.

use globset::{Glob, GlobMatcher};

use super::Workspace;
use crate::input::{InputError, Scope};

/// The files of some packages, or all files.
#[derive(Debug)]
pub(in crate::input) struct Selection {
    /// Folders of packages, each with whether it is checked; the deepest one
    /// above a file decides.
    packages: Vec<(String, bool)>,
    /// Whether files outside all packages are checked.
    rest: bool,
}

impl Workspace {
    /// Applies the options that choose packages.
    pub(in crate::input) fn select(&self, scope: &Scope) -> Result<Selection, InputError> {
        let chosen = self.globs(&scope.packages)?;
        let left_out = self.globs(&scope.exclude)?;
        if chosen.is_empty() && left_out.is_empty() {
            return Ok(Selection { packages: Vec::new(), rest: true });
        }
        let picked = |name: &str| {
            let named = chosen.is_empty() || chosen.iter().any(|glob| glob.is_match(name));
            let dropped = left_out.iter().any(|glob| glob.is_match(name));
            (named || scope.workspace) && !dropped
        };
        let packages = self.packages.iter();
        Ok(Selection {
            packages: packages.map(|(name, dir)| (dir.clone(), picked(name))).collect(),
            rest: chosen.is_empty() || scope.workspace,
        })
    }

    fn globs(&self, names: &[String]) -> Result<Vec<GlobMatcher>, InputError> {
        let glob = |name: &String| {
            let known = || self.packages.iter().map(|(name, _)| name.as_str());
            let glob = Glob::new(name).map(|glob| glob.compile_matcher()).ok();
            let glob = glob.filter(|glob| known().any(|name| glob.is_match(name)));
            glob.ok_or_else(|| InputError::Package {
                name: name.clone(),
                known: known().collect::<Vec<_>>().join(", "),
            })
        };
        names.iter().map(glob).collect()
    }
}

impl Selection {
    /// Whether the file with this shown path is to be checked.
    pub(in crate::input) fn holds(&self, path: &str) -> bool {
        let above = |dir: &str| {
            let below = path.strip_prefix(dir);
            dir.is_empty() || below.is_some_and(|rest| rest.starts_with('/'))
        };
        let owners = self.packages.iter().filter(|(dir, _)| above(dir));
        let owner = owners.max_by_key(|(dir, _)| dir.len());
        // A file outside all packages belongs to the workspace as a whole.
        owner.map_or(self.rest, |(_, picked)| *picked)
    }
}
