//! What is checked, and what it is compared with.

use std::sync::Arc;

use super::options::{Failure, Options};
use crate::input::Root;
use crate::input::version::{self, Change, Version};

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
