//! `check`.

use std::collections::BTreeSet;
use std::time::Instant;

use super::after::Other;
use clap::Args;

use super::args::{OutputArgs, ScopeArgs};
use super::{FOUND, OK, Outcome, output};
use crate::engine::Overrides;
use crate::engine::check::{Examined, Failure, Options, examine, known};
use crate::engine::fix;
use crate::input::{InputError, Scope};
use crate::report::{Report, count, note_line};
use crate::secrets::Scanner;

#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub scope: ScopeArgs,
    #[command(flatten)]
    pub output: OutputArgs,
    /// Print counts and times to standard error
    #[arg(long)]
    pub stats: bool,
    /// Report findings that the baseline knows as well
    #[arg(long)]
    pub no_baseline: bool,
    /// Judge everything anew, whatever is known from earlier runs
    #[arg(long)]
    pub no_cache: bool,
    /// Check what the next commit would hold, and report what it introduces
    #[arg(long, conflicts_with = "fix")]
    pub staged: bool,
    /// Report only what is new since this branch left REF
    #[arg(long, value_name = "REF", conflicts_with = "staged")]
    pub since: Option<String>,
    /// With --staged or --since: look at the changed files by themselves, and
    /// at the whole workspace only when they show something new
    #[arg(long)]
    pub quick: bool,
    /// Take config, manifest and baseline from REF, or from the `base` that
    /// the change is compared with
    #[arg(long, value_name = "REF|base")]
    pub trust: Option<String>,
    /// Apply the fixes that need no decision, then check again
    #[arg(long)]
    pub fix: bool,
    /// With --fix: print the changes as a diff and write nothing
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// Run this command too, and print its lines before the report
    #[arg(long, value_name = "COMMAND", value_parser = super::after::words)]
    pub after: Option<super::after::Words>,
}

pub(super) fn run(args: &CheckArgs) -> Outcome {
    let began = Instant::now();
    let mut options = options(&args.scope)?;
    options.without_baseline = args.no_baseline;
    options.cache = !args.no_cache;
    options.scope.staged = args.staged;
    options.since = args.since.clone();
    options.quick = args.quick;
    options.trust = args.trust.clone();
    let other = args.after.as_ref().map(Other::start).transpose()?;
    let progress = output::Progress::start(!args.output.quiet);
    let examined = examine(&options);
    progress.stop();
    let others_failed = !other.map_or(Ok(true), Other::finish)?;
    let mut examined = examined?;
    if args.dry_run {
        return preview(&examined);
    }
    if args.fix {
        examined = mend(&options, examined, args.output.quiet)?;
    }
    let report = Report { others_failed, ..examined.report };
    output::report(&report, &args.output)?;
    if args.output.verbose || args.stats {
        stats(&report, args.stats);
    }
    if !args.output.quiet {
        let seconds = began.elapsed().as_secs_f64();
        output::say(&format!("checked {} files in {seconds:.2} s", report.summary.files));
    }
    Ok(if report.is_denied() || others_failed { FOUND } else { OK })
}

/// Shows what `--fix` would write.
fn preview(examined: &Examined) -> Outcome {
    let plan = fix::plan(examined)?;
    let scanner = Scanner::new().map_err(|error| Failure::Usage(format!("cannot load the detectors: {error}")))?;
    let diffs: String = plan.changes.iter().map(|change| change.diff(&scanner)).collect();
    output::print(&diffs)?;
    left(&plan);
    output::say(&format!("{} would be mended in {}", count(plan.fixes, "finding"), count(plan.changes.len(), "file")));
    Ok(if examined.report.is_denied() { FOUND } else { OK })
}

fn left(plan: &fix::Plan) {
    for note in &plan.left {
        output::say(&format!("note: {}", note_line(note)));
    }
}

/// How often fixes that stand in each other's way are tried again.
const ROUNDS: usize = 8;

/// Applies fixes until none is left, and gives what is found afterwards.
fn mend(options: &Options, mut examined: Examined, quiet: bool) -> Result<Examined, Failure> {
    let (mut fixes, mut files) = (0, BTreeSet::new());
    for _ in 0..ROUNDS {
        let plan = fix::plan(&examined)?;
        left(&plan);
        if plan.changes.is_empty() {
            break;
        }
        fix::apply(&plan, &examined.root)?;
        fixes += plan.fixes;
        files.extend(plan.changes.into_iter().map(|change| change.path));
        examined = examine(options)?;
    }
    if !quiet {
        output::say(&format!("{} mended in {}", count(fixes, "finding"), count(files.len(), "file")));
    }
    Ok(examined)
}

/// The engine's options for these arguments.
pub(super) fn options(args: &ScopeArgs) -> Result<Options, Failure> {
    let start =
        std::env::current_dir().map_err(|error| InputError::Path { path: ".".to_owned(), why: error.to_string() })?;
    let cards = crate::rules::cards();
    let names: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
    for (rule, _) in &args.levels {
        known(rule, &names).map_err(Failure::Usage)?;
    }
    Ok(Options {
        scope: Scope {
            start,
            paths: args.paths.clone(),
            manifest_path: args.manifest_path.clone(),
            packages: args.packages.clone(),
            workspace: args.workspace,
            exclude: args.exclude.clone(),
            ..Scope::default()
        },
        config: args.config.clone(),
        only: args.rules.clone(),
        overrides: Overrides { levels: args.levels.clone(), unsure: args.unsure },
        jobs: args.jobs.map(usize::from),
        ..Options::default()
    })
}

fn stats(report: &Report, full: bool) {
    let summary = &report.summary;
    output::say(&format!(
        "{} Rust files, {} SQL files, {} other; {:.1} MB; {} crates",
        summary.rust_files,
        summary.sql_files,
        summary.files - summary.rust_files - summary.sql_files,
        summary.bytes as f64 / 1e6,
        summary.crates
    ));
    if !full {
        return;
    }
    for card in &report.cards {
        let found = report.findings.iter().filter(|f| f.rule == card.id);
        output::say(&format!("{:24} {}", card.id, found.count()));
    }
    report.stats.iter().for_each(|stat| output::say(&stat.to_string()));
}
