//! Finds the commit to compare with in a clone that may be shallow.

use std::path::Path;

use super::super::output;
use super::event::Base;
use crate::engine::check::Failure;
use crate::input::{InputError, scrubbed};

/// The first of `bases` that shares history with HEAD; `None` when nothing
/// is there to compare with.
pub(super) fn find(here: &Path, bases: &[Base], fetch: bool) -> Result<Option<String>, Failure> {
    for base in bases {
        if let Some(found) = fork(here, base) {
            return Ok(Some(found));
        }
        if fetch {
            obtain(here, base);
            if let Some(found) = fork(here, base) {
                return Ok(Some(found));
            }
        }
    }
    match is_shallow(here) {
        // Without the commit everything would count as old.
        true if !bases.is_empty() => Err(Failure::Usage(
            "the clone ends before the commit to compare with; give actions/checkout `fetch-depth: 0`".to_owned(),
        )),
        _ => Ok(None),
    }
}

/// Where HEAD left the base, if that is known here.
fn fork(here: &Path, base: &Base) -> Option<String> {
    let name = match base {
        Base::Commit(name) => name.clone(),
        Base::Branch(name) => format!("refs/remotes/origin/{name}"),
    };
    let commit = git(here, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])?;
    git(here, &["merge-base", &commit, "HEAD"])
}

/// Fetches what is missing. That it cannot be had is seen afterwards.
fn obtain(here: &Path, base: &Base) {
    let wanted = match base {
        Base::Commit(name) => name.clone(),
        Base::Branch(name) => format!("+refs/heads/{name}:refs/remotes/origin/{name}"),
    };
    let shallow = is_shallow(here);
    output::say(&format!("fetching {wanted}"));
    let mut args = vec!["fetch", "--quiet", "--no-tags", "--no-recurse-submodules"];
    args.extend(shallow.then_some("--unshallow"));
    args.extend(["origin", &wanted]);
    git(here, &args);
}

fn is_shallow(here: &Path) -> bool {
    git(here, &["rev-parse", "--is-shallow-repository"]).is_some_and(|said| said == "true")
}

fn git(here: &Path, args: &[&str]) -> Option<String> {
    let output = scrubbed("git", here).args(["-c", "core.hooksPath=/dev/null"]).args(args).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether git can be run here at all.
pub(super) fn usable(here: &Path) -> Result<(), Failure> {
    let why = "this is no git repository; check it out first".to_owned();
    git(here, &["rev-parse", "--git-dir"])
        .map(drop)
        .ok_or(InputError::Git { command: "rev-parse".to_owned(), why }.into())
}
