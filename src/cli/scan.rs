//! `scan`.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::Args;

use super::args::{OutputArgs, level};
use super::{FOUND, OK, Outcome, output};
use crate::engine::check::{Failure, known};
use crate::engine::scan::{Options, What, scan};
use crate::engine::{Overrides, cards, check};
use crate::finding::{Confidence, Level};
use crate::input::git::Asked;
use crate::input::{InputError, Scope};
use crate::report::Format;

#[derive(Args, Debug)]
pub(super) struct ScanArgs {
    /// Files and folders to scan; by default the whole tree
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub change: ChangeArgs,
    /// The path that a text on standard input is judged by
    #[arg(long, value_name = "PATH", requires = "stdin")]
    pub stdin_path: Option<String>,
    /// Least confidence that counts: low, medium, high or certain
    #[arg(long, value_name = "LEVEL", value_parser = confidence)]
    pub confidence: Option<Confidence>,
    /// Open zip, tar, gzip and zstd archives, two deep, and notebooks
    #[arg(long)]
    pub archives: bool,
    /// Do not let lines pass that other scanners' comments mark
    #[arg(long)]
    pub no_foreign_marks: bool,
    /// Report findings that the baseline knows as well
    #[arg(long)]
    pub no_baseline: bool,
    /// Policy to use instead of the secret-guard.yaml found by searching
    /// upward
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Set the level of a detector, such as jwt=warn; may be repeated
    #[arg(long = "level", value_name = "DETECTOR=LEVEL", value_parser = level)]
    pub levels: Vec<(String, Level)>,
    /// Number of threads; by default one a processor
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// Show secrets as they are; only on a terminal
    #[arg(long)]
    pub show_secrets: bool,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Which change to scan instead of files.
#[derive(Args, Debug)]
#[group(multiple = false, conflicts_with = "paths")]
pub(super) struct ChangeArgs {
    /// Scan the lines that the next commit adds
    #[arg(long)]
    pub staged: bool,
    /// Scan the lines that are changed but not staged
    #[arg(long)]
    pub unstaged: bool,
    /// Scan what commits add: BASE...HEAD since both parted, or BASE..HEAD
    #[arg(long, value_name = "RANGE")]
    pub range: Option<String>,
    /// Scan what was added since a revision
    #[arg(long, value_name = "REF")]
    pub since: Option<String>,
    /// Scan the lines that a unified diff adds; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub diff: Option<PathBuf>,
    /// Scan everything that was ever committed, messages included
    #[arg(long)]
    pub history: bool,
    /// Scan the text on standard input
    #[arg(long)]
    pub stdin: bool,
    /// Scan what a push adds; standard input as git gives it to `pre-push`
    #[arg(long)]
    pub pre_push: bool,
    /// Scan what a push adds; standard input as git gives it to `pre-receive`
    #[arg(long)]
    pub pre_receive: bool,
}

fn confidence(text: &str) -> Result<Confidence, String> {
    Confidence::parse(text).ok_or_else(|| "one of low, medium, high, certain".to_owned())
}

pub(super) fn run(args: &ScanArgs) -> Outcome {
    found(args, options(args)?)
}

/// Scans a text instead of what the arguments name.
pub(super) fn text(args: &ScanArgs, path: &str, bytes: Vec<u8>) -> Outcome {
    found(args, Options { what: What::Text(path.to_owned(), bytes), ..options(args)? })
}

fn found(args: &ScanArgs, options: Options) -> Outcome {
    let progress = output::Progress::start(!args.output.quiet);
    let report = scan(options);
    progress.stop();
    let report = report?;
    output::report(&report, &args.output)?;
    if !args.output.quiet {
        let megabytes = report.summary.bytes as f64 / 1e6;
        output::say(&format!("scanned {} texts, {megabytes:.1} MB", report.summary.files));
    }
    Ok(if report.is_denied() { FOUND } else { OK })
}

fn options(args: &ScanArgs) -> Result<Options, Failure> {
    if args.show_secrets {
        may_show(&args.output)?;
    }
    let names: Vec<&str> = cards().iter().map(|card| card.id.as_str()).collect();
    for (rule, _) in &args.levels {
        known(rule, &names).map_err(Failure::Usage)?;
    }
    let start = here()?;
    let common = check::Options {
        scope: Scope { start, paths: args.paths.clone(), staged: args.change.staged, ..Scope::default() },
        config: args.config.clone(),
        overrides: Overrides { levels: args.levels.clone(), unsure: None },
        jobs: args.jobs.map(usize::from),
        without_baseline: args.no_baseline,
        ..check::Options::default()
    };
    Ok(Options {
        common,
        what: what(args)?,
        least: args.confidence,
        without_marks: args.no_foreign_marks,
        archives: args.archives,
        bare: args.show_secrets,
        salt: None,
        foreign: None,
    })
}

/// The current folder.
pub(super) fn here() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| failed(Path::new("."), &error))
}

fn may_show(output: &OutputArgs) -> Result<(), Failure> {
    let for_people = matches!(output.format, Format::Human | Format::Short);
    if for_people && output.output.is_none() && std::io::stdout().is_terminal() {
        return Ok(());
    }
    Err(Failure::Usage("`--show-secrets` writes to a terminal only, not to a pipe, a file or a report".to_owned()))
}

fn what(args: &ScanArgs) -> Result<What, Failure> {
    let change = &args.change;
    let input = || bytes(Path::new("-"));
    Ok(match change {
        ChangeArgs { staged: true, .. } => What::Git(Asked::Staged),
        ChangeArgs { unstaged: true, .. } => What::Git(Asked::Unstaged),
        ChangeArgs { history: true, .. } => What::Git(Asked::History),
        ChangeArgs { pre_push: true, .. } => What::Git(Asked::Push(input()?)),
        ChangeArgs { pre_receive: true, .. } => What::Git(Asked::Receive(input()?)),
        ChangeArgs { stdin: true, .. } => {
            What::Text(args.stdin_path.clone().unwrap_or_else(|| "stdin".to_owned()), input()?)
        }
        ChangeArgs { diff: Some(path), .. } => What::Diff(bytes(path)?),
        ChangeArgs { range: Some(range), .. } => What::Git(asked(range)?),
        ChangeArgs { since: Some(since), .. } => {
            What::Git(Asked::Range { base: since.clone(), head: "HEAD".to_owned(), parted: false })
        }
        _ => What::Tree,
    })
}

/// `A...B` or `A..B`; nothing stands for `HEAD`.
fn asked(range: &str) -> Result<Asked, Failure> {
    let parts = range.split_once("...").map(|parts| (parts, true));
    let parts = parts.or_else(|| range.split_once("..").map(|parts| (parts, false)));
    let ((base, head), parted) =
        parts.ok_or_else(|| Failure::Usage(format!("write the range as BASE...HEAD, not `{range}`")))?;
    let named = |name: &str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
    Ok(Asked::Range { base: named(base), head: named(head), parted })
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Input(InputError::Path { path: path.display().to_string(), why: error.to_string() })
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = match path.as_os_str() == "-" {
        true => std::io::stdin().lock().read_to_end(&mut bytes),
        false => std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)),
    };
    read.map_err(|error| failed(path, &error))?;
    Ok(bytes)
}
