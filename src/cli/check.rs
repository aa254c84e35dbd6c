//! `check`.

use std::time::Instant;

use super::args::{CheckArgs, ScopeArgs};
use super::{FOUND, OK, Outcome, output};
use crate::engine::Overrides;
use crate::engine::check::{Failure, Options, check, known};
use crate::input::{InputError, Scope};
use crate::report::Report;

pub(super) fn run(args: &CheckArgs) -> Outcome {
    let began = Instant::now();
    let mut options = options(&args.scope)?;
    options.without_baseline = args.no_baseline;
    let progress = output::Progress::start(!args.output.quiet);
    let report = check(&options);
    progress.stop();
    let report = report?;
    output::report(&report, &args.output)?;
    if args.output.verbose || args.stats {
        stats(&report, args.stats);
    }
    if !args.output.quiet {
        let seconds = began.elapsed().as_secs_f64();
        output::say(&format!("checked {} files in {seconds:.2} s", report.summary.files));
    }
    Ok(if report.is_denied() { FOUND } else { OK })
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
        },
        config: args.config.clone(),
        only: args.rules.clone(),
        overrides: Overrides { levels: args.levels.clone() },
        jobs: args.jobs.map(usize::from),
        without_baseline: false,
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
}
