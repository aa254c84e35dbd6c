//! `github`: a step of a GitHub workflow.
//!
//! The event says what changed; that is scanned and checked, and the answer
//! goes to annotations, the job's summary, outputs and, if asked, SARIF.

mod event;
mod history;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{FOUND, OK, Outcome, output};
use crate::engine::check::{Failure, Options, check};
use crate::engine::scan::{self, What, scan};
use crate::finding::Level;
use crate::input::git::Asked;
use crate::input::{InputError, Scope};
use crate::report::{Format, Look, Report};
use event::Event;

#[derive(Args, Debug)]
pub(super) struct GithubArgs {
    /// Whose config, manifest and baseline hold
    #[arg(long, value_enum, default_value_t = Trust::Auto)]
    pub trust: Trust,
    /// Write a SARIF report to this file as well
    #[arg(long, value_name = "FILE")]
    pub sarif: Option<PathBuf>,
    /// Fetch commits that are missing here from `origin`
    #[arg(long)]
    pub fetch: bool,
}

/// Whose policy holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Trust {
    /// That of the base for pull requests and merge queues, else that of the
    /// commit itself.
    Auto,
    /// That of the commit that is compared with.
    Base,
    /// That of the commit itself.
    Head,
}

pub(super) fn run(args: &GithubArgs) -> Outcome {
    let here = super::here()?;
    history::usable(&here)?;
    let event = Event::of_run()?;
    let base = match &event {
        Event::Gone => {
            output::say("the branch is gone; there is nothing to check");
            return Ok(OK);
        }
        Event::Change { bases, .. } => history::find(&here, bases, args.fetch)?,
        Event::Whole => None,
    };
    match &base {
        Some(base) => output::say(&format!("compared with {base}")),
        None => output::say("no commit to compare with: everything is checked"),
    }
    let trusts_base = args.trust == Trust::Base || (args.trust == Trust::Auto && event.is_proposal());
    let trust = base.clone().filter(|_| trusts_base);
    let report = both(&here, base, trust)?;
    write(&report, args)?;
    Ok(if report.is_denied() { FOUND } else { OK })
}

/// The findings of `check` and of `scan`.
fn both(here: &Path, base: Option<String>, trust: Option<String>) -> Result<Report, Failure> {
    let scope = Scope { start: here.to_path_buf(), ..Scope::default() };
    let common = Options { scope, since: base.clone(), trust, ..Options::default() };
    let what = match base {
        Some(base) => What::Git(Asked::Range { base, head: "HEAD".to_owned(), parted: true }),
        None => What::Tree,
    };
    let mut report = match check(&common) {
        // A repository may well hold nothing that the rules speak of.
        Err(Failure::Input(InputError::Nothing { .. })) => Report::default(),
        report => report?,
    };
    report.join(scan(scan::Options { common, what, ..scan::Options::default() })?);
    Ok(report)
}

fn write(report: &Report, args: &GithubArgs) -> Result<(), Failure> {
    output::print(&report.render(Format::Github, Look::default()))?;
    if let Some(path) = &args.sarif {
        output::file(path, &report.render(Format::Sarif, Look::default()))?;
    }
    append("GITHUB_STEP_SUMMARY", &report.markdown())?;
    let counts = [
        ("denied", report.count(Level::Deny)),
        ("warned", report.count(Level::Warn)),
        ("weakened", report.weakened.len()),
    ];
    let lines: String = counts.iter().map(|(name, count)| format!("{name}={count}\n")).collect();
    append("GITHUB_OUTPUT", &lines)
}

/// Appends to the file that a variable names, if it names one.
fn append(variable: &str, text: &str) -> Result<(), Failure> {
    let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from) else {
        return Ok(());
    };
    let opened = OpenOptions::new().append(true).create(true).open(&path);
    let written = opened.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| output::failed(&path, &error))
}
