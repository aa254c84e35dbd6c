//! What a change introduces: the findings that were not there before it.
//!
//! Both versions are judged whole, by the same policy: a change in one file
//! can make a line of another wrong.

use std::collections::BTreeSet;

use super::alone::Beside;
use super::cache::Judged;
use super::court::{Code, Court, excluded};
use super::options::Failure;
use super::weaken;
use crate::files::File;
use crate::finding::{Fate, Finding, Note};
use crate::input::version::Change;
use crate::input::{Loaded, Root};
use crate::rules::Looks;

/// Leaves of what was found what a change brings in. Tells what it weakens,
/// and how many findings are older.
pub(super) fn compare(
    court: &Court<'_>,
    root: &Root,
    loaded: &Loaded,
    change: &Change,
    code: Code<'_>,
    judged: &mut Judged,
) -> Result<(Vec<Note>, usize), Failure> {
    let mut weakened = weaken::policy(court.options, root, change)?;
    let suppresses = weaken::may_suppress(change, &loaded.files);
    // Where nothing is found, nothing can have been there before.
    let finds = judged.findings.iter().any(|finding| finding.fate == Fate::Reported);
    let looks = |rule: &str| court.enabled.iter().find(|one| one.card().id == rule).map(|one| one.looks());
    let code_alone = |rule: &str| looks(rule) == Some(Looks::AtRust);
    let beside = court.options.scope.only.as_ref().map(|_| Beside::of(&judged.findings, &court.crates, code_alone));
    let matters = |path: &str| beside.as_ref().is_none_or(|beside| beside.has(path));
    let mut older = 0;
    if finds || suppresses {
        let mut before = before(court, root, loaded, change, &|path| suppresses || matters(path))?;
        weakened.extend(weaken::suppressions(&loaded.files, &before, change));
        if finds {
            before.retain(|file| matters(file.source.path()));
            let then = court.known(&before, &mut Code::beside(&before, code, change.paths()));
            older = retain_new(&mut judged.findings, then.findings);
        }
    }
    weakened.sort();
    Ok((weakened, older))
}

/// The files in scope as they were, of those that are wanted.
fn before(
    court: &Court<'_>,
    root: &Root,
    loaded: &Loaded,
    change: &Change,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<Vec<File>, Failure> {
    let options = court.options;
    let named: Vec<_> = options.scope.paths.iter().map(|path| options.scope.start.join(path)).collect();
    let counts = |shown: &str| {
        let path = root.dir.join(shown);
        let below = |dir: &std::path::PathBuf| path.starts_with(dir);
        let in_scope = if named.is_empty() { below(&root.home) } else { named.iter().any(below) };
        in_scope
            && wanted(shown)
            && options.scope.admits(shown)
            && loaded.holds(shown)
            && (!named.is_empty() || excluded(&court.config, shown).is_none())
    };
    Ok(change.before(root, &loaded.files, &court.crates, &counts)?)
}

/// Keeps the findings that were not there before, and says how many were.
/// One that was suppressed or sanctioned and no longer is counts as new.
fn retain_new(findings: &mut Vec<Finding>, before: Vec<Finding>) -> usize {
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
