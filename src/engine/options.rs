//! What a check is asked to do, and why it could not.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::Overrides;
use crate::config::Problem;
use crate::input::version::{Change, Named, Version};
use crate::input::{InputError, Scope};
use crate::source::Source;

/// What a check is to do.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What to look at.
    pub scope: Scope,
    /// `--config`: this file instead of the one found by searching.
    pub config: Option<PathBuf>,
    /// `--rule`: only these; empty for all.
    pub only: Vec<String>,
    /// `--level`.
    pub overrides: Overrides,
    /// `--jobs`; `None` for one a processor.
    pub jobs: Option<usize>,
    /// Whether the baseline is left aside.
    pub without_baseline: bool,
    /// The guard's own files, where they are not those that lie there.
    pub own: OwnFiles,
    /// `--since`: report only what is new since this branch left that one.
    /// Of the index, what is new since the last commit.
    pub since: Option<String>,
    /// `--quick`: look at the changed files by themselves first.
    pub quick: bool,
    /// `--trust`: take the guard's own files from this commit, or from the
    /// one that a change is compared with when it is called `base`.
    pub trust: Option<String>,
    /// Whether what was found before may be taken from `target/`.
    pub cache: bool,
    /// The version of the guard's own files, above all of that.
    pub reads: Option<Version>,
    /// What git was asked before.
    pub told: Told,
}

impl Options {
    /// Whether everything is looked at, so that what is not found is not
    /// there.
    pub(super) fn is_complete(&self) -> bool {
        let scope = &self.scope;
        scope.paths.is_empty() && scope.packages.is_empty() && scope.exclude.is_empty() && scope.only.is_none()
    }
}

/// Where one of the guard's own files comes from.
#[derive(Clone, Debug, Default)]
pub enum Own {
    /// From where it lies.
    #[default]
    Found,
    /// It has this text, whatever lies there.
    Given(Source),
    /// There is none, whatever lies there.
    Absent,
}

/// Where the guard's own files come from.
#[derive(Clone, Debug, Default)]
pub struct OwnFiles {
    /// `secret-guard.yaml`.
    pub config: Own,
    /// `secrets.yaml`.
    pub manifest: Own,
    /// `secret-guard.baseline`.
    pub baseline: Own,
}

/// What git has told, so that it is asked once.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The guard's own files that the index holds.
    pub(super) staged: OnceLock<Named>,
    /// What is compared with a commit.
    pub(super) change: OnceLock<Option<Arc<Change>>>,
}

/// Why a check could not run.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Nothing could be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The config or the manifest is wrong.
    #[error("the configuration has mistakes")]
    Problems(Vec<Problem>),
    /// An option's value makes no sense.
    #[error("{0}")]
    Usage(String),
}
