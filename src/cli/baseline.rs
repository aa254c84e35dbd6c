//! `baseline write`, `prune` and `show`.

use std::collections::BTreeMap;

use super::args::{BaselineAction, BaselineArgs, ScopeArgs};
use super::check::options;
use super::{OK, Outcome, output};
use crate::engine::Baseline;
use crate::engine::check::{Failure, Options, check};
use crate::engine::own::{BaselineFile, baseline_file};
use crate::engine::scan::for_baseline;
use crate::finding::{Fate, Finding};

pub(super) fn run(args: &BaselineArgs) -> Outcome {
    match &args.action {
        BaselineAction::Write { scope, grow } => write(scope, *grow),
        BaselineAction::Prune { scope } => prune(scope),
        BaselineAction::Show { scope } => show(scope),
    }
}

fn write(scope: &ScopeArgs, grow: bool) -> Outcome {
    let mut options = whole(scope)?;
    let file = baseline_file(&options)?;
    options.without_baseline = true;
    let report = check(&options)?;
    let (secrets, salt) = for_baseline(&options, file.known.as_ref())?;
    let found: Vec<&Finding> = report.reported().chain(secrets.reported()).collect();
    if let Some(known) = file.known.as_ref().map(Baseline::len)
        && distinct(&found, &salt) > known
        && !grow
    {
        let found = distinct(&found, &salt);
        return Err(Failure::Usage(format!(
            "the baseline would grow from {known} to {found} findings; mend the new ones, \
             or say `--grow`"
        )));
    }
    save(&file, &found, &salt)
}

/// How many entries these make: a secret is one, wherever it stands.
fn distinct(found: &[&Finding], salt: &str) -> usize {
    Baseline::write(found.iter().copied(), Some(salt)).lines().filter(|line| !line.starts_with('#')).count()
}

fn prune(scope: &ScopeArgs) -> Outcome {
    let options = whole(scope)?;
    let file = baseline_file(&options)?;
    if file.known.is_none() {
        return Err(none(&file));
    }
    let report = check(&options)?;
    let (secrets, salt) = for_baseline(&options, file.known.as_ref())?;
    let all = report.findings.iter().chain(&secrets.findings);
    save(&file, &all.filter(|f| f.fate == Fate::Baselined).collect::<Vec<_>>(), &salt)
}

fn show(scope: &ScopeArgs) -> Outcome {
    let file = baseline_file(&options(scope)?)?;
    let Some(known) = &file.known else {
        return Err(none(&file));
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in known.rules() {
        *counts.entry(rule).or_default() += 1;
    }
    let lines = counts.iter().map(|(rule, count)| format!("{count:6} {rule}\n"));
    let lines: String = lines.collect();
    output::print(&format!("{lines}{:6} in all\n", known.len()))?;
    Ok(OK)
}

/// A baseline is about everything: one made of a part would call the rest
/// new.
fn whole(scope: &ScopeArgs) -> Result<Options, Failure> {
    let part =
        !scope.paths.is_empty() || !scope.packages.is_empty() || !scope.exclude.is_empty() || !scope.rules.is_empty();
    if part {
        let message = "a baseline is written for the whole workspace, \
                       not with paths, `-p`, `--exclude` or `--rule`";
        return Err(Failure::Usage(message.to_owned()));
    }
    options(scope)
}

fn none(file: &BaselineFile) -> Failure {
    let path = file.path.display();
    Failure::Usage(format!("there is no baseline at `{path}`"))
}

fn save(file: &BaselineFile, findings: &[&Finding], salt: &str) -> Outcome {
    output::file(&file.path, &Baseline::write(findings.iter().copied(), Some(salt)))?;
    let path = file.path.display();
    output::say(&format!("{} findings in {path}", distinct(findings, salt)));
    Ok(OK)
}
