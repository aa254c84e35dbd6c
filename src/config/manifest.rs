//! `secrets.yaml` as the guard reads it: the vault's own reader, its errors
//! in the guard's words.

use secret_guard_vault::manifest::Manifest;

use super::Problem;
use crate::source::{Source, Span};

/// The manifest's name.
pub const MANIFEST_NAME: &str = "secrets.yaml";

/// Reads the text of a manifest; nothing when the file is something else of
/// the same name (a Kubernetes secret, a Helm value file).
///
/// # Errors
/// Everything that is wrong in it.
pub fn read_manifest(source: &Source) -> Result<Option<Manifest>, Vec<Problem>> {
    let has = |key: &str| source.text().lines().any(|line| line.starts_with(key));
    if !has("version:") && !has("secrets:") {
        return Ok(None);
    }
    let problem = |error: secret_guard_vault::ManifestError| {
        let problem = Problem::new(source, Span::new(error.span.start, error.span.end), error.message);
        match error.help {
            Some(help) => problem.with_help(help),
            None => problem,
        }
    };
    Manifest::parse(source.text()).map(Some).map_err(|errors| errors.into_iter().map(problem).collect())
}
