//! The guard's own files: config, manifest and baseline.

use std::path::{Path, PathBuf};

use secret_guard_vault::manifest::Manifest;

use super::check::{Failure, Options};
use super::{BASELINE_FILE, Baseline};
use crate::config::{self, Config, KnownRule, MANIFEST_NAME, Problem, read_manifest};
use crate::input::{self, InputError, Root};
use crate::source::Source;

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

impl Own {
    fn source(&self, path: impl FnOnce() -> Option<PathBuf>, root: &Root) -> Result<Option<Source>, Failure> {
        match self {
            Own::Found => path().map(|path| text(&path, root)).transpose(),
            Own::Given(source) => Ok(Some(source.clone())),
            Own::Absent => Ok(None),
        }
    }
}

/// Where the config is, if there is one.
pub(super) fn config_path(options: &Options, root: &Root) -> Option<PathBuf> {
    match &options.config {
        Some(path) => Some(options.scope.start.join(path)),
        None => root.search(config::FILE_NAME),
    }
}

/// The config of the run, or the default policy.
///
/// # Errors
/// When the file cannot be read or has mistakes.
pub(super) fn config(options: &Options, root: &Root) -> Result<Config, Failure> {
    let Some(source) = options.own.config.source(|| config_path(options, root), root)? else {
        return Ok(Config::default());
    };
    let known: Vec<KnownRule<'_>> = super::cards()
        .iter()
        .map(|card| KnownRule { id: &card.id, options: card.options.keys().map(String::as_str).collect() })
        .collect();
    Config::parse(&source, &known).map_err(Failure::Problems)
}

/// The manifest of the workspace, if it has one.
///
/// # Errors
/// When it cannot be read or has mistakes.
pub(super) fn manifest(options: &Options, root: &Root) -> Result<Option<Manifest>, Failure> {
    match options.own.manifest.source(|| root.search(MANIFEST_NAME), root)? {
        Some(source) => read_manifest(&source).map_err(Failure::Problems),
        None => Ok(None),
    }
}

/// The baseline's place, and what it knows.
pub struct BaselineFile {
    /// Where it is, or would be.
    pub path: PathBuf,
    /// `None` when there is no such file.
    pub known: Option<Baseline>,
}

/// Finds and reads the baseline of a scope.
///
/// # Errors
/// When the config or the baseline is wrong.
pub fn baseline_file(options: &Options) -> Result<BaselineFile, Failure> {
    let root = Root::find(&options.scope)?;
    let config = config(options, &root)?;
    Ok(BaselineFile { path: baseline_path(&root, &config), known: baseline(options, &root, &config)? })
}

pub(super) fn baseline(options: &Options, root: &Root, config: &Config) -> Result<Option<Baseline>, Failure> {
    let path = || Some(baseline_path(root, config)).filter(|path| path.is_file());
    let Some(source) = options.own.baseline.source(path, root)? else {
        return Ok(None);
    };
    Baseline::parse(source.clone()).map(Some).map_err(|span| {
        let message = "not an entry of a baseline, or one that is there twice";
        let problem = Problem::new(&source, span, message);
        Failure::Problems(vec![problem.with_help("write the baseline anew")])
    })
}

/// Where the baseline is: beside the config, else at the workspace.
pub(super) fn baseline_path(root: &Root, config: &Config) -> PathBuf {
    let dir = match &config.source {
        Some(_) => root.dir.join(&*config.dir()),
        None => home(root),
    };
    dir.join(BASELINE_FILE)
}

/// The folder in which the guard's own files are written.
pub(super) fn home(root: &Root) -> PathBuf {
    root.workspace.clone().unwrap_or(root.home.clone())
}

/// Reads a file of the guard's own.
fn text(path: &Path, root: &Root) -> Result<Source, Failure> {
    let failed = |why: String| InputError::Path { path: path.display().to_string(), why };
    let bytes = std::fs::read(path).map_err(|error| failed(error.to_string()))?;
    let decoded = input::decode(&bytes);
    match decoded.note {
        Some(why) => Err(failed(why.to_owned()).into()),
        None => Ok(Source::new(root.shown(path), decoded.text.into_owned())),
    }
}
