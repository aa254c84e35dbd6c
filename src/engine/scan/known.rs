//! Scans that make a baseline: what is there now is known from then on.

use std::sync::Arc;

use super::foreign::Foreign;
use super::options::{Options, What};
use super::run::scan;
use super::value::Salt;
use crate::engine::check::{self, Failure};
use crate::engine::{Baseline, own};
use crate::finding::Fate;
use crate::input::Root;
use crate::input::git::Asked;
use crate::report::Report;

/// What a baseline is to know of secrets in the tree, and the salt that their
/// values are hashed with: the present one, or a new one.
///
/// # Errors
/// As [`scan`].
pub fn for_baseline(common: &check::Options, known: Option<&Baseline>) -> Result<(Report, String), Failure> {
    let root = Root::find(&common.scope)?;
    let config = own::config(common, &root)?;
    let present = config.scan.salt.or(known.and_then(Baseline::salt).map(str::to_owned));
    let salt = present.unwrap_or_else(Salt::fresh);
    let options = Options { common: common.clone(), salt: Some(salt.clone()), ..Options::default() };
    Ok((scan(options)?, salt))
}

/// As [`for_baseline`], where all that `foreign` lets pass is told to be in
/// the baseline; of a git repository its history as well.
///
/// # Errors
/// As [`scan`].
pub fn for_import(
    common: &check::Options,
    known: Option<&Baseline>,
    foreign: Foreign,
) -> Result<(Report, String), Failure> {
    let (_, salt) = for_baseline(common, known)?;
    let foreign = Some(Arc::new(foreign));
    let options = Options { common: common.clone(), salt: Some(salt.clone()), foreign, ..Options::default() };
    let mut report = scan(options.clone())?;
    if Root::find(&common.scope)?.git {
        let history = scan(Options { what: What::Git(Asked::History), ..options })?;
        report.findings.extend(history.findings.into_iter().filter(|finding| finding.fate == Fate::Baselined));
    }
    Ok((report, salt))
}
