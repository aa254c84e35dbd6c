//! The commands, each with the arguments of its own file.

use clap::{Parser, Subcommand};

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
    Check(super::check::CheckArgs),
    /// Say what a rule finds, why it matters and what to write instead
    Explain(super::explain::ExplainArgs),
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
    Rules(super::rules::RulesArgs),
    /// Write, prune or show the list of known findings
    Baseline(super::baseline::BaselineArgs),
}
