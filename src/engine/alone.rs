//! The files of a change, looked at by themselves.
//!
//! A hook must not keep anybody waiting, and most of what a change brings in
//! is seen in the files that it touches: nearly all reads of the environment,
//! types and schemas, and the flows inside a file. So these are judged first,
//! and the whole workspace only when they show something new: nothing is said
//! that the whole would not say. What only several files together show is
//! left to the run that looks at all of them.

use std::sync::Arc;

use super::options::{Failure, Options};
use super::since;
use crate::finding::Fate;
use crate::input::{Root, version};
use crate::report::Report;

/// What is asked when only the changed files are looked at; nothing where no
/// change is asked for. Before and after are judged by one policy, so a change
/// of the policy brings nothing in that other files would show.
pub(super) fn changed(options: &Options) -> Result<Option<Options>, Failure> {
    if !options.quick {
        return Ok(None);
    }
    let root = Root::find(&options.scope)?;
    let Some(commit) = since::commit(options, &root)? else { return Ok(None) };
    let changed = version::changed(&root, &since::version(options), &commit)?;
    let mut alone = options.clone();
    alone.scope.only = Some(Arc::new(changed));
    Ok(Some(alone))
}

/// Whether nothing is left to ask of the whole.
pub(super) fn settles(report: &Report) -> bool {
    !report.findings.iter().any(|finding| finding.fate == Fate::Reported)
}
