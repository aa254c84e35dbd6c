//! `import`: what other scanners let pass goes into the baseline.

use std::path::PathBuf;

use clap::Args;

use super::{OK, Outcome, output};
use crate::engine::check::{Failure, Options};
use crate::engine::own::baseline_file;
use crate::engine::scan::{Foreign, for_import};
use crate::engine::{Baseline, check};
use crate::finding::Fate;
use crate::input::Scope;

#[derive(Args, Debug)]
pub(super) struct ImportArgs {
    /// `.gitleaksignore`, `.gitleaks.toml` or `.secrets.baseline`
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

pub(super) fn run(args: &ImportArgs) -> Outcome {
    let mut foreign = Foreign::default();
    for path in &args.files {
        let failed = |why: String| Failure::Usage(format!("{}: {why}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
        foreign.read(&path.to_string_lossy(), &text).map_err(failed)?;
    }
    let start = super::scan::here()?;
    let options: Options = check::Options { scope: Scope { start, ..Scope::default() }, ..check::Options::default() };
    let file = baseline_file(&options)?;
    let (report, salt) = for_import(&options, file.known.as_ref(), foreign)?;
    let taken: Vec<_> = report.findings.iter().filter(|finding| finding.fate == Fate::Baselined).collect();
    output::file(&file.path, &Baseline::extended(file.known.as_ref(), taken.iter().copied(), &salt))?;
    let left = report.reported().count();
    let path = file.path.display();
    output::say(&format!("{} findings are known to {path} now; {left} are not", taken.len()));
    Ok(OK)
}
