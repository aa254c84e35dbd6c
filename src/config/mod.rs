//! `secret-guard.yaml`: the policy of the guard itself.
//!
//! One file, found by searching upward; nothing is merged into it. What it
//! says is checked before anything is read, and every mistake is a
//! [`Problem`] that points at the value.

mod day;
mod manifest;
mod parse;
mod problem;
mod raw;

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::GlobMatcher;
use serde::Deserialize;

use crate::files::Class;
use crate::finding::{Confidence, Level};
use crate::source::{Source, Span};

pub use day::Day;
pub use manifest::{MANIFEST_NAME, read_manifest};
pub use problem::{Problem, nearest};

/// The file's name.
pub const FILE_NAME: &str = "secret-guard.yaml";

/// The policy, ready to use. [`Config::default`] is what holds without a
/// file.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The file it was read from; `None` for the default policy.
    pub source: Option<Source>,
    /// What is said of single rules, by id.
    pub rules: BTreeMap<String, RuleConfig>,
    /// The highest level a finding may have in files of a class.
    pub classes: BTreeMap<Class, Level>,
    /// Modules that may do what a rule forbids.
    pub sanctioned: Vec<Sanction>,
    /// Types whose values are secrets.
    pub secret_types: Vec<Named>,
    /// Functions and macros that must not be given a secret.
    pub sinks: Vec<Named>,
    /// Functions whose result is no secret any more.
    pub cleaners: Vec<Named>,
    /// Columns that may keep their name and type.
    pub allow_columns: Vec<AllowColumn>,
    /// Files that are not checked.
    pub exclude: Vec<Exclude>,
    /// How `scan` judges.
    pub scan: Scan,
}

/// How `scan` judges.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// The least confidence that counts.
    pub confidence: Option<Confidence>,
    /// Whether marks of other scanners (`gitleaks:allow`) count here.
    pub foreign_marks: Option<bool>,
    /// What values are hashed with, so that their fingerprints mean nothing
    /// elsewhere.
    pub salt: Option<String>,
    /// Values that may stay.
    pub allow: Vec<AllowValue>,
}

/// A value that may stay, wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowValue {
    /// Its fingerprint, as a report shows it.
    pub fingerprint: String,
    /// Why.
    pub reason: String,
    /// The entry in the config.
    pub span: Span,
}

/// What the config says of one rule.
#[derive(Clone, Debug, Default)]
pub struct RuleConfig {
    /// The level, instead of the card's.
    pub level: Option<Level>,
    /// The level of findings that the rule holds back because it is not sure.
    pub unsure: Option<Level>,
    /// The level in files of a class, instead of the general one.
    pub classes: BTreeMap<Class, Level>,
    /// The rule's own options.
    pub options: BTreeMap<String, Value>,
}

/// The value of a rule's option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A word.
    Text(String),
    /// A list of words.
    List(Vec<String>),
}

/// A module that is allowed to do what a rule forbids.
#[derive(Clone, Debug)]
pub struct Sanction {
    /// Which files or items it covers.
    pub place: Place,
    /// The rule it speaks of.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The first day on which it no longer holds.
    pub expires: Option<Day>,
    /// The entry in the config.
    pub span: Span,
}

/// What a [`Sanction`] covers.
#[derive(Clone, Debug)]
pub enum Place {
    /// Files whose path, from the config's folder, matches.
    Path {
        /// As written.
        glob: String,
        /// Compiled.
        matcher: GlobMatcher,
    },
    /// A module and everything below it.
    Module {
        /// The crate's name in code.
        krate: String,
        /// `a::b`; empty for the whole crate.
        module: String,
    },
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::Path { glob, .. } => f.write_str(glob),
            Place::Module { krate, module } if module.is_empty() => f.write_str(krate),
            Place::Module { krate, module } => write!(f, "{krate}::{module}"),
        }
    }
}

/// A path in code with the reason it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// `crate::module::Item`, or a bare name.
    pub path: String,
    /// Why, when it was said.
    pub reason: Option<String>,
}

impl Named {
    /// The path's last segment, of a macro without its `!`.
    pub fn last(&self) -> &str {
        self.path.rsplit("::").next().unwrap_or_default().trim_end_matches('!')
    }
}

/// A column that may stay as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowColumn {
    /// Table, lower case.
    pub table: String,
    /// Column, lower case.
    pub column: String,
    /// Why.
    pub reason: String,
    /// The entry in the config.
    pub span: Span,
}

/// Files that are not checked.
#[derive(Clone, Debug)]
pub struct Exclude {
    /// As written.
    pub glob: String,
    /// Compiled; matches paths from the config's folder.
    pub matcher: GlobMatcher,
    /// Why.
    pub reason: String,
}

/// What [`Config::parse`] must know of a rule to judge what is said of it.
pub struct KnownRule<'a> {
    /// The rule's id.
    pub id: &'a str,
    /// The names of its options.
    pub options: Vec<&'a str>,
}

impl Config {
    /// Reads the text of a config; `rules` are those that exist.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the file.
    pub fn parse(source: &Source, rules: &[KnownRule<'_>]) -> Result<Config, Vec<Problem>> {
        parse::parse(source, rules)
    }

    /// The value of a rule's option, if it is set.
    pub fn option(&self, rule: &str, name: &str) -> Option<&Value> {
        self.rules.get(rule)?.options.get(name)
    }

    /// The folder the config's globs start from, as shown; empty at the root.
    pub fn dir(&self) -> Arc<str> {
        let path = self.source.as_ref().map_or("", |source| source.path());
        path.rsplit_once('/').map_or("", |(dir, _)| dir).into()
    }

    /// A path as the config's globs see it: from the config's own folder.
    pub fn local<'a>(&self, path: &'a str) -> &'a str {
        let dir = self.dir();
        let below = path.strip_prefix(&*dir).unwrap_or(path);
        below.strip_prefix('/').unwrap_or(below)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(raw::ValueVisitor)
    }
}
