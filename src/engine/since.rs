//! What a change introduces: the findings that were not there before it.
//!
//! Both versions are judged whole, by the same policy: a change in one file
//! can make a line of another wrong.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::court::{Court, excluded};
use super::options::{Failure, Options};
use crate::files::File;
use crate::finding::{Fate, Finding};
use crate::input::version::{self, Change, Version};
use crate::input::{Loaded, Root};

/// Which version of the files is checked.
pub(super) fn version(options: &Options) -> Version {
    if options.scope.staged { Version::Index } else { Version::WorkTree }
}

/// What is compared with a commit, if something is; git is asked once.
pub(super) fn change(options: &Options, root: &Root) -> Result<Option<Arc<Change>>, Failure> {
    if let Some(change) = options.told.change.get() {
        return Ok(change.clone());
    }
    let compare = |commit| Change::of(root, &version(options), commit).map(Arc::new);
    let change = commit(options, root)?.map(compare).transpose()?;
    Ok(options.told.change.get_or_init(|| change).clone())
}

fn commit(options: &Options, root: &Root) -> Result<Option<String>, Failure> {
    let git = || match root.git {
        true => Ok(()),
        false => Err(Failure::Usage("a change can be checked only inside a git repository".to_owned())),
    };
    match (&options.since, options.scope.staged) {
        (Some(name), _) => git().and_then(|()| Ok(Some(version::fork(root, name)?))),
        (None, true) => git().and_then(|()| Ok(Some(version::last(root)?))),
        (None, false) => Ok(None),
    }
}

/// The files in scope as they were.
pub(super) fn before(court: &Court<'_>, root: &Root, loaded: &Loaded, change: &Change) -> Result<Vec<File>, Failure> {
    let options = court.options;
    let named: Vec<_> = options.scope.paths.iter().map(|path| options.scope.start.join(path)).collect();
    let counts = |shown: &str| {
        let path = root.dir.join(shown);
        let below = |dir: &std::path::PathBuf| path.starts_with(dir);
        let in_scope = if named.is_empty() { below(&root.home) } else { named.iter().any(below) };
        in_scope
            && options.scope.admits(shown)
            && loaded.holds(shown)
            && (!named.is_empty() || excluded(&court.config, shown).is_none())
    };
    Ok(change.before(root, &loaded.files, &court.crates, &counts)?)
}

/// Keeps the findings that were not there before, and says how many were.
/// One that was suppressed or sanctioned and no longer is counts as new.
pub(super) fn retain_new(findings: &mut Vec<Finding>, before: Vec<Finding>) -> usize {
    let old: BTreeSet<(&str, String)> = before
        .into_iter()
        .filter(|finding| finding.fate == Fate::Reported)
        .map(|finding| (finding.rule, finding.fingerprint))
        .collect();
    let all = findings.len();
    let is_old = |finding: &Finding| {
        finding.fate == Fate::Reported && old.contains(&(finding.rule, finding.fingerprint.clone()))
    };
    findings.retain(|finding| !is_old(finding));
    all - findings.len()
}
