//! The arguments, as clap reads them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::finding::Level;
use crate::report::Format;

/// Proves that Rust code, migrations and diffs obey the secrets declared in
/// secrets.yaml.
#[derive(Debug, Parser)]
#[command(
    name = "cargo-secret-guard",
    bin_name = "cargo secret-guard",
    version,
    after_help = "Exit codes: 0 nothing denied, 1 findings, 2 could not run."
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check the workspace, or the files and folders named
    Check(CheckArgs),
    /// Say what a rule finds, why it matters and what to write instead
    Explain(ExplainArgs),
    /// Find secrets in files, in the lines a change adds, or in a diff
    Scan(super::scan::ScanArgs),
    /// Install or remove git hooks
    Hook(super::hook::HookArgs),
    /// Check what a GitHub workflow was started for
    Github(super::github::GithubArgs),
    /// Draft secrets.yaml, secret-guard.yaml and a baseline
    Init(super::init::InitArgs),
    /// Print completions for a shell
    Completions(super::shell::CompletionsArgs),
    /// Print the manual page
    Man,
    /// Take over into the baseline what other scanners were told to let pass
    Import(super::import::ImportArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Write, prune or show the list of known findings
    Baseline(BaselineArgs),
}

/// What to look at; the names mean what they mean to cargo.
#[derive(Args, Clone, Debug)]
pub(super) struct ScopeArgs {
    /// Files and folders to check instead of the workspace
    pub paths: Vec<PathBuf>,
    /// Path to Cargo.toml
    #[arg(long, value_name = "PATH")]
    pub manifest_path: Option<PathBuf>,
    /// Package to check; may be repeated, globs allowed
    #[arg(short, long = "package", value_name = "SPEC")]
    pub packages: Vec<String>,
    /// Check all packages of the workspace
    #[arg(long)]
    pub workspace: bool,
    /// Leave a package out; may be repeated, globs allowed
    #[arg(long, value_name = "SPEC")]
    pub exclude: Vec<String>,
    /// Policy to use instead of the secret-guard.yaml found by searching
    /// upward
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Number of threads; by default one a processor
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// Only this rule; may be repeated
    #[arg(long = "rule", value_name = "RULE")]
    pub rules: Vec<String>,
    /// Set the level of a rule, such as env-read=warn; may be repeated
    #[arg(long = "level", value_name = "RULE=LEVEL", value_parser = level)]
    pub levels: Vec<(String, Level)>,
    /// Report what rules are not sure of as well, at this level
    #[arg(long, value_name = "LEVEL", value_parser = word)]
    pub unsure: Option<Level>,
}

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

/// How the answer is written.
#[derive(Args, Clone, Debug)]
pub(super) struct OutputArgs {
    /// How to write the report
    #[arg(long, alias = "message-format", value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Write the report to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// When to colour
    #[arg(long, value_enum, value_name = "WHEN")]
    pub color: Option<When>,
    /// Print only the report
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Draw every finding with its lines, however many, and count what was
    /// read
    #[arg(short, long)]
    pub verbose: bool,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal, unless the environment says otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    /// A rule's or detector's id, or FILE:LINE to say what the scanner makes
    /// of that line
    pub rule: String,
}

#[derive(Args, Debug)]
pub(super) struct RulesArgs {
    /// How to write the list
    #[arg(long, alias = "message-format", value_enum, default_value_t = ListFormat::Human)]
    pub format: ListFormat,
}

/// How a list of rules is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// A table.
    Human,
    /// A JSON array of cards.
    Json,
    /// A table in Markdown.
    Markdown,
}

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

pub(super) fn level(text: &str) -> Result<(String, Level), String> {
    let (rule, level) = text.split_once('=').ok_or("write it as RULE=LEVEL, such as env-read=warn")?;
    Ok((rule.to_owned(), word(level)?))
}

fn word(text: &str) -> Result<Level, String> {
    let levels = [Level::Allow, Level::Warn, Level::Deny];
    let level = levels.into_iter().find(|level| level.word() == text);
    level.ok_or_else(|| "a level is `allow`, `warn` or `deny`".to_owned())
}
