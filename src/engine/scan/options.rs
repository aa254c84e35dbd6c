//! What a scan is asked for.

use std::sync::Arc;

use super::foreign::Foreign;
use crate::engine::check;
use crate::finding::Confidence;
use crate::input::git::Asked;

/// What a scan is to do.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Scope, config, levels and threads, as `check` takes them.
    pub common: check::Options,
    /// What to scan.
    pub what: What,
    /// The least confidence that counts, instead of the config's.
    pub least: Option<Confidence>,
    /// Whether the marks of other scanners count for nothing.
    pub without_marks: bool,
    /// Whether archives and notebooks are opened.
    pub archives: bool,
    /// Whether the report shows secrets as they are.
    pub bare: bool,
    /// What values are hashed with, where neither config nor baseline say.
    pub salt: Option<String>,
    /// What other scanners were told to let pass; it is told to be in the
    /// baseline.
    pub foreign: Option<Arc<Foreign>>,
}

/// What to scan.
#[derive(Clone, Debug, Default)]
pub enum What {
    /// The files of the scope.
    #[default]
    Tree,
    /// What git says of a change.
    Git(Asked),
    /// A unified diff.
    Diff(Vec<u8>),
    /// A text with the path it is to be known by.
    Text(String, Vec<u8>),
}
