//! `secrets.yaml`: the one declaration that the guard checks code against and the vault enforces at run time.
//!
//! ```yaml
//! version: 1
//! secrets:
//!   - id: stripe-api-key
//!     class: integration          # runtime | account | operator | integration | transport | bootstrap
//!     kind: secret                # secret | config
//!     env: STRIPE_API_KEY
//!     owner: payments
//!     aliases: [STRIPE_KEY]       # other names, still welcome
//!     deprecated:                 # names on their way out
//!       - { name: STRIPE_SECRET, since: 2026-01-31, remove_after: 2026-06-30 }
//!     required_in: [ci, strict]   # dev | ci | strict
//!     rotate_every: 90d
//!     remediation: create a new key in the dashboard and run the deploy
//! ```
//!
//! There are no defaults for what matters: `id`, `class`, `kind`, `env` and `owner` must stand in every entry.
//! Every problem of a file is reported at once, each with the bytes to underline.

use std::ops::Range;

mod check;
mod date;
mod read;
mod shown;
mod suggest;
mod tree;
mod words;

#[cfg(test)]
mod tests;

pub use date::{Date, RotateEvery};
pub use tree::MAX_BYTES;
pub use words::{Class, Kind, Profile, Word};

/// The file's usual name, at the root of a workspace.
pub const FILE_NAME: &str = "secrets.yaml";

/// The version of the format that this code reads.
pub const VERSION: u64 = 1;

/// A checked manifest: ids and names are unique, words are known, dates exist.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The entries in the order of the file.
    pub secrets: Vec<Entry>,
}

/// One declared secret or setting.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The name by which programs ask for it.
    pub id: Named,
    /// The canonical environment variable.
    pub env: Named,
    /// Other environment names that mean the same and may be used.
    pub aliases: Vec<Named>,
    /// Environment names that once meant the same and must disappear.
    pub deprecated: Vec<Deprecated>,
    /// What it is for.
    pub class: Class,
    /// Secret or plain setting.
    pub kind: Kind,
    /// The profiles in which a program must not start without it.
    pub required_in: Vec<Profile>,
    /// The person or team that answers for it.
    pub owner: String,
    /// How often it is to be replaced.
    pub rotate_every: Option<RotateEvery>,
    /// What to do when it is missing, refused or leaked.
    pub remediation: Option<String>,
}

/// A name and where the manifest writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub text: String,
    /// Its bytes in the manifest's text.
    pub span: Range<usize>,
}

/// An environment name that must disappear.
#[derive(Debug, Clone)]
pub struct Deprecated {
    /// The old name.
    pub name: Named,
    /// The day from which it counts as deprecated.
    pub since: Date,
    /// The day after which no code may mention it.
    pub remove_after: Option<Date>,
}

/// One problem of a manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ManifestError {
    /// What is wrong, in one line.
    pub message: String,
    /// The bytes of the text to underline; always inside the text and on character boundaries.
    pub span: Range<usize>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Manifest {
    /// Reads the text of a `secrets.yaml`.
    ///
    /// # Errors
    ///
    /// Every problem found, in the order of the text. Text that is not YAML, or repeats a key, gives that one problem.
    pub fn parse(text: &str) -> Result<Self, Vec<ManifestError>> {
        let tree = tree::parse(text).map_err(|error| vec![error])?;
        let mut errors = Vec::new();
        let secrets = read::document(&tree, &mut errors);
        check::unique(&secrets, &mut errors);
        check::dates(&secrets, &mut errors);
        if errors.is_empty() {
            return Ok(Self { secrets: secrets.into_iter().filter_map(read::Draft::finish).collect() });
        }
        errors.sort_by_key(|error| error.span.start);
        Err(errors)
    }

    /// The entry with this id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.secrets.iter().find(|entry| entry.id.text == id)
    }

    /// The entry that an environment name belongs to, and in which role.
    pub fn by_env(&self, name: &str) -> Option<(&Entry, NameRole)> {
        self.secrets.iter().find_map(|entry| entry.role_of(name).map(|role| (entry, role)))
    }
}

/// How an environment name relates to its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRole {
    /// The entry's `env`.
    Canonical,
    /// One of its `aliases`.
    Alias,
    /// One of its `deprecated` names.
    Deprecated,
}

impl Entry {
    /// How `name` relates to this entry, if it does.
    pub fn role_of(&self, name: &str) -> Option<NameRole> {
        if self.env.text == name {
            Some(NameRole::Canonical)
        } else if self.aliases.iter().any(|alias| alias.text == name) {
            Some(NameRole::Alias)
        } else if self.deprecated.iter().any(|old| old.name.text == name) {
            Some(NameRole::Deprecated)
        } else {
            None
        }
    }
}
