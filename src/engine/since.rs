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
    let change = compared(options, root)?.map(Arc::new);
    Ok(options.told.change.get_or_init(|| change).clone())
}

fn compared(options: &Options, root: &Root) -> Result<Option<Change>, Failure> {
    if options.since.is_none() && !options.scope.staged {
        return Ok(None);
    }
    if !root.git {
        return Err(Failure::Usage("a change can be checked only inside a git repository".to_owned()));
    }
    Ok(Some(match &options.since {
        Some(name) => Change::of(root, &version(options), version::fork(root, name)?)?,
        None => Change::staged_since_last(root)?,
    }))
}
