//! `baseline write`, `prune` and `show`.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};

use super::args::ScopeArgs;
use super::check::options;
use super::{OK, Outcome, output};
use crate::engine::Baseline;
use crate::engine::check::{Failure, Options, check};
use crate::engine::own::{BaselineFile, baseline_file};
use crate::engine::scan::for_baseline;
use crate::finding::{Fate, Finding};

#[derive(Args, Debug)]
pub(super) struct BaselineArgs {
    #[command(subcommand)]
    pub action: BaselineAction,
}

#[derive(Debug, Subcommand)]
pub(super) enum BaselineAction {
    /// Write all present findings down; an existing baseline may only shrink
    Write {
        #[command(flatten)]
        scope: ScopeArgs,
        /// Let the number of known findings rise
        #[arg(long)]
        grow: bool,
    },
    /// Remove the entries that are no longer found
    Prune {
        #[command(flatten)]
        scope: ScopeArgs,
    },
    /// Count the entries by rule
    Show {
        #[command(flatten)]
        scope: ScopeArgs,
    },
}

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
    let text = Baseline::write(found.iter().copied(), Some(&salt));
    if let Some(known) = &file.known
        && !grow
    {
        may_not_grow(&by_rule(known.rules()), &by_rule(rules_in(&text)))?;
    }
    save(&file, &text)
}

/// Each rule's count may only fall, so that a finding mended for one rule
/// does not make room for another's.
fn may_not_grow(known: &BTreeMap<&str, usize>, found: &BTreeMap<&str, usize>) -> Result<(), Failure> {
    let grown = found.iter().filter_map(|(rule, &found)| {
        let known = known.get(rule).copied().unwrap_or(0);
        (found > known).then(|| format!("`{rule}` from {known} to {found}"))
    });
    let grown: Vec<String> = grown.collect();
    match grown.is_empty() {
        true => Ok(()),
        false => {
            let grown = grown.join(", ");
            Err(Failure::Usage(format!("the baseline would grow: {grown}; mend the new findings, or say `--grow`")))
        }
    }
}

/// The rule of each entry: a secret is one, wherever it stands.
fn rules_in(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(' ').next())
}

fn by_rule<'a>(rules: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    rules.for_each(|rule| *counts.entry(rule).or_default() += 1);
    counts
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
    save(&file, &Baseline::write(all.filter(|f| f.fate == Fate::Baselined), Some(&salt)))
}

fn show(scope: &ScopeArgs) -> Outcome {
    let file = baseline_file(&options(scope)?)?;
    let Some(known) = &file.known else {
        return Err(none(&file));
    };
    let lines: String = by_rule(known.rules()).iter().map(|(rule, count)| format!("{count:6} {rule}\n")).collect();
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

fn save(file: &BaselineFile, text: &str) -> Outcome {
    output::file(&file.path, text)?;
    output::say(&format!("{} findings in {}", rules_in(text).count(), file.path.display()));
    Ok(OK)
}
