//! The arguments that several commands share, as clap reads them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::finding::Level;
use crate::report::Format;

/// Proves that Rust code, migrations and diffs obey the secrets declared in
/// secrets.yaml.
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

pub(super) fn level(text: &str) -> Result<(String, Level), String> {
    let (rule, level) = text.split_once('=').ok_or("write it as RULE=LEVEL, such as env-read=warn")?;
    Ok((rule.to_owned(), word(level)?))
}

fn word(text: &str) -> Result<Level, String> {
    let levels = [Level::Allow, Level::Warn, Level::Deny];
    let level = levels.into_iter().find(|level| level.word() == text);
    level.ok_or_else(|| "a level is `allow`, `warn` or `deny`".to_owned())
}
