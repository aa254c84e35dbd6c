//! The guard's own files: config, manifest and baseline.

use std::path::{Path, PathBuf};

use secret_guard_vault::manifest::Manifest;

use super::options::{Failure, Options};
pub use super::options::{Own, OwnFiles};
use super::{BASELINE_FILE, Baseline, since};
use crate::config::{self, Config, KnownRule, MANIFEST_NAME, Problem, read_manifest};
use crate::input::version::{self, Named, Version};
use crate::input::{self, InputError, Root};
use crate::source::Source;

impl Own {
    /// The text of the first of `places` that is there.
    fn source(&self, places: Vec<PathBuf>, options: &Options, root: &Root) -> Result<Option<Source>, Failure> {
        match self {
            Own::Found => {
                let version = trusted(options, root)?;
                let found = places.iter().map(|path| match version {
                    Version::Index if is_own(path) => staged(options, root)?.text(root, path).map_err(Failure::from),
                    _ => text(path, &version, root),
                });
                found.filter_map(Result::transpose).next().transpose()
            }
            Own::Given(source) => Ok(Some(source.clone())),
            Own::Absent => Ok(None),
        }
    }
}

/// The version of the guard's own files that holds.
fn trusted(options: &Options, root: &Root) -> Result<Version, Failure> {
    if let Some(version) = &options.reads {
        return Ok(version.clone());
    }
    match options.trust.as_deref() {
        None => Ok(since::version(options)),
        Some("base") => match since::change(options, root)? {
            Some(change) => Ok(Version::Commit(change.commit.clone())),
            None => Err(Failure::Usage("`--trust base` needs `--since` or `--staged`".to_owned())),
        },
        Some(name) => Ok(Version::Commit(version::fork(root, name)?)),
    }
}

/// Where the config is, if there is one.
pub(super) fn config_path(options: &Options, root: &Root) -> Option<PathBuf> {
    config_places(options, root).into_iter().find(|path| path.is_file())
}

fn config_places(options: &Options, root: &Root) -> Vec<PathBuf> {
    match &options.config {
        Some(path) => vec![options.scope.start.join(path)],
        None => root.places(config::FILE_NAME),
    }
}

/// The config of the run, or the default policy.
///
/// # Errors
/// When the file cannot be read or has mistakes.
pub(super) fn config(options: &Options, root: &Root) -> Result<Config, Failure> {
    match (found_config(options, root)?, &options.config) {
        (Some(config), _) => Ok(config),
        (None, Some(path)) => Err(missing(path)),
        (None, None) => Ok(Config::default()),
    }
}

/// The config, if it is there.
pub(super) fn found_config(options: &Options, root: &Root) -> Result<Option<Config>, Failure> {
    let places = config_places(options, root);
    let Some(source) = options.own.config.source(places, options, root)? else { return Ok(None) };
    let known: Vec<KnownRule<'_>> = super::cards()
        .iter()
        .map(|card| KnownRule { id: &card.id, options: card.options.keys().map(String::as_str).collect() })
        .collect();
    Config::parse(&source, &known).map(Some).map_err(Failure::Problems)
}

/// The manifest of the workspace, if it has one.
///
/// # Errors
/// When it cannot be read or has mistakes.
pub(super) fn manifest(options: &Options, root: &Root) -> Result<Option<Manifest>, Failure> {
    match options.own.manifest.source(root.places(MANIFEST_NAME), options, root)? {
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
    let places = vec![baseline_path(root, config)];
    let Some(source) = options.own.baseline.source(places, options, root)? else {
        return Ok(None);
    };
    Baseline::parse(source.clone()).map(Some).map_err(|span| {
        let message = "not an entry of a baseline";
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

/// Reads a file of the guard's own, if it is there.
fn text(path: &Path, version: &Version, root: &Root) -> Result<Option<Source>, Failure> {
    if *version != Version::WorkTree {
        return Ok(version::text(root, version, path)?);
    }
    let failed = |why: String| InputError::Path { path: path.display().to_string(), why };
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(_) if !path.exists() => return Ok(None),
        Err(error) => return Err(failed(error.to_string()).into()),
    };
    let decoded = input::decode(&bytes);
    match decoded.note {
        Some(why) => Err(failed(why.to_owned()).into()),
        None => Ok(Some(Source::new(root.shown(path), decoded.text.into_owned()))),
    }
}

/// What the guard's own files are called, unless the user names another.
const NAMES: [&str; 3] = [config::FILE_NAME, MANIFEST_NAME, BASELINE_FILE];

/// Whether a path is called as one of the guard's own files.
pub(super) fn is_own(path: &Path) -> bool {
    path.file_name().is_some_and(|name| NAMES.iter().any(|own| name == *own))
}

/// Those of the index that may be asked for, which are listed once for all.
pub(super) fn staged<'a>(options: &'a Options, root: &Root) -> Result<&'a Named, Failure> {
    if let Some(listed) = options.told.staged.get() {
        return Ok(listed);
    }
    let given = options.config.as_ref().map(|path| options.scope.start.join(path));
    let beside = given.iter().filter_map(|path| path.parent()).flat_map(|dir| NAMES.map(|name| dir.join(name)));
    let places = NAMES.iter().flat_map(|name| root.places(name)).chain(beside).collect();
    let listed = version::named(root, places)?;
    Ok(options.told.staged.get_or_init(|| listed))
}

fn missing(path: &Path) -> Failure {
    InputError::Path { path: path.display().to_string(), why: "there is no such file".to_owned() }.into()
}
