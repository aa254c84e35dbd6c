//! What was read: files with their kind and class, and the crates they form.
//!
//! Plain data. `input/` fills it, everything above looks at it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::source::Source;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Rust source.
    Rust,
    /// SQL: migrations, schemas, dumps.
    Sql,
    /// Text that carries configuration: `.env*`, YAML, TOML, JSON,
    /// Dockerfile, shell, Markdown.
    Config,
}

/// What a file is for. Classes move levels; none is skipped in silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Code that ships.
    Main,
    /// Below `tests/`, or a test target.
    Test,
    /// Below `examples/`, or an example target.
    Example,
    /// Below `benches/`, or a bench target.
    Bench,
    /// `build.rs` and what it declares.
    BuildScript,
    /// Written by a program (`@generated`, `DO NOT EDIT`).
    Generated,
    /// Somebody else's code, kept in the tree.
    Vendored,
}

impl Class {
    /// Every class.
    pub const ALL: [Class; 7] =
        [Class::Main, Class::Test, Class::Example, Class::Bench, Class::BuildScript, Class::Generated, Class::Vendored];

    /// Whether the code runs where users' secrets are.
    pub fn ships(self) -> bool {
        matches!(self, Class::Main | Class::Generated | Class::Vendored)
    }

    /// The word used in configs and messages.
    pub fn word(self) -> &'static str {
        match self {
            Class::Main => "main",
            Class::Test => "test",
            Class::Example => "example",
            Class::Bench => "bench",
            Class::BuildScript => "build-script",
            Class::Generated => "generated",
            Class::Vendored => "vendored",
        }
    }
}

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct File {
    /// Path and text.
    pub source: Source,
    /// How it is read.
    pub kind: Kind,
    /// What it is for.
    pub class: Class,
}

/// What a crate is compiled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A library; other crates can name its items.
    Lib,
    /// A program.
    Bin,
    /// An integration test.
    Test,
    /// An example.
    Example,
    /// A benchmark.
    Bench,
    /// A build script.
    BuildScript,
}

/// One compiled crate: a module tree with a root file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Crate {
    /// The name in code: `-` turned into `_`.
    pub name: String,
    /// Path of the root file (`src/lib.rs`), as shown.
    pub root: Arc<str>,
    /// Path of the package's folder, as shown; empty for the workspace root.
    pub dir: Arc<str>,
    /// The package's name as in its manifest.
    pub package: String,
    /// What it is compiled to.
    pub target: Target,
    /// Dependencies: the name in code and the package it stands for.
    pub dependencies: Arc<[(String, String)]>,
    /// The names in code of those that are there on every platform and with
    /// any features, in all that is shipped.
    pub always: Arc<BTreeSet<String>>,
}
